"""Questions that the documents did not answer, or not well: what answers and votes say, less what is settled.

Nothing is stored twice: a question is open while an answer that failed it is kept, and who asked is not known.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Row, delete, func, or_, select

from bot.database import Database, put
from bot.saved import read_answer
from bot.tables import answers, feedback, settled
from knowledge import AnswerKind

LINKED, ANSWERED, OUTSIDE = "linked", "answered", "outside"
FAILED = (AnswerKind.NOT_FOUND.value, AnswerKind.OUT_OF_SUBJECT.value, AnswerKind.FALSE_PREMISE.value)
MOST = 2_000
"""Open questions looked at; beyond them the oldest wait."""
PROMISED = "reminder "
"""What the keys of answers begin with that nobody asked for just then."""


@dataclass(frozen=True, slots=True)
class Open:
    """A question in one wording; `disliked` counts its 👎, `refused` the place its disliked answer cited first."""

    digest: str
    question: str
    times: int
    disliked: int
    first: int
    last: int
    refused: tuple[str, str] | None = None


class Unanswered:
    """Knows which questions are open."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self) -> list[Open]:
        """Returns the open questions, the most frequent first."""
        return await self._database.run(_open)

    async def one(self, digest: str) -> Open | None:
        """Returns an open question, None when it is open no longer."""
        return next((one for one in await self.open() if one.digest == digest), None)

    async def settle(self, digests: Iterable[str], how: str) -> None:
        """Closes questions; they open again when they fail again, unless they are outside the subject."""
        rows: list[dict[str, object]] = [{"digest": one, "how": how, "at": int(time.time())} for one in digests]

        def work(connection: Connection) -> None:
            for row in rows:
                put(connection, settled, row)

        await self._database.run(work)

    async def reopen(self, digest: str) -> None:
        """Opens a question again that was settled by mistake."""
        strike = delete(settled).where(settled.c.digest == digest)
        await self._database.run(lambda connection: connection.execute(strike))


def digest_of(question: str) -> str:
    """Returns the mark of a question's words, whatever their case and punctuation."""
    words = "".join(c if c.isalnum() else " " for c in question.casefold()).split()
    return blake2b(" ".join(words).encode(), digest_size=6).hexdigest()


def _open(connection: Connection) -> list[Open]:
    against = (
        select(feedback.c.answer_id, func.count().label("votes"))
        .where(feedback.c.vote < 0)
        .group_by(feedback.c.answer_id)
        .subquery()
    )
    query = (
        select(answers.c.question, answers.c.kind, answers.c.answer, answers.c.at, against.c.votes)
        .join(against, against.c.answer_id == answers.c.id, isouter=True)
        .where(or_(answers.c.kind.in_(FAILED), against.c.votes > 0), ~answers.c.key.startswith(PROMISED))
        .order_by(answers.c.at)
    )
    closed = {row.digest: row for row in connection.execute(select(settled))}
    found: dict[str, Open] = {}
    for row in connection.execute(query):
        digest = digest_of(row.question)
        end = closed.get(digest)
        if end is None or (end.how != OUTSIDE and row.at > end.at):
            found[digest] = _added(found.get(digest), digest, row)
    return sorted(found.values(), key=lambda one: (-one.times, -one.last))[:MOST]


def _added(before: Open | None, digest: str, row: Row[Any, Any, Any, Any, Any]) -> Open:
    known = before or Open(digest, row.question, 0, 0, row.at, row.at)
    votes = row.votes or 0
    refused = known.refused
    if votes and row.kind == AnswerKind.ANSWER.value:
        cited = read_answer(row.answer).citations
        refused = (cited[0].document, cited[0].locator) if cited else None
    return replace(known, times=known.times + 1, disliked=known.disliked + votes, last=row.at, refused=refused)
