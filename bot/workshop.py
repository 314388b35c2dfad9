"""Heavy work in a process of its own: the bot goes on answering, and what the work does to that process stays there."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.errors import BotError
from bot.settings import ROOT

LONGEST_LINE = 64 << 20
"""Bytes of one line that a job may tell: the report of an archive of many documents."""

NICENESS = 5
"""What a job yields to the questions that are answered meanwhile, as of `nice`."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is: a stage with its count, and what it is at."""

    stage: str
    done: int
    total: int
    what: str


Told = Callable[[Step], None]


class WorkError(BotError):
    """A job that failed as it may; the message says what to do, `problems` why a new version was refused."""

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class WorkLostError(BotError):
    """A job's process ended without a word: out of memory, out of time, or killed."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the process ended with {code}")
        self.is_late = code == -signal.SIGALRM


class Workshop(Protocol):
    """Where jobs are done."""

    async def run(self, arguments: Sequence[str], told: Told) -> Any:  # noqa: ANN401  # JSON
        """Does one job and returns its result.

        Raises:
            WorkError: it failed, and the message says why.
            WorkLostError: it ended without a result.
        """


class Processes:
    """Does each job in a new process, which ends when this one does."""

    def __init__(self, index: Path | None = None) -> None:
        self._index = ["--index", str(index)] if index else []

    async def run(self, arguments: Sequence[str], told: Told) -> Any:  # noqa: ANN401  # JSON
        """Does one job and returns its result."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "knowledge.job", *self._index, *arguments,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True, limit=LONGEST_LINE,
            env=_environment(),
        )  # fmt: skip
        assert process.stdout is not None
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
        try:
            async for line in process.stdout:
                said = json.loads(line)
                if "result" in said:
                    return said["result"]
                if "error" in said:
                    raise WorkError(said["error"], said["problems"])
                told(Step(**said))
            raise WorkLostError(await process.wait())
        finally:
            await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ends the process and whatever it started, and waits for it."""
    if process.stdin is not None:
        process.stdin.close()
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), 0.5)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


def _environment() -> dict[str, str]:
    """Returns the environment in which the packages are found wherever the bot was started."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
