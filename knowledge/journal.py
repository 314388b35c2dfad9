"""The record of what admins did, from the shell and from the chat: one line for each action, only ever added to.

It stands beside the index, which both have in common, and outlives every version of it.
"""

from __future__ import annotations

import fcntl
import getpass
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from knowledge import disk
from knowledge.errors import IndexStateError
from knowledge.records import Action

NAME = "actions.jsonl"


class Journal:
    """The record in an index folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def add(self, who: str, what: str, detail: str = "", result: str = "") -> None:
        """Adds an action, on the disk before it returns.

        Raises:
            IndexStateError: the disk is full, or the folder cannot be written.
        """
        action = Action(datetime.now(UTC).isoformat(timespec="seconds"), who, what, detail, result)
        line = json.dumps(asdict(action), ensure_ascii=False).encode() + b"\n"
        try:
            self._write(line)
        except OSError as error:
            raise IndexStateError(
                f"Catatan tindakan {self._path} tidak dapat ditulis ({disk.reason(error)}). Periksa ruang disk dan hak "
                "akses. / The record of actions cannot be written; check disk space and rights."
            ) from None

    def _write(self, line: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+b") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            handle.write(line if _ends_whole(handle.fileno()) else b"\n" + line)
            handle.flush()
            os.fsync(handle.fileno())

    def newest(self, count: int, skip: int = 0) -> tuple[list[Action], int]:
        """Returns actions, the newest first, after the first `skip`; and how many there are in all."""
        found = list(self._read())[::-1]
        return found[skip : skip + count], len(found)

    def _read(self) -> Iterator[Action]:
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return
        for line in lines:
            try:
                yield Action(**json.loads(line))
            except (ValueError, TypeError):  # half a line, from a power cut
                continue


def shell_user() -> str:
    """Returns who works in the shell, as the record names them."""
    try:
        return f"shell {getpass.getuser()}"
    except (OSError, KeyError):  # in a container the user may have no name
        return f"shell {os.getuid()}"


def _ends_whole(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    return not size or os.pread(descriptor, 1, size - 1) == b"\n"
