"""Work that waits in the database and is done when somebody wakes it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

logger = logging.getLogger(__name__)

TRIED_AGAIN_AFTER = 30.0


async def carry_on(woken: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
    """Does what there is to do, now and whenever it is woken, until cancelled.

    Where Telegram or the database fails it is taken up again half a minute later.
    """
    while True:
        woken.clear()
        try:
            await work()
        except (SQLAlchemyError, TelegramError) as error:
            logger.warning("Work is taken up again later: %s", type(error).__name__)
            with contextlib.suppress(TimeoutError):
                # Not `wait_for`: until Python 3.12 that forgets it was cancelled where the event comes just then.
                async with asyncio.timeout(TRIED_AGAIN_AFTER):
                    await woken.wait()
        else:
            await woken.wait()
