"""Character recognition by Tesseract with its Indonesian model, one process a page, several side by side."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image

from knowledge.errors import MissingToolError
from knowledge.read.layout import Box, in_reading_order

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-ind"
LANGUAGE = "ind"
# Tesseract wants about 300 dots an inch; beyond this many pixels a page only costs time.
DOTS_PER_INCH = 300
MOST_PIXELS = 25_000_000
# A page that takes longer is a drawing or a trap.
_SECONDS = 120
# Words that recognition itself hardly believes are specks and lines of forms.
_LEAST_CONFIDENCE = 15.0


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of an image with the mean confidence of its words, from 0 to 1."""

    text: str
    quality: float


@lru_cache(maxsize=1)
def is_available() -> bool:
    """Tells whether Tesseract and its Indonesian model are installed."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE in (listed.stdout + listed.stderr).decode(errors="replace").split()


def require(name: str) -> None:
    """Raises MissingToolError with what to install where recognition is not possible."""
    if not is_available():
        raise MissingToolError(
            f"{name}: ini hasil pindai, sehingga perlu pengenalan huruf (OCR); pasang Tesseract dengan bahasa "
            f"Indonesia: {INSTALL}, lalu ulangi. / This is a scan and needs character recognition; install "
            "Tesseract with Indonesian and repeat."
        )


def recognise_all(images: Iterable[Image.Image], done: Callable[[], None]) -> Iterator[Recognised]:
    """Recognises images in order, as many at a time as the machine has cores; only so many are held in memory."""
    workers = max(1, os.cpu_count() or 1)
    waiting: deque[Future[Recognised]] = deque()
    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="ocr") as pool:
        for image in images:
            waiting.append(pool.submit(recognise, image))
            if len(waiting) > workers:
                yield waiting.popleft().result()
                done()
        while waiting:
            yield waiting.popleft().result()
            done()


def recognise(image: Image.Image) -> Recognised:
    """Recognises one image; one that takes too long counts as empty."""
    return _from_table(_table(image, _SECONDS))


def words(image: Image.Image, seconds: float) -> list[Box]:
    """Returns the words of an image with their boxes, in reading order; none where it takes longer than `seconds`.

    The origin is the upper left corner, and heights below it are negative.
    """
    found = (_word(row.split("\t")) for row in _table(image, seconds).splitlines()[1:])
    return [word.box for word in found if word]


def _table(image: Image.Image, seconds: float) -> str:
    program = shutil.which("tesseract") or "tesseract"
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", "3", "--dpi", str(DOTS_PER_INCH), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        ran = subprocess.run(
            command, input=_png(image), capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return ran.stdout.decode("utf-8", errors="replace")


def scaled(image: Image.Image) -> Image.Image:
    """Returns an image of a size that recognition can handle, in grey."""
    grey = image.convert("L")
    pixels = grey.width * grey.height
    if pixels <= MOST_PIXELS:
        return grey
    factor = (MOST_PIXELS / pixels) ** 0.5
    return grey.resize((max(1, int(grey.width * factor)), max(1, int(grey.height * factor))))


def _png(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _from_table(table: str) -> Recognised:
    """Reads Tesseract's table of words; its paragraphs are set apart by blank lines unless columns were mixed up."""
    words = [word for row in table.splitlines()[1:] if (word := _word(row.split("\t")))]
    if not words:
        return Recognised("", 0.0)
    lines: list[tuple[tuple[str, ...], Box]] = []
    for word in words:
        if lines and lines[-1][0] == word.line:
            lines[-1] = (word.line, lines[-1][1].joined(word.box))
        else:
            lines.append((word.line, word.box))
    text = in_reading_order([box for _, box in lines]) or _with_paragraphs(lines)
    weight = sum(len(word.box.text) for word in words)
    quality = sum(word.confidence * len(word.box.text) for word in words) / weight / 100
    return Recognised(text, round(quality, 3))


@dataclass(frozen=True, slots=True)
class _Word:
    line: tuple[str, ...]
    box: Box
    confidence: float


def _word(cells: list[str]) -> _Word | None:
    """Reads one row of the table: level and five place numbers, the box from the top, confidence, text."""
    if len(cells) < 12 or not cells[11].strip() or float(cells[10]) < _LEAST_CONFIDENCE:
        return None
    left, top, width, height = (float(cell) for cell in cells[6:10])
    return _Word(
        tuple(cells[1:5]), Box(left, -top - height, left + width, -top, f"{cells[11].strip()} "), float(cells[10])
    )


def _with_paragraphs(lines: list[tuple[tuple[str, ...], Box]]) -> str:
    pieces: list[str] = []
    paragraph: tuple[str, ...] = ()
    for place, box in lines:
        if paragraph and place[:3] != paragraph:
            pieces.append("")
        pieces.append(box.text.strip())
        paragraph = place[:3]
    return "\n".join(pieces)
