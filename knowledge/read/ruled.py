"""Tables on a PDF page whose rows and columns are ruled: which cell each character stands in is told by the lines.

Only drawn lines count, no alignment of words: a column is a vertical line that runs through most of the table, a row
what lies between two lines over its whole width. Everything else on the page stays as it is.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.read.grid import markdown

# A drawn line is at most so thick, in points; two that are nearer than this meet, or are one.
_THICK, _SHORTEST, _NEAR = 2.5, 5.0, 3.0
# More lines than this are a drawing.
_MOST_RULES = 800
# What a line must cover to part two rows of a table, to part two columns of it, and to part two cells of one row.
_WHOLE, _MOST, _HALF = 0.9, 0.6, 0.5
_LEAST_ROWS = 3
# A gap inside a word is smaller than this share of a letter's height.
_INSIDE_WORD = 0.25
_LONGEST_TITLE = 60
# The sine of the angle from which on a letter does not stand upright.
_TURNED = 0.1
# What pdfium writes for a hyphen at a line's end; as a soft hyphen it is taken out or kept as the words demand.
_LINE_END_HYPHENS = ("\x02", "\ufffe")


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: its place across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the edges of its columns from left to right, of its rows from bottom to top, its upright lines."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    upright: tuple[Rule, ...]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Returns row (0 at the top) and column of a point; joined cells are the leftmost one's."""
        if not (self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]):
            return None
        row = min(max(bisect_right(self.rows, y) - 1, 0), len(self.rows) - 2)
        column = min(bisect_right(self.columns, x) - 1, len(self.columns) - 2)
        while column and not self._parts(self.columns[column], self.rows[row], self.rows[row + 1]):
            column -= 1
        return len(self.rows) - 2 - row, column

    def _parts(self, x: float, bottom: float, top: float) -> bool:
        here = [rule for rule in self.upright if abs(rule.at - x) <= _NEAR]
        return _covered(here, bottom, top) >= _HALF * (top - bottom)


def grids(page: pypdfium2.PdfPage) -> list[Grid]:
    """Returns the ruled tables of a page."""
    flat: list[Rule] = []
    upright: list[Rule] = []
    for thing in page.get_objects(max_depth=3):
        if thing.type != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        left, bottom, right, top = thing.get_bounds()
        if top - bottom < _THICK and right - left > _SHORTEST:
            flat.append(Rule((bottom + top) / 2, left, right))
        elif right - left < _THICK and top - bottom > _SHORTEST:
            upright.append(Rule((left + right) / 2, bottom, top))
    if not flat or not upright or len(flat) + len(upright) > _MOST_RULES:
        return []
    found = (_grid(some, others) for some, others in _meeting(flat, upright))
    return [grid for grid in found if grid]


def text_with_tables(layer: pypdfium2.PdfTextPage, tables: Sequence[Grid]) -> str | None:
    """Returns a page's text in the order that the file stores, each table in place of its first character.

    None where words in a table are turned: they run across rows, which would cut them.
    """
    pieces: list[str] = []
    cells: list[dict[tuple[int, int], list[str]]] = [{} for _ in tables]
    order: dict[int, int] = {}
    target = pieces
    right = middle = height = 0.0
    for index in range(layer.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(layer, index))
        if character.isspace() or character in _LINE_END_HYPHENS:
            target.append(character if target is pieces or character.isspace() else "\u00ad")
            right = -1.0
            continue
        left, bottom, edge, top = layer.get_charbox(index)
        across = (bottom + top) / 2
        goes_on = left - right + _THICK >= 0 and left - right < _INSIDE_WORD * max(height, 1.0)
        if right < 0 or not goes_on or abs(across - middle) > max(height, top - bottom):
            place = _place(tables, (left + edge) / 2, across)
            target = pieces
            if place:
                if _is_turned(layer, index):
                    return None
                number, cell = place
                if number not in order:
                    order[number] = len(pieces)
                    pieces.append("")
                target = cells[number].setdefault(cell, [])
        target.append(character)
        right, middle, height = edge, across, top - bottom
    for number, at in order.items():
        pieces[at] = "\n".join(("", *_lines(cells[number]), ""))
    return "".join(pieces)


def _is_turned(layer: pypdfium2.PdfTextPage, index: int) -> bool:
    return abs(math.sin(pdfium.FPDFText_GetCharAngle(layer, index))) > _TURNED


def _place(tables: Sequence[Grid], x: float, y: float) -> tuple[int, tuple[int, int]] | None:
    for number, grid in enumerate(tables):
        if cell := grid.cell(x, y):
            return number, cell
    return None


def _lines(cells: dict[tuple[int, int], list[str]]) -> Iterator[str]:
    """Yields the rows of a table; its first one is the header where it holds titles."""
    width = max(column for _, column in cells) + 1
    numbers = sorted({row for row, _ in cells})
    rows = [["".join(cells.get((row, column), ())) for column in range(width)] for row in numbers]
    yield from markdown(rows, header=_is_header(rows[0]))


def _is_header(row: Sequence[str]) -> bool:
    filled = [" ".join(cell.split()) for cell in row if cell.strip()]
    titles = all(len(cell) <= _LONGEST_TITLE and cell[-1] not in ".;:," for cell in filled)
    return len(filled) > 1 and titles and not filled[0][0].isdigit()


def _meeting(flat: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yields the lines that hang together, those that lie and those that stand."""
    groups = list(range(len(flat) + len(upright)))

    def root(number: int) -> int:
        while groups[number] != number:
            number = groups[number]
        return number

    for n, lying in enumerate(flat):
        for m, standing in enumerate(upright, start=len(flat)):
            crosses = lying.start - _NEAR <= standing.at <= lying.end + _NEAR
            if crosses and standing.start - _NEAR <= lying.at <= standing.end + _NEAR:
                groups[root(n)] = root(m)
    for group in {root(number) for number in range(len(groups))}:
        yield (
            [rule for n, rule in enumerate(flat) if root(n) == group],
            [rule for m, rule in enumerate(upright, start=len(flat)) if root(m) == group],
        )


def _grid(flat: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    """Returns the table that lines make, None where they are too few: a frame, a box, the arrows of a chart."""
    if not flat or not upright:
        return None
    left, right = min(rule.start for rule in flat), max(rule.end for rule in flat)
    bottom, top = min(rule.start for rule in upright), max(rule.end for rule in upright)
    rows = [y for y in _places(flat) if _cover(flat, y, left, right) >= _WHOLE * (right - left)]
    columns = [x for x in _places(upright) if _cover(upright, x, bottom, top) >= _MOST * (top - bottom)]
    if len(rows) <= _LEAST_ROWS or len(columns) <= 2:
        return None
    return Grid(
        (min(left, columns[0]), *columns[1:-1], max(right, columns[-1])),
        (min(bottom, rows[0]), *rows[1:-1], max(top, rows[-1])),
        tuple(upright),
    )


def _places(rules: Iterable[Rule]) -> list[float]:
    """Returns where lines run, near ones as one."""
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return found


def _cover(rules: Iterable[Rule], at: float, start: float, end: float) -> float:
    return _covered([rule for rule in rules if abs(rule.at - at) <= _NEAR], start, end)


def _covered(rules: Sequence[Rule], start: float, end: float) -> float:
    """Returns how much of a stretch lines cover together."""
    total, reached = 0.0, start
    for rule in sorted(rules, key=lambda rule: rule.start):
        since, until = max(rule.start, reached), min(rule.end, end)
        if until > since:
            total += until - since
            reached = until
    return total
