"""Which provisions a piece of text lies in, so that a peer that knows no Pasal can be scored by Pasal.

The project's own parser says where the Pasal of a document are. A piece counts for every Pasal of which it holds a
good part, or in which a good part of it lies: three tenths of the sequences of three words of either. That is kind to
peers with large pieces, which count for all the Pasal in them, though none of them could say which one answers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from knowledge import passages
from knowledge.parse import parse
from knowledge.read import read

# A document and a locator in it.
Place = tuple[str, str]

SHARE = 0.3
# Shorter provisions ("Cukup jelas.") stand everywhere and tell nothing.
_SHORTEST = 5


class Places:
    """The provisions of one document by the sequences of words that stand in them."""

    def __init__(self, texts: dict[str, str]) -> None:
        """Takes locator → text."""
        self._sizes: dict[str, int] = {}
        self._holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for locator, text in texts.items():
            sequences = _sequences(text)
            self._sizes[locator] = len(sequences)
            for sequence in sequences:
                self._holders[sequence].append(locator)

    @classmethod
    def of(cls, file: Path) -> Places:
        """Parses a file."""
        name = file.stem.lower()
        texts: dict[str, str] = {}
        for passage in passages.build(parse(read(file), name), name):
            texts[passage.locator] = f"{texts.get(passage.locator, '')}\n{passage.text}"
        return cls(texts)

    def holding(self, text: str) -> frozenset[str]:
        """Returns the locators that a piece of text counts for."""
        sequences = _sequences(text)
        shared = Counter(locator for sequence in sequences for locator in self._holders.get(sequence, ()))
        return frozenset(
            locator
            for locator, count in shared.items()
            if self._sizes[locator] >= _SHORTEST and count >= SHARE * min(self._sizes[locator], len(sequences))
        )


def ranked(pieces: Iterable[frozenset[Place]]) -> list[frozenset[Place]]:
    """Returns the places of each piece, without pieces that say nothing new: overlapping ones do not count twice."""
    seen: set[Place] = set()
    kept = []
    for places in pieces:
        if not places or not places <= seen:
            kept.append(places)
            seen |= places
    return kept


def _sequences(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))
