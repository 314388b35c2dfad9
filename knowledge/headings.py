"""BUKU, BAB, Bagian and Paragraf: the headings above the articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.locator import Locator, Step
from knowledge.numbering import Mark
from knowledge.records import Kind, Provision
from knowledge.text import Text, tidy

_ORDINAL = r"""(?:[Pp]ertama|[Kk]e\s?(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)
    (?:\s+(?:[Bb]elas|[Pp]uluh(?:\s+(?:[Ss]atu|[Dd]ua|[Tt]iga|[Ee]mpat|[Ll]ima|[Ee]nam|[Tt]ujuh|[Dd]elapan|[Ss]embilan))?))?)"""
# matches "BAB III", "BAB XA", "BAB l", "Bagian Kedua Belas", "BAGIAN KESATU", "Paragraf 2"
_HEADING = re.compile(
    rf"""(?<![A-Za-z])(?:
        (?P<buku>BUKU)\s+(?P<volume>[IVX]{{1,5}}|KE\w+)(?![A-Za-z])
      | (?P<bab>B\s?A\s?B)\s*(?P<chapter>[IVXLCl1T]{{1,8}}[A-Z]?)(?![A-Za-z])
      | (?P<bagian>Bagian|BAGIAN)\s*(?P<section>{_ORDINAL}|KE[A-Z]+(?:\s+(?:BELAS|PULUH(?:\s+[A-Z]+)?))?
            |[IVX]{{1,4}}(?![A-Za-z]))
      | (?P<paragraf>Paragraf|PARAGRAF)\s*(?P<paragraph>\d{{1,2}}|[lI1O]{{1,2}}|{_ORDINAL})(?![A-Za-z0-9])
    )""",
    re.VERBOSE,
)
_MENTION = re.compile(
    r"""(?:\b(?:dalam|pada|dan|atau|sampai\ dengan|serta|menurut|antara|ketentuan|yakni|judul|oleh|dari|lampiran)
        |[,/(“"])\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_TITLE = re.compile(r"\s*(?:[,;)]|(?:ayat|huruf|dan|atau|sampai|diubah|dihapus|yang|ini)\b)")
# A title this short ends at the next heading or article, whatever its words; a longer one at its last capital.
_SHORT = 160
_LONGEST = 600
_WORD = re.compile(r"\S+")
SMALL_WORDS = frozenset({
    "dan", "atau", "di", "ke", "dari", "dalam", "untuk", "atas", "dengan", "pada", "yang", "serta", "bagi", "oleh",
    "terhadap", "antara", "kepada", "sebagai", "melalui", "secara", "dan/atau", "antar", "tentang", "tidak", "lain",
})  # fmt: skip

_LEVELS = {Kind.BUKU: 0, Kind.BAB: 1, Kind.BAGIAN: 2, Kind.PARAGRAF: 3}


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter heading and where it and its title end."""

    kind: Kind
    number: str
    start: int
    end: int


def find_headings(text: str, start: int, end: int, articles: Sequence[Mark]) -> list[Heading]:
    """Returns the headings between two offsets, each with its title."""
    matches = [match for match in _HEADING.finditer(text, start, end) if not _is_mention(text, match, start)]
    starts = sorted({*(mark.start for mark in articles), *(match.start() for match in matches), end})
    following = dict(pairwise(starts))
    found: list[Heading] = []
    for match in matches:
        until = following.get(match.start(), end)
        kind, number = _named(match)
        found.append(Heading(kind, number, match.start(), _title_end(text, match.end(), until)))
    return _without_doubles(text, found)


def nest(
    headings: Sequence[Heading], articles: Sequence[tuple[int, Provision]], end: int, text: Text, part: str = ""
) -> list[tuple[int, Provision]]:
    """Puts the articles below their headings; returns the top level with its offsets.

    What stands between a title and the next heading or article without being an article stays as a paragraph.
    """
    places: list[tuple[int, Heading | Provision]] = [(heading.start, heading) for heading in headings]
    places.extend(articles)
    places.sort(key=lambda place: place[0])
    ends = [*(offset for offset, _ in places[1:]), end]
    nesting = _Nesting(text, part)
    for (offset, piece), until in zip(places, ends, strict=False):
        if isinstance(piece, Heading):
            nesting.open(piece, until)
        else:
            nesting.add(offset, piece)
    return nesting.close()


class _Nesting:
    """The open headings while their articles are read."""

    def __init__(self, text: Text, part: str) -> None:
        self._text = text
        self._part = part
        self._top: list[tuple[int, Provision]] = []
        self._open: list[tuple[Heading, Locator, list[Provision]]] = []

    def open(self, heading: Heading, until: int) -> None:
        self._close(_LEVELS[heading.kind])
        path = self._open[-1][1].steps if self._open else ()
        locator = Locator(self._part, (*path, Step(heading.kind, heading.number)))
        loose = tidy(self._text.content[heading.end : until])
        page = self._text.page(heading.end)
        children = [Provision(Kind.PARAGRAPH, str(locator), loose, page)] if loose else []
        self._open.append((heading, locator, children))

    def add(self, offset: int, provision: Provision) -> None:
        if self._open:
            self._open[-1][2].append(provision)
        else:
            self._top.append((offset, provision))

    def close(self) -> list[tuple[int, Provision]]:
        self._close(-1)
        return self._top

    def _close(self, level: int) -> None:
        while self._open and _LEVELS[self._open[-1][0].kind] >= level:
            heading, locator, children = self._open.pop()
            words = tidy(self._text.content[heading.start : heading.end])
            page = self._text.page(heading.start)
            self.add(heading.start, Provision(heading.kind, str(locator), words, page, words, tuple(children)))


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
    """Returns where a title ends: at the next heading or article, or where its capitalised words stop."""
    if limit - start <= _SHORT:
        return limit
    end = last_line = start
    for match in _WORD.finditer(text, start, min(limit, start + _LONGEST)):
        line = text.rfind("\n", end, match.start())
        if line != -1:
            last_line = line
        word = match[0].strip("#*_\"'“”")
        if not word or word[0].isupper() or word.lower().strip(",") in SMALL_WORDS or word in "-–/&:":
            end = match.end()
            continue
        return end if word[0] == "(" or last_line == start else last_line
    return end


def _without_doubles(text: str, headings: Sequence[Heading]) -> list[Heading]:
    """Merges a heading that a page break printed twice ("BAB II", header, "BAB II BENTUK") into one."""
    kept: list[Heading] = []
    for heading in headings:
        last = kept[-1] if kept else None
        same = last and (last.kind, last.number) == (heading.kind, heading.number)
        if last and same and not text[last.end : heading.start].strip(" \n.…#"):
            kept[-1] = Heading(heading.kind, heading.number, last.start, heading.end)
        else:
            kept.append(heading)
    return kept
