"""How many questions a person and a group may ask in a minute and in a day.

Counted in memory alone: who asked when is written down nowhere. After a restart counting begins anew, which nobody who
asks can bring about; wrong invitation codes are another matter and are counted in the database (`invitations.py`).
"""

import time
from collections.abc import Callable, Sequence
from typing import Self

from bot.limits import Window
from bot.settings import Settings

MINUTE, DAY = 60.0, 24 * 3600.0
MAX_IDLE = 1000


class TooManyError(Exception):
    """A question over the limit; the next one may be asked after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Quota:
    """Counts questions; limits are pairs of (at most, in so many seconds), 0 meaning no limit."""

    def __init__(
        self,
        per_user: Sequence[tuple[int, float]],
        per_group: Sequence[tuple[int, float]],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_user, self._per_group = per_user, per_group
        self._now = now
        self._windows: dict[int, list[Window]] = {}

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Returns the limits that the settings name."""
        user = ((settings.user_questions_per_minute, MINUTE), (settings.user_questions_per_day, DAY))
        group = ((settings.chat_questions_per_minute, MINUTE), (settings.chat_questions_per_day, DAY))
        return cls(user, group)

    def take(self, user_id: int, chat_id: int) -> None:
        """Counts a question of this person in this chat.

        Raises:
            TooManyError: the limit is reached; the question is not counted.
        """
        now = self._now()
        windows = [*self._of(user_id, self._per_user), *(self._of(chat_id, self._per_group) if chat_id < 0 else ())]
        wait = max((window.wait(now) for window in windows), default=0.0)
        if wait > 0:
            raise TooManyError(wait)
        for window in windows:
            window.count(now)

    def _of(self, number: int, limits: Sequence[tuple[int, float]]) -> list[Window]:
        if number not in self._windows:
            if len(self._windows) >= MAX_IDLE:
                self._forget_idle()
            self._windows[number] = [Window(most, seconds) for most, seconds in limits if most]
        return self._windows[number]

    def _forget_idle(self) -> None:
        now = self._now()
        for number, windows in list(self._windows.items()):
            if not any(window.wait(now) or window.times for window in windows):
                del self._windows[number]
