"""/uji: the index is tried in the background, and compared with the time before."""

from io import BytesIO

from PIL import Image

from bot.chart import BAD, GOOD
from bot.handlers.trying import drawn, summary
from bot.trials import Trial
from knowledge import Figures, KnowledgeError, Result
from tests.bot.conftest import ADMINS, RunBot
from tests.bot.library import SmallLibrary
from tests.bot.test_unanswered import says
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

Server = BotApiServer


def figures(facts: float, wrongly_refused: float, questions: int = 10) -> Figures:
    return Figures(questions, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, facts, wrongly_refused, None, None, 0.0)


async def tried(server: Server, ani: Person) -> Json:
    """Tries once and returns the message with the figures, when the picture is there, too."""
    count = len(server.shown(ani.id))
    ani.says("/uji")
    return (await server.replies(ani.id, count + 2))[count]


async def test_what_got_worse_and_better_is_shown(
    server: Server, ani: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS):
        library.missing = {"unsur?"}
        first = await tried(server, ani)
        assert first["text"].startswith("Hasil uji: 3 dari 4 soal benar, 75%\n")
        assert first["text"].endswith("Belum benar\n• unsur?")
        library.missing = {"quick win?"}
        second = await tried(server, ani)
        assert "75% (+0)" in second["text"]
        assert "Memburuk sejak uji sebelumnya\n• quick win?\n\nMembaik\n• unsur?" in second["text"]
        assert server.shown(ani.id)[-1]["photo"]
        assert [one.what for one in library.journal.newest(1)[0]] == ["uji"]


async def test_another_question_set_is_not_compared(
    server: Server, ani: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS):
        await tried(server, ani)
        library.questions = type(library.questions)("other", library.questions.items[:2])
        assert (await tried(server, ani))["text"].startswith("Hasil uji: 2 dari 2 soal benar, 100%\n")


async def test_people_are_answered_while_it_runs_and_one_runs_at_a_time(
    server: Server, budi: Person, ani: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS):
        library.slow_word = "quick"
        library.gate.clear()
        ani.says("/uji")
        await server.until(lambda: library.working > 0)
        assert "SPBE adalah" in (await says(server, budi, "apa itu spbe?"))["text"]
        ani.says("/uji")
        await server.until(lambda: any("sedang berjalan" in text for text in server.texts(ani.id)))
        library.gate.set()
        await server.until(lambda: any("4 dari 4 soal benar" in text for text in server.texts(ani.id)))


async def test_a_question_set_that_cannot_be_read_is_said(
    server: Server, ani: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS):
        library.broken = KnowledgeError("soal.jsonl baris 3: bukan soal yang sah.")
        ani.says("/uji")
        await server.until(lambda: server.texts(ani.id)[-1:] == ["soal.jsonl baris 3: bukan soal yang sah."])


async def test_others_do_not_know_it(server: Server, budi: Person, run_bot: RunBot) -> None:
    async with run_bot(admin_ids=ADMINS):
        assert "tidak saya kenal" in (await says(server, budi, "/uji"))["text"]


def test_figures_are_told_with_their_change() -> None:
    now, before = Result(figures(0.9, 0.1), {"a": "apa?"}), Result(figures(0.8, 0.2), {})
    text = summary(Trial(now, before), "id")
    assert "9 dari 10 soal benar, 90% (-10)" in text
    assert "isi jawaban lengkap: 90% (+10)" in text
    assert "keliru menyatakan tidak ditemukan: 10% (-10)" in text
    assert "ditolak" not in text


def test_the_picture_marks_the_time_before_green_or_red() -> None:
    now, before = Result(figures(0.9, 0.4), {}), Result(figures(0.5, 0.1), {})
    picture = Image.open(BytesIO(drawn(Trial(now, before), "id"))).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert {_rgb(GOOD), _rgb(BAD)} <= colours
    plain = Image.open(BytesIO(drawn(Trial(now, None), "id"))).convert("RGB")
    assert not {_rgb(GOOD), _rgb(BAD)} & {colour for _, colour in plain.getcolors(1 << 20) or []}


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
