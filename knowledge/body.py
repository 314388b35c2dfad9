"""The articles between two offsets, nested below their chapters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.articles import GAP, find_articles
from knowledge.headings import SMALL_WORDS, Heading, find_headings, nest
from knowledge.items import parse_items
from knowledge.locator import Locator
from knowledge.numbering import Mark
from knowledge.records import Kind, Provision
from knowledge.recovery import recover
from knowledge.text import Text, tidy

# An unnumbered title above an article, as old regulations have them: "… Negara. Kepegawaian. Pasal 17.", "… Menteri.
# PEMBUBARAN Pasal 24."; not the last item of a list ("b. Walikota."), nor a sentence.
_TITLE = re.compile(r"[.;]\s+(?P<words>[A-Z][\w,/()-]*(?:\s[\w,/()-]+){0,7}\.?)\s*$")
_LIST_MARK = re.compile(r"(?:^|[\s(])\w{1,2}\.$")
_LONGEST_TITLE = 90


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
    pairs = spans(articles, headings, end)
    titles = _titles(content, pairs)
    placed = []
    for mark, until in pairs:
        above = tidy(content[titles.get(mark.start, mark.start) : mark.start])
        placed.append((mark.start, article(text, mark, titles.get(until, until), part, above)))
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


def _titles(content: str, placed: Sequence[tuple[Mark, int]]) -> dict[int, int]:
    """Returns for the articles below an unnumbered title where that begins, by the offset of their heading."""
    starts = {mark.start for mark, _ in placed}
    found = {}
    for mark, until in placed:
        title = _TITLE.search(content, max(mark.end, until - _LONGEST_TITLE), until) if until in starts else None
        if (
            title
            and _is_title(title["words"])
            and not _LIST_MARK.search(content[title.start() - 4 : title.start() + 1])
        ):
            found[until] = title.start("words")
    return found


def _is_title(words: str) -> bool:
    tokens = [token for token in words.split() if token.lower() not in SMALL_WORDS]
    return bool(tokens) and all(token[0].isupper() or token[0].isdigit() for token in tokens)


def spans(articles: Sequence[Mark], headings: Sequence[Heading], end: int) -> list[tuple[Mark, int]]:
    """Pairs each article with where it ends: at the next article or heading, or at the end."""
    starts = sorted({*(mark.start for mark in articles), *(heading.start for heading in headings), end})
    following = dict(pairwise(starts))
    return [(mark, following.get(mark.start, end)) for mark in articles]


def article(
    text: Text, mark: Mark, end: int, part: str = "", title: str = "", above: Locator | None = None
) -> Provision:
    """Builds one article with its ayat and lists; a title of its own stands behind its number.

    `above` is the address of the instruction that quotes it, where its number alone would not say whose it is.
    """
    locator = (above or Locator(part)).child(Kind.PASAL, mark.label)
    lead, children = parse_items(text.content, mark.end, end, locator, text.page)
    # The full stop of "Pasal 17." is no text.
    words = " ".join(filter(None, (f"Pasal {mark.label}", title, re.sub(r"^\.(?:\s+|$)", "", lead))))
    return Provision(Kind.PASAL, str(locator), words, text.page(mark.start), children=children)
