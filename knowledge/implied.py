"""Articles whose ayat have lost every number: the sentences are numbered where the text shows that they are ayat.

Drafting writes one sentence an ayat. That an article has ayat is said by itself ("sebagaimana dimaksud pada ayat
(1)"), by other articles ("Pasal 14 ayat (2)"), by its elucidation ("Pasal 14 / Ayat (1) / Ayat (2)") or by numbers that
lie about in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.articles import find_articles
from knowledge.numbering import readings
from knowledge.regions import Regions
from knowledge.sentences import AYAT_MARK, STANDING_AYAT, choose, own_ayat, sentence_starts

_LOOSE = re.compile(rf"(?<![\w(])(?P<mark>{AYAT_MARK})")
_MENTIONING = re.compile(r"(?:\b(?:ayat|dan|atau|serta|dengan|sampai)|[,/])\s*$", re.IGNORECASE)
_DEFINES = re.compile(r"\byang\s+dimaksud\s+dengan\s*:")
_NOTED = re.compile(r"\bAyat\s?[({]\s?(?P<number>\d{1,2})\s?[)}1l]")
_CITED = re.compile(r"\bPasal\s(?P<pasal>\d{1,3})\s(?:ayat\s\((?P<ayat>\d{1,2})\))")
# What is shorter, or has no full stop and mostly capitals, is a heading that ran into the article.
_SHORTEST = 25
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class AyatCounts:
    """What the rest of a document knows about the ayat of an article, by its number.

    `noted` is how many its elucidation has notes on, `cited` the highest that the text cites.
    """

    noted: Mapping[str, int]
    cited: Mapping[str, int]


def count_ayat(text: str, regions: Regions) -> AyatCounts:
    """Returns what a document's elucidation and cross-references know about the ayat of its articles."""
    return AyatCounts(_elucidated(text, regions), _cited(text, regions.body, regions.closing))


def _elucidated(text: str, regions: Regions) -> dict[str, int]:
    """Returns for each article the number of ayat that the elucidation has notes on, where they run on from 1."""
    found: dict[str, int] = {}
    marks = find_articles(text, regions.articles_elucidated, regions.elucidation_end)
    ends = [*(mark.start for mark in marks[1:]), regions.elucidation_end]
    for mark, end in zip(marks, ends, strict=bool(marks)):
        noted = {int(match["number"]) for match in _NOTED.finditer(text, mark.end, end)}
        count = 0
        while count + 1 in noted:
            count += 1
        found[mark.label] = count
    return found


def _cited(text: str, start: int, end: int) -> dict[str, int]:
    """Returns for each article the highest ayat of it that the text between two offsets cites."""
    most: dict[str, int] = {}
    for match in _CITED.finditer(text, start, end):
        most[match["pasal"]] = max(int(match["ayat"]), most.get(match["pasal"], 0))
    return most


def implied_ayat(text: str, start: int, end: int, noted: int = 0, cited: int = 0) -> list[int]:
    """Returns where the ayat of an article start that has not one number left; none where it may have no ayat.

    `noted` is how many its elucidation knows (0: not known), `cited` the highest that another article cites.
    """
    stretch = text[start:end]
    if STANDING_AYAT.search(stretch) or _DEFINES.search(stretch):
        return []
    starts = _sentences(text, start, end)
    if noted > 1 and len(starts) >= noted and (chosen := choose(text, starts, range(1, noted + 1), end)):
        return chosen
    ends = [*starts[1:], end]
    own = [own_ayat(text, place, until) for place, until in zip(starts, ends, strict=bool(starts))]
    most = max((number for numbers in own for number in numbers), default=0)
    least = max(most + 1 if most else 0, cited if cited > 1 else 0)
    if len(starts) < max(least, 2) or not (least or _lie_about(text, start, end, len(starts))):
        return []
    in_order = all(number <= place for place, numbers in enumerate(own) for number in numbers)
    return starts if in_order else []


def _sentences(text: str, start: int, end: int) -> list[int]:
    """Returns where sentences start, without the titles that ran into an article."""
    starts = sentence_starts(text, start, end)
    ends = [*starts[1:], end]
    return [
        place for place, until in zip(starts, ends, strict=bool(starts)) if not _is_title(text[place:until].strip())
    ]


def _is_title(words: str) -> bool:
    words = re.sub(AYAT_MARK, "", words).strip()
    if len(words) < _SHORTEST:
        return True
    tokens = words.split()
    capitals = sum(token[0].isupper() for token in tokens)
    return words[-1] not in ".;:" and len(words) < _LONGEST_TITLE and capitals > 0.6 * len(tokens)


def _lie_about(text: str, start: int, end: int, count: int) -> bool:
    """Tells whether the numbers from 1 to a count lie about in an article, one behind the other."""
    tokens = [text[since:until].strip("(){}[] \\") for since, until in loose_marks(text, start, end)]
    numbers = [found[0].number if (found := readings(token, letters=False)) else 0 for token in tokens]
    run = list(range(1, count + 1))
    return any(numbers[place : place + count] == run for place in range(len(numbers)))


def loose_marks(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """Returns the offsets of ayat numbers that lie about in an article."""
    found = _LOOSE.finditer(text, start, end)
    return [match.span() for match in found if not _MENTIONING.search(text[max(0, match.start() - 12) : match.start()])]
