"""What the key terms of an Indonesian quotation mean in English (a table compiled by `training.compile_bridge`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.words import is_english, stems, words

_TABLE = Path(__file__).with_name("gloss.tsv")
_LONGEST = 5
_MOST = 4


@lru_cache(maxsize=1)
def table() -> Mapping[tuple[str, ...], str]:
    """Returns the words of an Indonesian term → its English."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return {tuple(words(term)): english for term, english in (line.split("\t") for line in lines)}


def glossed(question: str, quotes: Sequence[str]) -> list[tuple[str, str]]:
    """Returns up to four terms of quotations with their English, in their order: those the question speaks of first."""
    found: dict[str, str] = {}
    for quote in quotes:
        if not is_english(quote):
            found |= _terms(words(quote))
    asked = set(stems(question))
    order = sorted(found, key=lambda term: (not asked & set(stems(found[term])), -len(term.split())))
    kept = set(order[:_MOST])
    return [(term, english) for term, english in found.items() if term in kept]


def _terms(said: Sequence[str]) -> dict[str, str]:
    """Returns the terms of two words or more that a text uses, the longest at each place."""
    found: dict[str, str] = {}
    at = 0
    while at < len(said):
        for length in range(min(_LONGEST, len(said) - at), 1, -1):
            term = tuple(said[at : at + length])
            if term in table():
                found.setdefault(" ".join(term), table()[term])
                at += length - 1
                break
        at += 1
    return found
