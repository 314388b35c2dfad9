"""The clean text of a document, which knows the page of every character."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# Marks of Markdown at a line's start: "## Pasal 3", "- (1) SPBE dilaksanakan"; a stretch that was cut before the "(2)"
# of the next line ends in its mark.
_MARKDOWN = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|[-*•▪➢❖](?: (?=\S)|[ \t]*\Z))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Text:
    """The clean text of a document with the offset at which each page starts."""

    content: str
    starts: tuple[int, ...] = (0,)
    numbers: tuple[int | None, ...] = (None,)

    def page(self, offset: int) -> int | None:
        """Returns the number of the page that the character at this offset stands on."""
        return self.numbers[max(0, bisect_right(self.starts, offset) - 1)]


def tidy(text: str) -> str:
    """Returns a stretch of clean text as one line, without the marks of Markdown."""
    return " ".join(_MARKDOWN.sub("", text).split())
