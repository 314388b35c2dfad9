"""The order of a PDF page's lines, where the file stores them in another order than one reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# "(1)", "3.", "a.", "Menimbang :": what stands alone in the margin beside the text it belongs to.
_MARGIN = re.compile(
    r"\s*(?:\(?\w{1,3}[.)\]]?|(?:Menimbang|Mengingat|Menetapkan|Memperhatikan)?\s*:?\s*(?:\w[.)])?)\s*"
)
# Above this share of lines with another line beside them, a page is a table or has columns: its order is left alone.
_SIDE_BY_SIDE = 0.15


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of text on a page; the origin is at the lower left."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def middle(self) -> float:
        """Returns the height of the piece's middle."""
        return (self.bottom + self.top) / 2

    def joined(self, other: Box) -> Box:
        """Returns the box around both, with their texts one behind the other."""
        return Box(
            min(self.left, other.left), min(self.bottom, other.bottom), max(self.right, other.right),
            max(self.top, other.top), self.text + other.text,
        )  # fmt: skip


def in_reading_order(boxes: Sequence[Box]) -> str | None:
    """Returns the text from top to bottom, None where the stored order is fine or the page has columns."""
    lines = _lines(boxes)
    if not _jumps_up(lines):
        return None
    rows = _rows(lines)
    beside = sum(len(row) - 1 for row in rows if not _is_one_text(row))
    if beside > _SIDE_BY_SIDE * len(rows):
        return None
    return "\n".join(
        "".join(box.text if box.text.endswith(" ") else f"{box.text} " for box in row).strip() for row in rows
    )


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """Joins pieces that follow each other on one line."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if (
            last
            and abs(last.middle - box.middle) < 0.6 * max(last.top - last.bottom, box.top - box.bottom)
            and (box.left >= last.left)
        ):
            lines[-1] = last.joined(box)
        elif box.text.strip():
            lines.append(box)
    return lines


def _jumps_up(lines: Sequence[Box]) -> bool:
    return any(after.middle > before.top for before, after in pairwise(lines))


def _rows(lines: Sequence[Box]) -> list[list[Box]]:
    """Groups lines that stand at the same height, from top to bottom, each from left to right."""
    rows: list[list[Box]] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        row = rows[-1] if rows else None
        if row and abs(row[0].middle - line.middle) < 0.5 * (row[0].top - row[0].bottom + 1):
            row.append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _is_one_text(row: Sequence[Box]) -> bool:
    """Tells whether the pieces of a row are one line: a number in the margin and its text, or words close together."""
    for left, right in pairwise(row):
        close = right.left - left.right < 1.5 * (left.top - left.bottom)
        if not close and not _MARGIN.fullmatch(left.text):
            return False
    return True
