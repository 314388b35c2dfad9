"""Articles whose headings a converter lost: found again by what their text leaves behind.

An article that starts with "(1)" leaves a restart of the ayat numbers; one below a chapter heading leaves text right
behind the title; one without ayat leaves a paragraph of its own after a finished list. Which number each of them has
follows from the neighbours, from how many ayat the rest of the document cites ("Pasal 7 ayat (4)"), and from the
article that its own first sentence refers back to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.articles import candidates
from knowledge.ayat import find_ayat
from knowledge.headings import Heading
from knowledge.numbering import Candidate, Mark, readings

# matches "Dogal 40", "Pasa . 12", "Pasal" alone on a line; in front of them a mark of Markdown
_DAMAGED = re.compile(
    r"(?:^|\n)[ \t#]*(?P<word>[A-Z]\s?[a-z]{2,4}[l1I\]])\s?\.?\s?(?P<number>[\dOIlT!|.]{1,4})?[ \t.]*(?=\n)"
    r"|(?<=[.;]\s)(?P<bare>Pasal)\s+(?=\(1\))"
)
# A heading whose number is beyond reading, or whose word is: "Pasal rl2 (1)", "Pasal t 1 L (1)", "Pasrl 238 (1)",
# "l 207 (1)"; an article without ayat behind a full stop: "Pasal b7 Ketentuan lebih lanjut", "Pasal'/3 Ketentuan".
_RUINED = re.compile(
    r"""(?<![A-Za-z])(?:(?P<word>[PF][A-Za-z!1\]]{3,5})\s+(?P<number>\S{1,4}(?:\s[\dlIOtTLi]{1,2}){0,2})
        |(?<=[.;]\s)(?:\S\s)?(?P<bare>\d{1,3}))\s+(?=[({]\s?[1l]\s?[)}]\s+[A-Z])
        |(?<=[.;]\s)(?P<whole>Pasa[l1I])\s?(?P<odd>(?=\S*[^\s\dA-Z.,;:()])\S{1,4})\s+(?=[A-Z][a-z]+\s[a-z(])""",
    re.VERBOSE,
)
_RESTART = re.compile(r"(?:^|\n|[.;:]\s)[ \t#*-]*(?P<mark>[({]\s?[1lI]\s?(?:[)}\]]|(?<=1)[l1](?=\s)))\s*(?=[A-Z])")
_PARAGRAPH = re.compile(r"[.;]?\n\s*\n(?P<start>[A-Z][a-z]+\s[^\n]{30,})")
_CITED = re.compile(r"Pasal\s(?P<pasal>\d{1,3})\s(?:ayat\s\((?P<ayat>\d{1,2})\))")
_BACK = re.compile(r"\bPasal\s(?P<pasal>\d{1,3})\b")
_FINISHED = re.compile(r"[.;]\s*$")

_DAMAGED_HEADING = 6.0
_BEHIND_TITLE = 4.0
_AYAT_RESTART = 3.0
_LOOSE_PARAGRAPH = 0.8
# A heading in the middle of a sentence, as two columns read across leave it, counts where its number is missing.
_BURIED = 4.5
_LEAST_SCORE = -4.6
# A heading in front of "(1)" or on a line of its own, whatever its number.
_CERTAIN = 4.0
# So many characters lie between two articles; a heading that a page's turn repeats is nearer.
_LEAST_BETWEEN = 120
# What it costs to leave one number of a gap without text.
_ABSENT = 2.0

# How strongly a place looks like an article's start, where the text behind its heading begins, the number it shows.
_Place = tuple[float, int, int | None]


@dataclass(frozen=True, slots=True)
class _Point:
    """A place where an article may start although no heading says so."""

    start: int
    end: int
    strength: float
    ayat: int
    cites: frozenset[int]
    number: int | None = None


def recover(text: str, start: int, end: int, articles: Sequence[Mark], headings: Sequence[Heading]) -> list[Mark]:
    """Returns the articles with those added that lost their headings, as far as the text shows where they start."""
    articles = _renumbered(text, articles)
    gaps = _gaps(articles, start)
    found = list(articles)
    cited = _most_ayat(text, start, end) if gaps else {}
    for first, last, since, until in gaps:
        points = _points(text, since, until, headings, range(first, last + 1))
        found.extend(_assign(points, first, last, cited))
    if articles:
        found.extend(_behind_the_last(text, max(articles, key=lambda mark: mark.start), end, headings))
    return sorted(found, key=lambda mark: mark.start)


def _renumbered(text: str, articles: Sequence[Mark]) -> list[Mark]:
    """Returns the articles with those told apart that are printed with one number, where the next number is missing.

    PP 21/2021 prints "Pasal 235" twice and no 236.
    """
    found: list[Mark] = []
    since = 0
    for place, mark in enumerate(articles):
        following = articles[place + 1] if place + 1 < len(articles) else None
        if following and following.number > mark.number + 1 and not mark.suffix:
            earlier = _twin(text, since, mark.start, mark.number)
            if earlier:
                found.append(Mark(earlier.start, earlier.end, mark.number))
                mark = Mark(mark.start, mark.end, mark.number + 1, printed=False)
            elif later := _twin(text, mark.end, following.start, mark.number):
                found.append(mark)
                mark = Mark(later.start, later.end, mark.number + 1, printed=False)
        found.append(mark)
        since = mark.end
    return found


def _twin(text: str, start: int, end: int, number: int) -> Candidate | None:
    """Returns a certain heading with a number between two offsets; a heading repeated at a page's turn is none."""
    for candidate in candidates(text, start, end):
        same = any(reading.key == (number, "") and not reading.cost for reading in candidate.readings)
        between = min(candidate.start - start, end - candidate.end)
        if same and candidate.score >= _CERTAIN and between > _LEAST_BETWEEN:
            return candidate
    return None


def _behind_the_last(text: str, last: Mark, end: int, headings: Sequence[Heading]) -> list[Mark]:
    """Returns the articles behind the last heading that was found: below chapter titles, or with damaged headings."""
    strong = [
        point
        for point in _points(text, last.end, end, headings, range(last.number + 1, last.number + 4))
        if point.strength >= _BEHIND_TITLE or (point.number is not None and point.number > last.number)
    ]
    found = []
    number = last.number
    for point in strong:
        number = max(number + 1, point.number or 0) if (point.number or 0) < number + 4 else number + 1
        found.append(Mark(point.start, point.end, number, printed=False))
    return found


def _gaps(articles: Sequence[Mark], start: int) -> list[tuple[int, int, int, int]]:
    """Returns the missing numbers, first to last, with the offsets between which their text must be."""
    found = []
    number, offset = 0, start
    for mark in articles:
        if mark.number > number + 1:
            found.append((number + 1, mark.number - 1, offset, mark.start))
        number, offset = mark.number, mark.end
    return found


def _most_ayat(text: str, start: int, end: int) -> dict[int, int]:
    """Returns for each article the highest ayat that the document cites of it."""
    most: dict[int, int] = {}
    for match in _CITED.finditer(text, start, end):
        pasal, ayat = int(match["pasal"]), int(match["ayat"])
        most[pasal] = max(ayat, most.get(pasal, 0))
    return most


def _points(text: str, start: int, end: int, headings: Sequence[Heading], numbers: range) -> list[_Point]:
    """Returns the places between two offsets where an article with one of the numbers may start, in order."""
    places = _unmarked(text, start, end, headings) | _marked(text, start, end, numbers)
    ordered = sorted(places)
    ends = [*ordered[1:], end]
    points = []
    for place, until in zip(ordered, ends, strict=False):
        strength, behind, number = places[place]
        ayat = len(find_ayat(text, behind, until))
        points.append(_Point(place, behind, strength, ayat, _cites_first(text, behind, until), number))
    return points


def _unmarked(text: str, start: int, end: int, headings: Sequence[Heading]) -> dict[int, _Place]:
    """Returns the places where a paragraph, a first ayat or the words below a title begin."""
    places: dict[int, _Place] = {}
    for match in _PARAGRAPH.finditer(text, start, end):
        if _FINISHED.search(text[max(start, match.start() - 3) : match.start() + 1]):
            places[match.start("start")] = (_LOOSE_PARAGRAPH, match.start("start"), None)
    first = _skip_blank(text, start)
    for match in _RESTART.finditer(text, start + 1, end):
        if match.start("mark") > first:
            places[match.start("mark")] = (_AYAT_RESTART, match.start("mark"), None)
    titles = {heading.start for heading in headings}
    for heading in headings:
        place = _skip_blank(text, heading.end)
        if start <= heading.start and place < end and place not in titles:
            places[place] = (_BEHIND_TITLE, place, None)
    return places


def _marked(text: str, start: int, end: int, numbers: range) -> dict[int, _Place]:
    """Returns the places where damaged or buried headings stand."""
    places: dict[int, _Place] = {}
    for match in _DAMAGED.finditer(text, start, end):
        if match["bare"] or _like_pasal(match["word"]):
            known = readings(match["number"]) if match["number"] else ()
            places[match.start("bare" if match["bare"] else "word")] = (
                _DAMAGED_HEADING,
                match.end(),
                known[0].number if known else None,
            )
    for match in _RUINED.finditer(text, start, end):
        place, number = _ruined(match, numbers)
        if number is not None:
            places[place] = (_DAMAGED_HEADING, match.end(), number or None)
    for candidate in candidates(text, start, end):
        number = next((reading.number for reading in candidate.readings if reading.number in numbers), None)
        if number is not None and candidate.score >= _LEAST_SCORE:
            places[candidate.start] = (_BURIED + candidate.score, candidate.end, number)
    return places


def _ruined(match: re.Match[str], numbers: range) -> tuple[int, int | None]:
    """Returns where a ruined heading stands and its number: 0 where that cannot be read, None for no heading."""
    token = match["bare"] or match["number"] or match["odd"]
    number = next((reading.number for reading in readings(token) if reading.number in numbers), 0)
    if match["bare"]:
        return match.start("bare"), number or None
    if match["whole"]:
        return match.start("whole"), number
    return match.start("word"), number if _like_pasal(match["word"]) else None


def _assign(points: Sequence[_Point], first: int, last: int, cited: Mapping[int, int]) -> list[Mark]:
    """Gives the numbers of a gap to the points that fit them best, in order."""
    numbers = range(first, last + 1)
    # best[k] = the best value with the first k numbers dealt with, and the choices that led there
    best: list[tuple[float, tuple[tuple[int, int], ...]]] = [
        (-_ABSENT * count, ()) for count in range(len(numbers) + 1)
    ]
    for place, point in enumerate(points):
        for count in range(len(numbers), 0, -1):
            number = numbers[count - 1]
            value = best[count - 1][0] + point.strength + _fit(point, number, cited)
            if value > best[count][0]:
                best[count] = (value, (*best[count - 1][1], (place, number)))
        for count in range(1, len(numbers) + 1):
            left_out = best[count - 1][0] - _ABSENT
            if left_out > best[count][0]:
                best[count] = (left_out, best[count - 1][1])
    chosen = best[len(numbers)][1]
    return [Mark(points[place].start, points[place].end, number, printed=False) for place, number in chosen]


def _fit(point: _Point, number: int, cited: Mapping[int, int]) -> float:
    """Returns how well an article number suits the text at a point."""
    value = 0.0
    if point.number is not None:
        value += 2.0 if point.number == number else -0.5
    if most := cited.get(number):
        value += 1.5 if point.ayat >= most else -2.0
    if point.cites:
        nearest = max(point.cites)
        value += -3.0 if number <= nearest else 1.0 if nearest == number - 1 else 0.0
    return value


def _cites_first(text: str, start: int, end: int) -> frozenset[int]:
    """Returns the articles that the first sentences of a stretch refer to."""
    opening = text[start : min(end, start + 600)]
    law = re.search(r"Undang-Undang\sNomor|Peraturan\s\w+\sNomor", opening)
    return frozenset(int(match["pasal"]) for match in _BACK.finditer(opening, 0, law.start() if law else len(opening)))


def _skip_blank(text: str, offset: int) -> int:
    return offset + len(text[offset : offset + 400]) - len(text[offset : offset + 400].lstrip(" \n\t#*-"))


def _like_pasal(word: str) -> bool:
    letters = word.replace(" ", "").replace("1", "l").replace("I", "l").replace("]", "l").lower()
    return len(letters) in (5, 6) and sum(one == other for one, other in zip(letters, "pasal", strict=False)) >= 3
