"""The ayat of an article: marks chosen by their order, lost ones found by the sentences between their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.numbering import Candidate, Mark, align, readings
from knowledge.sentences import choose, own_ayat, sentence_starts

# matches "(1)", "(2a)", "(21 Standar" (2), "(l)" (1), "(41", "{3)", "( 1)", "(s)" (5), "(4t" (4), and
# behind a full stop "l4l Insentif", "14) Insentif" (4)
_AYAT = re.compile(
    r"""(?<![\w)])(?:[({]\s?|(?<=[.;:]\s)[lI1](?=\d[)lI]\s[A-Z]))(?P<number>[0-9lIiOoSstTa|!]{1,3}?\s?[a-d]?)\s?(?P<close>[)}\]]|(?<=[\dl])[1lItf\\](?=\s))""",
    re.VERBOSE,
)
_MENTION = re.compile(r"(?:\b(?:ayat|dan|atau|sampai\sdengan|huruf|angka|pasal|s\.d\.)|[,/])\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:…)]\s*$")
_CAPITAL = re.compile(r"\s*[A-Z“\"‘']")
_LOWER = re.compile(r"\s*[a-z]")
_LINE = re.compile(r"(?:^|\n)[ \t]*(?:[#*•-]+[ \t]*)?$")
# What is left of a mark that recognition destroyed: "(9 Reviu", "(O Ketentuan", "()2) Bidang", "4 Tim".
_RUIN = re.compile(r"\d{1,2}\s+(?=[A-Z][a-z])|[({][^\s(){}]{0,3}[)}]?[^\s(){}]{0,2}[)}]?\s+(?=[A-Z])")
_LIST_BEHIND = re.compile(r"\s*[a-z][.)]\s")
_LETTERS = re.compile(r"[^\W\d_]")
# A page announces no more than so many words of the next.
_LONGEST_CATCHWORD = 40
# Of two marks of one number the one with words behind it is the ayat's.
_EMPTY = 1.0
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
    found = _own(text, found, start, end)
    marks = align(found, _GAP)
    # A number with nothing behind it shows that the article has so many ayat, and not where that one starts.
    ends = {candidate.start: following.start for candidate, following in pairwise(found)}
    marks = [mark for mark in marks if _LETTERS.search(text, mark.end, ends.get(mark.start, end))]
    return _with_lost(text, start, end, marks) if marks else []


def _own(text: str, found: Sequence[Candidate], start: int, end: int) -> list[Candidate]:
    """Leaves out the numbers in front of a page's catchword or of a list's item: they are no ayat's there."""
    kept = []
    for place, candidate in enumerate(found):
        until = found[place + 1].start if place + 1 < len(found) else end
        said = text[candidate.end : until]
        before = text[max(start, candidate.start - 12) : candidate.start].rstrip()
        in_list = before.endswith((":", ";", " dan", " atau")) and _LIST_BEHIND.match(said)
        if not _LETTERS.search(said):
            candidate = replace(candidate, score=candidate.score - _EMPTY)
        if not in_list and not _is_catchword(text, said, until, found[place + 1 :]):
            kept.append(candidate)
    return kept


def _is_catchword(text: str, said: str, until: int, following: Sequence[Candidate]) -> bool:
    """Tells whether an ayat's few words are those that the next begins with: "(2) Pelaku (4) Pelaku Usaha wajib"."""
    words = "".join(filter(str.isalnum, said))
    if not following or len(said) > _LONGEST_CATCHWORD or _SENTENCE_END.search(said.replace(". .", "")):
        return False
    behind = text[following[0].end : following[0].end + 2 * _LONGEST_CATCHWORD]
    return bool(words) and "".join(filter(str.isalnum, behind)).startswith(words)


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
    """Returns the ayat behind the last mark: sentences that cite the ayat in front of them."""
    found: list[Mark] = []
    starts = sentence_starts(text, start, end)
    for index, place in enumerate(starts[1:], start=1):
        cited = own_ayat(text, place, _until(starts, index, end))
        if cited and max(cited) <= number:
            number += 1
            found.append(_mark(text, place, number))
    return found


def _mark(text: str, place: int, number: int) -> Mark:
    ruin = _RUIN.match(text, place)
    return Mark(place, ruin.end() if ruin else place, number, printed=False)


def _until(starts: Sequence[int], index: int, end: int) -> int:
    return starts[index + 1] if index + 1 < len(starts) else end
