"""Who agreed to hear announcements."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from bot.database import Database, put
from bot.tables import listeners

YES, NO, ASKED = "yes", "no", "asked"


@dataclass(frozen=True, slots=True)
class Listener:
    """A chat that hears announcements, and the language of whoever agreed."""

    chat_id: int
    language: str


class Listeners:
    """Keeps each chat's wish."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def wish(self, chat_id: int) -> str | None:
        """Returns what a chat said, "asked" where it did not, None where it was never asked."""
        query = select(listeners.c.wish).where(listeners.c.chat_id == chat_id)
        return await self._database.run(lambda connection: connection.scalar(query))

    async def set(self, chat_id: int, wish: str, language: str) -> None:
        """Keeps a chat's wish."""
        row: dict[str, object] = {"chat_id": chat_id, "wish": wish, "language": language}
        await self._database.run(lambda connection: put(connection, listeners, row))

    async def forget(self, chat_id: int) -> None:
        """Forgets a chat that cannot be reached any more."""
        strike = delete(listeners).where(listeners.c.chat_id == chat_id)
        await self._database.run(lambda connection: connection.execute(strike))

    async def all(self) -> list[Listener]:
        """Returns those who agreed."""
        query = select(listeners).where(listeners.c.wish == YES).order_by(listeners.c.chat_id)
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return [Listener(row.chat_id, row.language) for row in rows]
