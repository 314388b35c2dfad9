"""One door from pages to provisions: decides how a text is built."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import guidance, regulation
from knowledge.articles import candidates
from knowledge.records import Page, ParsedDocument

# A heading of its own line, or one in front of "(1)": three of them make a regulation.
_CERTAIN = 4.5
# Behind enacting words one that stands behind a full stop will do ("… KETENTUAN UMUM. Pasal 1. Untuk mengadili …").
_LIKELY = 2.0
# A regulation shows its first articles within so many characters.
_ENOUGH = 400_000
_ENACTED = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S|M\s?e\s?m\s?u\s?t\s?u\s?s\s?k\s?a\s?n|Menetapkan\s*:|MENETAPKAN\s*:")


def parse(pages: Sequence[Page], name: str) -> ParsedDocument:
    """Reads a document's structure; `name` is the file's stem."""
    if is_regulation(pages):
        return regulation.parse(pages, name)
    return guidance.parse(pages, name)


def is_regulation(pages: Sequence[Page]) -> bool:
    """Tells whether a text consists of articles: it has headings of them, or enacts and has one."""
    if pages and pages[0].text.lstrip("\ufeff").startswith("---\n"):
        return False
    certain = likely = 0
    enacted = any(_ENACTED.search(page.text) for page in pages[:8])
    seen = 0
    for page in pages:
        if seen > _ENOUGH:
            break
        seen += len(page.text)
        scores = [candidate.score for candidate in candidates(page.text, 0, min(len(page.text), _ENOUGH))]
        certain += sum(score >= _CERTAIN for score in scores)
        likely += sum(score >= _LIKELY for score in scores)
        if certain >= 3 or (enacted and likely >= 1):
            return True
    return False
