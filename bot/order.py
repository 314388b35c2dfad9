"""One question of a chat at a time, chats side by side, and no chat before another's turn."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from bot.inbox import Received

logger = logging.getLogger(__name__)


class Lanes:
    """Hands updates to `handle`: in order within a lane, at most `width` lanes at once, lanes in turn.

    A chat with a hundred questions takes one of the places, never more, and after each answer it goes
    to the end of the line.
    """

    def __init__(self, handle: Callable[[Received], Awaitable[None]], width: int = 64) -> None:
        self._handle = handle
        self._width = width
        self._waiting: dict[str, deque[Received]] = {}
        self._line: deque[str] = deque()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._stopped = False

    def add(self, updates: Iterable[Received]) -> None:
        """Puts updates in line."""
        for received in updates:
            lane = self._waiting.setdefault(received.lane, deque())
            lane.append(received)
            if len(lane) == 1 and received.lane not in self._running:
                self._line.append(received.lane)
        self._fill()

    def is_waiting(self, lane: str) -> bool:
        """Tells whether something newer waits in this lane."""
        return bool(self._waiting.get(lane))

    @property
    def depth(self) -> int:
        """Returns how many updates are waiting or being handled."""
        return sum(len(waiting) for waiting in self._waiting.values()) + len(self._running)

    @property
    def busy(self) -> int:
        """Returns how many updates are being handled now."""
        return len(self._running)

    async def stop(self, seconds: float) -> None:
        """Begins nothing new, waits for what runs, and after `seconds` cancels the rest; it stays in the inbox."""
        self._stopped = True
        running = list(self._running.values())
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if late:
            logger.warning("%d questions were not finished in time and are taken up at the next start", len(late))

    def _fill(self) -> None:
        while self._line and len(self._running) < self._width and not self._stopped:
            lane = self._line.popleft()
            received = self._waiting[lane].popleft()
            self._running[lane] = asyncio.create_task(self._one(received), name=f"update {received.update_id}")

    async def _one(self, received: Received) -> None:
        try:
            await self._handle(received)
        finally:
            del self._running[received.lane]
            if self._waiting[received.lane]:
                self._line.append(received.lane)
            else:
                del self._waiting[received.lane]
            self._fill()
