"""Flood limits, on a clock that moves only when someone waits."""

import asyncio
import heapq
from collections import Counter

import pytest
from telegram.error import RetryAfter

from bot.limits import BURST, GROUP, OVERALL, Pace


class Clock:
    """Time that jumps to the next sleeper when all others are waiting."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, id(future), future))
        await future

    async def run(self, *work: asyncio.Task[None]) -> None:
        while not all(one.done() for one in work):
            for _ in range(20):
                await asyncio.sleep(0)
            if self._sleepers and not all(one.done() for one in work):
                self.now, _, future = heapq.heappop(self._sleepers)
                future.set_result(None)
        for one in work:
            one.result()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock.time, clock.sleep)


async def sent(pace: Pace, clock: Clock, messages: list[int], *, flood: float = 0) -> list[tuple[float, int]]:
    """Sends one message to each of the chats named, all at once, and returns when each went out."""
    log: list[tuple[float, int]] = []
    waits = [flood] if flood else []

    async def call(chat_id: int) -> bool:
        if waits and chat_id == messages[0]:
            raise RetryAfter(int(waits.pop()))
        log.append((clock.now, chat_id))
        return True

    async def one(chat_id: int) -> None:
        await pace.process_request(call, (chat_id,), {}, "sendMessage", {"chat_id": chat_id}, None)

    await clock.run(*(asyncio.create_task(one(chat_id)) for chat_id in messages))
    return log


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(1 for other in times if start <= other < start + seconds) for start in times)


async def test_a_chat_gets_a_short_burst_and_then_its_pace(pace: Pace, clock: Clock) -> None:
    log = await sent(pace, clock, [7] * 12)
    assert most_within([time for time, _ in log], BURST) <= BURST
    assert log[BURST - 1][0] == 0.0


async def test_a_group_gets_no_more_than_its_minute(pace: Pace, clock: Clock) -> None:
    log = await sent(pace, clock, [-7] * 50)
    assert most_within([time for time, _ in log], 60) <= GROUP


async def test_all_chats_together_stay_within_the_overall_limit(pace: Pace, clock: Clock) -> None:
    log = await sent(pace, clock, list(range(1, 101)))
    assert most_within([time for time, _ in log], 1.0) <= OVERALL
    assert clock.now < 100 / OVERALL + 1


async def test_a_chatty_user_does_not_hold_up_the_others(pace: Pace, clock: Clock) -> None:
    log = await sent(pace, clock, [1] * 40 + list(range(2, 12)))
    last_of_others = max(time for time, chat_id in log if chat_id != 1)
    assert last_of_others < 1.0


async def test_a_flood_wait_pauses_only_its_own_chat(pace: Pace, clock: Clock) -> None:
    log = await sent(pace, clock, [1, 2, 3], flood=30)
    times = {chat_id: time for time, chat_id in log}
    assert times[1] >= 30
    assert times[2] < 1
    assert times[3] < 1


async def test_every_message_goes_out_once(pace: Pace, clock: Clock) -> None:
    chats = [1, 2, 3] * 10
    log = await sent(pace, clock, chats, flood=3)
    assert Counter(chat_id for _, chat_id in log) == Counter(chats)


async def test_typing_is_left_out_during_a_flood_wait(pace: Pace) -> None:
    pace.pause(5, RetryAfter(30))
    calls: list[str] = []

    async def call() -> bool:
        calls.append("made")
        return True

    assert await pace.process_request(call, (), {}, "sendChatAction", {"chat_id": 5}, None)
    assert not calls


async def test_a_flood_wait_of_a_draft_holds_up_no_message(pace: Pace, clock: Clock) -> None:
    async def refuse() -> bool:
        raise RetryAfter(60)

    assert await pace.process_request(refuse, (), {}, "sendMessageDraft", {"chat_id": 5}, None)
    assert await sent(pace, clock, [5]) == [(0.0, 5)]
