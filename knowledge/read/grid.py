"""Tables of any format as Markdown rows, the form in which the parsers know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def markdown(rows: Iterable[Sequence[str]], *, header: bool = True) -> Iterator[str]:
    """Yields the lines of a table between blank lines; its first row is the header unless told otherwise."""
    yield ""
    for place, row in enumerate(rows):
        cells = [" ".join(cell.split()).replace("|", "/") for cell in row]
        yield f"| {' | '.join(cells)} |"
        if place == 0 and header:
            yield "|" + " --- |" * max(1, len(cells))
    yield ""
