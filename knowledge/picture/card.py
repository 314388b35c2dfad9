"""A provision as a card: its title and place, its words with the quoted ones marked, and where they are from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from knowledge.picture.marks import Span, found
from knowledge.picture.png import fitted, written

WIDTH, MARGIN = 1080, 64
MOST_LINES = 46
"""Lines of a provision on one card: about two screens of a phone; more is read better as text."""
_LINES_BEFORE = 6
"""Lines shown before the quotation where the provision is longer than the card."""
PAPER, INK, QUIET, MARK, RULE = "#fffdf7", "#1f2933", "#616e7c", "#ffe55c", "#d64545"
_FONTS = Path(__file__).parent / "fonts"
_REGULAR, _BOLD = "DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"
_TITLE, _PLACE, _TEXT, _SMALL = 46, 30, 34, 26
_LEADING = 1.42

Font = ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the card's text and where in the whole text it starts."""

    text: str
    start: int
    first: bool


def card(locator: str, path: Sequence[str], text: str, quote: str, source: str) -> bytes:
    """Returns the card as a picture; of a long provision the part around the quotation is shown."""
    small, place, body = _font(_REGULAR, _SMALL), _font(_REGULAR, _PLACE), _font(_REGULAR, _TEXT)
    title = _font(_BOLD, _TITLE)
    spans = found(text, quote) if quote else []
    lines = _shown(list(_wrapped(text, body)), spans)
    head = [*_plain(locator, title), *_plain(" › ".join(path), place)]
    foot = _plain(source, small)
    gap = _TEXT
    height = 2 * MARGIN + sum(_height(font) for _, font in (*head, *foot)) + len(lines) * _height(body) + 3 * gap
    height += sum(line.first for line in lines) * gap // 3
    image = Image.new("RGB", (WIDTH, height), PAPER)
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((0, 0, 14, height), RULE)
    top = _draw(drawing, head, MARGIN, [INK] * len(_plain(locator, title)))
    top = _draw_text(drawing, lines, spans, body, top + gap)
    drawing.line((MARGIN, top + gap, WIDTH - MARGIN, top + gap), QUIET, 2)
    _draw(drawing, foot, top + 2 * gap, [])
    return written(fitted(image))


def _font(name: str, size: int) -> Font:
    return ImageFont.truetype(_FONTS / name, size)


def _height(font: Font) -> int:
    return round(font.size * _LEADING)


def _plain(text: str, font: Font) -> list[tuple[str, Font]]:
    return [(line.text, font) for line in _wrapped(text, font)] if text else []


def _draw(drawing: ImageDraw.ImageDraw, lines: Sequence[tuple[str, Font]], top: float, inks: Sequence[str]) -> float:
    """Writes lines below each other, the first in the given inks, the rest quiet; returns where they end."""
    for number, (text, font) in enumerate(lines):
        drawing.text((MARGIN, top), text, inks[number] if number < len(inks) else QUIET, font)
        top += _height(font)
    return top


def _draw_text(
    drawing: ImageDraw.ImageDraw, lines: Sequence[_Line], spans: Sequence[Span], font: Font, top: float
) -> float:
    """Writes the provision with its marked stretches; returns where it ends."""
    for line in lines:
        top += font.size // 3 if line.first else 0
        for start, end in _inside(line, spans):
            left = MARGIN + font.getlength(line.text[:start])
            right = MARGIN + font.getlength(line.text[:end])
            drawing.rectangle((left - 4, top - 2, right + 4, top + font.size * 1.24), MARK)
        drawing.text((MARGIN, top), line.text, INK, font)
        top += _height(font)
    return top


def _inside(line: _Line, spans: Sequence[Span]) -> Iterator[Span]:
    """Yields the marked stretches of a line, as places in the line."""
    for start, end in spans:
        begin, stop = max(start, line.start) - line.start, min(end, line.start + len(line.text)) - line.start
        if begin < stop:
            yield begin, stop


def _wrapped(text: str, font: Font) -> Iterator[_Line]:
    """Yields the text in lines that fit; a word longer than a line is cut."""
    place = 0
    for paragraph in text.split("\n"):
        start, first = place, True
        stop = place + len(paragraph)
        while start < stop:
            end = _fitting(text, start, stop, font)
            yield _Line(text[start:end].rstrip(), start, first)
            start, first = end, False
            while start < stop and text[start] == " ":
                start += 1
        place = stop + 1


def _fitting(text: str, start: int, stop: int, font: Font) -> int:
    """Returns the end of the longest run of words, or of letters, that fits on a line."""
    end = start
    while end < stop:
        space = text.find(" ", end + 1, stop)
        further = space if space >= 0 else stop
        if font.getlength(text[start:further]) > WIDTH - 2 * MARGIN:
            break
        end = further
    if end > start:
        return end
    end = start + 1
    while end < stop and font.getlength(text[start : end + 1]) <= WIDTH - 2 * MARGIN:
        end += 1
    return end


def _shown(lines: list[_Line], spans: Sequence[Span]) -> list[_Line]:
    """Returns the lines around the first marked one, with dots where the provision goes on."""
    if len(lines) <= MOST_LINES:
        return lines
    marked = next((n for n, line in enumerate(lines) if any(_inside(line, spans))), 0)
    start = min(max(0, marked - _LINES_BEFORE), len(lines) - MOST_LINES)
    kept = lines[start : start + MOST_LINES]
    dots = _Line("…", len(lines[-1].text) + lines[-1].start, True)
    before = [dots] if start else []
    return [*before, *kept, *([dots] if start + MOST_LINES < len(lines) else [])]
