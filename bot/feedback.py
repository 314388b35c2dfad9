"""What people thought of answers; stored with the answer, not with the person."""

import time
from hashlib import blake2b

from sqlalchemy import select

from bot.database import Database, put
from bot.tables import feedback

HELPED, DID_NOT_HELP = 1, -1
REASONS = ("wrong_place", "incomplete", "off_topic", "unclear")


class Feedback:
    """Keeps votes; each person counts once for an answer and may change their mind."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def vote(self, answer_id: str, user_id: int, vote: int, reason: str = "") -> None:
        """Keeps a vote, with a reason where one was given."""
        row: dict[str, object] = {
            "answer_id": answer_id,
            "voter": _mark(answer_id, user_id),
            "vote": vote,
            "reason": reason,
            "at": int(time.time()),
        }
        await self._database.run(lambda connection: put(connection, feedback, row))

    async def votes(self, answer_id: str) -> list[tuple[int, str]]:
        """Returns the votes on an answer with their reasons."""
        query = select(feedback.c.vote, feedback.c.reason).where(feedback.c.answer_id == answer_id)
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return [(row.vote, row.reason) for row in rows]


def _mark(answer_id: str, user_id: int) -> str:
    """Returns a mark that is the same for the same person and answer; it cannot be linked between answers."""
    return blake2b(f"{answer_id} {user_id}".encode(), digest_size=12).hexdigest()
