"""Whether an index has seen the shipped documents and questions as they are now."""

from __future__ import annotations

import hashlib
from pathlib import Path

from knowledge import bank, disk, sources
from knowledge.settings import SHIPPED_DOCUMENTS, SHIPPED_QUESTIONS

_MARK = "shipped"


def was_seen(folder: Path) -> bool:
    """Tells whether the index in this folder has taken in what is shipped."""
    try:
        return (folder / _MARK).read_text(encoding="utf-8") == _fingerprint()
    except OSError:
        return False


def remember(folder: Path) -> None:
    """Notes in an index folder that it has."""
    with disk.named_problems(folder):
        disk.write_whole(folder / _MARK, _fingerprint())


def _fingerprint() -> str:
    digest = hashlib.sha256(bank.fingerprint([SHIPPED_QUESTIONS]).encode())
    for path in sources.files_in([SHIPPED_DOCUMENTS]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
