"""Hyphens at line ends, soft hyphens and the ones that a text layer lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

# The longest words are shorter than this; a bound keeps a line of one letter from taking for ever.
_LETTERS = r"[^\W\d_]"
_WORD = rf"(?<!{_LETTERS}){_LETTERS}{{1,40}}"
# A line that ends in the middle of a word: "Perundang-\nundangan", "penye-\nlenggaraan".
_WRAPPED = re.compile(rf"(?P<left>{_WORD})[-\u00ad\u00ac][ ]?\n\s*(?P<right>{_LETTERS}{{1,40}})")
_SOFT = re.compile(rf"(?P<left>{_WORD})[\u00ad\u00ac]\s?(?P<right>{_LETTERS}{{1,40}})")
# A doubled word whose hyphen fell out at a line end: "UndangUndang", "masingmasing", "berturutturut", "sewaktuwaktu".
_DOUBLED = re.compile(
    rf"\b(?P<head>(?i:ber|se)?)(?P<word>{_LETTERS}{{4,20}})(?P<again>(?i:(?P=word)))(?P<ending>an|nya)?\b"
)
_PERUNDANGUNDANGAN = re.compile(r"\b([Pp]er|PER)(undang|UNDANG)(undangan|UNDANGAN)\b")


def mend_hyphens(pages: Sequence[str]) -> list[str]:
    """Joins words that were cut at line ends, and gives doubled words their hyphen back."""
    whole = _Words(pages)
    return [whole.mend(page) for page in pages]


class _Words:
    """Decides from the rest of the document whether a hyphen belongs to a word."""

    def __init__(self, pages: Sequence[str]) -> None:
        self._pages = pages
        self._known: set[str] | None = None

    def mend(self, text: str) -> str:
        if "\u00ad" in text or "\u00ac" in text:
            text = _SOFT.sub(self._joined, text).replace("\u00ad", "").replace("\u00ac", "")
        if "-" in text:
            text = _WRAPPED.sub(self._joined, text)
        text = _DOUBLED.sub(lambda m: f"{m['head']}{m['word']}-{m['again']}{m['ending'] or ''}", text)
        return _PERUNDANGUNDANGAN.sub(r"\1\2-\3", text)

    def _joined(self, match: re.Match[str]) -> str:
        left, right = match["left"], match["right"]
        return f"{left}-{right}" if self._is_compound(left, right) else f"{left}{right}"

    def _is_compound(self, left: str, right: str) -> bool:
        if right[0].isupper() or len(left) <= 3 or len(right) <= 2:
            return True
        stem = right[:4].lower()
        if left.lower().endswith(stem) or (stem in left.lower() and len(left) - len(right) < 5):
            return True
        return f"{left}{right}".lower() not in self._vocabulary()

    def _vocabulary(self) -> set[str]:
        if self._known is None:
            self._known = {word for page in self._pages for word in re.findall(r"[^\W\d_]+", page.lower())}
        return self._known
