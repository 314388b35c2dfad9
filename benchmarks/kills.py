"""Kills the bot again and again while people ask, with faults on the way, and counts unanswered and doubled answers.

    python benchmarks/kills.py --kills 50 --chats 100 --questions 200 [--webhook]

The bot runs as a process of its own against the tests' Bot API server and ends by SIGKILL at random moments. The
knowledge base is a stand-in that takes up to 0.3 seconds and repeats the question, so that each answer can be told.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.post import MARKER  # noqa: E402  # the project is not installed where this runs
from knowledge import Answer, AnswerKind, Turn  # noqa: E402
from tests.bot.library import SmallLibrary  # noqa: E402
from tests.servers.floods import FloodLimits  # noqa: E402
from tests.servers.telegram import BotApiServer, FaultKind, random_faults  # noqa: E402

RATES: dict[FaultKind, float] = {
    "unavailable": 0.03,
    "unavailable_after": 0.02,
    "drop_before": 0.02,
    "drop_after": 0.02,
    "flood": 0.03,
}
FAULTY = {"sendmessage", "editmessagetext", "deletemessage", "getupdates"}
SETTLE_SECONDS = 420


class Echo(SmallLibrary):
    """Answers every question with itself, after a while."""

    def ask(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        language: str | None = None,
        heard: Callable[[Answer], None] | None = None,
    ) -> Answer:
        """Repeats the question."""
        time.sleep(random.uniform(0, 0.3))
        return Answer(question, AnswerKind.ANSWER, "id", f"Jawaban atas {question}")


@dataclass(slots=True)
class Figures:
    """What came of it."""

    kills: int = 0
    seconds: float = 0.0
    unanswered: int = 0
    doubled: int = 0
    markers_left: int = 0
    recoveries: int = 0
    deleted_markers: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    flood_refusals: int = 0
    longest_wait: float = 0.0


async def run_child() -> None:
    """Runs the bot until the process is killed or told to stop."""
    from bot import logs
    from bot.app import TelegramBot
    from bot.asking import Asking
    from bot.database import Database
    from bot.settings import Settings

    settings = Settings.load()
    logs.set_up(settings.log_level, settings.log_format, (settings.token,))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    database = Database.open(settings.database_url)
    await TelegramBot(settings, Asking(lambda: Echo(Path.cwd()), settings.answer_threads), database).run(stop)
    database.close()


class Trial:
    """One server, its people, and the bot that is killed and started again."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.random = random.Random(options.seed)
        self.server = BotApiServer()
        self.figures = Figures()
        self.asked: dict[str, tuple[int, float]] = {}
        self.answered: dict[str, float] = {}
        self.folder = Path(tempfile.mkdtemp(prefix="kills-"))

    async def run(self) -> Figures:
        """Runs the trial and returns its figures."""
        await self.server.start()
        self.server.limits = FloodLimits()
        chance = random_faults(self.options.seed, RATES, FAULTY)

        def fault_for(method: str, params: object) -> object:
            fault = chance(method, params)  # type: ignore[arg-type]  # passed through
            self.figures.faults[fault.kind if fault else ""] += 1
            return fault

        self.server.fault_for = fault_for  # type: ignore[assignment]  # as above
        started = time.monotonic()
        asking = asyncio.create_task(self._ask())
        watching = asyncio.create_task(self._watch())
        await self._kill_repeatedly()
        await asking
        await self._finish()
        watching.cancel()
        self.figures.seconds = time.monotonic() - started
        self._count()
        await self.server.stop()
        return self.figures

    async def _ask(self) -> None:
        """Lets each person ask at random moments while the bot is being killed."""
        people = [self.server.person(10_000 + number) for number in range(self.options.chats)]
        span = self.options.kills * self.options.longest_life
        moments = sorted(self.random.uniform(0, 0.6 * span) for _ in range(self.options.questions))
        began = time.monotonic()
        for number, moment in enumerate(moments):
            await asyncio.sleep(max(0.0, began + moment - time.monotonic()))
            person = people[number % len(people)]
            text = f"pertanyaan nomor {number}"
            self.asked[text] = (person.id, time.monotonic())
            person.says(text)

    async def _watch(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await self.server.until(lambda: False, 0.5)
            for text, (chat_id, _) in self.asked.items():
                if text not in self.answered and any(_answers(text, one) for one in self.server.texts(chat_id)):
                    self.answered[text] = time.monotonic()

    async def _start(self) -> asyncio.subprocess.Process:
        environment = os.environ | {
            "TELEGRAM_BOT_TOKEN": self.server.token,
            "TELEGRAM_API_BASE_URL": self.server.base_url,
            "DATABASE_URL": f"sqlite:///{self.folder / 'bot.sqlite'}",
            "LOG_LEVEL": "INFO",
        }
        if self.options.webhook:
            port = _free_port()
            environment |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}/9f3c1a", "WEBHOOK_PORT": str(port)}
        log = (self.folder / "bot.log").open("ab")
        command = [sys.executable, __file__, "--child"]
        return await asyncio.create_subprocess_exec(*command, env=environment, stderr=log, cwd=self.folder)

    async def _kill_repeatedly(self) -> None:
        for _ in range(self.options.kills):
            process = await self._start()
            seen = self.server.attempts["getme"]
            await self.server.until(lambda seen=seen: self.server.attempts["getme"] > seen, 60)  # type: ignore[misc]
            await asyncio.sleep(self.random.uniform(0, self.options.longest_life))
            if process.returncode is not None:
                raise SystemExit(f"the bot ended by itself; see {self.folder / 'bot.log'}")
            process.kill()
            await process.wait()
            self.figures.kills += 1

    async def _finish(self) -> None:
        """Lets the bot answer what is left, and stops it."""
        process = await self._start()
        with contextlib.suppress(TimeoutError):
            await self.server.until(lambda: not self._left(), SETTLE_SECONDS)
        await asyncio.sleep(3)  # a doubled answer would come now
        process.send_signal(signal.SIGTERM)
        await process.wait()

    def _left(self) -> bool:
        every = all(
            any(_answers(text, one) for one in self.server.texts(chat)) for text, (chat, _) in self.asked.items()
        )
        return not every or any(MARKER in self.server.texts(chat) for chat, _ in self.asked.values())

    def _count(self) -> None:
        figures = self.figures
        for text, (chat_id, moment) in self.asked.items():
            times = sum(_answers(text, one) for one in self.server.texts(chat_id))
            figures.unanswered += times == 0
            figures.doubled += times > 1
            figures.longest_wait = max(figures.longest_wait, self.answered.get(text, moment) - moment)
        chats = {chat for chat, _ in self.asked.values()}
        figures.markers_left = sum(self.server.texts(chat).count(MARKER) for chat in chats)
        figures.recoveries = sum(call.values.get("text") == MARKER for call in self.server.accepted("sendMessage"))
        figures.deleted_markers = len(self.server.world.deleted)
        figures.flood_refusals = self.server.limits.refused if self.server.limits else 0
        del figures.faults[""]


def _answers(question: str, text: str) -> bool:
    return text.split("\n")[-1] == f"Jawaban atas {question}"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


def main() -> int:
    """Runs the trial and prints its figures; the exit code is 1 where an answer is missing or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--chats", type=int, default=100)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--longest-life", type=float, default=2.0, help="seconds a run lives at most after connecting")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--webhook", action="store_true")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        asyncio.run(run_child())
        return 0
    figures = asyncio.run(Trial(options).run())
    print(json.dumps({name: getattr(figures, name) for name in figures.__slots__}, indent=2))
    return 1 if figures.unanswered or figures.doubled or figures.markers_left else 0


if __name__ == "__main__":
    sys.exit(main())
