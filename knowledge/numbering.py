"""Damaged numbers and the order that repairs them.

Recognition turns "Pasal 47" into "Pasal 4T" and "Pasal 16B" into "Pasal 168". One heading alone cannot tell;
the sequence can: `align` chooses, over a whole text, the headings and readings that fit 1, 2, 3, … best.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

# What a figure is mistaken for. T and L stand for 1 as well as 7 ("4T" is 47, "L2" is 12).
_FIGURES = {
    "O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "|": "1", "!": "1", "i": "1", "L": "1", "t": "1",
    "T": "71", "J": "7", "Z": "2", "z": "2", "S": "5", "s": "5", "G": "6", "b": "6", "B": "8", "g": "9", "q": "9",
    "a": "4",
}  # fmt: skip
# What an inserted article's letter is mistaken for: "168" is 16B, "45El" is 45B, "134" is 13A.
_LETTERS = {"8": "B", "4": "A", "6": "G", "0": "D", "El": "B", "EI": "B", "I3": "B", "l3": "B"}
# Few articles are ever inserted at one place; a T or O behind a figure is rather a figure.
_USUAL_LETTERS = frozenset("ABCDEFGH")
_COST_FIGURE = 1.0
_COST_LETTER = 2.0

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a number, with what it costs to believe it."""

    number: int
    suffix: str
    cost: float

    @property
    def key(self) -> Key:
        """Returns what readings are ordered by: 13, 13A, 13B, 14."""
        return self.number, self.suffix


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be a heading: where it starts, where its number ends, how it may be read, how likely it is."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading that was chosen, with its true number ("16B", "2a")."""

    start: int
    end: int
    number: int
    suffix: str = ""
    printed: bool = True

    @property
    def label(self) -> str:
        """Returns the number as written."""
        return f"{self.number}{self.suffix}"


@lru_cache(maxsize=16384)
def readings(token: str, *, letters: bool = True) -> tuple[Reading, ...]:
    """Returns every number that a printed token may stand for, cheapest first.

    `letters` allows an inserted article's capital at the end; for ayat and angka it is a small letter.
    """
    token = "".join(token.split())
    found: dict[Key, float] = {}
    for figures, suffix, cost in _endings(token, letters):
        for number, wrong in _numbers(figures):
            key = (number, suffix)
            total = cost + wrong * _COST_FIGURE
            if number and total < found.get(key, 99.0):
                found[key] = total
    return tuple(sorted((Reading(number, suffix, cost) for (number, suffix), cost in found.items()), key=_cost))


def align(candidates: Iterable[Candidate], gap: float, first: int = 0) -> list[Mark]:
    """Chooses the candidates whose numbers increase and whose scores, less `gap` for each number left out, are best.

    `first` is the number before the one that is expected first.
    """
    ordered = sorted(candidates, key=lambda candidate: candidate.start)
    keys = sorted({reading.key for candidate in ordered for reading in candidate.readings})
    ranks = {key: rank for rank, key in enumerate(keys, start=1)}
    best = _PrefixMaximum(len(keys))
    chosen: list[tuple[Candidate, Reading, int]] = []
    top, top_index = 0.0, -1
    for candidate in ordered:
        reached = []
        for reading in candidate.readings:
            before, index = best.up_to(ranks[reading.key] - 1)
            if before is None or -gap * first > before:
                before, index = gap * first, -1
            behind = reading.number - (0 if reading.suffix else 1)
            value = before + candidate.score - reading.cost - gap * max(behind, 0)
            if reading.number < first:
                continue
            reached.append((reading, value, index))
        for reading, value, index in reached:
            chosen.append((candidate, reading, index))
            best.put(ranks[reading.key], value + gap * reading.number, len(chosen) - 1)
            if value > top:
                top, top_index = value, len(chosen) - 1
    return _followed_back(chosen, top_index)


def _followed_back(chosen: Sequence[tuple[Candidate, Reading, int]], index: int) -> list[Mark]:
    marks = []
    while index >= 0:
        candidate, reading, index = chosen[index]
        marks.append(Mark(candidate.start, candidate.end, reading.number, reading.suffix))
    return marks[::-1]


class _PrefixMaximum:
    """The greatest value put at or below a rank (a Fenwick tree)."""

    def __init__(self, size: int) -> None:
        self._values: list[float | None] = [None] * (size + 1)
        self._indexes = [-1] * (size + 1)

    def put(self, rank: int, value: float, index: int) -> None:
        while rank < len(self._values):
            present = self._values[rank]
            if present is None or value > present:
                self._values[rank], self._indexes[rank] = value, index
            rank += rank & -rank

    def up_to(self, rank: int) -> tuple[float | None, int]:
        value: float | None = None
        index = -1
        while rank > 0:
            present = self._values[rank]
            if present is not None and (value is None or present > value):
                value, index = present, self._indexes[rank]
            rank -= rank & -rank
        return value, index


def _endings(token: str, letters: bool) -> list[tuple[str, str, float]]:
    """Returns the ways to split a token into figures and an inserted article's letter."""
    splits = [(token, "", 0.0)]
    if letters and re.search(r"[A-Z]$", token) and len(token) > 1:
        splits.append((token[:-1], token[-1], 0.0 if token[-1] in _USUAL_LETTERS else _COST_LETTER))
    elif not letters and re.search(r"\d[a-z]$", token):
        splits.append((token[:-1], token[-1], 0.0))
    if letters:
        for wrong, letter in _LETTERS.items():
            if token.endswith(wrong) and len(token) > len(wrong):
                splits.append((token[: -len(wrong)], letter, _COST_LETTER))
    return splits


def _numbers(figures: str) -> list[tuple[int, int]]:
    """Returns the numbers that a string of figures and look-alikes may mean, with the count of repaired figures."""
    found = [("", 0)]
    for figure in figures:
        if figure.isdigit():
            found = [(text + figure, wrong) for text, wrong in found]
        elif figure in _FIGURES:
            found = [(text + digit, wrong + 1) for text, wrong in found for digit in _FIGURES[figure]]
        else:
            return []
    return [(int(text), wrong) for text, wrong in found if text.isascii() and text.isdigit() and text[0] != "0"]


def _cost(reading: Reading) -> float:
    return reading.cost
