"""The articles between two offsets, nested below their chapters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.articles import GAP, find_articles
from knowledge.headings import Heading, find_headings, nest
from knowledge.items import parse_items
from knowledge.locator import Locator, Step
from knowledge.numbering import Mark
from knowledge.records import Kind, Provision
from knowledge.recovery import recover
from knowledge.text import Text


@dataclass(frozen=True, slots=True)
class Body:
    """The articles of a text: its top-level provisions with their offsets, the marks, and where the first stands."""

    provisions: list[tuple[int, Provision]]
    articles: list[Mark]
    start: int


def parse_body(text: Text, start: int, end: int, part: str = "") -> Body:
    """Reads chapters and articles; `part` is the annex that they belong to, empty for the regulation itself."""
    content = text.content
    articles = find_articles(content, start, end, GAP)
    headings = find_headings(content, start, end, articles)
    articles = recover(content, start, end, articles, headings)
    headings = _before(headings, articles)
    placed = [(mark.start, article(text, mark, until, part)) for mark, until in spans(articles, headings, end)]
    first = min([end, *(heading.start for heading in headings), *(mark.start for mark in articles)])
    return Body(nest(headings, placed, end, text, part), articles, first)


def _before(headings: Sequence[Heading], articles: Sequence[Mark]) -> list[Heading]:
    """Ends titles where an article begins that was only found after them."""
    starts = sorted(mark.start for mark in articles)
    trimmed = []
    for heading in headings:
        place = bisect_right(starts, heading.start)
        end = min(heading.end, starts[place]) if place < len(starts) else heading.end
        trimmed.append(Heading(heading.kind, heading.number, heading.start, end))
    return trimmed


def spans(articles: Sequence[Mark], headings: Sequence[Heading], end: int) -> list[tuple[Mark, int]]:
    """Pairs each article with where it ends: at the next article or heading, or at the end."""
    starts = sorted({*(mark.start for mark in articles), *(heading.start for heading in headings), end})
    following = dict(pairwise(starts))
    return [(mark, following.get(mark.start, end)) for mark in articles]


def article(text: Text, mark: Mark, end: int, part: str = "") -> Provision:
    """Builds one article with its ayat and lists."""
    locator = Locator(part, (Step(Kind.PASAL, mark.label),))
    lead, children = parse_items(text.content, mark.end, end, locator, text.page)
    words = f"Pasal {mark.label} {lead}".strip()
    return Provision(Kind.PASAL, str(locator), words, text.page(mark.start), children=children)
