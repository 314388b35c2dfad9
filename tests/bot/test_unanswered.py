"""/tak_terjawab: what people asked in vain is seen, linked, put aside, exported, and told of when it is answered."""

import csv
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import bot.limits
import bot.promises
from bot.app import TelegramBot
from tests.bot.conftest import ADMINS, RunBot
from tests.bot.library import SmallLibrary
from tests.bot.test_buttons import labels
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

Server = BotApiServer
PARKING = "biaya parkir di alun-alun?"
PARKING_TOO = "biaya parkir sepeda motor?"
MOON = "jarak bulan ke bumi?"


@pytest.fixture(autouse=True)
def _looked_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.promises, "LOOKED_EVERY", 0.02)
    monkeypatch.setattr(bot.limits, "BURST", 1000)  # these conversations are long, and the pace is tested elsewhere


@pytest.fixture
async def running(run_bot: RunBot) -> AsyncIterator[TelegramBot]:
    async with run_bot(admin_ids=ADMINS) as started:
        yield started


async def says(server: Server, person: Person, text: str) -> Json:
    """Says something and returns the bot's last message then."""
    count = len(server.shown(person.id)) + 1
    person.says(text)
    return (await server.replies(person.id, count))[-1]


async def taps(server: Server, person: Person, message: Json, label: str) -> Json:
    """Taps a button and returns the message as it stands when the tap was answered."""
    answered = len(server.accepted("answerCallbackQuery"))
    person.taps(message, label)
    await server.until(lambda: len(server.accepted("answerCallbackQuery")) > answered)
    return server.world.messages[person.id, message["message_id"]]


async def asked_in_vain(server: Server, budi: Person) -> None:
    for question in (MOON, PARKING, PARKING.upper(), PARKING_TOO, "apa itu spbe?"):
        await says(server, budi, question)


@pytest.mark.usefixtures("running")
class TestList:
    async def test_questions_are_grouped_the_most_frequent_first(
        self, server: Server, budi: Person, ani: Person
    ) -> None:
        await asked_in_vain(server, budi)
        text = (await says(server, ani, "/tak_terjawab"))["text"]
        assert "3 pertanyaan dalam 2 kelompok" in text
        assert text.index("1. biaya parkir di alun-alun?\n3×, +1 serupa") < text.index("2. jarak bulan ke bumi?\n1×")
        assert "spbe" not in text

    async def test_what_was_marked_as_no_help_is_there_too(self, server: Server, budi: Person, ani: Person) -> None:
        answer = await says(server, budi, "apa itu spbe?")
        await taps(server, budi, answer, "👎")
        assert "apa itu spbe?\n1×, 1 👎" in (await says(server, ani, "/tak_terjawab"))["text"]

    async def test_more_than_a_page_is_turned(self, server: Server, budi: Person, ani: Person) -> None:
        for number in range(8):
            await says(server, budi, f"hal{number} zzz?")
        listed = await says(server, ani, "/tak_terjawab")
        assert "8 kelompok" in listed["text"]
        assert "2/2 ›" in labels(listed)
        assert "7. hal" in (await taps(server, ani, listed, "2/2"))["text"]

    async def test_nothing_open_is_said(self, server: Server, ani: Person) -> None:
        assert "sudah terjawab" in (await says(server, ani, "/tak_terjawab"))["text"]

    async def test_others_do_not_know_the_command(self, server: Server, budi: Person) -> None:
        assert "tidak saya kenal" in (await says(server, budi, "/tak_terjawab"))["text"]

    async def test_the_csv_holds_every_question_and_no_formula(self, server: Server, budi: Person, ani: Person) -> None:
        await asked_in_vain(server, budi)
        await says(server, budi, "=HYPERLINK(1) zzz")
        listed = await says(server, ani, "/tak_terjawab")
        await taps(server, ani, listed, "CSV")
        sent = server.shown(ani.id)[-1]["document"]
        rows = list(csv.reader(server.world.files[sent["file_id"]].decode("utf-8-sig").splitlines()))
        assert rows[0][:3] == ["kelompok", "pertanyaan", "kali"]
        assert [row[:3] for row in rows[1:3]] == [["1", PARKING, "2"], ["1", PARKING_TOO, "1"]]
        assert "'=HYPERLINK(1) zzz" in {row[1] for row in rows}


