"""What is old is forgotten: at start and once a day."""

import asyncio
import logging
import time
from datetime import date

from sqlalchemy import Connection, delete, select

from bot.announcements import UNFINISHED
from bot.database import Database
from bot.inbox import KEPT_SECONDS
from bot.memory import EDIT_SECONDS, TURN_SECONDS
from bot.tables import announcements, answers, deliveries, feedback, inbox, sends, settled, shown, turns, visits

logger = logging.getLogger(__name__)

DAY = 24 * 3600


async def keep_tidy(database: Database, days: int) -> None:
    """Forgets what is old, now and every day, until cancelled."""
    while True:
        removed = await database.run(lambda connection: tidy(connection, days, int(time.time())))
        logger.info("Forgot %d old rows", removed)
        await asyncio.sleep(DAY)


def tidy(connection: Connection, days: int, now: int) -> int:
    """Deletes what is older than its time and returns how many rows went."""
    oldest = now - days * DAY
    open_updates = select(inbox.c.update_id).where(inbox.c.payload.is_not(None))
    # While an announcement is on its way, what was sent of it must be known; its text goes like an answer's.
    unfinished = select(announcements.c.id).where(announcements.c.state.in_(UNFINISHED))
    finished = select(announcements.c.id).where(announcements.c.state.not_in(UNFINISHED), announcements.c.at < oldest)
    statements = [
        delete(inbox).where(inbox.c.payload.is_(None), inbox.c.received_at < now - KEPT_SECONDS),
        delete(sends).where(sends.c.at < now - KEPT_SECONDS, ~open_updates.exists(), ~unfinished.exists()),
        delete(deliveries).where(deliveries.c.announcement_id.in_(finished)),
        delete(turns).where(turns.c.at_ms < 1000 * (now - TURN_SECONDS)),
        delete(shown).where(shown.c.at < now - EDIT_SECONDS),
        delete(announcements).where(announcements.c.state.not_in(UNFINISHED), announcements.c.at < oldest),
        delete(answers).where(answers.c.at < oldest),
        delete(feedback).where(feedback.c.at < oldest),
        delete(settled).where(settled.c.at < oldest),
        delete(visits).where(visits.c.day < date.fromtimestamp(oldest).isoformat()),
    ]
    return sum(max(0, connection.execute(statement).rowcount) for statement in statements)
