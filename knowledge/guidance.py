"""Pages → provisions for texts with headings and no articles: guides, circulars, guidelines, reports, slides."""

from __future__ import annotations

import json
from collections.abc import Sequence

import frontmatter

from knowledge import titleblock
from knowledge.cleaning import clean
from knowledge.locator import Locator
from knowledge.outline import parse_outline
from knowledge.records import Kind, Page, ParsedDocument


def parse(pages: Sequence[Page], name: str) -> ParsedDocument:
    """Reads headings, paragraphs, lists and tables; front matter of a Markdown file becomes title and meta."""
    meta: dict[str, str] = {}
    if pages and pages[0].text.lstrip("\ufeff").startswith("---"):
        loaded = frontmatter.loads(pages[0].text.lstrip("\ufeff"))
        meta = {str(key): _written(value) for key, value in loaded.metadata.items()}
        pages = [Page(pages[0].number, loaded.content, pages[0].quality), *pages[1:]]
    text = clean(pages)
    provisions = parse_outline(text, 0, len(text.content), Locator())
    opening = text.content[:4000]
    identity = titleblock.identify(opening, name)
    title = meta.get("title", "")
    if not title and identity:
        title = titleblock.title_of(identity, opening, text.content[2000:40000])
    if not title:
        title = next((piece.heading for piece in provisions if piece.kind is Kind.HEADING), "") or name
    return ParsedDocument(title, identity, provisions, meta)


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
