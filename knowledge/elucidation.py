"""Penjelasan: the general part, and the notes article by article, joined to their articles by their addresses."""

from __future__ import annotations

import re
from bisect import bisect_right

from knowledge.articles import GAP, GAP_OF_AMENDMENTS, candidates, find_articles
from knowledge.items import PageAt
from knowledge.locator import Locator, parse_locator
from knowledge.numbering import Candidate, Mark, align, readings
from knowledge.records import Kind, Provision
from knowledge.text import Text, tidy

# matches "Ayat (1)", "Ayat(2)", "Ayat (l)", "Ayat (21", "Ayat t2t", "Huruf a", "Hurufb", "Angka 1", "AngkaT", "An$<a2"
_NAMED = re.compile(
    r"""(?<![A-Za-z])(?:
        (?P<ayat>A[yv]at)\s*[({t\[]?\s?(?P<figure>[0-9lIiOoSsTa|!]{1,2}?[a-d]?)\s?(?:[)}\]tl1I](?![A-Za-z])|(?=\s))
      | (?P<huruf>[HF]uru[fl]|Hurrrf)\s?(?P<letter>[a-z]{1,2})(?=[\s.]|$|[A-Z])
      | (?P<angka>An[gj]\S{1,3}a|Angl<a)\s?(?P<number>[0-9lIiOoSsT]{1,3}[a-d]?)(?![A-Za-z0-9])
    )""",
    re.VERBOSE,
)
_MENTION = re.compile(
    r"(?:\b(?:dalam|pada|dan|atau|sampai dengan|dengan|yakni|serta|dimaksud|pasal\s\S{1,4})|[,/(“\"])\s*$",
    re.IGNORECASE,
)
# matches "Pasal I" and "Angka 12" in front of "Pasal 5"; not the "Angka 1" of a note; "Pasal 1 Angka 1" is Pasal I
_OWN = re.compile(
    r"""(?<![A-Za-z])(?:
        Pasal\s+(?P<roman>I{1,3}|IV|l|ll|Il|lI|1(?=\s+An\S{2,3}\s?[1lI]\s))(?=\s+(?:Cukup|Angka|An\S{2,3}|Pasal|\n|[A-Z]))
      | (?:An[gj]\S{1,3}a|Angl<a)\s?(?P<number>[0-9lIiOoSsT]{1,3})(?=\s+(?:Pas|PASAL|BA|Cukup|Lampiran|Bagian))
    )""",
    re.VERBOSE,
)

# "Angka 1" in front of an article that an omnibus act quotes, and behind the one of its own that quotes it.
_BELOW_A_NUMBER = re.compile(r"(?:An[gj]\S{1,3}a|Angl<a)\s?[0-9lIiOoSsT]{1,3}\s+$")
_ABOVE_NUMBERS = re.compile(r"\s*(?:An[gj]\S{1,3}a|Angl<a)\s?[1lIi](?=\s)")
# (where a note's heading starts and ends, the address of what it explains)
_Place = tuple[int, int, str]


def parse_elucidation(
    text: Text, start: int, articles: int, end: int, *, amending: bool = False, omnibus: bool = False
) -> Provision:
    """Returns the Penjelasan with its general part and one provision for each article that it explains.

    In an amending act the notes stand below "Pasal I" and "Angka 3"; they keep the number of the amended law's article.
    In an omnibus act they have the whole address, "Pasal 17 angka 1 Pasal 1", as no number says whose article it is.
    """
    places = _omnibus_places(text.content, articles, end) if omnibus else _places(text.content, articles, end, amending)
    places = [place for number, place in enumerate(places) if number == 0 or place[0] >= places[number - 1][1]]
    children = []
    first = places[0][0] if places else end
    if words := tidy(text.content[start:first]):
        children.append(Provision(Kind.PENJELASAN, "Penjelasan Umum", words, text.page(start)))
    ends = [place[0] for place in places[1:]] + [end]
    for (since, behind, name), until in zip(places, ends, strict=False):
        locator = parse_locator(f"Penjelasan {name}")
        lead, inner = parse_notes(text.content, behind, until, locator, text.page)
        said = f"{name} {lead}".strip()
        children.append(Provision(Kind.PENJELASAN, str(locator), said, text.page(since), children=inner))
    return Provision(Kind.PENJELASAN, "Penjelasan", "", text.page(start), children=tuple(children))


def _places(text: str, start: int, end: int, amending: bool) -> list[_Place]:
    marks = find_articles(text, start, end, GAP_OF_AMENDMENTS if amending else GAP)
    own = _own_marks(text, start, end) if amending else []
    roman = {place[0] for place in own}
    quoted = [(mark.start, mark.end, f"Pasal {mark.label}") for mark in marks if mark.start not in roman]
    return sorted([*quoted, *own])


