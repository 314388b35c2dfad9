"""Figures drawn for a phone: numbers as tiles, columns over time, bars with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from bot.picture import INK, MARGIN, PAPER, TRACK, WIDTH

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

BLUE, ORANGE, GREY = "#1971c2", "#e8590c", "#616e7c"
GOOD, BAD = "#2f9e44", "#e03131"
TITLE, TILES, COLUMNS, BAR, FOOT = 150, 170, 420, 76, 40
AXIS = 60
"""Room for the names below columns."""
MOST_NAMES = 8
"""Names that fit below the columns side by side."""
RIGHT = WIDTH - MARGIN


@dataclass(frozen=True, slots=True)
class Stack:
    """One column: what is below and above in it, and its name."""

    name: str
    below: int
    above: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with a name; `share` from 0 to 1, `before` what it was, `value` as it is written beside it."""

    name: str
    share: float
    value: str
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """What a picture shows, from top to bottom; a part that is empty takes no room."""

    title: str
    tiles: Sequence[tuple[str, str]] = ()
    legend: tuple[str, str] = ("", "")
    stacks: Sequence[Stack] = ()
    bars_title: str = ""
    bars: Sequence[Bar] = ()


def draw(chart: Chart) -> bytes:
    """Returns the chart as a PNG."""
    from PIL import Image, ImageDraw

    parts = [
        (TITLE, _draw_title, True),
        (TILES, _draw_tiles, bool(chart.tiles)),
        (COLUMNS, _draw_stacks, bool(chart.stacks)),
        (BAR * (len(chart.bars) + bool(chart.bars_title)) + 20, _draw_bars, bool(chart.bars)),
    ]
    height = sum(size for size, _, shown in parts if shown) + FOOT
    image = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(image)
    top = 0
    for size, paint, shown in parts:
        if shown:
            paint(pen, chart, top)
            top += size
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw_title(pen: ImageDraw, chart: Chart, top: int) -> None:
    _write(pen, (MARGIN, top + MARGIN), chart.title, 44, INK)


def _draw_tiles(pen: ImageDraw, chart: Chart, top: int) -> None:
    width = (RIGHT - MARGIN) // len(chart.tiles)
    for place, (value, name) in enumerate(chart.tiles):
        left = MARGIN + place * width
        _write(pen, (left, top), value, 56, INK)
        _write(pen, (left, top + 72), name, 28, GREY)


def _draw_stacks(pen: ImageDraw, chart: Chart, top: int) -> None:
    _draw_legend(pen, chart.legend, top)
    floor, ceiling = top + COLUMNS - AXIS - 30, top + 70
    highest = max((one.below + one.above for one in chart.stacks), default=0) or 1
    step = (RIGHT - MARGIN - 60) / len(chart.stacks)
    left = MARGIN + 60
    for value in sorted({0, highest // 2, highest} if highest > 1 else {0, highest}):
        height = floor - (floor - ceiling) * value / highest
        pen.line((left, height, RIGHT, height), TRACK, 2)
        _write(pen, (left - 14, height - 16), str(value), 26, GREY, anchor="ra")
    every = -(-len(chart.stacks) // MOST_NAMES)
    for place, one in enumerate(chart.stacks):
        x, width = left + place * step + step * 0.15, step * 0.7
        _draw_stack(pen, one, (x, width), floor, (floor - ceiling) / highest)
        if (len(chart.stacks) - 1 - place) % every == 0:
            _write(pen, (x + width / 2, floor + 14), one.name, 26, GREY, anchor="ma")


def _draw_stack(pen: ImageDraw, one: Stack, across: tuple[float, float], floor: float, unit: float) -> None:
    x, width = across
    middle, end = floor - one.below * unit, floor - (one.below + one.above) * unit
    if one.below:
        pen.rectangle((x, middle, x + width, floor - 1), BLUE)
    if one.above:
        pen.rectangle((x, end, x + width, middle - 1), ORANGE)


def _draw_legend(pen: ImageDraw, names: tuple[str, str], top: int) -> None:
    left: float = MARGIN
    for name, colour in zip(names, (BLUE, ORANGE), strict=True):
        pen.rectangle((left, top + 6, left + 24, top + 30), colour)
        _write(pen, (left + 36, top), name, 28, INK)
        left += 36 + pen.textlength(name, font=_font(28)) + 50


def _draw_bars(pen: ImageDraw, chart: Chart, top: int) -> None:
    if chart.bars_title:
        _write(pen, (MARGIN, top + 16), chart.bars_title, 32, INK)
        top += BAR
    begin, end = MARGIN + 420, RIGHT - 110
    for place, one in enumerate(chart.bars):
        y = top + place * BAR
        _write(pen, (MARGIN, y + 6), _fitting(pen, one.name, begin - MARGIN - 20, 28), 28, INK)
        pen.rounded_rectangle((begin, y, end, y + 44), 10, TRACK)
        if one.share > 0:
            pen.rounded_rectangle((begin, y, begin + max(20, (end - begin) * min(one.share, 1)), y + 44), 10, BLUE)
        if one.before is not None:
            mark = begin + (end - begin) * min(one.before, 1)
            pen.rectangle((mark - 3, y - 8, mark + 3, y + 52), GOOD if one.share >= one.before else BAD)
        _write(pen, (end + 18, y + 6), one.value, 28, INK)


def _fitting(pen: ImageDraw, text: str, width: float, size: int) -> str:
    """Returns as much of a text as fits."""
    if pen.textlength(text, font=_font(size)) <= width:
        return text
    while text and pen.textlength(f"{text}…", font=_font(size)) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _write(
    pen: ImageDraw, at: tuple[float, float], text: str, size: int, colour: str, anchor: str | None = None
) -> None:
    pen.text(at, text, colour, _font(size), anchor=anchor)


def _font(size: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from PIL import ImageFont

    return ImageFont.load_default(size)
