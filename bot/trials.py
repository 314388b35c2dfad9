"""Trying the index with a question set in the background, and comparing with the time before."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from functools import partial

from sqlalchemy import select

from bot.asking import Asking, Knowledge
from bot.database import Database, put
from bot.tables import trials
from knowledge import Exam, Figures, Item, KnowledgeError, Outcome, Result, result

logger = logging.getLogger(__name__)

TOLD_EVERY = 10
"""Questions between two words on how far it is."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a question set now, and the time before where the same set was tried."""

    now: Result
    before: Result | None

    @property
    def worse(self) -> list[str]:
        """Returns the questions that went right before and wrong now."""
        return [text for id_, text in self.now.wrong.items() if self.before and id_ not in self.before.wrong]

    @property
    def better(self) -> list[str]:
        """Returns the questions that went wrong before and right now."""
        return [text for id_, text in self.before.wrong.items() if id_ not in self.now.wrong] if self.before else []


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who hears of a trial: how far it is, what came of it, or why it could not be carried out."""

    progress: Callable[[int, int], Awaitable[object]]
    done: Callable[[Trial], Awaitable[object]]
    failed: Callable[[str], Awaitable[object]]


class Trials:
    """Runs one trial at a time, question by question, so that people's questions are answered meanwhile."""

    def __init__(self, database: Database, asking: Asking) -> None:
        self._database = database
        self._asking = asking
        self._waiting: asyncio.Queue[Watcher] = asyncio.Queue(1)
        self._busy = False

    def begin(self, watcher: Watcher) -> bool:
        """Begins a trial; returns whether it was not running already."""
        if self._busy or self._waiting.full():
            return False
        self._waiting.put_nowait(watcher)
        return True

    async def run(self) -> None:
        """Carries out what was begun, until cancelled."""
        while True:
            watcher = await self._waiting.get()
            self._busy = True
            try:
                await watcher.done(await self._try(watcher))
            except KnowledgeError as error:
                await watcher.failed(str(error))
            except Exception:  # one trial that fails must not end the bot
                logger.exception("A trial could not be carried out")
            finally:
                self._busy = False

    async def _try(self, watcher: Watcher) -> Trial:
        exam = await self._asking.run(lambda knowledge: knowledge.exam())
        outcomes = []
        for number, item in enumerate(exam.items, 1):
            outcomes.append(await self._asking.run(partial(_put, item)))
            if number % TOLD_EVERY == 0 and number < len(exam.items):
                await watcher.progress(number, len(exam.items))
        found = Trial(result(outcomes), await self._last(exam))
        await self._keep(exam, found.now)
        return found

    async def _last(self, exam: Exam) -> Result | None:
        query = select(trials).where(trials.c.mark == exam.mark).order_by(trials.c.at.desc()).limit(1)
        row = await self._database.run(lambda connection: connection.execute(query).first())
        return Result(Figures(**json.loads(row.figures)), json.loads(row.wrong)) if row else None

    async def _keep(self, exam: Exam, found: Result) -> None:
        generation = await self._asking.run(lambda knowledge: knowledge.generation)
        row: dict[str, object] = {
            "at": time.time_ns(),
            "mark": exam.mark,
            "generation": generation,
            "figures": json.dumps(asdict(found.figures)),
            "wrong": json.dumps(found.wrong, ensure_ascii=False),
        }
        await self._database.run(lambda connection: put(connection, trials, row))


def _put(item: Item, knowledge: Knowledge) -> Outcome:
    return knowledge.examine(item)
