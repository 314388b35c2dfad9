"""Pages → provisions for regulations: BAB, Bagian, Paragraf, Pasal, ayat, huruf, angka; Penjelasan; Lampiran."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from knowledge import titleblock
from knowledge.articles import find_articles
from knowledge.cleaning import Text, clean, tidy
from knowledge.elucidation import parse_elucidation
from knowledge.headings import Heading, find_headings, nest
from knowledge.items import parse_items
from knowledge.locator import Locator, Step
from knowledge.numbering import Mark
from knowledge.opening import parse_opening
from knowledge.outline import parse_outline
from knowledge.records import Kind, Page, ParsedDocument, Provision
from knowledge.regions import Regions, closing_end, find_regions


def parse(pages: Sequence[Page], name: str) -> ParsedDocument:
    """Reads the structure of a regulation; `name` is the file's stem, which helps where the title block is damaged."""
    return parse_text(clean(pages), name)


def parse_text(text: Text, name: str) -> ParsedDocument:
    """Reads the structure of a regulation from its clean text."""
    content = text.content
    regions = find_regions(content)
    articles = find_articles(content, regions.body, regions.closing)
    headings = find_headings(content, regions.body, regions.closing, articles)
    first = min([heading.start for heading in headings] + [mark.start for mark in articles] + [regions.closing])
    provisions = [
        *parse_opening(text, 0, first),
        *nest(headings, [_article(text, mark, end) for mark, end in _spans(articles, headings, regions.closing)], text),
        *_closing(text, regions),
        *_elucidation(text, regions),
        *_annexes(text, regions),
    ]
    provisions.sort(key=lambda placed: placed[0])
    opening = content[: max(first, 1500)]
    identity = titleblock.identify(opening, name)
    meta = _meta(content, regions)
    title = titleblock.title_of(identity, opening, content[first : first + 40000]) if identity else name
    return ParsedDocument(title, identity, tuple(piece for _, piece in provisions), meta, _gaps(articles))


def _spans(articles: Sequence[Mark], headings: Sequence[Heading], closing: int) -> list[tuple[Mark, int]]:
    """Pairs each article with where it ends: at the next article, chapter heading or the closing."""
    starts = sorted([mark.start for mark in articles] + [heading.start for heading in headings] + [closing])
    ends = dict(itertools.pairwise(starts))
    return [(mark, ends.get(mark.start, closing)) for mark in articles]


def _article(text: Text, mark: Mark, end: int) -> tuple[int, Provision]:
    locator = Locator(steps=(Step(Kind.PASAL, mark.label),))
    lead, children = parse_items(text.content, mark.end, end, locator, text.page)
    words = f"Pasal {mark.label} {lead}".strip()
    return mark.start, Provision(Kind.PASAL, str(locator), words, text.page(mark.start), children=children)


def _closing(text: Text, regions: Regions) -> list[tuple[int, Provision]]:
    end = closing_end(text.content, regions)
    words = tidy(text.content[regions.closing : end])
    if not words:
        return []
    return [(regions.closing, Provision(Kind.PENUTUP, "Penutup", words, text.page(regions.closing)))]


def _elucidation(text: Text, regions: Regions) -> list[tuple[int, Provision]]:
    if regions.elucidation >= regions.elucidation_end:
        return []
    parsed = parse_elucidation(text, regions.elucidation, regions.articles_elucidated, regions.elucidation_end)
    return [(regions.elucidation, parsed)]


def _annexes(text: Text, regions: Regions) -> list[tuple[int, Provision]]:
    found = []
    for annex in regions.annexes:
        locator = Locator(f"Lampiran {annex.number}".strip())
        children = parse_outline(text, annex.start, annex.end, locator)
        found.append(
            (annex.start, Provision(Kind.LAMPIRAN, str(locator), "", text.page(annex.start), children=children))
        )
    return found


def _meta(content: str, regions: Regions) -> dict[str, str]:
    return titleblock.dates(content[regions.closing : closing_end(content, regions)])


def _gaps(articles: Sequence[Mark]) -> tuple[str, ...]:
    found = []
    previous = 0
    for mark in articles:
        missing = range(previous + 1, mark.number)
        if len(missing) == 1:
            found.append(f"Pasal {missing[0]} tidak ditemukan di antara Pasal {previous} dan Pasal {mark.label}")
        elif missing:
            found.append(
                f"Pasal {missing[0]} sampai Pasal {missing[-1]} tidak ditemukan di antara Pasal {previous} dan Pasal {mark.label}"
            )
        previous = mark.number
    return tuple(found)