@pytest.mark.usefixtures("running")
class TestLinking:
    async def opened(self, server: Server, budi: Person, ani: Person) -> Json:
        await asked_in_vain(server, budi)
        return await taps(server, ani, await says(server, ani, "/tak_terjawab"), "1")

    async def test_a_tap_shows_the_nearest_provisions(
        self, server: Server, budi: Person, ani: Person, library: SmallLibrary
    ) -> None:
        library.missing = {"peta rencana kota?"}
        await says(server, budi, "peta rencana kota?")
        shown = await taps(server, ani, await says(server, ani, "/tak_terjawab"), "1")
        assert "[1] Perpres 95/2018 Pasal 5 ayat (2)\nPeta Rencana SPBE disusun" in shown["text"]
        assert "🔗 1 Pasal 5 ayat (2)" in labels(shown)

    async def test_own_words_find_other_provisions_and_a_tap_links(
        self, server: Server, budi: Person, ani: Person, library: SmallLibrary
    ) -> None:
        shown = await self.opened(server, budi, ani)
        assert "Ditanyakan juga\n• biaya parkir sepeda motor?" in shown["text"]
        ani.says("unsur saja", reply_to=shown)
        found = (await server.replies(ani.id, 2))[-1]
        assert "Ketentuan terdekat dengan “unsur saja”" in found["text"]
        read = await taps(server, ani, found, "📄 1")
        assert "Unsur SPBE meliputi" in read["text"]
        back = await taps(server, ani, read, "Ke pertanyaan")
        assert back["text"].startswith(PARKING)
        ani.says("unsur saja", reply_to=back)
        found = (await server.replies(ani.id, 3))[-1]
        done = await taps(server, ani, found, "🔗 1 Pasal 4")
        assert "kini dijawab dengan Perpres 95/2018 Pasal 4" in done["text"]
        [link] = library.links.values()
        assert (link.question, link.locator, link.by) == (PARKING, "Pasal 4", "telegram 99")
        assert "Unsur SPBE meliputi" in (await says(server, budi, PARKING))["text"]
        assert [one.what for one in library.journal.newest(1)[0]] == ["link"]

    async def test_a_link_can_be_undone(self, server: Server, budi: Person, ani: Person, library: SmallLibrary) -> None:
        shown = await self.opened(server, budi, ani)
        ani.says("unsur saja", reply_to=shown)
        done = await taps(server, ani, (await server.replies(ani.id, 2))[-1], "🔗 1")
        assert (await taps(server, ani, done, "Urungkan"))["text"].startswith(PARKING)
        assert library.links == {}

    async def test_what_is_outside_the_subject_stays_away(self, server: Server, budi: Person, ani: Person) -> None:
        await says(server, budi, MOON)
        shown = await taps(server, ani, await says(server, ani, "/tak_terjawab"), "1")
        aside = await taps(server, ani, shown, "Di luar pokok")
        assert "tidak ditampilkan lagi" in aside["text"]
        await says(server, budi, MOON)
        assert "sudah terjawab" in (await says(server, ani, "/tak_terjawab"))["text"]
        assert (await taps(server, ani, aside, "Urungkan"))["text"].startswith(MOON)

    async def test_a_question_that_another_admin_settled_is_said(
        self, server: Server, budi: Person, ani: Person, running: TelegramBot
    ) -> None:
        shown = await self.opened(server, budi, ani)
        unanswered = running.application.bot_data.unanswered
        await unanswered.settle([one.digest for one in await unanswered.open()], "outside")
        ani.says("unsur saja", reply_to=shown)
        assert "sudah tidak terbuka" in (await server.replies(ani.id, 2))[-1]["text"]

    async def test_a_reply_of_someone_else_is_a_question(self, server: Server, budi: Person) -> None:
        answer = await says(server, budi, MOON)
        budi.says("unsur?", reply_to=answer)
        assert "Unsur SPBE meliputi" in (await server.replies(budi.id, 2))[-1]["text"]

    async def test_the_search_button_says_how(self, server: Server, budi: Person, ani: Person) -> None:
        shown = await self.opened(server, budi, ani)
        await taps(server, ani, shown, "Cari lagi")
        assert "Balas pesan ini" in server.accepted("answerCallbackQuery")[-1].values["text"]


