"""The pieces of work that admins hand over, kept until they are done: uploads, removals, ingests."""

import secrets
import string
import time
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, func, select, update

from bot.database import Database, insert_new
from bot.tables import jobs
from knowledge import Inspection, Placing

LETTERS = string.ascii_lowercase + string.digits
ID_LENGTH = 8
DAY = 24 * 3600


class Kind(StrEnum):
    """What is to be done."""

    UPLOAD = "upload"
    REMOVE = "remove"
    RESTORE = "restore"
    REREAD = "reread"
    INGEST = "ingest"
    ROLLBACK = "rollback"


class State(StrEnum):
    """How far a job is: an upload is looked at first, and waits for a decision before it is carried out."""

    NEW = "new"
    OFFERED = "offered"
    DECIDED = "decided"
    UNDOING = "undoing"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN = (State.NEW, State.DECIDED, State.UNDOING)
"""What the program has to do something about."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing an admin sent: a file of Telegram's, or an address."""

    name: str
    file_id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What a job is about; `also` are further messages (chat, number) that show how it goes."""

    sent: tuple[Sent, ...] = ()
    found: tuple[Inspection, ...] = ()
    replace: bool = False
    force: bool = False
    placings: tuple[Placing, ...] = ()
    documents: tuple[str, ...] = ()
    title: str = ""
    also: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One job; `notice` is the number of the message in the chat that shows how it goes."""

    id: str
    kind: Kind
    state: State
    chat_id: int
    notice: int
    user_id: int
    language: str
    album: str
    decided_by: int
    attempts: int
    task: Task
    at: int


TASK = TypeAdapter(Task)


class Jobs:
    """Keeps jobs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, key: str, kind: Kind, chat_id: int, notice: int, user_id: int, language: str, task: Task, album: str = ""
    ) -> Job:
        """Keeps a new job; the same update again gives the same job."""
        row: dict[str, object] = {
            "id": "".join(secrets.choice(LETTERS) for _ in range(ID_LENGTH)),
            "key": key,
            "kind": kind,
            "state": State.NEW,
            "chat_id": chat_id,
            "notice": notice,
            "user_id": user_id,
            "language": language,
            "album": album,
            "decided_by": 0,
            "attempts": 0,
            "task": TASK.dump_json(task).decode(),
            "at": int(time.time()),
        }

        def work(connection: Connection) -> Job:
            known = connection.execute(select(jobs).where(jobs.c.key == key)).first()
            if known is None:
                insert_new(connection, jobs, [row])
                known = connection.execute(select(jobs).where(jobs.c.key == key)).one()
            return _job(known)

        return await self._database.run(work)

    async def join(self, album: str, sent: Sent) -> Job | None:
        """Adds a further part of an album to the job of its first part, while that has not been begun."""

        def work(connection: Connection) -> Job | None:
            query = select(jobs).where(jobs.c.album == album, jobs.c.state == State.NEW, jobs.c.attempts == 0)
            row = connection.execute(query).first()
            if row is None:
                return None
            task = TASK.validate_json(row.task)
            if sent not in task.sent:
                text = TASK.dump_json(_with(task, sent)).decode()
                change = update(jobs).where(jobs.c.id == row.id).values(task=text, at=int(time.time()))
                connection.execute(change)
            return _job(row)

        return await self._database.run(work)

    async def get(self, id_: str) -> Job | None:
        """Returns a job."""
        query = select(jobs).where(jobs.c.id == id_)
        row = await self._database.run(lambda connection: connection.execute(query).first())
        return _job(row) if row else None

    async def waiting(self) -> list[Job]:
        """Returns what is to be done: what was decided first, then by age."""
        return sorted(await self.those(OPEN), key=lambda job: (job.state is State.NEW, job.at, job.id))

    async def those(self, states: Collection[State]) -> list[Job]:
        """Returns the jobs in these states, oldest first."""
        query = select(jobs).where(jobs.c.state.in_(states)).order_by(jobs.c.at, jobs.c.id)
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return [_job(row) for row in rows]

    async def begin(self, id_: str) -> int:
        """Counts a beginning of the work and returns the count so far."""

        def work(connection: Connection) -> int:
            connection.execute(update(jobs).where(jobs.c.id == id_).values(attempts=jobs.c.attempts + 1))
            return connection.scalar(select(jobs.c.attempts).where(jobs.c.id == id_)) or 0

        return await self._database.run(work)

    async def keep(self, id_: str, task: Task) -> None:
        """Writes down what is known by now."""
        change = update(jobs).where(jobs.c.id == id_).values(task=TASK.dump_json(task).decode())
        await self._database.run(lambda connection: connection.execute(change))

    async def move(
        self, id_: str, before: Collection[State], after: State, *, by: int | None = None, task: Task | None = None
    ) -> bool:
        """Moves a job on from one of these states; returns whether nobody was faster."""
        values: dict[str, object] = {"state": after, "attempts": 0}
        if by is not None:
            values["decided_by"] = by
        if task is not None:
            values["task"] = TASK.dump_json(task).decode()
        change = update(jobs).where(jobs.c.id == id_, jobs.c.state.in_(before)).values(**values)
        return await self._database.run(lambda connection: connection.execute(change).rowcount == 1)

    async def ahead(self, id_: str) -> int:
        """Returns how many other jobs are to be done."""
        query = select(func.count()).where(jobs.c.state.in_(OPEN), jobs.c.id != id_)
        return await self._database.run(lambda connection: connection.scalar(query) or 0)

    async def forget(self, days: int) -> list[str]:
        """Forgets what is older; returns the ids, so that what was kept for them can go, too."""
        oldest = int(time.time()) - days * DAY
        old = select(jobs.c.id).where(jobs.c.at < oldest, jobs.c.state.not_in(OPEN))

        def work(connection: Connection) -> list[str]:
            ids = list(connection.scalars(old))
            connection.execute(delete(jobs).where(jobs.c.id.in_(ids)))
            return ids

        return await self._database.run(work)


def _with(task: Task, sent: Sent) -> Task:
    return Task(sent=(*task.sent, sent), title=task.title)


def _job(row: Row[tuple[object, ...]]) -> Job:
    return Job(
        id=row.id,
        kind=Kind(row.kind),
        state=State(row.state),
        chat_id=row.chat_id,
        notice=row.notice,
        user_id=row.user_id,
        language=row.language,
        album=row.album,
        decided_by=row.decided_by,
        attempts=row.attempts,
        task=TASK.validate_json(row.task),
        at=row.at,
    )
