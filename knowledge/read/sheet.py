"""Spreadsheets: each sheet a page with its table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.errors import DocumentError
from knowledge.read.door import Progress
from knowledge.read.grid import markdown
from knowledge.read.packed import checked
from knowledge.read.text import decode
from knowledge.records import Page

# Beyond this a sheet is a data set and no document.
_MOST_ROWS = 200_000
_MOST_COLUMNS = 400


def read(path: Path, progress: Progress) -> list[Page]:
    """Reads every sheet of a workbook, or a file of comma- or semicolon-separated values."""
    if path.suffix.lower() == ".csv":
        pages = [Page(None, "\n".join(_lines(_separated(path))))]
        progress(1, 1)
        return pages
    checked(path, "xl/workbook.xml").close()
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        pages = []
        for place, sheet in enumerate(book.worksheets, start=1):
            rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
            pages.append(Page(place, "\n".join((f"# {sheet.title}", "", *_lines(map(_cells, rows))))))
            progress(place, len(book.worksheets))
        book.close()
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise DocumentError(
            f"{path.name}: lembar kerja tidak terbaca; buka lalu simpan lagi sebagai .xlsx. / Not a readable "
            "workbook; open and save it again as .xlsx."
        ) from error
    return pages


def _separated(path: Path) -> Iterator[list[str]]:
    text = decode(path.read_bytes(), path.name)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(1_000_000)
    try:
        yield from csv.reader(text.splitlines(), dialect)
    except csv.Error as error:
        raise DocumentError(
            f"{path.name}: ada isian yang terlalu panjang atau salah kutip; simpan lagi sebagai CSV. / A field is "
            "too long or badly quoted; save it again as CSV."
        ) from error


def _cells(row: Iterable[object]) -> list[str]:
    return [_written(value) for value in row]


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if (value.hour, value.minute) == (0, 0) else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _lines(rows: Iterable[list[str]]) -> Iterator[str]:
    """Yields a sheet's lines: what stands above the first row of several cells is text, the rest a table."""
    filled = (row for row in map(_trimmed, rows) if row)
    for row in filled:
        if sum(bool(cell) for cell in row) > 1:
            width = len(row)
            rest = ([*other, *[""] * (width - len(other))] for other in filled)
            yield from markdown(chain([row], rest))
        else:
            yield row[-1]


def _trimmed(row: list[str]) -> list[str]:
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells
