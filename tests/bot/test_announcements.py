"""Announcements: to all who agreed, each once, whatever comes in between."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select

import bot.announcing
import bot.limits
from bot.announcements import Announcements
from bot.announcing import report
from bot.database import Database
from bot.listeners import YES, Listener, Listeners
from bot.retention import DAY, tidy
from bot.sends import Sends
from bot.tables import announcements, deliveries, sends
from tests.bot.conftest import ADMINS, RunBot
from tests.bot.library import SmallLibrary
from tests.bot.test_admitting import tapped
from tests.bot.test_buttons import labels
from tests.bot.test_invitations import said
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

Server = BotApiServer
NEWS = "Perpres baru sudah dimuat."
FOOTER = "📣 Pengumuman · berhenti: /kabar"


@pytest.fixture(autouse=True)
def _unhurried_chats(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pace within one chat is tested elsewhere; here the admin's chat sees more than three messages at once."""
    monkeypatch.setattr(bot.limits, "BURST", 30)


@pytest.fixture
def database(tmp_path: Path, blank_database: Path) -> Database:
    """Returns the database of the bot that `run_bot` runs."""
    (tmp_path / "bot.sqlite").write_bytes(blank_database.read_bytes())
    return Database.open(f"sqlite:///{tmp_path / 'bot.sqlite'}")


@pytest.fixture
def people(server: Server) -> list[Person]:
    return [server.person(6000 + number) for number in range(12)]


async def agreed(database: Database, people: Sequence[Person]) -> None:
    for person in people:
        await Listeners(database).set(person.id, YES, person.language or "id")


async def drafted(server: Server, ani: Person, text: str = f"/umumkan {NEWS}") -> Json:
    before = len(server.shown(ani.id))
    ani.says(text)
    return (await server.replies(ani.id, before + 2))[-1]


def heard(server: Server, people: Sequence[Person]) -> list[int]:
    return [sum(NEWS in text for text in server.texts(person.id)) for person in people]


async def test_everyone_who_agreed_is_told_once_and_the_admin_has_a_report(
    server: Server, ani: Person, people: list[Person], library: SmallLibrary, run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS) as running:
        await agreed(running.database, people)
        control = await drafted(server, ani)
        assert server.texts(ani.id)[0] == f"{NEWS}\n\n{FOOTER}"
        assert "12 penerima" in control["text"]
        assert heard(server, people) == [0] * 12
        await tapped(server, ani, control, "Kirim (12)")
        await server.until(lambda: server.texts(ani.id)[-1].startswith("📣 Selesai: 12 dari 12"))
        assert heard(server, people) == [1] * 12
        assert control["text"].startswith("📣 Selesai")
        assert labels(control) == []
    [action] = library.journal.newest(1)[0]
    assert (action.who, action.detail, action.result[:11]) == ("telegram 99", NEWS, "12 terkirim")


