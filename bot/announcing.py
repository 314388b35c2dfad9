"""Telling everyone who agreed: paced, resumed after a crash, nobody twice, with a report at the end."""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Collection, Iterator

from sqlalchemy.exc import SQLAlchemyError
from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import texts, texts_admin
from bot.announcements import FAILED, GONE, LEFT, OPEN, SENDING, SENT, Announcement, Announcements
from bot.asking import Asking
from bot.keyboards import ANNOUNCE, said, shortened
from bot.listeners import YES, Listener, Listeners
from bot.logs import request
from bot.moments import span
from bot.post import Letter, Post
from bot.recording import record
from bot.split import plain
from bot.waking import carry_on

logger = logging.getLogger(__name__)

SIDE_BY_SIDE = 8
"""Messages on their way at once: enough to use Telegram's limit, few enough that an answer is never far behind."""
PROGRESS_EVERY = 4.0
"""Seconds between two edits of the message that shows how far it is; edits count as messages."""
STOP = "x"
NOT_THERE = ("chat not found", "user is deactivated", "peer_id_invalid", "group chat was upgraded")


class Announcer:
    """Sends what is to be announced, one announcement after the other."""

    def __init__(self, announcements: Announcements, listeners: Listeners, post: Post, asking: Asking) -> None:
        self._announcements = announcements
        self._listeners = listeners
        self._post = post
        self._asking = asking
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Lets it look for something to send."""
        self._woken.set()

    async def run(self) -> None:
        """Sends until cancelled; begins with what an earlier run left."""
        await carry_on(self._woken, self._all)

    async def _all(self) -> None:
        for one in await self._announcements.unfinished():
            await self._announce(one)

    async def _announce(self, one: Announcement) -> None:
        request.set(f"announcement-{one.id}")
        waiting = iter(await self._announcements.waiting(one.id))
        try:
            async with asyncio.TaskGroup() as group:
                telling = [group.create_task(self._tell_some(one, waiting)) for _ in range(SIDE_BY_SIDE)]
                group.create_task(self._show_progress(one, telling))
        except* (TelegramError, SQLAlchemyError) as failures:
            raise failures.exceptions[0] from None
        await self._report(one)

    async def _tell_some(self, one: Announcement, waiting: Iterator[Listener]) -> None:
        for listener in waiting:
            now = await self._announcements.of(one.id)
            if now is None or now.state != SENDING:
                return
            outcome = await self._tell(one, listener)
            if outcome == GONE:
                await self._listeners.forget(listener.chat_id)
            await self._announcements.delivered(one.id, listener.chat_id, outcome)

    async def _tell(self, one: Announcement, listener: Listener) -> str:
        """Tells one chat and returns what became of it; told before a crash, it is not told again."""
        if await self._listeners.wish(listener.chat_id) != YES:
            return LEFT
        html = announced(one.html, listener.language)
        try:
            await self._post.send(Letter(f"announcement {one.id}", str(listener.chat_id), listener.chat_id, html))
        except Forbidden:
            return GONE
        except BadRequest as error:
            if any(stem in str(error).lower() for stem in NOT_THERE):
                return GONE
            logger.warning("An announcement was refused for a chat: %s", error)
            return FAILED
        return SENT

    async def _show_progress(self, one: Announcement, telling: Collection[asyncio.Task[None]]) -> None:
        keyboard = InlineKeyboardMarkup([[said(texts_admin.STOP, one.language, ANNOUNCE, STOP, one.id)]])
        while True:
            counts = await self._announcements.counts(one.id)
            done = counts.total() - counts[OPEN]
            html = texts_admin.PROGRESS(one.language, done=done, count=counts.total())
            with contextlib.suppress(TelegramError):  # the admin may have deleted it; the report comes all the same
                await self._post.edit(one.chat_id, one.message_id, html, keyboard)
            _, left = await asyncio.wait(telling, timeout=PROGRESS_EVERY)
            if not left:
                return

    async def _report(self, one: Announcement) -> None:
        """Records what became of it, and tells the admin, once."""
        counts = await self._announcements.counts(one.id)
        html = report(counts, time.time() - one.at, one.language)
        said_so = f"{counts[SENT]} terkirim, {counts[GONE]} tak terjangkau, {counts[OPEN]} tidak dikirim"
        await record(self._asking, one.by, "/umumkan", shortened(plain(one.html), 60), said_so)
        with contextlib.suppress(Forbidden, BadRequest):
            await self._post.edit(one.chat_id, one.message_id, html)
            await self._post.send(Letter(f"announcement {one.id}", "report", one.chat_id, html))
        await self._announcements.finish(one.id)


def announced(html: str, language: str) -> str:
    """Returns an announcement as people see it."""
    return f"{html}\n\n{texts.NEWS_FOOTER(language)}"


def report(counts: Counter[str], seconds: float, language: str) -> str:
    """Returns what became of an announcement."""
    lines = [texts_admin.ANNOUNCED(language, sent=counts[SENT], count=counts.total(), span=span(seconds, language))]
    rest = (
        (GONE, texts_admin.ANNOUNCED_GONE),
        (LEFT, texts_admin.ANNOUNCED_LEFT),
        (FAILED, texts_admin.ANNOUNCED_FAILED),
        (OPEN, texts_admin.ANNOUNCED_NOT),
    )
    lines += [sentence(language, count=counts[outcome]) for outcome, sentence in rest if counts[outcome]]
    return "\n".join(lines)
