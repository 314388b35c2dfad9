"""What the bot has promised: to answer a question later, and to tell what becomes of a regulation."""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import Row, delete, select, update

from bot.database import Database, insert_new, put
from bot.tables import reminders, state

QUESTION, DOCUMENT = "question", "document"
SERVED = "generation"
"""The name under which the version of the index is kept that all promises were last checked against."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A promise to a chat; `known` holds what it was told already."""

    id: str
    chat_id: int
    thread: int | None
    kind: str
    subject: str
    language: str
    known: frozenset[str] = frozenset()


class Reminders:
    """Keeps promises until they are kept or ended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, chat_id: int, thread: int | None, kind: str, subject: str, language: str, known: Iterable[str] = ()
    ) -> str:
        """Makes a promise, once for the same chat and subject, and returns its id."""
        digest = blake2b(f"{chat_id} {thread} {kind} {subject}".encode(), digest_size=6).hexdigest()
        row: dict[str, object] = {
            "id": digest,
            "chat_id": chat_id,
            "thread": thread or 0,
            "kind": kind,
            "subject": subject,
            "language": language,
            "known": json.dumps(sorted(known)),
            "at": int(time.time()),
        }
        await self._database.run(lambda connection: insert_new(connection, reminders, [row]))
        return digest

    async def of(self, chat_id: int, thread: int | None) -> list[Reminder]:
        """Returns the promises to a chat and topic, oldest first."""
        here = (reminders.c.chat_id == chat_id) & (reminders.c.thread == (thread or 0))
        query = select(reminders).where(here).order_by(reminders.c.at, reminders.c.id)
        return await self._database.run(lambda connection: [_read(row) for row in connection.execute(query)])

    async def all(self) -> list[Reminder]:
        """Returns every promise, oldest first."""
        query = select(reminders).order_by(reminders.c.at, reminders.c.id)
        return await self._database.run(lambda connection: [_read(row) for row in connection.execute(query)])

    async def end(self, reminder_id: str, chat_id: int) -> bool:
        """Ends a promise to a chat; returns whether there was one."""
        strike = delete(reminders).where(reminders.c.id == reminder_id, reminders.c.chat_id == chat_id)
        return await self._database.run(lambda connection: connection.execute(strike).rowcount > 0)

    async def end_all(self, chat_id: int) -> None:
        """Ends all promises to a chat that can no longer be reached."""
        strike = delete(reminders).where(reminders.c.chat_id == chat_id)
        await self._database.run(lambda connection: connection.execute(strike))

    async def told(self, reminder: Reminder, known: Iterable[str]) -> None:
        """Notes what the chat has been told by now."""
        change = update(reminders).where(reminders.c.id == reminder.id).values(known=json.dumps(sorted(known)))
        await self._database.run(lambda connection: connection.execute(change))

    async def served(self) -> str | None:
        """Returns the version of the index that all promises were last checked against."""
        query = select(state.c.value).where(state.c.name == SERVED)
        return await self._database.run(lambda connection: connection.scalar(query))

    async def checked(self, generation: str) -> None:
        """Notes that all promises were checked against this version."""
        row: dict[str, object] = {"name": SERVED, "value": generation}
        await self._database.run(lambda connection: put(connection, state, row))


def _read(row: Row[tuple[object, ...]]) -> Reminder:
    found = row._mapping
    return Reminder(
        id=str(found["id"]),
        chat_id=int(found["chat_id"]),
        thread=int(found["thread"]) or None,
        kind=str(found["kind"]),
        subject=str(found["subject"]),
        language=str(found["language"]),
        known=frozenset(json.loads(found["known"])),
    )
