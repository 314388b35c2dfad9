"""What a chat has ticked: the programme's checklists and the readiness questions."""

from sqlalchemy import delete, select

from bot.database import Database, put
from bot.tables import ticks


class Checklists:
    """Keeps ticks for each chat, until they are erased."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def values(self, chat_id: int, name: str) -> dict[str, str]:
        """Returns the items of a list that have a value, with it."""
        query = select(ticks.c.item, ticks.c.value).where(ticks.c.chat_id == chat_id, ticks.c.list == name)
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return {row.item: row.value for row in rows}

    async def set(self, chat_id: int, name: str, item: str, value: str) -> None:
        """Gives an item a value; an empty one takes it away."""
        here = (ticks.c.chat_id == chat_id) & (ticks.c.list == name) & (ticks.c.item == item)
        row: dict[str, object] = {"chat_id": chat_id, "list": name, "item": item, "value": value}
        if value:
            await self._database.run(lambda connection: put(connection, ticks, row))
        else:
            await self._database.run(lambda connection: connection.execute(delete(ticks).where(here)))

    async def clear(self, chat_id: int, name: str) -> None:
        """Takes all values of a list away."""
        strike = delete(ticks).where(ticks.c.chat_id == chat_id, ticks.c.list == name)
        await self._database.run(lambda connection: connection.execute(strike))
