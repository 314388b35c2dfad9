"""/uji: the index is tried in the background, and compared with the time before."""

from io import BytesIO

from PIL import Image

from bot.chart import BAD, GOOD
from bot.examiner import MOST_ATTEMPTS
from bot.trials import Asked, Trial
from bot.trials_html import drawn, summary
from knowledge import Figures, KnowledgeError, Result
from tests.bot.conftest import ADMINS, MakeBot, RunBot
from tests.bot.library import SmallLibrary
from tests.bot.test_delivery import doomed
from tests.bot.test_unanswered import says
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json, message_json

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
        assert "75% (tetap)" in second["text"]
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


async def test_a_trial_that_a_crash_interrupts_begins_anew_in_the_same_message(
    server: Server, ani: Person, library: SmallLibrary, run_bot: RunBot, make_bot: MakeBot
) -> None:
    library.slow_word = "quick"
    library.gate.clear()
    async with doomed(make_bot, admin_ids=ADMINS):
        ani.says("/uji")
        await server.until(lambda: library.working > 0)
    assert len(server.shown(ani.id)) == 1
    async with run_bot(admin_ids=ADMINS):
        await server.until(lambda: "uji diulang dari awal" in server.texts(ani.id)[0])
        library.gate.set()
        _, picture = await server.replies(ani.id, 2)
        await server.until(lambda: "4 dari 4 soal benar" in server.texts(ani.id)[0])
        assert picture["photo"]
        ani.says("/uji")
        await server.until(lambda: "4 dari 4 soal benar, 100% (tetap)" in server.texts(ani.id)[-2])


async def test_a_trial_that_a_stop_interrupts_is_shown_after_the_start(
    server: Server, ani: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    library.slow_word = "quick"
    library.gate.clear()
    async with run_bot(admin_ids=ADMINS):
        ani.says("/uji")
        await server.until(lambda: library.working > 0)
    async with run_bot(admin_ids=ADMINS):
        await server.replies(ani.id, 2)
    assert [one.what for one in library.journal.newest(9)[0]] == ["uji"]
    assert "4 dari 4 soal benar" in server.texts(ani.id)[0]


async def test_a_result_that_was_kept_before_a_crash_is_shown_and_not_tried_again(
    server: Server, ani: Person, library: SmallLibrary, run_bot: RunBot, make_bot: MakeBot
) -> None:
    async with doomed(make_bot, admin_ids=ADMINS):
        held = server.fail("editMessageText", "hold")
        ani.says("/uji")
        await server.until(lambda: server.met("editMessageText") == 1)
    held.event.set()
    library.missing = {"unsur?"}  # tried again, it would be another result
    async with run_bot(admin_ids=ADMINS):
        await server.replies(ani.id, 2)
    assert server.texts(ani.id)[0].startswith("Hasil uji: 4 dari 4 soal benar, 100%")
    assert len(library.asked) == 4


async def test_a_trial_that_ends_the_bot_again_and_again_is_given_up(
    server: Server, ani: Person, run_bot: RunBot, make_bot: MakeBot
) -> None:
    world = server.world
    shown = message_json(world, world.chats[ani.id], world.bot, text="⏳ Menguji … 10/40")
    asked = Asked("update 1", ani.id, shown["message_id"], "id", attempts=MOST_ATTEMPTS)
    await make_bot(admin_ids=ADMINS).application.bot_data.trials.add(asked)
    async with run_bot(admin_ids=ADMINS):
        await server.until(lambda: "tidak dapat diselesaikan" in server.texts(ani.id)[0])
        ani.says("/uji")
        await server.until(lambda: any("4 dari 4 soal benar" in text for text in server.texts(ani.id)))


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
