"""What was asked in a span of time, counted: people without their names, questions, answers, votes, sources."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from statistics import quantiles

from sqlalchemy import Connection, delete, func, select

from bot.database import Database, insert_new
from bot.saved import read_documents
from bot.tables import answers, feedback, state, visits
from bot.unanswered import PROMISED
from knowledge import AnswerKind

SECRET = "visits"
"""The name under which the key of people's marks is kept; without it nobody's mark can be computed."""
MOST_CITED = 5


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time that ends now, in columns of the same length."""

    name: str
    columns: int
    hours: int

    def begins(self, now: datetime) -> list[datetime]:
        """Returns the beginning of each column, oldest first; columns begin with an hour or a day of this machine."""
        top = now.replace(minute=0, second=0, microsecond=0)
        if self.hours == 24:
            top = top.replace(hour=0)
        return [top - timedelta(hours=self.hours * n) for n in range(self.columns - 1, -1, -1)]


DAY, WEEK, MONTH = Span("day", 24, 1), Span("week", 7, 24), Span("month", 30, 24)
SPANS = (DAY, WEEK, MONTH)


@dataclass(frozen=True, slots=True)
class Column:
    """The questions of one column of a chart."""

    begin: datetime
    answered: int
    failed: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What a span held; times in milliseconds. `cited` are documents with how many answers cite them."""

    people: int
    answered: int
    failed: int
    usual_ms: int
    slow_ms: int
    helped: int
    did_not_help: int
    cited: tuple[tuple[str, int], ...]
    columns: tuple[Column, ...]

    @property
    def questions(self) -> int:
        """Returns how many questions were asked."""
        return self.answered + self.failed

    @property
    def rate(self) -> float:
        """Returns the share of questions that were answered, from 0 to 1."""
        return self.answered / self.questions if self.questions else 0.0


class Counting:
    """Counts people as they ask, and everything else from what is kept anyway."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def visited(self, user_id: int) -> None:
        """Counts someone who asks today, once; the mark cannot be linked to what was asked."""
        day = datetime.now().astimezone().date().isoformat()

        def work(connection: Connection) -> None:
            insert_new(connection, visits, [{"day": day, "mark": _mark(connection, user_id)}])

        await self._database.run(work)

    async def forget(self, user_id: int) -> None:
        """Takes someone's marks out."""

        def work(connection: Connection) -> None:
            connection.execute(delete(visits).where(visits.c.mark == _mark(connection, user_id)))

        await self._database.run(work)

    async def over(self, span: Span, now: datetime | None = None) -> Counts:
        """Counts a span that ends now."""
        begins = span.begins(now or datetime.now().astimezone())
        return await self._database.run(lambda connection: _counts(connection, begins))


def _mark(connection: Connection, user_id: int) -> str:
    insert_new(connection, state, [{"name": SECRET, "value": secrets.token_hex(16)}])
    key = connection.scalar(select(state.c.value).where(state.c.name == SECRET)) or ""
    return blake2b(str(user_id).encode(), key=bytes.fromhex(key), digest_size=12).hexdigest()


def _counts(connection: Connection, begins: Sequence[datetime]) -> Counts:
    since = int(begins[0].timestamp())
    rows = connection.execute(
        select(answers.c.kind, answers.c.took_ms, answers.c.cited, answers.c.at)
        .where(answers.c.at >= since, ~answers.c.key.startswith(PROMISED))
        .where(answers.c.kind != AnswerKind.WHICH.value)  # it asked back, and the question came again
    ).all()
    right = [row.kind == AnswerKind.ANSWER.value for row in rows]
    people = connection.scalar(
        select(func.count(visits.c.mark.distinct())).where(visits.c.day >= begins[0].date().isoformat())
    )
    votes = Counter(connection.scalars(select(feedback.c.vote).where(feedback.c.at >= since)))
    cited = Counter(name for row in rows for name in read_documents(row.cited))
    usual, slow = _times([row.took_ms for row in rows])
    return Counts(
        people or 0,
        sum(right),
        len(rows) - sum(right),
        usual,
        slow,
        votes[1],
        votes[-1],
        tuple(cited.most_common(MOST_CITED)),
        tuple(_columns([row.at for row in rows], right, begins)),
    )


def _times(took: Sequence[int]) -> tuple[int, int]:
    """Returns the median and the 95th percentile."""
    if len(took) < 2:
        return (took[0], took[0]) if took else (0, 0)
    cuts = quantiles(took, n=20, method="inclusive")
    return round(cuts[9]), round(cuts[18])


def _columns(moments: Sequence[int], right: Sequence[bool], begins: Sequence[datetime]) -> list[Column]:
    edges = [begin.timestamp() for begin in begins]
    counted: Counter[tuple[int, bool]] = Counter()
    for moment, was_right in zip(moments, right, strict=True):
        counted[max(n for n, edge in enumerate(edges) if edge <= moment), was_right] += 1
    return [Column(begin, counted[n, True], counted[n, False]) for n, begin in enumerate(begins)]
