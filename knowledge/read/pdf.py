"""PDF pages with a text layer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from knowledge.errors import DocumentError
from knowledge.read import Progress
from knowledge.records import Page


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
            text: str = layer.get_text_bounded()
        finally:
            layer.close()
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except pypdfium2.PdfiumError:
        return ""
    finally:
        page.close()
