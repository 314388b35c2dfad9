"""Pages → provisions for texts with headings and no articles: guides, circulars, guidelines, reports, slides."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from knowledge import titleblock
from knowledge.cleaning import clean
from knowledge.errors import DocumentError
from knowledge.locator import Locator
from knowledge.outline import parse_outline
from knowledge.records import Kind, Page, ParsedDocument
from knowledge.titles import capitalised


def parse(pages: Sequence[Page], name: str) -> ParsedDocument:
    """Reads headings, paragraphs, lists and tables; front matter of a Markdown file becomes title and meta."""
    meta, pages = _front_matter(pages, name)
    text = clean(pages)
    provisions = parse_outline(text, 0, len(text.content), Locator())
    opening = text.content[:4000]
    identity = titleblock.identify(opening, name)
    title = meta.get("title", "")
    if not title and identity:
        identity = replace(identity, subject=capitalised(identity.subject, text.content[2000:40000]))
        title = titleblock.title_of(identity, opening)
    if not title:
        title = next((piece.heading for piece in provisions if piece.kind is Kind.HEADING), "") or name
    return ParsedDocument(title, identity, provisions, meta)


def _front_matter(pages: Sequence[Page], name: str) -> tuple[dict[str, str], Sequence[Page]]:
    """Splits the front matter off a Markdown file."""
    if not pages or not pages[0].text.lstrip("\ufeff").startswith("---"):
        return {}, pages
    first = pages[0]
    try:
        loaded = frontmatter.loads(first.text.lstrip("\ufeff"), handler=_PlainYaml())
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        where = f" di baris {mark.line + 2}" if mark else ""
        raise DocumentError(
            f"{name}: bagian muka (YAML) salah tulis{where}; perbaiki atau hapus. / The front matter is not valid "
            "YAML; correct or remove it."
        ) from error
    meta = {str(key): _written(value) for key, value in loaded.metadata.items()}
    return meta, [Page(first.number, loaded.content, first.quality), *pages[1:]]


class _PlainYaml(YAMLHandler):
    """YAML without aliases, which can stand for millions of values."""

    def load(self, fm: str, **_options: object) -> dict[str, Any]:
        """Returns the front matter's values."""
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(fm)):
            raise yaml.YAMLError("aliases are not read")
        loaded = yaml.safe_load(fm)
        return loaded if isinstance(loaded, dict) else {}


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
