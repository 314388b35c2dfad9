"""Web pages: headings, paragraphs, lists and tables of the main part, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml import html as markup

from knowledge.errors import DocumentError
from knowledge.read.door import Progress
from knowledge.read.grid import markdown
from knowledge.read.text import decode
from knowledge.records import Page

# What surrounds a page's text and belongs to the site.
_ASIDE = frozenset({
    "head", "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "svg", "iframe",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "li", "ul", "ol", "blockquote", "pre", "dl", "dt", "dd", "br", "hr",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read(path: Path, progress: Progress) -> list[Page]:
    """Reads a web page as one page without a number."""
    content = path.read_bytes()
    try:
        text = decode(content, path.name)
    except DocumentError:
        text = content.decode(_declared(content), errors="strict") if _declared(content) else ""
        if not text:
            raise
    try:
        root = markup.fromstring(text.encode("utf-8"), parser=markup.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"{path.name}: not a readable web page; save it again from the browser.") from error
    main = root.find(".//main")
    lines = "".join(_pieces(main if main is not None else root)).split("\n")
    progress(1, 1)
    return [Page(None, "\n".join(line.strip() for line in lines))]


def _declared(content: bytes) -> str:
    """Returns the encoding that a page names in its head, where Python knows it."""
    head = content[:2048].lower()
    for name in ("windows-1252", "iso-8859-1", "utf-16"):
        if name.encode() in head:
            return name
    return ""


def _pieces(node: etree._Element) -> Iterator[str]:
    tag = node.tag if isinstance(node.tag, str) else ""
    if not tag or tag in _ASIDE:
        return
    if tag == "table":
        yield "\n"
        yield "\n".join(markdown(_table(node)))
        yield "\n"
        return
    if tag in _HEADINGS:
        yield f"\n\n{'#' * _HEADINGS[tag]} {_all_text(node)}\n\n"
        return
    block = tag in _BLOCKS
    if block:
        yield "\n" if tag in ("li", "br") else "\n\n"
    if tag == "li":
        yield f"{_mark(node)} "
    yield _collapsed(node.text, keep=tag == "pre")
    for child in node:
        yield from _pieces(child)
        yield _collapsed(child.tail, keep=tag == "pre")
    if block and tag != "br":
        yield "\n"


def _mark(item: etree._Element) -> str:
    """Returns the number that a browser shows in front of a list item."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "-"
    place = sum(1 for _ in item.itersiblings("li", preceding=True)) + 1
    start = parent.get("start", "1")
    number = place + (int(start) if start.isdigit() else 1) - 1
    return f"{chr(96 + number)}." if parent.get("type") == "a" and number <= 26 else f"{number}."


def _collapsed(text: str | None, *, keep: bool) -> str:
    if not text:
        return ""
    if keep:
        return text
    words = " ".join(text.split())
    left = " " if text[0].isspace() else ""
    right = " " if text[-1].isspace() and words else ""
    return f"{left}{words}{right}"


def _table(node: etree._Element) -> Iterator[list[str]]:
    for row in node.iter("tr"):
        yield [_all_text(cell) for cell in row if cell.tag in ("td", "th")]


def _all_text(node: etree._Element) -> str:
    return " ".join("".join(map(str, node.itertext())).split())
