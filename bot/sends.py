"""The record of what was sent for which update: meant to be sent, then sent as message number N."""

import time
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from bot.database import Database, put
from bot.tables import sends


@dataclass(frozen=True, slots=True)
class Sent:
    """One send; without a `message_id` it is not known whether Telegram has it.

    Its number lies above `floor`. `marked` tells that a marker may have been sent while looking for it.
    """

    floor: int
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
        return Sent(row.floor, row.marked, row.message_id) if row else None

    async def intend(self, key: str, step: str, chat_id: int, floor: int) -> None:
        """Writes down that this is about to be sent."""
        row = {"key": key, "step": step, "chat_id": chat_id, "floor": floor, "marked": False, "at": int(time.time())}
        await self._database.run(lambda connection: put(connection, sends, row))

    async def mark(self, key: str, step: str) -> None:
        """Writes down that a marker is about to be sent for it."""
        await self._change(key, step, marked=True)

    async def sent(self, key: str, step: str, message_id: int) -> None:
        """Writes down the number under which Telegram has it."""
        await self._change(key, step, message_id=message_id)

    async def forget(self, key: str, step: str) -> None:
        """Strikes out a send that Telegram refused."""
        strike = delete(sends).where(sends.c.key == key, sends.c.step == step)
        await self._database.run(lambda connection: connection.execute(strike))

    async def numbers(self, chat_id: int, above: int) -> set[int]:
        """Returns the numbers above `above` that are known to be messages of ours in this chat."""
        query = select(sends.c.message_id).where(sends.c.chat_id == chat_id, sends.c.message_id > above)
        return await self._database.run(lambda connection: {number for number in connection.scalars(query) if number})

    async def _change(self, key: str, step: str, **values: object) -> None:
        change = update(sends).where(sends.c.key == key, sends.c.step == step).values(**values)
        await self._database.run(lambda connection: connection.execute(change))
