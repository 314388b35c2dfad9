"""Word files: paragraphs with the numbers that Word writes itself, headings and tables, as Markdown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from knowledge.errors import DocumentError
from knowledge.read.door import Progress
from knowledge.read.grid import markdown
from knowledge.read.numerals import numeral
from knowledge.read.packed import checked
from knowledge.records import Page

_STYLES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_HEADING = re.compile(r"(?:heading|judul)\s*(?P<level>[1-6])", re.IGNORECASE)
_PLACE = re.compile(r"%(?P<level>[1-9])")


def read(path: Path, progress: Progress) -> list[Page]:
    """Reads a Word file; pages are numbered where Word has noted its page breaks."""
    checked(path, "word/document.xml").close()
    try:
        document = docx.Document(str(path))
    except (BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, AttributeError, OSError) as error:
        raise DocumentError(
            f"{path.name}: berkas Word tidak terbaca; buka lalu simpan lagi sebagai .docx. / Not a readable Word "
            "file; open and save it again as .docx."
        ) from error
    numbers = _Numbers(document)
    pages: list[list[str]] = [[]]
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            pages[-1].extend(markdown(_rows(block)))
            continue
        for place, piece in enumerate(_split_at_breaks(block)):
            if place:
                pages.append([])
            if place == 0:
                piece = _with_mark(block, piece, numbers)
            pages[-1].append(piece)
    progress(len(pages), len(pages))
    numbered = len(pages) > 1
    return [Page(number if numbered else None, "\n".join(lines)) for number, lines in enumerate(pages, start=1)]


def _with_mark(paragraph: Paragraph, words: str, numbers: _Numbers) -> str:
    mark = numbers.mark(paragraph)
    level = _heading_level(paragraph)
    text = f"{mark} {words}".strip() if mark else words
    return f"{'#' * level} {text}" if level and text.strip() else text


def _heading_level(paragraph: Paragraph) -> int:
    style = paragraph.style
    name = style.name if style is not None else None
    match = _HEADING.match(name or "")
    return int(match["level"]) if match else 0


def _split_at_breaks(paragraph: Paragraph) -> Iterator[str]:
    """Yields a paragraph's text, cut where a page ends inside it."""
    words: list[str] = []
    for node in paragraph._p.iter():
        if node.tag == qn("w:t"):
            words.append(node.text or "")
        elif node.tag == qn("w:tab"):
            # Tab stops of the paragraph's settings have the same tag as tabs in its text.
            parent = node.getparent()
            words.append("\t" if parent is not None and parent.tag == qn("w:r") else "")
        elif node.tag == qn("w:lastRenderedPageBreak") or (
            node.tag == qn("w:br") and node.get(qn("w:type")) == "page" and not _noted(paragraph)
        ):
            yield "".join(words)
            words = []
        elif node.tag in (qn("w:br"), qn("w:cr")):
            words.append("\n")
        elif node.tag == qn("w:noBreakHyphen"):
            words.append("-")
    yield "".join(words)


def _noted(paragraph: Paragraph) -> bool:
    """Tells whether Word has noted its own page breaks in this paragraph; then a manual one counts only once."""
    return paragraph._p.find(f".//{qn('w:lastRenderedPageBreak')}") is not None


def _rows(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        cells: list[str] = []
        previous = None
        for cell in row.cells:
            # A merged cell is listed once for each column that it covers.
            cells.append("" if cell._tc is previous else cell.text)
            previous = cell._tc
        yield cells


@dataclass(frozen=True, slots=True)
class _Level:
    """How Word writes one level of a list: "Pasal %1", "(%1)", "%1.%2."."""

    pattern: str
    style: str
    start: int


class _Numbers:
    """Counts the automatic numbers of a document's lists as Word does."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {node.get(qn("w:abstractNumId")): _levels(node) for node in root.findall(qn("w:abstractNum"))}
        for node in root.findall(qn("w:num")):
            reference = node.find(qn("w:abstractNumId"))
            number, key = node.get(qn("w:numId")), reference.get(qn("w:val")) if reference is not None else None
            self._levels[number] = {**abstract.get(key, {}), **_overrides(node, abstract.get(key, {}))}
            # Lists of the same abstract one count on together, unless this one starts anew.
            self._abstract[number] = number if node.find(qn("w:lvlOverride")) is not None else f"abstract {key}"

    def mark(self, paragraph: Paragraph) -> str:
        """Returns what Word writes in front of a paragraph ("(1)", "Pasal 5"), empty where it writes nothing."""
        place = _list_place(paragraph)
        if place is None:
            return ""
        number, depth = place
        level = self._levels.get(number, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts[self._abstract.get(number, number)]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.style == "bullet":
            return "-"
        if level.style == "none":
            return ""
        levels = self._levels[number]
        return _PLACE.sub(lambda match: _figure(levels, counts, int(match["level"]) - 1), level.pattern)


def _figure(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    return numeral(max(1, counts.get(depth, level.start)), _STYLES.get(level.style, "1"))


def _levels(node: etree._Element) -> dict[int, _Level]:
    found = {}
    for level in node.findall(qn("w:lvl")):
        found[int(level.get(qn("w:ilvl"), "0"))] = _Level(
            _value(level, "w:lvlText") or "", _value(level, "w:numFmt") or "decimal", int(_value(level, "w:start") or 1)
        )
    return found


def _overrides(node: etree._Element, levels: dict[int, _Level]) -> dict[int, _Level]:
    found = {}
    for override in node.findall(qn("w:lvlOverride")):
        depth = int(override.get(qn("w:ilvl"), "0"))
        inner = override.find(qn("w:lvl"))
        start = _value(override, "w:startOverride")
        base = levels.get(depth, _Level("%1.", "decimal", 1))
        if inner is not None:
            pattern, style = _value(inner, "w:lvlText"), _value(inner, "w:numFmt")
            found[depth] = _Level(pattern or base.pattern, style or base.style, base.start)
        elif start:
            found[depth] = _Level(base.pattern, base.style, int(start))
    return found


def _list_place(paragraph: Paragraph) -> tuple[str, int] | None:
    """Returns the list and level of a paragraph, set by itself or by its style."""
    properties = [paragraph._p.pPr]
    style = paragraph.style
    while style is not None:
        properties.append(style.element.find(qn("w:pPr")))
        style = style.base_style
    number: str | None = None
    depth: str | None = None
    for node in properties:
        numbering = node.find(qn("w:numPr")) if node is not None else None
        if numbering is not None:
            number = number or _value(numbering, "w:numId")
            depth = depth or _value(numbering, "w:ilvl")
    return (number, int(depth or 0)) if number and number != "0" else None


def _value(node: etree._Element, child: str) -> str | None:
    found = node.find(qn(child))
    return found.get(qn("w:val")) if found is not None else None
