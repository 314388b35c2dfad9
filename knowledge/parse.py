"""One door from pages to provisions: decides how a text is built."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import guidance, regulation
from knowledge.articles import candidates
from knowledge.records import Page, ParsedDocument

# A heading of its own line, or one in front of "(1)": enough to take a text for a regulation.
_CERTAIN = 4.5
_ENACTED = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S|Menetapkan\s*:|\bMengingat\b")


def parse(pages: Sequence[Page], name: str) -> ParsedDocument:
    """Reads a document's structure; `name` is the file's stem."""
    if is_regulation(pages):
        return regulation.parse(pages, name)
    return guidance.parse(pages, name)


def is_regulation(pages: Sequence[Page]) -> bool:
    """Tells whether a text consists of articles: it has headings of them, or enacts and has one."""
    if pages and pages[0].text.lstrip("\ufeff").startswith("---\n"):
        return False
    certain = 0
    for page in pages:
        certain += sum(candidate.score >= _CERTAIN for candidate in candidates(page.text, 0, len(page.text)))
        if certain >= 3:
            return True
    return certain > 0 and any(_ENACTED.search(page.text) for page in pages[:5])
