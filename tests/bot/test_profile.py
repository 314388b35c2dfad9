"""Commands and descriptions as Telegram shows them."""

import json

import pytest

from bot.profile import COMMANDS as LISTED
from bot.wiring import COMMANDS
from tests.bot.conftest import RunBot
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


def names(server: Server, code: str, **scope: object) -> list[str]:
    found = server.profile.commands.get((json.dumps(scope, sort_keys=True), code), [])
    return [command["command"] for command in found]


async def set_up(server: Server) -> None:
    await server.until(lambda: server.met("getMyShortDescription") >= 3)


async def test_groups_see_only_what_belongs_there(server: Server, run_bot: RunBot) -> None:
    async with run_bot():
        await set_up(server)
    assert "hapus_data" in names(server, "id", type="all_private_chats")
    assert "hapus_data" not in names(server, "id", type="all_group_chats")
    assert "tanya" in names(server, "id", type="all_group_chats")


async def test_commands_are_described_in_the_language_of_the_phone(server: Server, run_bot: RunBot) -> None:
    async with run_bot():
        await set_up(server)
    scope = json.dumps({"type": "default"})
    described = {code: server.profile.commands[scope, code][0]["description"] for code in ("", "id", "en")}
    assert described == {"": "Ajukan pertanyaan", "id": "Ajukan pertanyaan", "en": "Ask a question"}
    assert "Smart City" in server.profile.texts["description", "id"]


async def test_what_is_set_already_is_not_set_again(server: Server, run_bot: RunBot) -> None:
    for _ in range(2):
        before = server.met("getMyShortDescription")
        async with run_bot():
            await server.until(lambda seen=before: server.met("getMyShortDescription") >= seen + 3)  # type: ignore[misc]
    assert server.met("setMyCommands") == 9
    assert server.met("setMyDescription") == 3


async def test_a_refusal_does_not_keep_the_bot_from_answering(server: Server, budi: Person, run_bot: RunBot) -> None:
    server.fail("setMyCommands", "flood", times=9, seconds=1000)
    async with run_bot():
        budi.says("apa itu spbe?")
        await server.replies(budi.id)


@pytest.mark.parametrize("listed", LISTED)
def test_every_listed_command_is_handled(listed: object) -> None:
    handled = {name for entry in COMMANDS for name in entry[0]}
    assert listed.name in handled  # type: ignore[attr-defined]
