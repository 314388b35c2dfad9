"""Announcements and whom each still has to reach, in the database: a crash loses nobody and repeats nobody."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, select, update

from bot.database import Database, insert_new
from bot.listeners import Listener
from bot.tables import announcements, deliveries

DRAFT, SENDING, STOPPING, DONE, DROPPED = "draft", "sending", "stopping", "done", "dropped"
UNFINISHED = (SENDING, STOPPING)
SENT, GONE, LEFT, FAILED = "sent", "gone", "left", "failed"
"""Told; no longer reachable; not wanted any more; refused by Telegram."""
OPEN = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is told to all; `message_id` shows the admin in `chat_id` how far it is."""

    id: str
    html: str
    by: int
    chat_id: int
    message_id: int
    language: str
    state: str
    at: int


class Announcements:
    """Keeps announcements."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def draft(self, announcement_id: str, html: str, by: int, chat_id: int, language: str) -> None:
        """Keeps a draft, once."""
        row: dict[str, object] = {
            "id": announcement_id,
            "html": html,
            "by": by,
            "chat_id": chat_id,
            "message_id": 0,
            "language": language,
            "state": DRAFT,
            "at": int(time.time()),
        }
        await self._database.run(lambda connection: insert_new(connection, announcements, [row]))

    async def of(self, announcement_id: str) -> Announcement | None:
        """Returns one of them."""
        query = select(announcements).where(announcements.c.id == announcement_id)
        row = await self._database.run(lambda connection: connection.execute(query).first())
        return _read(row) if row else None

    async def begin(self, announcement_id: str, message_id: int, listeners: Sequence[Listener]) -> bool:
        """Makes a draft an announcement to these; returns whether it was a draft."""
        rows: list[dict[str, object]] = [
            {"announcement_id": announcement_id, "chat_id": one.chat_id, "language": one.language, "outcome": OPEN}
            for one in listeners
        ]

        def work(connection: Connection) -> bool:
            values = {"state": SENDING, "message_id": message_id, "at": int(time.time())}
            begun = _change(connection, announcement_id, (DRAFT,), values)
            if begun:
                insert_new(connection, deliveries, rows)
            return begun

        return await self._database.run(work)

    async def drop(self, announcement_id: str) -> bool:
        """Drops a draft; returns whether it was one."""
        return await self._database.run(
            lambda connection: _change(connection, announcement_id, (DRAFT,), {"state": DROPPED})
        )

    async def stop(self, announcement_id: str) -> bool:
        """Lets nobody else be told; returns whether it was being sent."""
        return await self._database.run(
            lambda connection: _change(connection, announcement_id, (SENDING,), {"state": STOPPING})
        )

    async def finish(self, announcement_id: str) -> None:
        """Notes that the admin has the report."""
        await self._database.run(lambda connection: _change(connection, announcement_id, UNFINISHED, {"state": DONE}))

    async def unfinished(self) -> list[Announcement]:
        """Returns those being sent, oldest first."""
        query = select(announcements).where(announcements.c.state.in_(UNFINISHED)).order_by(announcements.c.at)
        return await self._database.run(lambda connection: [_read(row) for row in connection.execute(query)])

    async def waiting(self, announcement_id: str) -> list[Listener]:
        """Returns those who are still to be told."""
        here = (deliveries.c.announcement_id == announcement_id) & (deliveries.c.outcome == OPEN)
        query = select(deliveries).where(here).order_by(deliveries.c.chat_id)
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return [Listener(row.chat_id, row.language) for row in rows]

    async def delivered(self, announcement_id: str, chat_id: int, outcome: str) -> None:
        """Notes what became of telling one chat."""
        here = (deliveries.c.announcement_id == announcement_id) & (deliveries.c.chat_id == chat_id)
        change = update(deliveries).where(here).values(outcome=outcome)
        await self._database.run(lambda connection: connection.execute(change))

    async def counts(self, announcement_id: str) -> Counter[str]:
        """Returns how many deliveries came to which end."""
        query = (
            select(deliveries.c.outcome, func.count())
            .where(deliveries.c.announcement_id == announcement_id)
            .group_by(deliveries.c.outcome)
        )
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return Counter({row[0]: row[1] for row in rows})


def _change(connection: Connection, announcement_id: str, held: Sequence[str], values: dict[str, object]) -> bool:
    here = (announcements.c.id == announcement_id) & announcements.c.state.in_(held)
    return connection.execute(update(announcements).where(here).values(**values)).rowcount > 0


def _read(row: Row[tuple[object, ...]]) -> Announcement:
    return Announcement(**{str(name): value for name, value in row._mapping.items()})
