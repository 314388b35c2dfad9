"""The weekly digest: on Monday morning admins are shown the week, where the setting says so."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot import texts_insight
from bot.asking import Asking
from bot.briefing import Briefing
from bot.counting import WEEK, Counting, Counts
from bot.database import Database, put
from bot.handlers.statistics import drawn, summary
from bot.keyboards import shortened
from bot.review import Group, Review
from bot.tables import state
from bot.texts import escaped
from knowledge import KnowledgeError

logger = logging.getLogger(__name__)

LOOKED_EVERY = 600.0
"""Seconds between two looks at the clock."""
HOUR = 8
"""When on Monday it comes, in the time zone of this machine (TZ)."""
TOLD = "digest"
"""The name under which the week is kept that was told last."""
MOST_OPEN = 5
LONGEST = 80


class Digest:
    """Tells admins of each week once."""

    def __init__(
        self,
        database: Database,
        asking: Asking,
        counting: Counting,
        review: Review,
        briefing: Briefing,
    ) -> None:
        self._database = database
        self._asking = asking
        self._counting = counting
        self._review = review
        self._briefing = briefing

    async def run(self) -> None:
        """Tells of every week that ends, until cancelled."""
        while True:
            try:
                await self.look()
            except (KnowledgeError, TelegramError, SQLAlchemyError) as error:
                logger.warning("The digest is tried again later: %s", error)
            await asyncio.sleep(LOOKED_EVERY)

    async def look(self) -> None:
        """Tells of the week, if one has ended since the last time; the week it is switched on in is not told."""
        week = week_of(datetime.now().astimezone())
        told = await self._database.run(
            lambda connection: connection.scalar(select(state.c.value).where(state.c.name == TOLD))
        )
        if told == week:
            return
        if told is not None:
            await self._tell(week)
        row: dict[str, object] = {"name": TOLD, "value": week}
        await self._database.run(lambda connection: put(connection, state, row))

    async def _tell(self, week: str) -> None:
        counts, groups = await self._counting.over(WEEK), await self._review.groups()
        titles = await self._asking.run(lambda knowledge: {entry.name: entry.title for entry in knowledge.documents()})
        await self._briefing.tell(f"digest {week}", partial(_written, counts, groups), partial(_drawn, counts, titles))


def week_of(now: datetime) -> str:
    """Returns the week that is current, "2026-W48"; it begins on Monday at `HOUR`."""
    year, week, _ = (now - timedelta(hours=HOUR)).isocalendar()
    return f"{year}-W{week:02d}"


def _written(counts: Counts, groups: list[Group], language: str) -> str:
    blocks = [texts_insight.DIGEST(language), summary(counts, WEEK, language)]
    if groups:
        lines = [f"• {escaped(shortened(one.head.question, LONGEST))} ({one.times}×)" for one in groups[:MOST_OPEN]]
        blocks.append("\n".join([texts_insight.DIGEST_OPEN(language, count=len(groups)), *lines]))
    return "\n\n".join(blocks)


def _drawn(counts: Counts, titles: Mapping[str, str], language: str) -> bytes:
    return drawn(counts, WEEK, titles, language)
