"""BUKU, BAB, Bagian and Paragraf: the headings above the articles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.cleaning import Text, tidy
from knowledge.locator import Locator, Step
from knowledge.numbering import Mark
from knowledge.records import Kind, Provision

_ORDINAL = r"""(?:[Pp]ertama|[Kk]e\s?(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)
    (?:\s+(?:[Bb]elas|[Pp]uluh(?:\s+(?:[Ss]atu|[Dd]ua|[Tt]iga|[Ee]mpat|[Ll]ima|[Ee]nam|[Tt]ujuh|[Dd]elapan|[Ss]embilan))?))?)"""
# matches "BAB III", "BAB XA", "BAB l", "Bagian Kedua Belas", "BAGIAN KESATU", "Paragraf 2"
_HEADING = re.compile(
    rf"""(?<![A-Za-z])(?:
        (?P<buku>BUKU)\s+(?P<volume>[IVX]{{1,5}}|KE\w+)(?![A-Za-z])
      | (?P<bab>B\s?A\s?B)\s*(?P<chapter>[IVXLCl1T]{{1,8}}[A-Z]?)(?![A-Za-z])
      | (?P<bagian>Bagian|BAGIAN)\s*(?P<section>{_ORDINAL}|KE[A-Z]+(?:\s+(?:BELAS|PULUH(?:\s+[A-Z]+)?))?|[IVX]{{1,4}}(?![A-Za-z]))
      | (?P<paragraf>Paragraf|PARAGRAF)\s*(?P<paragraph>\d{{1,2}}|[lI1O]{{1,2}}|{_ORDINAL})(?![A-Za-z0-9])
    )""",
    re.VERBOSE,
)
_MENTION = re.compile(
    r"(?:\b(?:dalam|pada|dan|atau|sampai dengan|serta|menurut|antara|ketentuan|yakni|judul|oleh|dari|lampiran)|[,/(“\"])\s*$",
    re.IGNORECASE,
)
_NOT_TITLE = re.compile(r"\s*(?:[,;)]|(?:ayat|huruf|dan|atau|sampai|diubah|dihapus|yang|ini)\b)")
# A chapter's title is short: behind it comes a section or an article.
_LONGEST = 420

_LEVELS = {Kind.BUKU: 0, Kind.BAB: 1, Kind.BAGIAN: 2, Kind.PARAGRAF: 3}


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter heading with where it and its title end."""

    kind: Kind
    number: str
    start: int
    end: int


def find_headings(text: str, start: int, end: int, articles: Sequence[Mark]) -> list[Heading]:
    """Returns the headings between two offsets that stand in front of an article or of each other."""
    found: list[Heading] = []
    matches = [match for match in _HEADING.finditer(text, start, end) if not _is_mention(text, match, start)]
    starts = sorted([mark.start for mark in articles] + [match.start() for match in matches] + [end])
    following = dict(itertools.pairwise(starts))
    for match in matches:
        until = following.get(match.start(), end)
        if until - match.start() > _LONGEST:
            until = _title_end(text, match.end(), until)
        kind, number = _named(match)
        found.append(Heading(kind, number, match.start(), until))
    return _without_doubles(found)


def nest(
    headings: Sequence[Heading], articles: Sequence[tuple[int, Provision]], text: Text, base: Locator | None = None
) -> list[tuple[int, Provision]]:
    """Puts the articles below their headings; returns the top level with its offsets."""
    places: list[tuple[int, Heading | Provision]] = [(heading.start, heading) for heading in headings]
    places.extend(articles)
    places.sort(key=lambda place: place[0])
    top: list[tuple[int, Provision]] = []
    stack: list[tuple[Heading, list[Provision]]] = []
    base = base or Locator()

    def close(level: int) -> None:
        while stack and _LEVELS[stack[-1][0].kind] >= level:
            heading, children = stack.pop()
            path = tuple(Step(above.kind, above.number) for above, _ in stack)
            built = _heading_provision(heading, children, text, base, path)
            if stack:
                stack[-1][1].append(built)
            else:
                top.append((heading.start, built))

    for offset, piece in places:
        if isinstance(piece, Heading):
            close(_LEVELS[piece.kind])
            stack.append((piece, []))
        elif stack:
            stack[-1][1].append(piece)
        else:
            top.append((offset, piece))
    close(-1)
    return top


def _heading_provision(
    heading: Heading, children: Sequence[Provision], text: Text, base: Locator, path: tuple[Step, ...]
) -> Provision:
    locator = Locator(base.part, (*base.steps, *path, Step(heading.kind, heading.number)))
    words = tidy(text.content[heading.start : heading.end])
    return Provision(
        heading.kind, str(locator), words, text.page(heading.start), heading=words, children=tuple(children)
    )


def _is_mention(text: str, match: re.Match[str], floor: int) -> bool:
    before = text[max(floor, match.start() - 30) : match.start()]
    return bool(_MENTION.search(before) or _NOT_TITLE.match(text, match.end()))


def _named(match: re.Match[str]) -> tuple[Kind, str]:
    if match["buku"]:
        return Kind.BUKU, match["volume"].upper()
    if match["bab"]:
        return Kind.BAB, match["chapter"].replace("l", "I").replace("1", "I").replace("T", "I")
    if match["bagian"]:
        words = match["section"]
        return Kind.BAGIAN, words if re.fullmatch("[IVX]+", words) else " ".join(
            words.replace("Ke ", "Ke").title().split()
        )
    return Kind.PARAGRAF, re.sub("[lI]", "1", match["paragraph"]).replace("O", "0")


def _title_end(text: str, start: int, limit: int) -> int:
    """Returns the end of a title that runs into text: its line, or its words in capitals."""
    line = text.find("\n", start + 1, limit)
    while line != -1 and line < limit and not text[start:line].strip():
        line = text.find("\n", line + 1, limit)
    return line if line != -1 and line - start < _LONGEST else min(limit, start + 1)


def _without_doubles(headings: Sequence[Heading]) -> list[Heading]:
    """Merges a heading that a page break printed twice ("BAB II", header, "BAB II BENTUK") into one."""
    kept: list[Heading] = []
    for heading in headings:
        if (
            kept
            and (kept[-1].kind, kept[-1].number) == (heading.kind, heading.number)
            and kept[-1].end >= heading.start
        ):
            kept[-1] = Heading(heading.kind, heading.number, kept[-1].start, heading.end)
        else:
            kept.append(heading)
    return kept
