"""The ayat of an article: marks chosen by their order, lost ones found by the sentences between their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.numbering import Candidate, Mark, align, readings
from knowledge.sentences import choose, own_ayat, sentence_starts

# matches "(1)", "(2a)", "(21 Standar" (2), "(l)" (1), "(41", "{3)", "( 1)", "(s)" (5), "(4t" (4)
_AYAT = re.compile(
    r"""(?<![\w)])[({]\s?(?P<number>[0-9lIiOoSstTa|!]{1,3}?\s?[a-d]?)\s?(?P<close>[)}\]]|(?<=[\dl])[1lItf](?=\s))""",
    re.VERBOSE,
)
_MENTION = re.compile(r"(?:\b(?:ayat|dan|atau|sampai\sdengan|huruf|angka|pasal|s\.d\.)|[,/])\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:…)]\s*$")
_CAPITAL = re.compile(r"\s*[A-Z“\"‘']")
_LOWER = re.compile(r"\s*[a-z]")
_LINE = re.compile(r"(?:^|\n)[ \t]*(?:[#*•-]+[ \t]*)?$")
# What is left of a mark that recognition destroyed: "(9 Reviu", "(O Ketentuan", "()2) Bidang", "(U Pemerintah".
_RUIN = re.compile(r"[({][^\s(){}]{0,3}[)}]?[^\s(){}]{0,2}[)}]?\s+(?=[A-Z])")
_GAP = 2.0
# A first ayat without a number is more than the words of a heading that ran into the text.
_LEAST_FIRST = 30


def find_ayat(text: str, start: int, end: int) -> list[Mark]:
    """Returns the ayat of one article; those whose mark is lost have `printed` false."""
    found = []
    for match in _AYAT.finditer(text, start, end):
        meanings = readings(match["number"], letters=False)
        if meanings:
            found.append(Candidate(match.start(), match.end(), meanings, _score(text, match, start)))
    return _with_lost(text, start, end, align(found, _GAP)) if found else []


def _score(text: str, match: re.Match[str], floor: int) -> float:
    before = text[max(floor, match.start() - 24) : match.start()]
    after = text[match.end() : match.end() + 12]
    if _MENTION.search(before):
        return -6.0
    score = 2.0 if not before.strip() or _SENTENCE_END.search(before) else -1.0
    if _LINE.search(before):
        score += 2.0
    if _CAPITAL.match(after):
        score += 2.0
    elif _LOWER.match(after):
        score -= 2.0
    return score


def _with_lost(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Mark]:
    """Returns the marks with those added that are missing between them, in front of them and behind the last."""
    found: list[Mark] = []
    number, since = 0, start
    for mark in marks:
        missing = range(number + 1, mark.number)
        if missing and len(missing) <= 6:
            found.extend(_between(text, since, mark.start, missing))
        found.append(mark)
        number, since = mark.number, mark.end
    if found:
        found.extend(_behind(text, since, end, number))
    return found


def _between(text: str, start: int, end: int, missing: range) -> list[Mark]:
    """Returns the sentences between two marks that are the missing ayat; the first belongs to the mark before it."""
    starts = sentence_starts(text, start, end)
    if missing[0] > 1:
        starts = starts[1:]
    elif starts and starts[0] + _LEAST_FIRST > end:
        return []
    chosen = starts if len(starts) == len(missing) else choose(text, starts, list(missing), end)
    if any(
        max(own_ayat(text, place, _until(chosen, index, end)), default=0) >= number
        for index, (place, number) in enumerate(zip(chosen, missing, strict=False))
    ):
        return []
    return [_mark(text, place, number) for place, number in zip(chosen, missing, strict=False)]


def _behind(text: str, start: int, end: int, number: int) -> list[Mark]:
    """Returns the ayat behind the last mark: sentences that cite the very ayat they seem to stand in."""
    found: list[Mark] = []
    starts = sentence_starts(text, start, end)
    for index, place in enumerate(starts[1:], start=1):
        cited = own_ayat(text, place, _until(starts, index, end))
        if cited and max(cited) == number:
            number += 1
            found.append(_mark(text, place, number))
    return found


def _mark(text: str, place: int, number: int) -> Mark:
    ruin = _RUIN.match(text, place)
    return Mark(place, ruin.end() if ruin else place, number, printed=False)


def _until(starts: Sequence[int], index: int, end: int) -> int:
    return starts[index + 1] if index + 1 < len(starts) else end