def _omnibus_places(text: str, start: int, end: int) -> list[_Place]:
    """Returns the notes on an omnibus act's own articles and, below those that amend, on what they quote."""
    found = []
    for candidate in candidates(text, start, end):
        score = candidate.score
        if _BELOW_A_NUMBER.search(text, max(start, candidate.start - 14), candidate.start):
            score -= 10.0
        elif _ABOVE_NUMBERS.match(text, candidate.end, end):
            score += 8.0
        found.append(Candidate(candidate.start, candidate.end, candidate.readings, score))
    own = align(found, GAP)
    places: list[_Place] = []
    for mark, until in zip(own, [*(mark.start for mark in own[1:]), end], strict=True):
        name = f"Pasal {mark.label}"
        places.append((mark.start, mark.end, name))
        if _ABOVE_NUMBERS.match(text, mark.end, end):
            places.extend(_quoted_places(text, mark.end, until, name))
    return sorted(places)


def _quoted_places(text: str, start: int, end: int, above: str) -> list[_Place]:
    """Returns the notes below "Angka 1", "Angka 2" of one article."""
    numbered = _numbered(text, start, end)
    starts = [mark.start for mark in numbered]
    found = [(mark.start, mark.end, f"{above} angka {mark.label}") for mark in numbered]
    for mark in find_articles(text, start, end, GAP_OF_AMENDMENTS):
        if place := bisect_right(starts, mark.start):
            found.append((mark.start, mark.end, f"{found[place - 1][2]} Pasal {mark.label}"))
    return found


def _own_marks(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Returns the marks of an amending act's own numbering: "Pasal I", "Pasal II" and the "Angka 3" below them."""
    found = []
    for match in _OWN.finditer(text, start, end):
        if match["roman"]:
            numeral = re.sub("[l1]", "I", match["roman"])
            found.append((match.start(), match.end(), f"Pasal {numeral}"))
    numbers = _numbered(text, start, end)
    return [*found, *((mark.start, mark.end, f"Pasal I angka {mark.label}") for mark in numbers)]


def _numbered(text: str, start: int, end: int) -> list[Mark]:
    """Returns the headings "Angka 3" in front of articles, as they run on."""
    numbers = []
    for match in _OWN.finditer(text, start, end):
        if match["number"] and (options := readings(match["number"], letters=False)):
            numbers.append(Candidate(match.start(), match.end(), options, 5.0))
    return align(numbers, 0.5)


def parse_notes(text: str, start: int, end: int, locator: Locator, page: PageAt) -> tuple[str, tuple[Provision, ...]]:
    """Splits the note on one article by its "Ayat (1)", "Huruf a", "Angka 1"."""
    found = [
        match
        for match in _NAMED.finditer(text, start, end)
        if not _MENTION.search(text[max(start, match.start() - 20) : match.start()])
    ]
    return _split(text, start, end, locator, page, found, Kind.AYAT)


def _split(
    text: str, start: int, end: int, locator: Locator, page: PageAt, found: list[re.Match[str]], level: Kind
) -> tuple[str, tuple[Provision, ...]]:
    """Splits by the marks of one level, and each piece by the levels below."""
    if not found:
        return tidy(text[start:end]), ()
    own = [(match, label) for match, label in _sequence(found, level)]
    below = {Kind.AYAT: Kind.HURUF, Kind.HURUF: Kind.ANGKA}.get(level)
    if not own:
        return _split(text, start, end, locator, page, found, below) if below else (tidy(text[start:end]), ())
    first = own[0][0].start()
    early = [match for match in found if match.end() <= first]
    lead, children = _split(text, start, first, locator, page, early, below) if below else (tidy(text[start:first]), ())
    pieces = list(children)
    for place, (match, label) in enumerate(own):
        until = own[place + 1][0].start() if place + 1 < len(own) else end
        inner = [other for other in found if match.end() <= other.start() < until]
        deeper = locator.child(level, label)
        said, nested = (
            _split(text, match.end(), until, deeper, page, inner, below)
            if below
            else (tidy(text[match.end() : until]), ())
        )
        name = {Kind.AYAT: f"Ayat ({label})", Kind.HURUF: f"Huruf {label}", Kind.ANGKA: f"Angka {label}"}[level]
        pieces.append(Provision(level, str(deeper), f"{name} {said}".strip(), page(match.start()), children=nested))
    return lead, tuple(pieces)


def _sequence(found: list[re.Match[str]], level: Kind) -> list[tuple[re.Match[str], str]]:
    """Returns the marks of one level that run on, with their true numbers."""
    if level is Kind.HURUF:
        chosen = []
        last = ""
        for match in found:
            letter = match["letter"]
            if letter and (len(letter), letter) > (len(last), last):
                chosen.append((match, letter))
                last = letter
        return chosen
    group = "figure" if level is Kind.AYAT else "number"
    marks = [
        Candidate(match.start(), match.end(), readings(match[group], letters=False), 5.0)
        for match in found
        if match[group]
    ]
    by_start = {match.start(): match for match in found}
    return [(by_start[mark.start], mark.label) for mark in align((c for c in marks if c.readings), 0.5)]
