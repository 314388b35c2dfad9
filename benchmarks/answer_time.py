"""Times the way from an update to the sent message: one question at a time, and fifty chats at once.

    python -m benchmarks.answer_time [--index DIR] [--alone 200] [--chats 50] [--rounds 4]

The real bot with the real knowledge base on the shipped documents, polling the tests' Bot API server on loopback, which
applies Telegram's flood limits. The clock starts when the person's message is there and stops when the server accepts
the answer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.stage import Stage, staged
from knowledge.settings import SHIPPED_DOCUMENTS, SHIPPED_QUESTIONS
from tests.servers.floods import FloodLimits
from tests.servers.methods import Params
from tests.servers.telegram import BotApiServer

SEED = 7
FIRST_CHAT = 10_000


class TimedServer(BotApiServer):
    """A server that notes when it accepted a message for a chat."""

    def __init__(self) -> None:
        super().__init__()
        self.limits = FloodLimits()
        self.at: dict[int, float] = {}

    async def answer(self, method: str, params: Params) -> Any:  # noqa: ANN401 - as in the server
        """Answers as the server does and notes the time."""
        result = await super().answer(method, params)
        if method == "sendmessage":
            self.at.setdefault(params.number("chat_id"), time.perf_counter())
        return result


class Trial:
    """Asks questions, each from a chat of its own, so that no follow-up and no chat's pace gets in the way."""

    def __init__(self, stage: Stage, server: TimedServer, questions: list[str]) -> None:
        self._stage = stage
        self._server = server
        self._questions = questions
        self._chat = FIRST_CHAT

    async def ask(self, chats: int) -> list[float]:
        """Lets this many chats ask at once and returns the seconds each waited."""
        began: dict[int, float] = {}
        for _ in range(chats):
            self._chat += 1
            began[self._chat] = time.perf_counter()
            self._server.person(self._chat).says(self._questions[self._chat % len(self._questions)])
        await self._server.until(lambda: began.keys() <= self._server.at.keys(), 120)
        await self._stage.settled()
        return [self._server.at[chat] - start for chat, start in began.items()]


def questions() -> list[str]:
    """Returns questions of the bank in a fixed random order."""
    files = sorted(SHIPPED_QUESTIONS.glob("*.jsonl"))
    asked = [json.loads(line)["question"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    random.Random(SEED).shuffle(asked)
    return [one for one in asked if one.count("?") < 2][:1000]


def figures(seconds: list[float]) -> str:
    """Returns p50, p95 and the longest in milliseconds."""
    p50, p95, longest = (1000 * float(np.percentile(seconds, share)) for share in (50, 95, 100))
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {longest:.0f} ms ({len(seconds)} answers)"


async def run(options: argparse.Namespace) -> None:
    """Runs both trials and prints their figures."""
    server = TimedServer()
    with tempfile.TemporaryDirectory() as folder:
        async with staged(Path(folder), options.index, [SHIPPED_DOCUMENTS], server) as stage:
            trial = Trial(stage, server, questions())
            await trial.ask(5)  # what loads on first use
            print(f"load {os.getloadavg()[0]:.1f}")
            print(f"alone: {figures([one for _ in range(options.alone) for one in await trial.ask(1)])}")
            together: list[float] = []
            for _ in range(options.rounds):
                together += await trial.ask(options.chats)
                await asyncio.sleep(2)  # the flood window of a second is empty again
            print(f"{options.chats} chats at once: {figures(together)}")
            print(f"refused for flooding: {server.limits.refused if server.limits else 0}")


def main() -> None:
    """Reads the options and runs the trials."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, help="an index of the shipped documents, to save building one")
    parser.add_argument("--alone", type=int, default=200, help="questions asked one at a time")
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=4)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
