"""Telegram's flood limits kept before Telegram has to: per chat, per group and overall, with each chat in turn."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram.constants import FloodLimit
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

COUNTED = {
    "sendMessage",
    "sendPhoto",
    "sendDocument",
    "editMessageText",
    "editMessageCaption",
    "editMessageMedia",
    "editMessageReplyMarkup",
}
"""What Telegram counts as a message; edits count too. Typing and button answers do not."""

HAD_ITS_TURN = "had its turn"
"""The `rate_limit_args` of a call whose turn was waited for already; a 429 then comes back to the caller."""

OVERALL = FloodLimit.MESSAGES_PER_SECOND - 2
"""A little less than allowed: our clock and Telegram's do not agree on when a second begins."""
BURST = 3
"""Messages that may go to one chat at once before it is held to one a second."""
GROUP = FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP - 1
MARGIN = 0.05
"""Seconds added to each window, for the same reason."""
MAX_IDLE_CHATS = 1000

Call = Callable[[], Coroutine[Any, Any, object]]

COURTESIES = {"sendChatAction", "sendMessageDraft"}
"""What a person can do without while a flood wait lasts."""


@dataclass(slots=True)
class Window:
    """At most `most` events in any `seconds`."""

    most: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Returns the seconds until the next event may happen."""
        while self.times and self.times[0] + self.seconds <= now:
            self.times.popleft()
        return 0.0 if len(self.times) < self.most else self.times[0] + self.seconds - now

    def count(self, now: float) -> None:
        """Counts an event."""
        self.times.append(now)


@dataclass(slots=True)
class _Chat:
    windows: tuple[Window, ...]
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    paused_until: float = 0.0
    quiet_until: float = 0.0
    waiting: int = 0

    def wait(self, now: float) -> float:
        return max(self.paused_until - now, *(window.wait(now) for window in self.windows), 0.0)


class Pace(BaseRateLimiter[str]):
    """Lets each chat's messages go in order, each chat at its own pace, and all of them within the overall limit.

    Only one message of a chat waits for the overall limit at a time, so that chats take turns there. A
    429 pauses the chat it was for and nothing else; the message is sent when the pause is over.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._chats: dict[int, _Chat] = {}
        self._overall = Window(OVERALL, 1 + MARGIN)
        self._overall_turn = asyncio.Lock()

    async def initialize(self) -> None:
        """Does nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Does nothing: there is nothing to close."""

    async def turn(self, chat_id: int) -> None:
        """Waits until a message may go to this chat, and counts it."""
        chat = self._chat(chat_id)
        chat.waiting += 1
        try:
            async with chat.lock:
                await self._wait(lambda: chat.wait(self._now()))
                async with self._overall_turn:
                    await self._wait(lambda: self._overall.wait(self._now()))
                    for window in (self._overall, *chat.windows):
                        window.count(self._now())
        finally:
            chat.waiting -= 1

    def pause(self, chat_id: int, error: RetryAfter) -> None:
        """Lets nothing go to this chat until Telegram's wait is over."""
        chat = self._chat(chat_id)
        chat.paused_until = max(chat.paused_until, self._now() + _seconds(error) + MARGIN)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401  # the library's signature, here and below
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Any:  # noqa: ANN401
        """Makes the call when its turn has come."""
        chat_id = data.get("chat_id")
        if not isinstance(chat_id, int) or rate_limit_args == HAD_ITS_TURN:
            return await callback(*args, **kwargs)
        call = partial(callback, *args, **kwargs)
        if endpoint in COUNTED:
            return await self._counted(chat_id, call)
        if endpoint in COURTESIES:
            return await self._courtesy(chat_id, call)
        return await callback(*args, **kwargs)

    async def _counted(self, chat_id: int, call: Call) -> object:
        while True:
            await self.turn(chat_id)
            try:
                return await call()
            except RetryAfter as error:
                self.pause(chat_id, error)

    async def _courtesy(self, chat_id: int, call: Call) -> object:
        """Makes a call that may as well be left out; its flood wait holds up no message."""
        chat = self._chat(chat_id)
        if max(chat.quiet_until, chat.paused_until) > self._now():
            return True
        try:
            return await call()
        except RetryAfter as error:
            chat.quiet_until = self._now() + _seconds(error) + MARGIN
            return True

    async def _wait(self, left: Callable[[], float]) -> None:
        while (seconds := left()) > 0:
            await self._sleep(seconds)

    def _chat(self, chat_id: int) -> _Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            if len(self._chats) >= MAX_IDLE_CHATS:
                self._forget_idle()
            private = (Window(BURST, BURST + MARGIN),)
            chat = _Chat(private if chat_id > 0 else (*private, Window(GROUP, 60 + MARGIN)))
            self._chats[chat_id] = chat
        return chat

    def _forget_idle(self) -> None:
        now = self._now()
        for chat_id, chat in list(self._chats.items()):
            used = any(window.wait(now) or window.times for window in chat.windows)
            if not chat.waiting and not used and max(chat.paused_until, chat.quiet_until) <= now:
                del self._chats[chat_id]


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait if isinstance(wait, int) else wait.total_seconds()
