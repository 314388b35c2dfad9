"""/statistik: figures over what is kept anyway, people counted without their names."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.chart import BLUE, ORANGE, Bar, Chart, Stack, draw
from bot.counting import DAY, MONTH, WEEK, Counting
from bot.database import Database
from bot.saved import Archive
from knowledge import Answer, AnswerKind, Citation
from tests.bot.conftest import ADMINS, RunBot
from tests.bot.test_buttons import labels
from tests.bot.test_unanswered import MOON, says, taps
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer
PERPRES = Citation("perpres-95-2018", "Perpres", "Pasal 4", 6, "…")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.open(f"sqlite:///{tmp_path / 'counted.sqlite'}")


async def kept(database: Database, key: str, kind: AnswerKind, seconds: float, *cited: Citation) -> None:
    await Archive(database).save(key, Answer("apa?", kind, "id", "…", cited, seconds=seconds), "1")


class TestCounting:
    async def test_questions_answers_times_and_sources_are_counted(self, database: Database) -> None:
        for number in range(3):
            await kept(database, f"update {number}", AnswerKind.ANSWER, 0.02, PERPRES, PERPRES)
        await kept(database, "update 9", AnswerKind.NOT_FOUND, 0.5)
        counts = await Counting(database).over(WEEK)
        assert (counts.questions, counts.answered, counts.failed, counts.rate) == (4, 3, 1, 0.75)
        assert (counts.usual_ms, counts.slow_ms) == (20, 428)
        assert counts.cited == (("perpres-95-2018", 3),)
        assert [(one.answered, one.failed) for one in counts.columns] == [(0, 0)] * 6 + [(3, 1)]

    async def test_what_nobody_asked_is_not_counted(self, database: Database) -> None:
        await kept(database, "reminder abc 2", AnswerKind.ANSWER, 0.1, PERPRES)
        await kept(database, "update 1", AnswerKind.WHICH, 0.1)
        assert (await Counting(database).over(DAY)).questions == 0

    async def test_a_person_counts_once_however_many_days_they_ask(self, database: Database) -> None:
        counting = Counting(database)
        for user in (1, 2, 1):
            await counting.visited(user)
        assert (await counting.over(MONTH)).people == 2
        await counting.forget(1)
        assert (await counting.over(MONTH)).people == 1

    async def test_marks_do_not_hold_the_number(self, database: Database) -> None:
        await Counting(database).visited(5001)
        mark = database.run_now(lambda connection: connection.exec_driver_sql("SELECT mark FROM visits").scalar_one())
        assert "5001" not in mark

    async def test_what_is_older_is_left_out(self, database: Database) -> None:
        await kept(database, "update 1", AnswerKind.ANSWER, 0.1)
        later = datetime.now().astimezone() + timedelta(days=8)
        assert (await Counting(database).over(WEEK, later)).questions == 0
        assert (await Counting(database).over(MONTH, later)).questions == 1


class TestPicture:
    def test_columns_are_as_high_as_what_they_hold(self) -> None:
        stacks = [Stack("a", 10, 0), Stack("b", 5, 5), Stack("c", 0, 0)]
        picture = Image.open(BytesIO(draw(Chart("Judul", legend=("x", "y"), stacks=stacks)))).convert("RGB")
        heights = [self.painted(picture, 120 + 280 * n + 140, colour) for n in range(3) for colour in (BLUE, ORANGE)]
        assert heights[0] == pytest.approx(2 * heights[2], abs=2)
        assert heights[2] == pytest.approx(heights[3], abs=2)
        assert (heights[1], heights[4], heights[5]) == (0, 0, 0)

    def test_a_long_name_is_cut_before_its_bar(self) -> None:
        short = Image.open(BytesIO(draw(Chart("Judul", bars=[Bar("", 0.5, "1")])))).convert("RGB")
        long = Image.open(BytesIO(draw(Chart("Judul", bars=[Bar("panjang " * 20, 0.5, "1")])))).convert("RGB")
        assert short.crop((470, 0, 1000, short.height)) == long.crop((470, 0, 1000, long.height))
        assert long.crop((60, 130, 400, 200)).getcolors() != [(340 * 70, (255, 255, 255))]

    @staticmethod
    def painted(picture: Image.Image, x: int, colour: str) -> int:
        """Returns how many pixels of a colour stand above each other, below the legend."""
        wanted = tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
        return sum(picture.getpixel((x, y)) == wanted for y in range(190, picture.height))


class TestChat:
    async def test_the_figures_come_as_a_picture_and_a_tap_changes_the_span(
        self, server: Server, budi: Person, ani: Person, run_bot: RunBot
    ) -> None:
        async with run_bot(admin_ids=ADMINS):
            liked = await says(server, budi, "apa itu spbe?")
            await taps(server, budi, liked, "👍")
            await says(server, budi, MOON)
            shown = await says(server, ani, "/statistik")
            assert shown["photo"]
            assert shown["caption"].startswith("7 hari terakhir\n1 orang bertanya 2 kali; 50% terjawab.")
            assert "👍 1 · 👎 0" in shown["caption"]
            assert labels(shown) == ["Hari", "• Minggu", "Bulan"]
            ani.taps(shown, "Hari")
            await server.until(lambda: (ani.id, shown["message_id"]) in server.world.deleted)
            [changed] = server.shown(ani.id)
            assert changed["caption"].startswith("24 jam terakhir")

    async def test_others_do_not_know_it(self, server: Server, budi: Person, run_bot: RunBot) -> None:
        async with run_bot(admin_ids=ADMINS):
            assert "tidak saya kenal" in (await says(server, budi, "/statistik"))["text"]

    async def test_who_erases_their_data_is_counted_no_more(
        self, server: Server, budi: Person, run_bot: RunBot
    ) -> None:
        async with run_bot(admin_ids=ADMINS) as running:
            await says(server, budi, "apa itu spbe?")
            await taps(server, budi, await says(server, budi, "/hapus_data"), "Hapus semuanya")
            assert (await running.application.bot_data.counting.over(DAY)).people == 0
