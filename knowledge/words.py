"""Indonesian words: how a text becomes the terms that are indexed and searched.

The order is: lower case, split, chat spellings to formal ones (questions only), stop words out, stems.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_TABLE = Path(__file__).with_name("colloquial.tsv")


def word_sets(file: str) -> dict[str, frozenset[str]]:
    """Reads sets of words from a file beside this module: "[name]" starts a set, "#" a comment."""
    sets: dict[str, list[str]] = {}
    name = ""
    for line in Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            sets.setdefault(name, []).extend(line.split())
    return {name: frozenset(found) for name, found in sets.items()}


_SETS = word_sets("function-words.txt")
STOP_WORDS = _SETS["stop-id"] | _SETS["stop-en"]


def words(text: str) -> list[str]:
    """Returns the lower-case words and numbers of a text, in order."""
    return _WORD.findall(text.lower())


class _Stemmers(threading.local):
    """One stemmer for each thread: it keeps the word at hand in itself, so that two at once spoil each other's."""

    def __init__(self) -> None:
        self.one = snowballstemmer.stemmer("indonesian")


_STEMMERS = _Stemmers()


def written(text: str) -> list[str]:
    """Returns the words and numbers of a text as they are written, in order."""
    return _WORD.findall(text)


@lru_cache(maxsize=400_000)
def stem(word: str) -> str:
    """Returns the snowball stem; words of up to three letters and numbers stay as they are."""
    if len(word) <= 3 or not word.isalpha():
        return word
    return str(_STEMMERS.one.stemWord(word))


def stems(text: str) -> list[str]:
    """Returns the stems of the content words of a text, in order and with repetitions."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


@lru_cache(maxsize=1)
def colloquial() -> dict[str, str]:
    """Returns the table of chat spellings and abbreviations to the formal words (the file beside this module)."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def formal(text: str) -> str:
    """Replaces chat spellings by formal words, leaving everything else as typed."""
    table = colloquial()

    def replace(match: re.Match[str]) -> str:
        return table.get(match.group().lower(), match.group())

    return _WORD.sub(replace, text)


def is_english(text: str) -> bool:
    """Tells whether a question is put in English: more English function words than Indonesian ones."""
    tokens = words(text)
    english = sum(token in _SETS["mark-en"] for token in tokens)
    return english >= 2 and english > sum(token in _SETS["mark-id"] for token in tokens)


def unique(items: Iterable[str]) -> list[str]:
    """Returns the items once each, in order of first appearance."""
    return list(dict.fromkeys(items))
