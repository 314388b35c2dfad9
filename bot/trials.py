"""Trials of the index with a question set: who asked for one, and what came of each.

Who asked is written down until they have seen the result, so that a restart loses neither.
"""

import json
import time
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection, Row, delete, select

from bot.database import Database, insert_new, put
from bot.tables import state, trials
from knowledge import Exam, Figures, Result

PENDING = "trial"
"""The name under which the trial is kept that was asked for."""


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
class Asked:
    """A trial that was asked for: by which update, in which chat, and the message that shows how it goes."""

    key: str
    chat_id: int
    message: int
    language: str
    attempts: int = 0
    kept_at: int = 0
    """When its result was kept, in nanoseconds; 0 before."""


class Trials:
    """Keeps the trial that was asked for, one at a time, and the results."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, asked: Asked) -> bool:
        """Writes down that a trial was asked for; returns False where another one is running."""

        def work(connection: Connection) -> Asked | None:
            insert_new(connection, state, [_row(asked)])
            return _pending(connection)

        running = await self._database.run(work)
        return running is not None and running.key == asked.key

    async def pending(self) -> Asked | None:
        """Returns the trial that was asked for and whose result was not shown."""
        return await self._database.run(_pending)

    async def begin(self, asked: Asked) -> Asked:
        """Counts a beginning of it."""
        begun = replace(asked, attempts=asked.attempts + 1)
        await self._database.run(lambda connection: put(connection, state, _row(begun)))
        return begun

    async def keep(self, asked: Asked, exam: Exam, generation: str, found: Result) -> Asked:
        """Keeps a result, and in the same step that it needs only to be shown."""
        done = replace(asked, kept_at=time.time_ns())
        row: dict[str, object] = {
            "at": done.kept_at,
            "mark": exam.mark,
            "generation": generation,
            "figures": json.dumps(asdict(found.figures)),
            "wrong": json.dumps(found.wrong, ensure_ascii=False),
        }

        def work(connection: Connection) -> None:
            put(connection, trials, row)
            put(connection, state, _row(done))

        await self._database.run(work)
        return done

    async def kept(self, asked: Asked) -> Trial:
        """Returns the result that was kept, with the one before it of the same questions."""

        def work(connection: Connection) -> Trial:
            now = connection.execute(select(trials).where(trials.c.at == asked.kept_at)).one()
            earlier = select(trials).where(trials.c.mark == now.mark, trials.c.at < now.at)
            before = connection.execute(earlier.order_by(trials.c.at.desc()).limit(1)).first()
            return Trial(_result(now), _result(before) if before else None)

        return await self._database.run(work)

    async def finish(self) -> None:
        """Forgets who asked: the result was shown."""
        change = delete(state).where(state.c.name == PENDING)
        await self._database.run(lambda connection: connection.execute(change))


def _pending(connection: Connection) -> Asked | None:
    value = connection.scalar(select(state.c.value).where(state.c.name == PENDING))
    return Asked(**json.loads(value)) if value else None


def _row(asked: Asked) -> dict[str, object]:
    return {"name": PENDING, "value": json.dumps(asdict(asked))}


def _result(row: Row[tuple[object, ...]]) -> Result:
    return Result(Figures(**json.loads(row.figures)), json.loads(row.wrong))
