"""What only admins may do, and the record of it."""

import json

import pytest

from bot import admin, texts
from bot.wiring import TAPS
from tests.bot.conftest import ADMINS, RunBot
from tests.bot.library import SmallLibrary
from tests.bot.test_buttons import labels
from tests.bot.test_profile import names, set_up
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


@pytest.mark.parametrize("name", [command.name for command in admin.COMMANDS])
async def test_an_admin_command_is_to_others_like_one_that_does_not_exist(
    server: Server, budi: Person, run_bot: RunBot, name: str
) -> None:
    async with run_bot(admin_ids=ADMINS):
        budi.says("/perintahasing")
        await server.replies(budi.id)
        budi.says(f"/{name}")
        one, other = await server.replies(budi.id, 2)
    assert one["text"] == other["text"] == texts.label(texts.UNKNOWN_COMMAND, "id")
    assert labels(one) == labels(other) == []


@pytest.mark.parametrize("verb", [verb for verb, _ in admin.TAPS])
async def test_an_admin_button_is_to_others_an_expired_one(
    server: Server, budi: Person, run_bot: RunBot, verb: str
) -> None:
    async with run_bot(admin_ids=ADMINS):
        budi.says("halo")
        [reply] = await server.replies(budi.id)
        budi.sends_tap(reply, f"{verb}:0:0:0")
        await server.until(lambda: bool(server.accepted("answerCallbackQuery")))
    assert server.accepted("answerCallbackQuery")[0].values["text"] == texts.label(texts.OUTDATED, "id")
    assert len(server.shown(budi.id)) == 1


async def test_in_a_group_even_an_admin_gets_nothing_out(server: Server, ani: Person, run_bot: RunBot) -> None:
    office = server.group()
    async with run_bot(admin_ids=ADMINS):
        ani.says("/jejak", to=office)
        ani.says("/tanya apa itu spbe?", to=office)
        [reply] = await server.replies(office.id)
    assert "Pasal 1" in reply["text"]


async def test_only_admins_see_admin_commands_in_the_menu(
    server: Server, ani: Person, budi: Person, run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS):
        await set_up(server)
    assert {command.name for command in admin.COMMANDS} <= set(names(server, "id", type="chat", chat_id=ani.id))
    everyones = [json.loads(scope)["type"] for scope, _ in server.profile.commands if "chat_id" not in scope]
    assert everyones
    assert not any("jejak" in names(server, "id", type=kind) for kind in everyones)


async def test_the_record_shows_the_newest_first_and_leads_to_earlier_pages(
    server: Server, ani: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    for number in range(12):
        library.journal.add("shell budi", "remove", f"perwako-{number}-2024", "1 dihapus")
    async with run_bot(admin_ids=ADMINS):
        ani.says("/jejak")
        [reply] = await server.replies(ani.id)
        assert "(12)" in reply["text"]
        assert reply["text"].index("perwako-11-2024") < reply["text"].index("perwako-2-2024")
        assert "perwako-1-2024" not in reply["text"]
        ani.taps(reply, "Lebih lama")
        await server.until(lambda: "perwako-1-2024" in server.texts(ani.id)[0])
        assert labels(server.shown(ani.id)[0]) == ["‹ Lebih baru"]


async def test_the_record_names_admins_and_says_in_words_what_they_did(
    server: Server, ani: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    library.journal.add("telegram 99", "outside", "resep rendang?")
    library.journal.add("telegram 404", "/undang", "undangan 7")
    async with run_bot(admin_ids=ADMINS):
        ani.says("/jejak")
        [reply] = await server.replies(ani.id)
    assert "Ani · di luar pokok resep rendang?" in reply["text"]
    assert "404 · /undang undangan 7" in reply["text"]
    assert '<a href="tg://user?id=99">Ani</a>' in reply["source"]


async def test_an_empty_record_is_said(server: Server, ani: Person, run_bot: RunBot) -> None:
    async with run_bot(admin_ids=ADMINS):
        ani.says("/jejak")
        [reply] = await server.replies(ani.id)
    assert reply["text"] == "Belum ada tindakan yang tercatat."


async def test_marks_of_what_others_wrote_stand_as_text(
    server: Server, ani: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    library.journal.add("shell <b>", "add", "https://x.go.id/?a=1&b=<2>", "gagal: <html>")
    async with run_bot(admin_ids=ADMINS):
        ani.says("/jejak")
        [reply] = await server.replies(ani.id)
    assert "shell <b>" in reply["text"]
    assert "&b=<2>" in reply["text"]


def test_no_two_buttons_have_the_same_verb() -> None:
    verbs = [verb for verb, _ in (*TAPS, *admin.TAPS)]
    assert len(verbs) == len(set(verbs))
