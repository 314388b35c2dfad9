"""What an article is made of: ayat, huruf, angka, as nested lists whose numbers run on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.ayat import find_ayat
from knowledge.locator import Locator
from knowledge.numbering import Candidate, Mark, Reading, align, readings
from knowledge.records import Kind, Provision
from knowledge.text import tidy

_CAPITAL = re.compile(r"\s*[A-Z“\"‘']")

# matches "a.", "b)", "aa.", "1.", "12)", "1O.", "ll.", "t2.", "6a.", "2," and at a line's start "4 Data"
_ITEM = re.compile(
    r"""(?<![\w(/.,-])(?:
        (?P<letter>[a-z]{1,2})(?P<after_letter>[.)])(?=\s|$|[A-Za-z]{3})
      | (?P<figure>[\dlIOtTS][\dlIOoTtL]{0,2}(?:\s\d(?=[.,)]\s))?[a-d]?)(?P<after_figure>[.),])(?=\s|$|[A-Za-z])
      | (?:(?<=\n)|(?<=^))(?P<bare>\d{1,2})(?=\s[A-Z][a-z])
    )""",
    re.VERBOSE,
)
_ITEM_MENTION = re.compile(
    r"""(?:\b(?:huruf|angka|nomor|pasal|ayat|butir|tahun|dan\shuruf|rp|bab|bagian|paragraf|lampiran|kelas|tipe|tahap)
        |\b(?:no|s\.d|nomor)\.?)\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_BREAK = re.compile(r"[.;:,…'’)]\s*$")
_JOINT = re.compile(r"\b(?:dan|atau|dan/atau|serta|berikut|meliputi|yaitu|yakni)\s*$")
_LINE = re.compile(r"(?:^|\n)[ \t]*(?:[#*•-]+[ \t]*)?$")
# What a letter at the head of an item is mistaken for.
_LETTERS = {
    "l": "il",
    "1": "li",
    "i": "il",
    "0": "o",
    "o": "o",
    "c": "ce",
    "e": "ec",
    "h": "hb",
    "b": "bh",
    "q": "qg",
    "9": "gq",
}

_ITEM_GAP = 1.3
# Drafting goes down to Pasal, ayat, huruf, angka and two more levels; what looks deeper is no list.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Item:
    """A mark that may head a list item: its style ("a.", "1)") and what it may be read as."""

    style: str
    kind: Kind
    candidate: Candidate


PageAt = Callable[[int], int | None]


def parse_items(text: str, start: int, end: int, locator: Locator, page: PageAt) -> tuple[str, tuple[Provision, ...]]:
    """Splits the text between two offsets into ayat and lists.

    Returns what stands before the first of them and the provisions; together they hold every word.
    """
    ayat = find_ayat(text, start, end)
    if not ayat:
        return _lists(text, start, end, locator, page)
    children = []
    for place, mark in enumerate(ayat):
        until = ayat[place + 1].start if place + 1 < len(ayat) else end
        own = locator.child(Kind.AYAT, mark.label)
        lead, inner = _lists(text, mark.end, until, own, page)
        words = f"({mark.label}) {lead}".strip()
        children.append(Provision(Kind.AYAT, str(own), words, page(mark.start), children=inner))
    return tidy(text[start : ayat[0].start]), tuple(children)


def _lists(text: str, start: int, end: int, locator: Locator, page: PageAt) -> tuple[str, tuple[Provision, ...]]:
    """Splits a stretch of text into nested lists; returns the words before the first item and the items."""
    return _Lists(text, page, _items(text, start, end)).split(start, end, locator)


class _Lists:
    """Takes lists apart from the outside in: the first mark that opens a list decides the style of the outermost."""

    def __init__(self, text: str, page: PageAt, items: Sequence[_Item]) -> None:
        self._text = text
        self._page = page
        self._items = items
        self._starts = [item.candidate.start for item in items]

    def split(self, start: int, end: int, locator: Locator) -> tuple[str, tuple[Provision, ...]]:
        """Returns the words in front of the list that stands between two offsets, and its items."""
        inside = self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        chain, kind, style = _chain(inside) if len(locator.steps) < _DEEPEST else ([], Kind.ANGKA, "")
        if not chain:
            return tidy(self._text[start:end]), ()
        children = []
        ends = [*(mark.start for mark in chain[1:]), end]
        for mark, until in zip(chain, ends, strict=True):
            label = _label(mark, kind)
            own = locator.child(kind, label)
            lead, below = self.split(mark.end, until, own)
            words = f"{label}{style[-1]} {lead}".strip()
            children.append(Provision(kind, str(own), words, self._page(mark.start), children=below))
        return tidy(self._text[start : chain[0].start]), tuple(children)


def _chain(items: Sequence[_Item]) -> tuple[list[Mark], Kind, str]:
    """Returns the marks of the outermost list among some items, with its kind and style."""
    tried: set[str] = set()
    for place, item in enumerate(items):
        if item.style in tried or item.candidate.score < 0 or not _opens(item):
            continue
        tried.add(item.style)
        same = [other.candidate for other in items[place:] if other.style == item.style]
        chain = align(same, _ITEM_GAP)
        if chain:
            return chain, item.kind, item.style
    return [], Kind.ANGKA, ""


def _opens(item: _Item) -> bool:
    """Tells whether a mark can be the first of a list; the very first number may be lost."""
    return any(reading.number <= 2 and not reading.suffix for reading in item.candidate.readings)


def _items(text: str, start: int, end: int) -> list[_Item]:
    """Returns every mark between two offsets that may head a list item."""
    found = []
    for match in _ITEM.finditer(text, start, end):
        before = text[max(start, match.start() - 24) : match.start()]
        if _ITEM_MENTION.search(before):
            continue
        score = _item_score(before, text, match)
        token = match["letter"] or match["figure"] or match["bare"]
        stop = (match["after_letter"] or match["after_figure"] or ".").replace(",", ".")
        if options := _letter_readings(token):
            found.append(_Item(f"a{stop}", Kind.HURUF, Candidate(match.start(), match.end(), options, score)))
        if not match["letter"] and (options := readings(token, letters=False)):
            found.append(_Item(f"1{stop}", Kind.ANGKA, Candidate(match.start(), match.end(), options, score)))
    return found


def _item_score(before: str, text: str, match: re.Match[str]) -> float:
    score = -2.5
    if not before.strip() or _LINE.search(before):
        score = 2.0
    elif _BREAK.search(before):
        score = 1.5
    elif _JOINT.search(before):
        score = 1.0
    if match["bare"] or "," in match[0]:
        score -= 0.7
    if match["figure"] and _CAPITAL.match(text, match.end(), match.end() + 4):
        score += 1.0
    return score


def _letter_readings(token: str) -> tuple[Reading, ...]:
    """Returns the places in the alphabet that the letter of an item may have; "aa" follows "z"."""
    if len(token) == 2 and token[0] == token[1] and token.isalpha():
        return (Reading(26 + ord(token[0]) - 96, "", 0.0),)
    if len(token) != 1:
        return ()
    options = _LETTERS.get(token, token if token.isalpha() else "")
    return tuple(Reading(ord(letter) - 96, "", 0.0 if letter == token else 1.5) for letter in options)


def _label(mark: Mark, kind: Kind) -> str:
    if kind is Kind.ANGKA:
        return mark.label
    return chr(96 + mark.number) if mark.number <= 26 else chr(70 + mark.number) * 2
