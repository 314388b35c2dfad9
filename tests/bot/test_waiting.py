"""What a person sees until the answer is there: typing, a draft that grows, or one message that becomes the answer."""

import pytest

from bot import waiting
from tests.bot.conftest import MakeBot, RunBot
from tests.bot.library import SmallLibrary
from tests.bot.test_delivery import doomed
from tests.servers.people import Group, Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TYPED_AFTER", "DRAFT_AFTER", "LOOKED_AFTER", "DRAFT_EVERY", "PLACE_AFTER", "RENEWED_EVERY"):
        monkeypatch.setattr(waiting, name, 0.01)


@pytest.fixture
def slow(library: SmallLibrary) -> SmallLibrary:
    library.gate.clear()
    return library


@pytest.fixture
def office(server: Server) -> Group:
    return server.group(-1001, topics=(7,))


def drafts(server: Server) -> list[str]:
    return [call.values["text"] for call in server.accepted("sendMessageDraft")]


@pytest.mark.usefixtures("bot")
class TestPrivate:
    async def test_typing_is_renewed_while_an_answer_is_on_its_way(
        self, server: Server, budi: Person, slow: SmallLibrary
    ) -> None:
        budi.says("apa itu spbe?")
        await server.until(lambda: len(server.accepted("sendChatAction")) > 3)
        assert not server.shown(budi.id)
        slow.gate.set()
        await server.replies(budi.id)

    async def test_a_slow_answer_shows_what_is_being_read(
        self, server: Server, budi: Person, slow: SmallLibrary
    ) -> None:
        budi.says("peta rencana?")
        await server.until(lambda: any("Perpres 95/2018 Pasal 5 ayat (2)" in text for text in drafts(server)))
        slow.gate.set()
        [reply] = await server.replies(budi.id)
        assert "[1]" in reply["text"]

    async def test_the_draft_grows_with_the_answer(self, server: Server, budi: Person, slow: SmallLibrary) -> None:
        slow.draft = "Peta rencana disusun <lima> tahunan [1]."
        budi.says("peta rencana?")
        await server.until(lambda: any("disusun &lt;lima&gt; tahunan" in text for text in drafts(server)))
        slow.draft = ""
        slow.gate.set()
        await server.replies(budi.id)
        assert not server.refused()

    async def test_an_unchanged_draft_is_not_sent_with_every_look(
        self, server: Server, budi: Person, slow: SmallLibrary
    ) -> None:
        budi.says("peta rencana?")
        await server.until(lambda: len(server.accepted("sendChatAction")) > 10)
        assert len(drafts(server)) == len(set(drafts(server)))
        slow.gate.set()
        await server.replies(budi.id)

    async def test_drafts_that_fail_do_not_disturb_the_answer(
        self, server: Server, budi: Person, slow: SmallLibrary
    ) -> None:
        server.fail("sendMessageDraft", "flood", seconds=60)
        budi.says("apa itu spbe?")
        await server.until(lambda: server.met("sendMessageDraft") > 0)
        slow.gate.set()
        await server.replies(budi.id)

    async def test_without_drafts_one_message_becomes_the_answer(
        self, server: Server, budi: Person, slow: SmallLibrary
    ) -> None:
        server.lacks.add("sendmessagedraft")
        budi.says("apa itu spbe?")
        [message] = await server.replies(budi.id)
        assert "Pasal 1" in message["text"] or message["text"] == "Sedang mencari …"
        slow.gate.set()
        await server.until(lambda: server.texts(budi.id)[0].startswith("SPBE adalah"))
        assert len(server.shown(budi.id)) == 1


class TestGroup:
    async def test_one_message_in_the_topic_becomes_the_answer(
        self, server: Server, budi: Person, slow: SmallLibrary, office: Group, run_bot: RunBot
    ) -> None:
        async with run_bot():
            asked = budi.says("/tanya apa itu spbe?", to=office, topic=7)
            [message] = await server.replies(office.id)
            assert message["message_thread_id"] == 7
            assert message["reply_to_message"]["message_id"] == asked["message_id"]
            slow.gate.set()
            await server.until(lambda: server.texts(office.id)[0].startswith("SPBE adalah"))
            assert server.world.edits[office.id, message["message_id"]] == 1
            assert len(server.shown(office.id)) == 1
            assert not drafts(server)

    async def test_a_failure_takes_the_message_back(
        self, server: Server, budi: Person, slow: SmallLibrary, office: Group, run_bot: RunBot
    ) -> None:
        async with run_bot():
            budi.says("/tanya apa itu spbe?", to=office)
            await server.replies(office.id)
            slow.broken = RuntimeError("boom")
            slow.gate.set()
            await server.until(lambda: [text[:20] for text in server.texts(office.id)] == ["Maaf, terjadi ganggu"])

    async def test_after_a_crash_the_answer_still_takes_its_place(
        self, server: Server, budi: Person, slow: SmallLibrary, office: Group, run_bot: RunBot, make_bot: MakeBot
    ) -> None:
        async with doomed(make_bot):
            budi.says("/tanya apa itu spbe?", to=office)
            await server.replies(office.id)
        slow.gate.set()
        async with run_bot():
            await server.until(lambda: any(text.startswith("SPBE adalah") for text in server.texts(office.id)))
        assert len(server.shown(office.id)) == 1

    async def test_an_edited_question_needs_no_further_message(
        self, server: Server, budi: Person, library: SmallLibrary, office: Group, run_bot: RunBot
    ) -> None:
        async with run_bot():
            asked = budi.says("/tanya apa itu spbe?", to=office)
            await server.replies(office.id)
            library.gate.clear()
            budi.edits(asked, "/tanya unsur?")
            await server.until(lambda: library.working == 1)
            await server.until(lambda: len(server.accepted("sendChatAction")) > 10)
            library.gate.set()
            await server.until(lambda: "Pasal 4" in server.texts(office.id)[0])
        assert len(server.shown(office.id)) == 1
