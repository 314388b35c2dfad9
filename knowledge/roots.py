"""The roots of Indonesian words: tells a word that is well formed from one that is misspelled.

The index keeps its own, coarser stems (`knowledge.words`); the rankers are learned over those.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.affixes import readings

_ROOTS = Path(__file__).with_name("roots.tsv")
# How much less likely each affix makes a reading.
_AFFIX = 4.0


@lru_cache(maxsize=1)
def roots() -> dict[str, int]:
    """Returns root → how many words are forms of it (compiled by `training.compile_words`)."""
    lines = _ROOTS.read_text(encoding="utf-8").splitlines()
    return {root: int(forms) for root, forms in (line.split("\t") for line in lines)}


@lru_cache(maxsize=100_000)
def root_of(word: str) -> str:
    """Returns the root of a lower-case word; one that no known root explains stays as it is.

    Of several readings the root with the most forms wins, each affix counting against it.
    """
    known = roots()
    if len(word) <= 3 or word in known or not word.isalpha():
        return word
    read = ((known[root] / _AFFIX ** len(affixes), root) for root, affixes in readings(word) if root in known)
    return max(read, default=(0.0, word))[1]
