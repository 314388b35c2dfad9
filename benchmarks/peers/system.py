"""What a peer has to do: take files in, and find pieces of text for a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that a peer found; `locator` only where the peer itself knows the provision."""

    document: str
    text: str
    locator: str = ""


class System(Protocol):
    """A retriever under test. Making it loads models; that time is not counted as ingest."""

    def ingest(self, files: Sequence[Path], folder: Path) -> int:
        """Reads, splits and indexes the files, keeps the index in `folder`, and returns the number of pieces."""
        ...

    def search(self, question: str, k: int) -> list[Piece]:
        """Returns the best k pieces, best first."""
        ...


def name_of(file: Path | str) -> str:
    """Returns the document that a file is."""
    return Path(file).stem.lower()
