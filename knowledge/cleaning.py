"""Pages → one clean text: page furniture taken out, words mended, and the page of every character remembered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from knowledge.detached import lead_with_marks
from knowledge.furniture import (
    bare,
    drop_announcements,
    drop_catchword,
    drop_headers,
    is_edge_furniture,
    is_furniture,
    letterhead,
    unfuse,
)
from knowledge.hyphens import mend_hyphens
from knowledge.records import Page
from knowledge.text import Text

# How many lines at the top and bottom of a page can be its header or footer.
_EDGE = 5
# A line that stands at the edge of this share of the pages is furniture, whatever it says.
_REPEATED_SHARE = 0.5
_REPEATED_LEAST = 4

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\v]+")
# Marks of converters: "![](_page_0_Picture_0.jpeg)", "<missing-text>", "<sup>1</sup>", "**bold**", "Undang\_Undang".
_IMAGES = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,300}\)|<missing-text>|<!--.{0,300}?-->", re.DOTALL)
_TAGS = re.compile(r"</?(?:sup|sub|b|i|u|strong|em|span|p|div|a|ul|ol|li)\b[^>\n]{0,200}>", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*")
_UNDERLINES = re.compile(r"(?<!\w)_+(?=\w)|(?<=[\w.,;:)])_+(?!\w)|(?<!\S)_+(?!\S)")
_ESCAPES = re.compile(r"\\(?=[_*#\[\]()|<>&.-])")
# A hyphen that recognition took for an underline, which the converter escaped.
_HYPHENS = re.compile(r"(?<=[a-z])\\_ ?(?=[A-Z])")
# A bullet that a converter set in front of an item with its own mark: "- (2) Kebijakan", "- a. objek", "* 3. Audit".
_BULLETS = re.compile(r"^[-*•][ \t]+(?=(?:\(?\w{1,3}[.)]|[({]\w{1,3}[)}\]1lI]?)[ \t])")
_BLANK_LINES = re.compile(r"\n\s*\n")
# A caret or accent that recognition sprinkled in front of words ("^tentang"), not the one of a power ("m^2").
_CARETS = re.compile(r"(?<![\w)])\^+|\^+(?!\w)")


def clean(pages: Sequence[Page]) -> Text:
    """Joins the pages to one text without headers, footers, page numbers, catchwords and converters' marks.

    Line breaks stay: they are weak evidence of where a provision starts. No word of the text itself is dropped.
    """
    lines = [_lines(page.text) for page in pages]
    repeated = _repeated(lines)
    bodies = []
    printed = 1
    for place, page_lines in enumerate(lines):
        kept, printed = _without_furniture(page_lines, repeated, place, printed)
        bodies.append(drop_headers("\n".join(kept).strip("\n")))
    for place, (body, following) in enumerate(pairwise(bodies)):
        bodies[place] = drop_catchword(body, following)
    bodies = [drop_announcements(body) for body in bodies]
    return _joined(bodies, [page.number for page in pages])


def _lines(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", text)
    if "<" in text or "](" in text:
        text = _TAGS.sub("", _IMAGES.sub("", text))
    if "**" in text:
        text = _BOLD.sub("", text)
    if "\\" in text:
        text = _ESCAPES.sub("", _HYPHENS.sub("-", text))
    if "_" in text:
        text = _UNDERLINES.sub("", text)
    if "^" in text:
        text = _CARETS.sub("", text)
    if "&" in text:
        text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ")
    lines = [_BULLETS.sub("", line.strip()) for line in _BLANKS.sub(" ", text).split("\n")]
    return lead_with_marks(lines)


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Returns the lines (digits aside) that stand at the edge of many pages."""
    if len(pages) < _REPEATED_LEAST:
        return frozenset()
    counts: Counter[str] = Counter()
    for lines in pages:
        full = [line for line in lines if line]
        counts.update({bare(line) for line in (*full[:_EDGE], *full[-_EDGE:])})
    least = max(_REPEATED_LEAST, _REPEATED_SHARE * len(pages))
    return frozenset(line for line, count in counts.items() if count >= least and line)


def _without_furniture(
    lines: Sequence[str], repeated: frozenset[str], place: int, printed: int
) -> tuple[list[str], int]:
    """Returns the lines of a page that belong to the text, and the page number printed on it (or expected)."""
    full = [number for number, line in enumerate(lines) if line]
    edge = {*full[:_EDGE], *full[-_EDGE:]}
    top = set(full[: _EDGE + 1])
    kept = []
    found = printed
    for number, line in enumerate(lines):
        if is_furniture(line):
            continue
        if number in edge and place > 0 and bare(line) in repeated and not _speaks(line):
            continue
        if number in top and place > 0 and letterhead(line):
            continue
        if number in edge and is_edge_furniture(line):
            continue
        if number in top and place > 0 and (fused := unfuse(line, printed + 1, place + 1)):
            found, line = fused
        kept.append(line)
    return kept, found if found != printed else printed + 1


_SPEAKING = re.compile(r"(?:Pasal|Ayat|BAB|Bagian|Paragraf|Huruf|Angka|cukup)\b|^\W*\w{0,3}\W*$", re.IGNORECASE)


def _speaks(line: str) -> bool:
    """Tells whether a line often stands at page edges and is text all the same ("Pasal 9", "(2)", "Cukup jelas.")."""
    return bool(_SPEAKING.search(line))


def _joined(bodies: Sequence[str], numbers: Sequence[int | None]) -> Text:
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for body in mend_hyphens(bodies):
        starts.append(length)
        # One blank line says as much as many, and patterns that skip blanks stay quick.
        if words := _BLANK_LINES.sub("\n\n", body).strip("\n"):
            pieces.append(words)
            length += len(words) + 1
    return Text("\n".join(pieces), tuple(starts) or (0,), tuple(numbers) or (None,))
