"""One door from a file to its pages, whatever the format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from knowledge.errors import DocumentError
from knowledge.records import Page

Progress = Callable[[int, int], None]
Reader = Callable[[Path, Progress], list[Page]]

# A room for each format, opened when the first such file comes.
_ROOMS = {
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
    ".pdf": "pdf",
}
SUFFIXES = frozenset(_ROOMS)


def read(path: Path, progress: Progress | None = None) -> list[Page]:
    """Reads a file's pages in order; `progress` is called with the pages done and the pages in all.

    Raises:
        DocumentError: the file cannot be read or holds no text; the message says what to do.
    """
    room = _ROOMS.get(path.suffix.lower())
    if room is None:
        known = ", ".join(sorted(SUFFIXES))
        raise DocumentError(f"{path.name}: files of type {path.suffix or '(none)'} cannot be read; use one of {known}.")
    if not path.is_file():
        raise DocumentError(f"{path.name}: there is no such file; check the path {path}.")
    if path.stat().st_size == 0:
        raise DocumentError(f"{path.name}: the file is empty; copy or download it again.")
    reader = cast("Reader", import_module(f"knowledge.read.{room}").read)
    try:
        pages = reader(path, progress or _silent)
    except PermissionError as error:
        raise DocumentError(f"{path.name}: no permission to read it; change the file's rights.") from error
    except OSError as error:
        raise DocumentError(
            f"{path.name}: the file cannot be read ({error.strerror or error}); check the disk."
        ) from error
    if not any(page.text.strip() for page in pages):
        raise DocumentError(
            f"{path.name}: there is no text in it; if it is a scan, it needs character recognition (OCR)."
        )
    return pages


def _silent(_done: int, _total: int) -> None:
    """Ignores the progress."""
