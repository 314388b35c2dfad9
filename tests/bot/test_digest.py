"""The weekly digest: on Monday morning, once a week, to every admin, and only where it is switched on."""

from datetime import datetime

import pytest

from bot.digest import Digest, week_of
from tests.bot.conftest import ADMINS, RunBot
from tests.bot.test_unanswered import MOON, says
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        ("2026-11-23T07:59", "2026-W47"),
        ("2026-11-23T08:00", "2026-W48"),
        ("2026-11-29T23:00", "2026-W48"),
        ("2027-01-01T12:00", "2026-W53"),
    ],
)
def test_a_week_begins_on_monday_morning(moment: str, week: str) -> None:
    assert week_of(datetime.fromisoformat(moment)) == week


async def test_a_week_that_ended_is_told_once(
    server: Server, budi: Person, ani: Person, run_bot: RunBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run_bot(admin_ids=ADMINS) as running:
        await says(server, budi, "apa itu spbe?")
        await says(server, budi, MOON)
        digest = running.application.bot_data.digest
        await digest.look()
        assert server.shown(ani.id) == []
        monkeypatch.setattr("bot.digest.week_of", lambda _: "the week after")
        for _ in range(2):
            await digest.look()
        [told] = server.shown(ani.id)
        assert told["photo"]
        assert told["caption"].startswith("🗓 Ringkasan mingguan\n\n7 hari terakhir\n1 orang bertanya 2 kali")
        assert f"Belum terjawab (1 kelompok, /tak_terjawab)\n• {MOON} (1×)" in told["caption"]


@pytest.mark.parametrize("switched_on", [True, False])
async def test_it_runs_only_where_it_is_switched_on(server: Server, run_bot: RunBot, *, switched_on: bool) -> None:
    looked: list[Digest] = []

    async def look(digest: Digest) -> None:
        looked.append(digest)
        await server.notify()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Digest, "look", look)
        async with run_bot(admin_ids=ADMINS, weekly_digest=switched_on):
            await server.until(lambda: bool(looked) or not switched_on)
            await server.until(lambda: server.met("getMyShortDescription") >= 3)
    assert bool(looked) is switched_on
