"""Taps: sources in place, related questions, votes; and buttons that have grown old."""

import pytest

from bot.app import TelegramBot
from tests.bot.conftest import RunBot
from tests.bot.library import SmallLibrary
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

Server = BotApiServer


def labels(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def asked(server: Server, budi: Person, text: str = "unsur?") -> Json:
    budi.says(text)
    [reply] = await server.replies(budi.id)
    return reply


@pytest.mark.usefixtures("bot")
class TestSources:
    async def test_a_source_opens_in_place(self, server: Server, budi: Person) -> None:
        reply = await asked(server, budi)
        budi.taps(reply, "[1] Pasal 4")
        await server.until(lambda: server.texts(budi.id)[0].startswith("Pasal 4\nPerpres 95/2018, hlm. 6"))
        assert "a. Rencana Induk" in server.texts(budi.id)[0]

    async def test_one_reads_on_to_the_neighbours(self, server: Server, budi: Person) -> None:
        reply = await asked(server, budi)
        budi.taps(reply, "[1]")
        await server.until(lambda: "‹ Pasal 1 angka 1" in labels(reply))
        budi.taps(reply, "Pasal 5 ayat (2) ›")
        await server.until(lambda: server.texts(budi.id)[0].startswith("Pasal 5 ayat (2)"))
        assert not any("›" in label for label in labels(reply))

    async def test_one_comes_back_to_the_answer(self, server: Server, budi: Person) -> None:
        reply = await asked(server, budi)
        before = reply["text"]
        budi.taps(reply, "[1]")
        await server.until(lambda: any("Kembali" in label for label in labels(reply)))
        budi.taps(reply, "Kembali")
        await server.until(lambda: server.texts(budi.id) == [before])

    async def test_in_a_group_a_source_opens_beside_the_answer(self, server: Server, budi: Person) -> None:
        office = server.group(-1001234567890)
        budi.says("/tanya unsur?", to=office)
        [reply] = await server.replies(office.id)
        budi.taps(reply, "[1]")
        views = await server.replies(office.id, 2)
        assert views[1]["text"].startswith("Pasal 4")
        budi.taps(views[1], "›")
        await server.until(lambda: server.texts(office.id)[1].startswith("Pasal 5"))
        assert server.texts(office.id)[0] == reply["text"]

    async def test_see_also_lists_what_the_sources_refer_to(self, server: Server, budi: Person) -> None:
        reply = await asked(server, budi)
        budi.taps(reply, "Lihat juga")
        await server.until(lambda: server.texts(budi.id)[0].startswith("Lihat juga"))
        assert "[2] Perpres 95/2018 Pasal 4" in server.texts(budi.id)[0]

    async def test_every_tap_is_answered(self, server: Server, budi: Person) -> None:
        reply = await asked(server, budi)
        budi.taps(reply, "[1]")
        await server.until(lambda: all(server.world.callbacks.values()))


@pytest.mark.usefixtures("bot")
class TestRelated:
    async def test_a_related_question_is_asked_and_shown(self, server: Server, budi: Person) -> None:
        reply = await asked(server, budi)
        budi.taps(reply, "Apa itu quick win?")
        second = (await server.replies(budi.id, 2))[1]
        assert second["text"].startswith("Apa itu quick win?\n\nQuick win adalah")

    async def test_a_suggestion_of_an_abstention_is_asked(self, server: Server, budi: Person) -> None:
        reply = await asked(server, budi, "resep rendang")
        budi.taps(reply, "Apa itu SPBE?")
        assert "Pasal 1" in (await server.replies(budi.id, 2))[1]["text"]

    async def test_an_example_of_start_is_asked(self, server: Server, budi: Person) -> None:
        reply = await asked(server, budi, "/start")
        budi.taps(reply, "enam dimensi")
        assert "Smart governance" in (await server.replies(budi.id, 2))[1]["text"]


async def test_a_vote_is_kept_with_its_reason_and_without_the_person(
    server: Server, budi: Person, bot: TelegramBot
) -> None:
    reply = await asked(server, budi)
    budi.taps(reply, "👎")
    await server.until(lambda: "Kurang lengkap" in labels(reply))
    answer_id = reply["reply_markup"]["inline_keyboard"][0][0]["callback_data"].split(":")[2]
    feedback = bot.application.bot_data.feedback
    assert await feedback.votes(answer_id) == [(-1, "")]
    budi.taps(reply, "Kurang lengkap")
    await server.until(lambda: "👎" in labels(reply))
    assert await feedback.votes(answer_id) == [(-1, "incomplete")]
    budi.taps(reply, "👍")
    await server.until(lambda: all(server.world.callbacks.values()))
    assert await feedback.votes(answer_id) == [(1, "")]


@pytest.mark.usefixtures("bot")
async def test_copying_and_sharing_need_no_bot(server: Server, budi: Person) -> None:
    reply = await asked(server, budi, "apa itu spbe?")
    closing = reply["reply_markup"]["inline_keyboard"][-1]
    assert "Perpres 95/2018 Pasal 1 angka 1, hlm. 3" in closing[2]["copy_text"]["text"]
    assert closing[3]["switch_inline_query"].startswith("jawaban ")


class TestOld:
    async def test_buttons_work_after_a_restart(self, server: Server, budi: Person, run_bot: RunBot) -> None:
        async with run_bot():
            reply = await asked(server, budi)
        async with run_bot():
            budi.taps(reply, "[1]")
            await server.until(lambda: server.texts(budi.id)[0].startswith("Pasal 4"))

    async def test_buttons_lead_to_the_same_place_after_an_ingest(
        self, server: Server, budi: Person, bot: TelegramBot, library: SmallLibrary
    ) -> None:
        reply = await asked(server, budi)
        library.generation = "2"
        budi.taps(reply, "[1]")
        await server.until(lambda: server.texts(budi.id)[0].startswith("Pasal 4"))

    async def test_a_second_tap_that_changes_nothing_is_no_failure(
        self, server: Server, budi: Person, bot: TelegramBot
    ) -> None:
        reply = await asked(server, budi)
        data = [button["callback_data"] for button in reply["reply_markup"]["inline_keyboard"][-1][:2]]
        source = reply["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        for tapped in (data[1], data[1], source, source):
            budi.sends_tap(reply, tapped)
        await server.until(lambda: len(server.accepted("answerCallbackQuery")) == 4)
        assert any("not modified" in call.error for call in server.refused())
        assert len(server.shown(budi.id)) == 1

    async def test_a_tap_on_a_message_that_was_deleted_is_no_failure(
        self, server: Server, budi: Person, bot: TelegramBot
    ) -> None:
        reply = await asked(server, budi)
        del server.world.messages[budi.id, reply["message_id"]]
        budi.taps(reply, "[1]")
        budi.taps(reply, "👎")
        await server.until(lambda: len(server.accepted("answerCallbackQuery")) == 2)
        assert not server.shown(budi.id)

    async def test_a_tap_of_a_person_who_blocked_the_bot_is_no_failure(
        self, server: Server, budi: Person, bot: TelegramBot
    ) -> None:
        reply = await asked(server, budi)
        budi.blocks()
        budi.taps(reply, "Apa itu quick win?")
        jane = server.person(5002)
        jane.says("apa itu spbe?")
        await server.replies(jane.id)

    @pytest.mark.parametrize("data", ["v:unknown:unknown:1", "a:unknown", "q:unknown:r0", "f:unknown:u", "zzz", "e:99"])
    async def test_a_button_that_leads_nowhere_says_so(
        self, server: Server, budi: Person, bot: TelegramBot, data: str
    ) -> None:
        reply = await asked(server, budi)
        budi.sends_tap(reply, data)
        await server.until(lambda: bool(server.accepted("answerCallbackQuery")))
        [toast] = server.accepted("answerCallbackQuery")
        assert "tanyakan lagi" in toast.values["text"]

    async def test_a_source_that_is_gone_after_an_ingest_says_so(
        self, server: Server, budi: Person, bot: TelegramBot, library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reply = await asked(server, budi)
        monkeypatch.setattr(library, "provision", lambda document, locator: None)
        budi.taps(reply, "[1]")
        await server.until(lambda: bool(server.accepted("answerCallbackQuery")))
        assert "diperbarui" in server.accepted("answerCallbackQuery")[0].values["text"]

    async def test_a_tap_that_telegram_calls_too_old_is_done_all_the_same(
        self, server: Server, budi: Person, bot: TelegramBot
    ) -> None:
        reply = await asked(server, budi)
        query = budi.taps(reply, "[1]")
        server.world.callbacks[query] = True
        await server.until(lambda: server.texts(budi.id)[0].startswith("Pasal 4"))
        assert not any("gangguan" in text for text in server.texts(budi.id))