async def test_two_taps_tell_nobody_twice(server: Server, ani: Person, people: list[Person], run_bot: RunBot) -> None:
    async with run_bot(admin_ids=ADMINS) as running:
        await agreed(running.database, people)
        control = await drafted(server, ani)
        data = control["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        for _ in range(3):
            ani.sends_tap(control, data)
        await server.until(lambda: server.texts(ani.id)[-1].startswith("📣 Selesai"))
        await server.until(lambda: len(server.accepted("answerCallbackQuery")) == 3)
        assert heard(server, people) == [1] * 12


async def test_a_cancelled_draft_is_not_sent(
    server: Server, ani: Person, people: list[Person], run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS) as running:
        await agreed(running.database, people)
        control = await drafted(server, ani)
        data = control["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await tapped(server, ani, control, "Batal")
        ani.sends_tap(control, data)
        await server.until(lambda: len(server.accepted("answerCallbackQuery")) == 2)
        assert control["text"].startswith("Dibatalkan")
        assert heard(server, people) == [0] * 12


async def test_whoever_blocked_the_bot_is_taken_off_the_list(
    server: Server, ani: Person, people: list[Person], run_bot: RunBot
) -> None:
    people[3].blocks()
    async with run_bot(admin_ids=ADMINS) as running:
        await agreed(running.database, people)
        await tapped(server, ani, await drafted(server, ani), "Kirim")
        await server.until(lambda: "1 tidak terjangkau" in server.texts(ani.id)[-1])
        assert "11 dari 12" in server.texts(ani.id)[-1]
        assert people[3].id not in {one.chat_id for one in await Listeners(running.database).all()}


async def test_after_a_stop_in_the_middle_the_rest_is_told_and_nobody_again(
    server: Server, ani: Person, people: list[Person], run_bot: RunBot
) -> None:
    held = [server.fail("sendMessage", "hold", times=0)]
    async with run_bot(admin_ids=ADMINS) as running:
        await agreed(running.database, people)
        control = await drafted(server, ani)
        held = [server.fail("sendMessage", "drop_after", times=3)]
        held.append(server.fail("sendMessage", "hold", times=50))
        await tapped(server, ani, control, "Kirim")
        await server.until(lambda: sum(heard(server, people)) >= 3)
    server._planned.clear()
    for fault in held:
        fault.event.set()
    async with run_bot(admin_ids=ADMINS):
        await server.until(lambda: server.texts(ani.id)[-1].startswith("📣 Selesai: 12 dari 12"))
    assert heard(server, people) == [1] * 12


async def test_a_lost_reply_of_telegram_tells_nobody_twice(
    server: Server, ani: Person, people: list[Person], run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS) as running:
        await agreed(running.database, people)
        control = await drafted(server, ani)
        server.fail("sendMessage", "drop_after", times=2)
        server.fail("sendMessage", "unavailable_after", times=1)
        server.fail("sendMessage", "flood", times=2, seconds=1)
        await tapped(server, ani, control, "Kirim")
        await server.until(lambda: server.texts(ani.id)[-1].startswith("📣 Selesai"))
        assert heard(server, people) == [1] * 12


async def test_stopping_leaves_the_rest_untold_and_says_so(
    server: Server, ani: Person, people: list[Person], run_bot: RunBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.announcing, "SIDE_BY_SIDE", 1)
    async with run_bot(admin_ids=ADMINS) as running:
        await agreed(running.database, people)
        control = await drafted(server, ani)
        hold = server.fail("sendMessage", "hold")
        await tapped(server, ani, control, "Kirim")
        await server.until(lambda: "⏹ Hentikan" in labels(control))
        await tapped(server, ani, control, "Hentikan")
        hold.event.set()
        await server.until(lambda: "11 tidak dikirimi" in server.texts(ani.id)[-1])
        assert sum(heard(server, people)) == 1


async def test_formatting_stays_and_another_message_can_be_announced(
    server: Server, ani: Person, people: list[Person], run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS) as running:
        await agreed(running.database, people)
        bold = [{"type": "bold", "offset": 0, "length": 7}]
        message = ani.sends(text="Penting <b> & baru", entities=bold)
        await server.replies(ani.id)
        ani.says("/umumkan", reply_to=message)
        preview = (await server.replies(ani.id, 3))[1]
    assert preview["source"].startswith("<b>Penting</b> &lt;b&gt; &amp; baru")


@pytest.mark.parametrize(
    ("text", "answer"), [("/umumkan", "balas sebuah pesan"), ("/umumkan " + "a" * 4080, "Terlalu panjang")]
)
async def test_what_cannot_be_announced_is_explained(
    server: Server, ani: Person, people: list[Person], run_bot: RunBot, text: str, answer: str
) -> None:
    async with run_bot(admin_ids=ADMINS) as running:
        await agreed(running.database, people)
        assert answer in await said(server, ani, text)


async def test_nobody_to_tell_is_said(server: Server, ani: Person, run_bot: RunBot) -> None:
    async with run_bot(admin_ids=ADMINS):
        assert "Belum ada yang bersedia" in await said(server, ani, f"/umumkan {NEWS}")


async def test_whoever_may_no_longer_ask_is_not_told(
    server: Server, ani: Person, people: list[Person], run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS, allowed_ids=frozenset({people[0].id})) as running:
        await agreed(running.database, people)
        assert "1 penerima" in (await drafted(server, ani))["text"]


class TestWish:
    async def test_start_asks_once_and_a_tap_agrees(self, server: Server, budi: Person, run_bot: RunBot) -> None:
        async with run_bot() as running:
            await said(server, budi, "/start")
            [first] = server.shown(budi.id)
            assert labels(first)[-1] == "📣 Beri tahu saya bila ada pengumuman"
            await said(server, budi, "/start")
            assert "pengumuman" not in " ".join(labels(server.shown(budi.id)[1]))
            await tapped(server, budi, first, "pengumuman")
            assert "pengumuman" not in " ".join(labels(first))
            assert await Listeners(running.database).all() == [Listener(budi.id, "id")]

    async def test_kabar_turns_it_off_and_on(self, server: Server, budi: Person, run_bot: RunBot) -> None:
        async with run_bot() as running:
            assert "tidak dikirim" in await said(server, budi, "/kabar")
            await tapped(server, budi, server.shown(budi.id)[0], "Kirim pengumuman")
            assert "akan dikirim" in server.texts(budi.id)[0]
            assert len(await Listeners(running.database).all()) == 1
            assert "tidak dikirim" in await said(server, budi, "/kabar off")
            assert await Listeners(running.database).all() == []

    async def test_leaving_while_it_is_sent_is_respected(
        self, server: Server, ani: Person, people: list[Person], run_bot: RunBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bot.announcing, "SIDE_BY_SIDE", 1)
        async with run_bot(admin_ids=ADMINS) as running:
            await agreed(running.database, people[:2])
            control = await drafted(server, ani)
            hold = server.fail("sendMessage", "hold")
            await tapped(server, ani, control, "Kirim")
            await Listeners(running.database).set(people[1].id, "no", "id")
            hold.event.set()
            await server.until(lambda: "1 sudah berhenti" in server.texts(ani.id)[-1])
            assert heard(server, people[:2]) == [1, 0]


async def test_what_was_sent_is_remembered_until_the_announcement_is_done(database: Database) -> None:
    kept = Announcements(database)
    await kept.draft("a1", NEWS, 99, 99, "id")
    await kept.begin("a1", 7, [Listener(5001, "id")])
    await Sends(database).intend("announcement a1", "5001", 5001, 0)
    later = int(time.time()) + 400 * DAY
    for finished in (False, True):
        if finished:
            await kept.finish("a1")
        database.run_now(lambda connection: tidy(connection, 90, later))
        counts = [_count(database, table) for table in (sends, announcements, deliveries)]
        assert counts == ([0, 0, 0] if finished else [1, 1, 1])


def _count(database: Database, table: Table) -> int:
    query = select(func.count()).select_from(table)
    return database.run_now(lambda connection: connection.scalar(query)) or 0


def test_a_report_names_only_what_happened() -> None:
    from collections import Counter

    assert report(Counter({"sent": 3}), 2, "en").splitlines() == ["📣 Done: <b>3</b> of 3 have the announcement (2 s)."]
    assert len(report(Counter({"sent": 3, "gone": 1, "": 2}), 2, "en").splitlines()) == 3
