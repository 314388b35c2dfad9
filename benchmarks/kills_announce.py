"""Kills the bot again and again while it announces, with faults on the way: is anybody told twice, or left out?

    python benchmarks/kills_announce.py --kills 30 --people 400

The bot runs as a process of its own against the tests' Bot API server, with Telegram's flood limits, and ends by
SIGKILL at random moments of an announcement. A few people have blocked it. An announcement that ended is followed by
the next.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.kills import RATES, run_child  # noqa: E402  # the project is not installed where this runs
from bot.database import Database  # noqa: E402
from bot.listeners import YES, Listeners  # noqa: E402
from bot.post import MARKER  # noqa: E402
from tests.servers.floods import FloodLimits  # noqa: E402
from tests.servers.people import Person  # noqa: E402
from tests.servers.telegram import BotApiServer, random_faults  # noqa: E402
from tests.servers.world import Json  # noqa: E402

ADMIN = 99
FAULTY = {"sendmessage", "editmessagetext", "deletemessage"}
SETTLE_SECONDS = 300
BLOCKED_SHARE = 0.03


@dataclass(slots=True)
class Figures:
    """What came of it."""

    kills: int = 0
    announcements: int = 0
    people: int = 0
    blocked: int = 0
    told: int = 0
    left_out: int = 0
    doubled: int = 0
    markers_left: int = 0
    reports: int = 0
    faults: int = 0
    seconds: float = 0.0
    told_per_second_undisturbed: float = 0.0


@dataclass(slots=True)
class Trial:
    """One server, its people, and the bot that is killed and started again."""

    options: argparse.Namespace
    server: BotApiServer = field(default_factory=BotApiServer)
    figures: Figures = field(default_factory=Figures)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="kills-announce-")))

    async def run(self) -> Figures:
        """Runs the trial and returns its figures."""
        random.seed(self.options.seed)
        await self.server.start()
        self.server.limits = FloodLimits()
        people = [self.server.person(10_000 + number) for number in range(self.options.people)]
        blocked = random.sample(people, max(1, int(BLOCKED_SHARE * len(people))))
        await self._agree([person.id for person in people])
        for person in blocked:
            person.blocks()
        admin = self.server.person(ADMIN)
        self._disturb()
        started = time.monotonic()
        while self.figures.kills < self.options.kills:
            await self._announce_and_kill(admin)
        await self._finish()
        self.figures.seconds = round(time.monotonic() - started, 1)
        self._count({person.id for person in people} - {person.id for person in blocked})
        self.figures.people, self.figures.blocked = len(people), len(blocked)
        await self.server.stop()
        return self.figures

    async def _agree(self, chats: list[int]) -> None:
        database = Database.open(self._database_url)
        listeners = Listeners(database)
        for chat in chats:
            await listeners.set(chat, YES, "id")
        database.close()

    def _disturb(self) -> None:
        chance = random_faults(self.options.seed, RATES, FAULTY)

        def fault_for(method: str, params: object) -> object:
            fault = chance(method, params)  # type: ignore[arg-type]  # passed through
            self.figures.faults += fault is not None
            return fault

        self.server.fault_for = fault_for  # type: ignore[assignment]  # as above

    async def _announce_and_kill(self, admin: Person) -> None:
        """Runs the bot for a moment; where nothing is being announced, an announcement is begun first."""
        process = await self._start()
        if self.figures.announcements <= self._reports():
            await self._begin(admin)
        await asyncio.sleep(random.uniform(0, self.options.longest_life))
        process.kill()
        await process.wait()
        self.figures.kills += 1

    async def _begin(self, admin: Person) -> None:
        number = self.figures.announcements + 1
        admin.says(f"/umumkan Pengumuman nomor {number}.")
        await self.server.until(lambda: self._control() is not None, 60)
        admin.taps(self._control() or {}, "Kirim")
        await self.server.until(lambda: self._told(number) > 0, 60)
        self.figures.announcements = number

    def _control(self) -> Json | None:
        """Returns the message that offers to send, None while there is none."""
        last = self.server.shown(ADMIN)[-1:]
        return last[0] if last and "Kirim (" in json.dumps(last[0].get("reply_markup", {})) else None

    def _reports(self) -> int:
        """Returns how many announcements came to their end; the message that offered to send is edited to it, too."""
        return sum(text.startswith("📣 Selesai") for text in self.server.texts(ADMIN)) // 2

    def _told(self, number: int) -> int:
        messages = self.server.world.messages.items()
        return sum(chat != ADMIN and _tells(number, one.get("text", "")) for (chat, _), one in messages)

    async def _finish(self) -> None:
        """Lets the bot end what it began, then times one announcement without kills and faults."""
        process = await self._start()
        with contextlib.suppress(TimeoutError):
            await self.server.until(lambda: self._reports() >= self.figures.announcements, SETTLE_SECONDS)
        await asyncio.sleep(3)  # a doubled message would come now
        self.server.fault_for = lambda method, params: None
        began = time.monotonic()
        await self._begin(self.server.person(ADMIN))
        await self.server.until(lambda: self._reports() >= self.figures.announcements, SETTLE_SECONDS)
        rate = self._told(self.figures.announcements) / (time.monotonic() - began)
        self.figures.told_per_second_undisturbed = round(rate, 1)
        process.send_signal(signal.SIGTERM)
        await process.wait()

    def _count(self, reachable: set[int]) -> None:
        figures = self.figures
        figures.reports = self._reports()
        for number in range(1, figures.announcements + 1):
            for chat in reachable:
                times = sum(_tells(number, text) for text in self.server.texts(chat))
                figures.told += times > 0
                figures.left_out += times == 0
                figures.doubled += times > 1
        figures.markers_left = sum(self.server.texts(chat).count(MARKER) for chat in (*reachable, ADMIN))

    async def _start(self) -> asyncio.subprocess.Process:
        environment = os.environ | {
            "TELEGRAM_BOT_TOKEN": self.server.token,
            "TELEGRAM_API_BASE_URL": self.server.base_url,
            "DATABASE_URL": self._database_url,
            "ADMIN_IDS": str(ADMIN),
        }
        seen = self.server.attempts["getme"]
        log = (self.folder / "bot.log").open("ab")
        command = [sys.executable, __file__, "--child"]
        process = await asyncio.create_subprocess_exec(*command, env=environment, stderr=log, cwd=self.folder)
        await self.server.until(lambda: self.server.attempts["getme"] > seen, 60)
        return process

    @property
    def _database_url(self) -> str:
        return f"sqlite:///{self.folder / 'bot.sqlite'}"


def _tells(number: int, text: str) -> bool:
    return text.startswith(f"Pengumuman nomor {number}.")


def main() -> int:
    """Runs the trial and prints its figures; the exit code is 1 where somebody was told twice or left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--longest-life", type=float, default=6.0, help="seconds a run lives at most after connecting")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        asyncio.run(run_child())
        return 0
    figures = asyncio.run(Trial(options).run())
    print(json.dumps(asdict(figures), indent=2))
    return 1 if figures.left_out or figures.doubled or figures.markers_left else 0


if __name__ == "__main__":
    sys.exit(main())
