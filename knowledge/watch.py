"""Folders that are watched: a pause after each burst of changes, so that a file still being copied is whole."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.read import SUFFIXES
from knowledge.sources import CATALOGUE
from knowledge.uploads import BIN, WAITING

# A burst has ended when nothing changed for so long; one that never ends is cut after a minute.
_QUIET_MILLISECONDS = 1_000
_LONGEST_MILLISECONDS = 60_000


def changes(
    paths: Sequence[Path],
    *,
    polling: bool = False,
    stop: threading.Event | None = None,
    quiet: int = _QUIET_MILLISECONDS,
) -> Iterator[None]:
    """Yields after each burst of changes to documents under the paths, until `stop` is set.

    `polling` looks at every file again and again, for network shares that tell of no changes.
    """
    from watchfiles import watch

    for _ in watch(
        *paths,
        watch_filter=lambda _, path: _is_about_documents(path),
        step=quiet,
        debounce=_LONGEST_MILLISECONDS,
        force_polling=polling or None,
        stop_event=stop,
        raise_interrupt=True,
    ):
        yield


def _is_about_documents(path: str) -> bool:
    if any(f"{os.sep}{room}{os.sep}" in path for room in (WAITING, BIN)):
        return False
    name = os.path.basename(path)  # noqa: PTH119 - called for every change, thousands at a time
    return not name.startswith(".") and (Path(name).suffix.lower() in SUFFIXES or name.lower() == CATALOGUE)