@pytest.mark.usefixtures("running")
class TestAfterwards:
    async def test_after_an_ingest_the_admin_hears_how_many_are_answered(
        self, server: Server, budi: Person, ani: Person, library: SmallLibrary
    ) -> None:
        library.missing = {"apa itu spbe?", "unsur?"}
        for question in ("apa itu spbe?", "unsur?", MOON):
            await says(server, budi, question)
        library.missing, library.generation = set(), "2"
        [told] = await server.replies(ani.id)
        assert told["text"].startswith("✅ 2 dari 3 pertanyaan yang belum terjawab kini terjawab")
        assert "1 pertanyaan dalam 1 kelompok" in (await says(server, ani, "/tak_terjawab"))["text"]

    async def test_after_a_link_the_others_alike_are_answered_and_who_waits_is_told(
        self, server: Server, budi: Person, ani: Person, library: SmallLibrary
    ) -> None:
        asked = "biaya parkir sepeda di mana?"
        waiting = await says(server, budi, asked)
        await taps(server, budi, waiting, "Kabari saya")
        await says(server, budi, PARKING_TOO)
        await says(server, budi, PARKING_TOO)
        shown = await taps(server, ani, await says(server, ani, "/tak_terjawab"), "1")
        ani.says("unsur saja", reply_to=shown)
        await taps(server, ani, (await server.replies(ani.id, 2))[-1], "🔗 1")
        told = (await server.replies(budi.id, 4))[-1]
        assert told["text"].startswith(f"🔔 Pertanyaan Anda kini terjawab: {asked}")
        assert (await server.replies(ani.id, 3))[-1]["text"].startswith("✅ Semua pertanyaan")

    async def test_a_disliked_answer_that_stays_the_same_is_no_answer(
        self, server: Server, budi: Person, ani: Person, library: SmallLibrary, running: TelegramBot
    ) -> None:
        await taps(server, budi, await says(server, budi, "apa itu spbe?"), "👎")
        library.generation = "2"
        reminders = running.application.bot_data.reminders
        while await reminders.served() != "2":
            await server.notify()
        assert "1 👎" in (await says(server, ani, "/tak_terjawab"))["text"]


async def test_with_the_real_index_a_link_answers_this_question_and_others_like_it(
    server: Server, budi: Person, ani: Person, run_bot: RunBot, index_dir: Path, tmp_path: Path
) -> None:
    shutil.copytree(index_dir, tmp_path / "index")
    async with run_bot(admin_ids=ADMINS, knowledge=tmp_path / "index"):
        await says(server, budi, "kapan gerobak cilok dirazia satpol?")
        await says(server, budi, "gerobak cilok dirazia satpol pp kapan ya")
        listed = await says(server, ani, "/tak_terjawab")
        assert "2 pertanyaan dalam 1 kelompok" in listed["text"]
        shown = await taps(server, ani, listed, "1")
        ani.says("berapa kali dewan kota cerdas bertemu", reply_to=shown)
        found = (await server.replies(ani.id, 2))[-1]
        assert "Dewan Kota Cerdas bertemu" in found["text"]
        done = await taps(server, ani, found, "🔗 1 Pasal 2")
        assert "kini dijawab dengan Perwali 1/2024 Pasal 2" in done["text"]
        assert (await server.replies(ani.id, 3))[-1]["text"].startswith(
            "✅ Semua pertanyaan yang belum terjawab (1) kini terjawab"
        )
        for question in ("KAPAN gerobak cilok dirazia satpol", "satpol kapan dirazia gerobak cilok?"):
            assert "4 (empat) kali" in (await says(server, budi, question))["text"]
