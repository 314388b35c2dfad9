"""PDF pages: the text layer where it can be used, character recognition where it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from knowledge.errors import DocumentError, ProtectedError
from knowledge.furniture import is_edge_furniture, is_furniture
from knowledge.read import ocr
from knowledge.read.door import Progress
from knowledge.read.layout import Box, in_reading_order
from knowledge.read.ruled import grids, text_with_tables
from knowledge.records import Page

# A page with more pieces is a drawing or a huge table; putting them in order would take long and gain nothing.
_MOST_PIECES = 5000
_MOST_PAGES = 10_000
# A page with fewer letters than this, stamps and page numbers aside, says too little to be the text of a full image.
_FEW_LETTERS = 120
# Above this share of damaged words ("perLrmusan", "te:'padu") a scan's own text layer is worse than a new recognition.
_DAMAGED_SHARE = 0.06
_DAMAGED = re.compile(r"[a-z][A-Z]|[A-Za-z]\d[a-z]|[a-z][^\w\s.,;:()/\"'%&+–—’”-][a-z]")
# pdfium writes a hyphen at the end of a line as one of these and takes the line break away: "bersama\x02sama".
_LINE_END_HYPHEN = re.compile("[\x02\ufffe][ ]*\n?")
_HALF = 0.5
_PATHS_OF_OUTLINED_TEXT = 200


def read(path: Path, progress: Progress) -> list[Page]:
    """Reads a PDF page by page; `Page.quality` is set where a page was recognised or would have to be."""
    document = _open(path)
    try:
        total = len(document)
        if total == 0:
            raise DocumentError(
                f"{path.name}: PDF tanpa halaman; ekspor lagi. / The PDF has no pages; export it again."
            )
        if total > _MOST_PAGES:
            raise DocumentError(
                f"{path.name}: {total} halaman melebihi batas {_MOST_PAGES}; bagi berkasnya. / Too many pages; "
                "split the file."
            )
        return _pages(document, path.name, total, progress)
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument, name: str, total: int, progress: Progress) -> list[Page]:
    layers: list[str] = []
    scanned: list[int] = []
    for index in range(total):
        text, needs_recognition = _layer(document, index)
        layers.append(text)
        if needs_recognition:
            scanned.append(index)
        progress(index + 1 - len(scanned), total)
    pages = [Page(index + 1, text) for index, text in enumerate(layers)]
    if not scanned:
        return pages
    if not ocr.is_available():
        if not any(len(_letters(text)) >= _FEW_LETTERS for text in layers):
            ocr.require(name)
        for index in scanned:
            pages[index] = Page(index + 1, layers[index], 0.0)
        return pages
    done = total - len(scanned)

    def count() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    results = ocr.recognise_all(_images(document, scanned), count)
    for index, result in zip(scanned, results, strict=True):
        pages[index] = Page(index + 1, _better(layers[index], result.text), result.quality)
    return pages


def _better(layer: str, recognised: str) -> str:
    """Returns the text layer where it is no worse than what was recognised, and no shorter."""
    sound = _damage(layer) <= _damage(recognised)
    return layer if sound and len(_letters(layer)) >= len(_letters(recognised)) else recognised


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ProtectedError(
                f"{path.name}: PDF berkata sandi; simpan salinan tanpa sandi. / The PDF is protected by a password; "
                "save a copy without it."
            ) from error
        raise DocumentError(
            f"{path.name}: PDF tidak terbaca (rusak atau terpotong); unduh lagi. / Not a readable PDF (damaged or "
            "cut off); download it again."
        ) from error


def _layer(document: pypdfium2.PdfDocument, index: int) -> tuple[str, bool]:
    """Returns a page's text layer and whether the page needs recognition; a damaged page counts as empty."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return "", False
    try:
        layer = page.get_textpage()
        try:
            tables = grids(page)
            stored = (text_with_tables(layer, tables) if tables else None) or _in_order(layer)
            # A letter beyond the first 65,536 comes from pdfium in two halves ("𝑖" of a formula).
            stored = stored.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            text = _LINE_END_HYPHEN.sub("-\n", stored.replace("\r\n", "\n").replace("\r", "\n"))
        finally:
            layer.close()
        return text, _needs_recognition(page, text)
    except pypdfium2.PdfiumError:
        return "", False
    finally:
        page.close()


def _needs_recognition(page: pypdfium2.PdfPage, text: str) -> bool:
    few = len(_letters(text)) < _FEW_LETTERS
    if not few and _damage(text) < _DAMAGED_SHARE:
        return False
    images, paths = drawn(page)
    return images > (0.3 if few else _HALF) or (few and not text.strip() and paths > _PATHS_OF_OUTLINED_TEXT)


def drawn(page: pypdfium2.PdfPage) -> tuple[float, int]:
    """Returns the share of the page that its images cover, and the number of drawn paths."""
    width, height = page.get_size()
    area, paths = 0.0, 0
    for thing in page.get_objects(max_depth=3):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            area += max(0.0, right - left) * max(0.0, top - bottom)
        elif thing.type == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
    return area / max(width * height, 1.0), paths


def _letters(text: str) -> str:
    """Returns the letters of a page without stamps and page numbers."""
    lines = (line.strip() for line in text.splitlines())
    kept = "".join(line for line in lines if not is_furniture(line) and not is_edge_furniture(line))
    return "".join(filter(str.isalpha, kept))


def _damage(text: str) -> float:
    words = text.split()
    return sum(_DAMAGED.search(word) is not None for word in words) / len(words) if words else 1.0


def _images(document: pypdfium2.PdfDocument, indexes: list[int]) -> Iterator[Image.Image]:
    """Renders pages one at a time; the renderer must stay in one thread."""
    for index in indexes:
        page = document[index]
        try:
            width, height = page.get_size()
            scale = min(ocr.DOTS_PER_INCH / 72, (ocr.MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            yield page.render(scale=scale, grayscale=True).to_pil()
        except (pypdfium2.PdfiumError, MemoryError):
            yield Image.new("L", (8, 8), 255)
        finally:
            page.close()


def _in_order(layer: pypdfium2.PdfTextPage) -> str:
    count = layer.count_rects()
    if 1 < count <= _MOST_PIECES:
        rects = [layer.get_rect(index) for index in range(count)]
        if any(after[1] > before[3] for before, after in pairwise(rects)):
            boxes = _boxes(layer, rects)
            ordered = in_reading_order(boxes)
            if ordered is not None:
                return ordered
    text: str = layer.get_text_bounded()
    return text


def _boxes(layer: pypdfium2.PdfTextPage, rects: Sequence[tuple[float, float, float, float]]) -> list[Box]:
    """Returns the pieces of text with their places, each with its own characters only.

    Asking for the text inside a rectangle would also give the tails of letters on the line above ("g", "y", "j").
    """
    texts = [""] * len(rects)
    place = 0
    for index in range(layer.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(layer, index))
        if character.isspace():
            texts[place] += " "
            continue
        left, bottom, right, top = layer.get_charbox(index)
        middle = ((left + right) / 2, (bottom + top) / 2)
        if not _holds(rects[place], middle):
            place = next((later for later in range(place + 1, len(rects)) if _holds(rects[later], middle)), place)
        texts[place] += character
    return [Box(*rect, text) for rect, text in zip(rects, texts, strict=True)]


def _holds(rect: tuple[float, float, float, float], point: tuple[float, float]) -> bool:
    left, bottom, right, top = rect
    return left - 1 <= point[0] <= right + 1 and bottom - 1 <= point[1] <= top + 1
