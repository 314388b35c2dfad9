"""The record of what was sent for which update: meant to be sent, then sent as message number N."""

import time
from dataclasses import dataclass

from sqlalchemy import delete, select, tuple_, update

from bot.database import Database, put
from bot.numbers import box_of
from bot.tables import inbox, sends


@dataclass(frozen=True, slots=True)
class Sent:
    """One send; without a `message_id` it is not known whether Telegram has it.

    Its number lies above `floor` and, where that is known, below `ceiling`. `marked` tells that a marker
    may have been sent while looking for it.
    """

    floor: int
    ceiling: int | None = None
    marked: bool = False
    message_id: int | None = None


class Sends:
    """Remembers each send by the update's key and the step within it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, key: str, step: str) -> Sent | None:
        """Returns what is known of this send."""
        query = select(sends).where(sends.c.key == key, sends.c.step == step)
        row = await self._database.run(lambda connection: connection.execute(query).first())
        return Sent(row.floor, row.ceiling, row.marked, row.message_id) if row else None

    async def left_open(self) -> list[tuple[int, str, str]]:
        """Returns the box, key and step of each send whose outcome nobody knows."""
        query = select(sends.c.box, sends.c.key, sends.c.step).where(sends.c.message_id.is_(None))
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return [(row.box, row.key, row.step) for row in rows]

    async def intend(self, key: str, step: str, chat_id: int, floor: int) -> None:
        """Writes down that this is about to be sent."""
        row: dict[str, object] = {
            "key": key,
            "step": step,
            "chat_id": chat_id,
            "box": box_of(chat_id),
            "floor": floor,
            "ceiling": None,
            "marked": False,
            "at": int(time.time()),
        }
        await self._database.run(lambda connection: put(connection, sends, row))

    async def mark(self, key: str, step: str) -> None:
        """Writes down that a marker is about to be sent for it, which may lie above the ceiling."""
        await self._change(key, step, marked=True, ceiling=None)

    async def bound(self, opened: list[tuple[str, str]], ceiling: int) -> None:
        """Writes down that these open sends lie below a number."""
        open_sends = tuple_(sends.c.key, sends.c.step).in_(opened) & sends.c.message_id.is_(None)
        change = update(sends).where(open_sends, ~sends.c.marked).values(ceiling=ceiling)
        await self._database.run(lambda connection: connection.execute(change))

    async def sent(self, key: str, step: str, message_id: int) -> None:
        """Writes down the number under which Telegram has it."""
        await self._change(key, step, message_id=message_id)

    async def forget(self, key: str, step: str) -> None:
        """Strikes out a send that Telegram refused."""
        strike = delete(sends).where(sends.c.key == key, sends.c.step == step)
        await self._database.run(lambda connection: connection.execute(strike))

    async def numbers(self, box: int, above: int) -> set[int]:
        """Returns the numbers above `above` in this box that are known to be other messages, ours or people's."""
        ours = select(sends.c.message_id).where(sends.c.box == box, sends.c.message_id > above)
        theirs = select(inbox.c.number).where(inbox.c.box == box, inbox.c.number > above)
        return await self._database.run(
            lambda connection: {number for query in (ours, theirs) for number in connection.scalars(query) if number}
        )

    async def _change(self, key: str, step: str, **values: object) -> None:
        change = update(sends).where(sends.c.key == key, sends.c.step == step).values(**values)
        await self._database.run(lambda connection: connection.execute(change))
