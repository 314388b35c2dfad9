"""PDF pages with a text layer."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pypdfium2

from knowledge.errors import DocumentError
from knowledge.read import Progress
from knowledge.read.layout import Box, in_reading_order
from knowledge.records import Page

# A page with more pieces is a drawing or a huge table; putting them in order would take long and gain nothing.
_MOST_PIECES = 5000


def read(path: Path, progress: Progress) -> list[Page]:
    """Reads the text layer page by page."""
    document = _open(path)
    try:
        total = len(document)
        if total == 0:
            raise DocumentError(f"{path.name}: the PDF has no pages; export it again.")
        pages = []
        for index in range(total):
            pages.append(Page(index + 1, _text(document, index)))
            progress(index + 1, total)
        return pages
    finally:
        document.close()


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(f"{path.name}: the PDF is protected by a password; save a copy without it.") from error
        raise DocumentError(
            f"{path.name}: this is not a readable PDF (damaged or cut off); download it again."
        ) from error


def _text(document: pypdfium2.PdfDocument, index: int) -> str:
    """Returns a page's text; a page that is damaged by itself counts as one without text."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return ""
    try:
        layer = page.get_textpage()
        try:
            return _in_order(layer).replace("\r\n", "\n").replace("\r", "\n")
        finally:
            layer.close()
    except pypdfium2.PdfiumError:
        return ""
    finally:
        page.close()


def _in_order(layer: pypdfium2.PdfTextPage) -> str:
    count = layer.count_rects()
    if 1 < count <= _MOST_PIECES:
        rects = [layer.get_rect(index) for index in range(count)]
        if any(after[1] > before[3] for before, after in pairwise(rects)):
            boxes = [Box(*rect, layer.get_text_bounded(*rect)) for rect in rects]
            ordered = in_reading_order(boxes)
            if ordered is not None:
                return ordered
    text: str = layer.get_text_bounded()
    return text
