"""/panduan, /daerah and /siap, over the shipped programme."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image

from bot.app import TelegramBot
from bot.picture import readiness_picture
from knowledge import Programme, load_programme
from tests.bot.conftest import RunBot
from tests.bot.test_buttons import labels
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

Server = BotApiServer


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme()


@pytest.fixture
async def bot(run_bot: RunBot) -> AsyncIterator[TelegramBot]:
    async with run_bot() as running:
        yield running


async def reply_to(server: Server, budi: Person, text: str) -> Json:
    budi.says(text)
    [reply] = await server.replies(budi.id)
    return reply


@pytest.mark.usefixtures("bot")
class TestGuide:
    async def test_a_step_shows_checklist_rules_and_source(
        self, server: Server, budi: Person, programme: Programme
    ) -> None:
        reply = await reply_to(server, budi, "/panduan")
        assert len(labels(reply)) == len(programme.steps)
        budi.taps(reply, "1. ")
        await server.until(lambda: server.texts(budi.id)[0].startswith(f"1/{len(programme.steps)}"))
        assert "Perpres 95/2018" in server.texts(budi.id)[0]
        assert programme.steps[0].source.section in server.texts(budi.id)[0]

    async def test_a_tick_is_kept_for_the_chat(self, server: Server, budi: Person, programme: Programme) -> None:
        reply = await reply_to(server, budi, "/panduan")
        budi.taps(reply, "1. ")
        await server.until(lambda: "☐ 2" in labels(reply))
        budi.taps(reply, "☐ 2")
        await server.until(lambda: "☑ 2" in labels(reply))
        budi.taps(reply, "Semua langkah")
        await server.until(lambda: f"1/{len(programme.steps[0].checklist)}" in labels(reply)[0])

    async def test_a_tick_can_be_taken_back(self, server: Server, budi: Person) -> None:
        reply = await reply_to(server, budi, "/panduan")
        budi.taps(reply, "1. ")
        for before, after in (("☐ 1", "☑ 1"), ("☑ 1", "☐ 1")):
            await server.until(lambda before=before: before in labels(reply))  # type: ignore[misc]
            budi.taps(reply, before)
            await server.until(lambda after=after: after in labels(reply))  # type: ignore[misc]

    @pytest.mark.parametrize("data", ["g:nothing", "g:asesmen:99", "g", "r:99:y", "r:0:maybe", "r"])
    async def test_an_old_button_says_so(self, server: Server, budi: Person, data: str) -> None:
        reply = await reply_to(server, budi, "/panduan")
        budi.sends_tap(reply, data)
        await server.until(lambda: bool(server.accepted("answerCallbackQuery")))
        assert "diperbarui" in server.accepted("answerCallbackQuery")[0].values["text"]


@pytest.mark.usefixtures("bot")
class TestRegions:
    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ("/daerah Sleman", "2017 (tahap I): terpilih"),
            ("/daerah kab sleman", "Tidak ada dalam daftar terpilih: 2018"),
            ("/daerah bandung", "Kabupaten Bandung"),
            ("/daerah cirebon", "sumber saling berbeda"),
            ("/daerah Atlantis", "tidak ada dalam daftar"),
            ("/daerah", "/daerah Sleman"),
            ("/daerah <b>", "tidak ada dalam daftar"),
        ],
    )
    async def test_a_region_is_told(self, server: Server, budi: Person, said: str, words: str) -> None:
        assert words in (await reply_to(server, budi, said))["text"]
        assert not server.refused()


async def answer_all(server: Server, budi: Person, reply: Json, programme: Programme, label: str) -> None:
    for number in range(len(programme.questions)):
        head = f"{number + 1}/{len(programme.questions)}"
        await server.until(lambda head=head: server.texts(budi.id)[0].startswith(head))  # type: ignore[misc]
        budi.taps(reply, label)


class TestReadiness:
    async def test_the_summary_names_the_gaps_as_text_and_picture(
        self, server: Server, budi: Person, run_bot: RunBot, programme: Programme
    ) -> None:
        shorter = Programme(programme.steps, programme.questions[:3], programme.participations)
        async with run_bot(programme=shorter):
            reply = await reply_to(server, budi, "/siap")
            await answer_all(server, budi, reply, shorter, "Belum")
            await server.until(lambda: bool(server.accepted("sendPhoto")))
        assert "🔴 Struktur: 0%" in server.texts(budi.id)[0]
        assert shorter.questions[0].advice.id in server.texts(budi.id)[0]

    async def test_one_goes_on_where_one_stopped(
        self, server: Server, budi: Person, run_bot: RunBot, programme: Programme
    ) -> None:
        async with run_bot():
            reply = await reply_to(server, budi, "/siap")
            budi.taps(reply, "Ya")
            await server.until(lambda: server.texts(budi.id)[0].startswith("2/"))
        async with run_bot():
            budi.says("/siap")
            assert (await server.replies(budi.id, 2))[1]["text"].startswith("2/")


def test_the_picture_has_a_bar_for_each_row() -> None:
    picture = Image.open(BytesIO(readiness_picture("Kesiapan", [("Struktur", 1.0), ("Seleksi", 0.0)])))
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or []}
    assert (0x2F, 0x9E, 0x44) in colours
    assert (0xE0, 0x31, 0x31) not in colours
    assert picture.width == 1000
