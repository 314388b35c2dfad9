"""The bridge from everyday, colloquial and English words to the law's terms (compiled by `training.compile_bridge`)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("bridge.tsv")
_LONGEST = 4

Terms = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def table() -> Mapping[tuple[str, ...], dict[str, Terms]]:
    """Returns expression stems → kind ("everyday", "short", "english") → stems of the terms."""
    loaded: dict[tuple[str, ...], dict[str, Terms]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        kind, said, terms = line.split("\t")
        loaded.setdefault(tuple(said.split()), {})[kind] = tuple(tuple(t.split()) for t in terms.split("|"))
    return loaded


def expand(stems: Sequence[str], *, english: bool) -> dict[str, float]:
    """Returns the law's stems that the words of a question stand for, with weights up to 1.

    A phrase weighs more than a single word; the weight is shared by the terms of one expression and
    by the words of one term (by square roots), as measured in docs/decisions.md.
    """
    found: dict[str, float] = {}
    for _, length, terms in phrases(stems, english=english):
        base = (1.0 if length > 1 else 0.8) / math.sqrt(max(len(terms), 1))
        for term in terms:
            weight = base / math.sqrt(len(term))
            for stem in term:
                found[stem] = max(found.get(stem, 0.0), weight)
    return {stem: weight for stem, weight in found.items() if stem not in stems}


def phrases(stems: Sequence[str], *, english: bool) -> Iterator[tuple[int, int, Terms]]:
    """Yields the expressions of a question that are in the table: where they begin, their length, their terms."""
    kinds = ("english", "short") if english else ("everyday", "short")
    entries = table()
    for start in range(len(stems)):
        for length in range(1, min(_LONGEST, len(stems) - start) + 1):
            if by_kind := entries.get(tuple(stems[start : start + length])):
                yield start, length, tuple(term for kind in kinds for term in by_kind.get(kind, ()))
