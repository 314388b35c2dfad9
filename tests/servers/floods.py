"""Telegram's flood limits as a server applies them: too many messages are answered with 429 and a wait."""

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.servers.world import Chat, RefusedError


@dataclass(slots=True)
class FloodLimits:
    """About 30 messages a second over all, one a second in a chat with short bursts, 20 a minute in a group."""

    overall_per_second: int = 30
    burst_per_chat: int = 4
    chat_window_seconds: float = 4.0
    per_minute_in_group: int = 20
    refused: int = 0
    _all: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, chat: Chat | None, method: str) -> None:
        """Counts one message, or refuses it with the seconds to wait."""
        if chat is None:
            return
        now = time.monotonic()
        self._take(self._all, self.overall_per_second, 1.0, now)
        if chat.type == "private":
            self._take(self._chats[chat.id], self.burst_per_chat, self.chat_window_seconds, now)
        else:
            self._take(self._chats[chat.id], self.per_minute_in_group, 60.0, now)

    def _take(self, times: deque[float], most: int, window: float, now: float) -> None:
        while times and now - times[0] >= window:
            times.popleft()
        if len(times) >= most:
            self.refused += 1
            wait = max(1, round(window - (now - times[0]) + 0.5))
            raise RefusedError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        times.append(now)
