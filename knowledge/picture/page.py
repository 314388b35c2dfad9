"""One page of a document as a picture, the quoted lines marked; runs in a process of its own (see draw.py)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageSequence

from knowledge.picture.marks import found
from knowledge.picture.png import fitted
from knowledge.read import ocr, pdf

# Pixels of the longer side: text of 9 points can be read when one zooms in, and a page stays well under a megabyte.
LONGER_SIDE = 2200
YELLOW = (255, 229, 92)
# The recognition of one page for its word boxes; nobody waits longer for a picture.
_OCR_SECONDS = 15.0
# Marks reach a little over the letters.
_ROOM = 3
# Share of a page covered by images from which it counts as scanned.
_SCANNED = 0.3

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    box: Rectangle


def draw(path: Path, number: int, quote: str) -> Image.Image:
    """Returns page `number` (from 1) of a PDF or a file of page images.

    Raises:
        ValueError: there is no such page.
        pypdfium2.PdfiumError, OSError: the file or the page cannot be drawn.
    """
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    return fitted(_pdf_page(path, number, quote) if is_pdf else _scan(_frame(path, number), quote))


def _pdf_page(path: Path, number: int, quote: str) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        if not 1 <= number <= len(document):
            raise ValueError(f"no page {number}")
        page = document[number - 1]
        width, height = page.get_size()
        image = page.render(scale=LONGER_SIDE / max(width, height, 1.0)).to_pil().convert("RGB")
        marks = _marked(_letters_of(page, image), quote)
        if quote and not marks and pdf.drawn(page)[0] > _SCANNED:
            return _scan(image, quote)
        return _highlighted(image, marks)
    finally:
        document.close()


def _letters_of(page: pypdfium2.PdfPage, image: Image.Image) -> list[_Letter]:
    """Returns every character of the text layer with its place in the picture."""
    layer = page.get_textpage()
    try:
        return [
            _Letter(_character(layer, index), _in_pixels(page, image, layer.get_charbox(index, loose=True)))
            for index in range(layer.count_chars())
        ]
    finally:
        layer.close()


def _character(layer: pypdfium2.PdfTextPage, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(layer, index)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _in_pixels(page: pypdfium2.PdfPage, image: Image.Image, box: tuple[float, float, float, float]) -> Rectangle:
    """Turns a box of the page into one of the picture; PDFium knows of crop boxes and rotation."""
    corners = [_point(page, image, box[0], box[1]), _point(page, image, box[2], box[3])]
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _point(page: pypdfium2.PdfPage, image: Image.Image, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, image.width, image.height, 0, x, y, across, down)
    return across.value, down.value


def _frame(path: Path, number: int) -> Image.Image:
    with Image.open(path) as opened:
        for place, frame in enumerate(ImageSequence.Iterator(opened), 1):
            if place == number:
                image = frame.convert("RGB")
                image.thumbnail((LONGER_SIDE, LONGER_SIDE))
                return image
    raise ValueError(f"no page {number}")


def _scan(image: Image.Image, quote: str) -> Image.Image:
    """Marks the quotation in the picture of a scan, where its words can be recognised."""
    if not quote or not ocr.is_available():
        return image
    words = ocr.words(image, _OCR_SECONDS)
    letters = [
        _Letter(letter, (word.left, -word.top, word.right, -word.bottom)) for word in words for letter in word.text
    ]
    return _highlighted(image, _marked(letters, quote))


def _marked(letters: Sequence[_Letter], quote: str) -> list[Rectangle]:
    spans = found("".join(letter.text for letter in letters), quote)
    return [line for start, end in spans for line in _lines(letters[start:end])]


def _lines(letters: Sequence[_Letter]) -> Iterator[Rectangle]:
    """Joins the boxes of letters that stand on one line."""
    line: Rectangle | None = None
    for letter in letters:
        left, top, right, bottom = letter.box
        if letter.text.isspace() or right <= left:
            continue
        if line and _same_line(line, letter.box):
            line = (line[0], min(line[1], top), max(line[2], right), max(line[3], bottom))
        else:
            if line:
                yield line
            line = letter.box
    if line:
        yield line


def _same_line(line: Rectangle, box: Rectangle) -> bool:
    middles = (line[1] + line[3]) / 2, (box[1] + box[3]) / 2
    return box[0] >= line[0] and (box[1] < middles[0] < box[3] or line[1] < middles[1] < line[3])


def _highlighted(image: Image.Image, marks: Sequence[Rectangle]) -> Image.Image:
    """Lays yellow over the rectangles as a marker pen does: the letters stay black."""
    for left, top, right, bottom in marks:
        box = (
            max(0, round(left) - _ROOM),
            max(0, round(top) - _ROOM),
            min(image.width, round(right) + _ROOM),
            min(image.height, round(bottom) + _ROOM),
        )
        if box[0] < box[2] and box[1] < box[3]:
            part = image.crop(box)
            image.paste(ImageChops.multiply(part, Image.new("RGB", part.size, YELLOW)), box[:2])
    return image
