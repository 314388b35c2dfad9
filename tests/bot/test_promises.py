"""Nothing asked is forgotten: Kabari saya, /pantau, and what comes of them after an ingest."""

from collections.abc import AsyncIterator

import pytest

import bot.promises
from bot.app import TelegramBot
from knowledge import Effect
from tests.bot.conftest import RunBot
from tests.bot.library import SmallLibrary
from tests.bot.test_buttons import labels
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

Server = BotApiServer
AMENDED = Effect("perpres-7-2031", "Peraturan Presiden Nomor 7 Tahun 2031", "mengubah", "Pasal I", 2, "…")


@pytest.fixture(autouse=True)
def _looked_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.promises, "LOOKED_EVERY", 0.02)


@pytest.fixture
async def running(run_bot: RunBot, library: SmallLibrary) -> AsyncIterator[TelegramBot]:
    library.missing = {"apa itu spbe?"}
    async with run_bot() as started:
        yield started


async def reply_to(server: Server, budi: Person, text: str) -> Json:
    budi.says(text)
    [reply] = await server.replies(budi.id)
    return reply


@pytest.mark.usefixtures("running")
class TestQuestions:
    async def promised(self, server: Server, budi: Person) -> Json:
        reply = await reply_to(server, budi, "apa itu spbe?")
        budi.taps(reply, "Kabari saya")
        await server.until(lambda: bool(server.accepted("answerCallbackQuery")))
        return reply

    async def test_the_answer_comes_once_a_document_has_it(
        self, server: Server, budi: Person, library: SmallLibrary
    ) -> None:
        await self.promised(server, budi)
        library.missing, library.generation = set(), "2"
        told = (await server.replies(budi.id, 2))[1]
        assert told["text"].startswith("🔔 Pertanyaan Anda kini terjawab: apa itu spbe?")
        assert "[1] Perpres 95/2018 Pasal 1 angka 1" in told["text"]
        budi.says("/pantau")
        assert (await server.replies(budi.id, 3))[2]["text"].startswith("Belum ada")

    async def test_an_ingest_that_does_not_answer_it_is_not_told(
        self, server: Server, budi: Person, library: SmallLibrary, running: TelegramBot
    ) -> None:
        await self.promised(server, budi)
        reminders = running.application.bot_data.reminders
        library.generation = "2"
        asked = len(library.asked)
        while await reminders.served() != "2":
            await server.notify()
        assert len(library.asked) == asked + 2  # as a promise, and as an open question
        assert len(server.shown(budi.id)) == 1

    async def test_a_person_who_blocked_the_bot_is_not_waited_for(
        self, server: Server, budi: Person, library: SmallLibrary, running: TelegramBot
    ) -> None:
        await self.promised(server, budi)
        budi.blocks()
        library.missing, library.generation = set(), "2"
        reminders = running.application.bot_data.reminders
        while await reminders.served() != "2":
            await server.notify()
        assert await reminders.all() == []


@pytest.mark.usefixtures("running")
class TestWatches:
    async def test_a_change_of_a_watched_regulation_is_told_once(
        self, server: Server, budi: Person, library: SmallLibrary
    ) -> None:
        await reply_to(server, budi, "/pantau perpres 95/2018")
        library.effects, library.generation = [AMENDED], "2"
        told = (await server.replies(budi.id, 2))[1]
        assert "diubah oleh: Perpres 7/2031 Pasal I, hlm. 2" in told["text"]
        library.generation = "3"
        budi.says("unsur?")
        assert "Pasal 4" in (await server.replies(budi.id, 3))[2]["text"]

    async def test_what_is_known_already_is_shown_at_once_and_not_told_later(
        self, server: Server, budi: Person, library: SmallLibrary
    ) -> None:
        library.effects = [AMENDED]
        reply = await reply_to(server, budi, "/pantau perpres 95/2018")
        assert "diubah oleh" in reply["text"]
        library.generation = "2"
        budi.says("unsur?")
        assert "Pasal 4" in (await server.replies(budi.id, 2))[1]["text"]

    async def test_watches_are_listed_and_ended(self, server: Server, budi: Person) -> None:
        await reply_to(server, budi, "/pantau perpres 95/2018")
        budi.says("/pantau")
        listed = (await server.replies(budi.id, 2))[1]
        assert "1. 👁 Perpres 95/2018" in listed["text"]
        budi.taps(listed, "✖ 1")
        await server.until(lambda: server.texts(budi.id)[1].startswith("Belum ada"))

    async def test_an_answer_offers_to_watch_its_regulation(self, server: Server, budi: Person) -> None:
        reply = await reply_to(server, budi, "unsur?")
        budi.taps(reply, "Pantau")
        await server.until(lambda: bool(server.accepted("answerCallbackQuery")))
        budi.says("/pantau")
        assert "Perpres 95/2018" in (await server.replies(budi.id, 2))[1]["text"]

    @pytest.mark.parametrize("said", ["/pantau smart city", "/pantau <b>"])
    async def test_what_is_no_regulation_is_said(self, server: Server, budi: Person, said: str) -> None:
        assert "/pantau Perpres 95/2018" in (await reply_to(server, budi, said))["text"]

    async def test_guidance_is_not_offered_to_be_watched(self, server: Server, budi: Person) -> None:
        assert not any("Pantau" in label for label in labels(await reply_to(server, budi, "quick win?")))


async def test_an_ingest_while_the_bot_was_down_is_noticed(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    async with run_bot():
        await reply_to(server, budi, "/pantau perpres 95/2018")
    library.effects, library.generation = [AMENDED], "2"
    async with run_bot():
        assert "diubah oleh" in (await server.replies(budi.id, 2))[1]["text"]


class TestMembership:
    async def test_a_group_is_greeted(self, server: Server, budi: Person, run_bot: RunBot) -> None:
        office = server.group(-1001234567890)
        async with run_bot():
            budi.changes_membership(office, "left", "member")
            [hello] = await server.replies(office.id)
        assert "@tanya_bot" in hello["text"]

    async def test_what_is_kept_of_a_group_moves_with_it(self, server: Server, budi: Person, run_bot: RunBot) -> None:
        old, new = server.group(-500, basic=True), server.group(-1009876543210)
        async with run_bot() as running:
            budi.says("/pantau perpres 95/2018", to=old)
            await server.replies(old.id)
            budi.sends(to=old, migrate_to_chat_id=new.id)
            old.chat.migrated_to = new.id
            budi.says("/pantau", to=new)
            [listed] = await server.replies(new.id)
            assert "Perpres 95/2018" in listed["text"]
            assert [one.chat_id for one in await running.application.bot_data.reminders.all()] == [new.id]
