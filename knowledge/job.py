"""`python -m knowledge.job`: one piece of an admin's work in a process of its own, for a bot that goes on serving.

What it does is told in lines of JSON on standard output: `{"stage", "done", "total", "what"}` as work goes on, at the
end `{"result": …}` or `{"error", "problems"}`. It ends when standard input does: no work outlives whoever asked for it.
What reads a file that someone sent has bounds on memory and time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from knowledge.errors import AuditError, KnowledgeError
from knowledge.report import Progress
from knowledge.settings import Settings, load_settings

# Seconds between two lines of one stage.
_TOLD_EVERY = 0.3


class Teller:
    """Writes the lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._last: dict[str, float] = {}

    def progress(self, stage: str, done: int, total: int, what: str) -> None:
        """Tells how far a stage is, not too often."""
        now = time.monotonic()
        if done == total or now - self._last.get(stage, 0.0) >= _TOLD_EVERY:
            self._last[stage] = now
            self._write({"stage": stage, "done": done, "total": total, "what": what})

    def result(self, found: object) -> None:
        """Tells what came of it."""
        self._write({"result": found})

    def error(self, error: KnowledgeError) -> None:
        """Tells what is wrong."""
        problems = list(error.problems) if isinstance(error, AuditError) else []
        self._write({"error": str(error), "problems": problems})

    def _write(self, line: dict[str, object]) -> None:
        print(json.dumps(line, ensure_ascii=False, default=str), file=self._stream, flush=True)


def inspect(options: argparse.Namespace, progress: Progress) -> object:
    """Says what files would become."""
    from knowledge.upkeep import Upkeep

    found = Upkeep.open(options.index).inspect(options.files, options.room, progress)
    return [asdict(one) for one in found]


def fetch(options: argparse.Namespace, progress: Progress) -> object:
    """Downloads a document into a room."""
    from knowledge.download import Limits
    from knowledge.download import fetch as download

    settings = load_settings()
    limits = Limits(settings.download_megabytes, settings.download_seconds, settings.download_private)

    def show(done: int, total: int) -> None:
        progress("download", done, total, options.address)

    return str(download(options.address, options.room, limits, progress=show))


def ingest(options: argparse.Namespace, progress: Progress) -> object:
    """Brings the index up to date."""
    from knowledge.upkeep import Upkeep

    upkeep = Upkeep.open(options.index)
    files = [file for file in options.files if file.exists()]
    return asdict(
        upkeep.ingest(files, reread=options.reread, force=options.force, rooms=options.rooms, progress=progress)
    )


def remove(options: argparse.Namespace, progress: Progress) -> object:
    """Takes documents out of the index; those that are not there are out."""
    from knowledge.upkeep import Upkeep

    upkeep = Upkeep.open(options.index)
    there = {entry.name for entry in upkeep.documents()}
    names = [name for name in options.names if name in there]
    return asdict(upkeep.remove(names, progress)) if names else {}


def rollback(options: argparse.Namespace, progress: Progress) -> object:
    """Serves the version before, once: where `served` is no longer served, it was done before a crash."""
    from knowledge.index import Index

    index = Index(options.index or load_settings().index_dir)
    return index.rollback() if index.pointer() == options.served else index.pointer()


WORK: dict[str, Callable[[argparse.Namespace, Progress], object]] = {
    "inspect": inspect,
    "fetch": fetch,
    "ingest": ingest,
    "remove": remove,
    "rollback": rollback,
}


def main(arguments: list[str] | None = None) -> int:
    """Does the work; the exit code is 1 where it failed as it may."""
    options = parser().parse_args(arguments)
    tell = Teller(_own_output())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        if options.work == "inspect":
            _bound(load_settings())
        tell.result(WORK[options.work](options, tell.progress))
    except KnowledgeError as error:
        tell.error(error)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """Returns what reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.job", description=__doc__)
    parser.add_argument("--index", type=Path)
    work = parser.add_subparsers(dest="work", required=True)
    looking = work.add_parser("inspect")
    looking.add_argument("room", type=Path)
    looking.add_argument("files", type=Path, nargs="+")
    fetching = work.add_parser("fetch")
    fetching.add_argument("room", type=Path)
    fetching.add_argument("address")
    ingesting = work.add_parser("ingest")
    ingesting.add_argument("files", type=Path, nargs="*")
    ingesting.add_argument("--force", action="store_true")
    ingesting.add_argument("--reread", action="store_true")
    ingesting.add_argument("--rooms", type=Path, nargs="*", default=[])
    work.add_parser("remove").add_argument("names", nargs="+")
    work.add_parser("rollback").add_argument("served")
    return parser


def _own_output() -> TextIO:
    """Returns standard output for the lines alone; whatever a library prints goes to standard error."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return own


def _bound(settings: Settings) -> None:
    """Bounds memory and time; the system ends what takes longer, whatever it is in the middle of."""
    most = settings.upload_megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, settings.upload_seconds)


def _end_with_parent() -> None:
    """Waits for the end of standard input, then ends this process and what it started."""
    while os.read(0, 1 << 10):
        pass
    if os.getpid() == os.getpgrp():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
