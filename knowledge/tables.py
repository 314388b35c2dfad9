"""Tables of Markdown: rows with their cells, continuation rows joined to the row they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.text import tidy

_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def is_row(line: str) -> bool:
    """Tells whether a line is part of a table."""
    return line.startswith("|")


def rows(lines: Sequence[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Returns a table's header and its rows with their offsets, cells joined by " | ".

    A row whose first cell is empty only continues the one above ("|      | Proses<br>penerapan |") and joins it.
    """
    header = len(lines) > 1 and _RULE.fullmatch(lines[1][1]) is not None
    found: list[tuple[int, list[str]]] = []
    for offset, line in lines:
        if _RULE.fullmatch(line):
            continue
        cells = [tidy(_BREAK.sub(" ", cell)) for cell in line.strip("|").split("|")]
        above = found[-1][1] if len(found) > header else None
        if above is not None and not cells[0] and len(cells) == len(above):
            found[-1] = (found[-1][0], [f"{old} {new}".strip() for old, new in zip(above, cells, strict=True)])
        elif any(cells):
            found.append((offset, cells))
    joined = [(offset, " | ".join(cells).strip(" |")) for offset, cells in found]
    return (joined[0][1], joined[1:]) if header and joined else ("", joined)
