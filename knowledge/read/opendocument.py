"""OpenDocument texts: paragraphs, headings, numbered lists and tables, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from knowledge.read.door import Progress
from knowledge.read.grid import markdown
from knowledge.read.numerals import numeral
from knowledge.read.packed import checked, parse_part
from knowledge.records import Page

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MOST_BLANKS = 20


def read(path: Path, progress: Progress) -> list[Page]:
    """Reads an OpenDocument text; a page ends where the writer left a soft page break."""
    with checked(path, "content.xml") as packed:
        root = parse_part(packed, "content.xml", path.name)
        styles = parse_part(packed, "styles.xml", path.name) if "styles.xml" in packed.namelist() else None
    reader = _Reader(root, styles)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    pages: list[list[str]] = [[]]
    for line in reader.blocks(body if body is not None else root):
        first, *rest = line.split("\f")
        pages[-1].append(first)
        pages.extend([piece] for piece in rest)
    progress(len(pages), len(pages))
    return [Page(number if len(pages) > 1 else None, "\n".join(lines)) for number, lines in enumerate(pages, start=1)]


class _Reader:
    """Walks the content and counts the lists as the writer shows them."""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._lists: dict[str, dict[int, tuple[str, str, str, int]]] = {}
        for root in (styles, content):
            if root is not None:
                for style in root.iter(f"{_TEXT}list-style"):
                    self._lists[style.get(f"{_STYLE}name", "")] = dict(_levels(style))
        self._counts: dict[tuple[str, int], int] = {}

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Yields the lines below a node; form feeds mark page breaks."""
        for node in parent:
            if node.tag == f"{_TEXT}p":
                yield _words(node)
            elif node.tag == f"{_TEXT}h":
                level = min(6, int(node.get(f"{_TEXT}outline-level", "1")))
                words = _words(node)
                yield f"{'#' * level} {words}" if words.strip() else words
            elif node.tag == f"{_TEXT}list":
                yield from self._list(node, "", 1)
            elif node.tag == f"{_TABLE}table":
                yield from markdown(_table(node))
            elif node.tag == f"{_TEXT}soft-page-break":
                yield "\f"
            elif node.tag in (f"{_TEXT}section", f"{_TEXT}index-body", f"{_TEXT}table-of-content"):
                yield from self.blocks(node)

    def _list(self, node: etree._Element, style: str, depth: int) -> Iterator[str]:
        style = node.get(f"{_TEXT}style-name") or style
        place = (style, depth)
        prefix, shape, suffix, start = self._lists.get(style, {}).get(depth, ("", "-", "", 1))
        if node.get(f"{_TEXT}continue-numbering") != "true" and node.get(f"{_TEXT}continue-list") is None:
            self._counts[place] = start - 1
        for item in node.findall(f"{_TEXT}list-item"):
            if value := item.get(f"{_TEXT}start-value"):
                self._counts[place] = int(value) - 1
            self._counts[place] = self._counts.get(place, start - 1) + 1
            mark = "-" if shape == "-" else f"{prefix}{numeral(self._counts[place], shape)}{suffix}"
            yield from self._item(item, mark, style, depth)

    def _item(self, item: etree._Element, mark: str, style: str, depth: int) -> Iterator[str]:
        for node in item:
            if node.tag == f"{_TEXT}list":
                yield from self._list(node, style, depth + 1)
            elif node.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield f"{mark} {_words(node)}".strip()
                mark = ""


def _levels(style: etree._Element) -> Iterator[tuple[int, tuple[str, str, str, int]]]:
    """Yields each level's number with prefix, numeral style ("-" for bullets), suffix and start."""
    for level in style:
        depth = int(level.get(f"{_TEXT}level", "1"))
        if level.tag == f"{_TEXT}list-level-style-number":
            prefix, suffix = level.get(f"{_STYLE}num-prefix", ""), level.get(f"{_STYLE}num-suffix", "")
            yield (
                depth,
                (prefix, level.get(f"{_STYLE}num-format") or "1", suffix, int(level.get(f"{_TEXT}start-value", "1"))),
            )
        else:
            yield depth, ("", "-", "", 1)


def _table(node: etree._Element) -> Iterator[list[str]]:
    for row in node.iter(f"{_TABLE}table-row"):
        yield [_words(cell) for cell in row.findall(f"{_TABLE}table-cell")]


def _words(node: etree._Element) -> str:
    """Returns the text of a node; blanks, tabs and breaks are elements of their own in this format."""
    pieces = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(_MOST_BLANKS, int(child.get(f"{_TEXT}c", "1"))))
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag == f"{_TEXT}soft-page-break":
            pieces.append("\f")
        elif child.tag != f"{_TEXT}note":
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
