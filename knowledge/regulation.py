"""Pages → provisions for regulations: BAB, Bagian, Paragraf, Pasal, ayat, huruf, angka; Penjelasan; Lampiran."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge import omnibus, titleblock
from knowledge.amendment import is_amending, landmarks, parse_amendment
from knowledge.articles import find_articles
from knowledge.body import parse_body
from knowledge.cleaning import clean
from knowledge.dating import dates, years
from knowledge.detached import reattach
from knowledge.elucidation import parse_elucidation
from knowledge.headings import find_headings
from knowledge.implied import AyatCounts, count_ayat
from knowledge.locator import Locator
from knowledge.numbering import Mark
from knowledge.opening import parse_opening
from knowledge.outline import parse_outline
from knowledge.records import Identity, Kind, Page, ParsedDocument, Provision
from knowledge.recovery import recover
from knowledge.regions import Regions, closing_end, find_regions
from knowledge.text import Text, tidy
from knowledge.titles import capitalised


def parse(pages: Sequence[Page], name: str) -> ParsedDocument:
    """Reads the structure of a regulation; `name` is the file's stem, which helps where the title block is damaged."""
    return parse_text(clean(pages), name)


def parse_text(text: Text, name: str) -> ParsedDocument:
    """Reads the structure of a regulation from its clean text."""
    text = _mended(text)
    content = text.content
    regions = find_regions(content)
    several = omnibus.is_omnibus(content, regions.body, regions.closing)
    amending = not several and is_amending(content, regions.body, regions.closing)
    read = omnibus.parse_omnibus if several else parse_amendment if amending else parse_body
    body = read(text, regions.body, regions.closing)
    provisions = [
        *parse_opening(text, 0, body.start),
        *body.provisions,
        *_closing(text, regions),
        *_elucidation(text, regions, amending=amending, several=several),
        *_annexes(text, regions),
    ]
    provisions.sort(key=lambda placed: placed[0])
    opening = content[: max(body.start, 1500)]
    meta = dates(content[regions.closing : closing_end(content, regions)])
    identity = titleblock.identify(opening, name, years(meta))
    if identity:
        written = capitalised(identity.subject, content[body.start : body.start + 40000])
        identity = replace(identity, subject=written)
    title = titleblock.title_of(identity, opening) if identity else titleblock.unnumbered_title(opening) or name
    meta |= _identity_meta(identity)
    return ParsedDocument(title, identity, tuple(piece for _, piece in provisions), meta, _gaps(body.articles))


def _identity_meta(identity: Identity | None) -> dict[str, str]:
    if identity is None:
        return {}
    written = {
        "kind": identity.kind,
        "number": identity.number,
        "year": str(identity.year or ""),
        "subject": identity.subject,
    }
    return {key: value for key, value in written.items() if value}


def _mended(text: Text) -> Text:
    """Returns the text with numbers that the layout tore off put back in front of their sentences."""
    content = text.content
    regions = find_regions(content)
    several = omnibus.is_omnibus(content, regions.body, regions.closing)
    if several or is_amending(content, regions.body, regions.closing):
        articles, cuts = (omnibus.landmarks if several else landmarks)(content, regions.body, regions.closing)
        return reattach(text, 0, regions.closing, articles, cuts, AyatCounts({}, {}))
    articles = find_articles(content, regions.body, regions.closing)
    headings = find_headings(content, regions.body, regions.closing, articles)
    articles = recover(content, regions.body, regions.closing, articles, headings)
    stops = sorted({*(mark.start for mark in articles), *(heading.start for heading in headings), regions.closing})
    return reattach(text, 0, regions.closing, articles, stops, count_ayat(content, regions))


def _closing(text: Text, regions: Regions) -> list[tuple[int, Provision]]:
    words = tidy(text.content[regions.closing : closing_end(text.content, regions)])
    if not words:
        return []
    return [(regions.closing, Provision(Kind.PENUTUP, "Penutup", words, text.page(regions.closing)))]


def _elucidation(text: Text, regions: Regions, *, amending: bool, several: bool) -> list[tuple[int, Provision]]:
    start, end = regions.elucidation, regions.elucidation_end
    if start >= end:
        return []
    notes = parse_elucidation(text, start, regions.articles_elucidated, end, amending=amending, omnibus=several)
    return [(start, notes)]


def _annexes(text: Text, regions: Regions) -> list[tuple[int, Provision]]:
    found = []
    for annex in regions.annexes:
        locator = Locator(f"Lampiran {annex.number}".strip())
        children = parse_outline(text, annex.start, annex.end, locator)
        page = text.page(annex.start)
        found.append((annex.start, Provision(Kind.LAMPIRAN, str(locator), "", page, children=children)))
    return found


def _gaps(articles: Sequence[Mark]) -> tuple[str, ...]:
    """Returns a sentence for each run of numbers that no article has."""
    found = []
    previous = 0
    for mark in articles:
        missing = range(previous + 1, mark.number)
        if missing:
            lost = f"Pasal {missing[0]}" + (f" sampai Pasal {missing[-1]}" if len(missing) > 1 else "")
            where = f"di antara Pasal {previous} dan Pasal {mark.label}" if previous else f"sebelum Pasal {mark.label}"
            found.append(f"{lost} tidak ditemukan {where}")
        previous = mark.number
    return tuple(found)
