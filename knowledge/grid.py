"""The tables of the guidance as data: rows with their cells, and what is a region, a province or a year in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from knowledge import areas
from knowledge.areas import PROVINSI, Area
from knowledge.catalog import Catalog
from knowledge.records import Kind, Passage, Unit
from knowledge.words import stems, words

T = TypeVar("T")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# A column is what most of its cells are; some cells say something else ("berbagai daerah").
_MOSTLY = 0.6
_NOTES = re.compile(r"\b(?:catatan|keterangan|note|notes|remarks?)\b", re.IGNORECASE)
_NUMBERS = re.compile(r"^(?:no|nomor|#)\W*$", re.IGNORECASE)
# What a table says of itself: only some of the rows; rows that are not sure; what sources say differently.
_PARTIAL = re.compile(
    r"\bcontoh\b|lengkap\w*\s+(?:tidak|belum)|(?:tidak|belum)\s+lengkap|\bsebagian\b|\bexamples?\b|\bincomplete\b"
    r"|not\s+complete",
    re.IGNORECASE,
)
_DISPUTED = re.compile(
    r"dipertentangkan|diperdebatkan|diragukan|(?:belum|tidak)\s+(?:dapat\s+)?(?:di)?pasti\w*|disputed|contested"
    r"|unconfirmed",
    re.IGNORECASE,
)
_VERSIONS = re.compile(r"\bversi(?:on)?\b", re.IGNORECASE)
# Of a longer document the words far from the table say nothing about it.
_SHORT_DOCUMENT = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its unit, its cells, and the region, province and year that it is about ("" and None where none).

    `keys` are the stems of each cell that may name the row.
    """

    unit: Unit
    cells: tuple[str, ...]
    area: Area | None = None
    province: str = ""
    year: int | None = None
    keys: tuple[frozenset[str], ...] = ()

    def cell(self, column: int | None) -> str:
        """Returns a cell, "" for an empty one or a dash."""
        text = self.cells[column].strip() if column is not None and column < len(self.cells) else ""
        return "" if text in ("-", "–", "—") else text


@dataclass(frozen=True, slots=True)
class Table:
    """A table in its section; `captions` are the sentences before it.

    `versions` tells that it sets what sources say side by side.
    """

    document: str
    title: str
    locator: str
    page: int | None
    header: Unit | None
    columns: tuple[str, ...]
    heading: str
    captions: tuple[Unit, ...]
    lines: tuple[Line, ...]
    area_column: int | None = None
    province_column: int | None = None
    year_column: int | None = None
    note_column: int | None = None
    number_column: int | None = None
    versions: bool = False

    @property
    def about(self) -> str:
        """Returns heading and captions in one."""
        return " ".join([self.heading, *(unit.text for unit in self.captions)])

    @property
    def partial(self) -> bool:
        """Tells whether the table says that rows are missing."""
        return _PARTIAL.search(self.about) is not None and not self.disputed

    @property
    def disputed(self) -> bool:
        """Tells whether the table says that its rows are not certain."""
        return _DISPUTED.search(self.about) is not None

    @property
    def years(self) -> tuple[int, ...]:
        """Returns the years of its rows, in order."""
        return tuple(sorted({line.year for line in self.lines if line.year}))


@dataclass(frozen=True, slots=True)
class Family:
    """Tables of one document with the same columns: one list, cut by year or by province.

    `words` are the stems of title, headings, captions and columns, `cells` those of the rows, `told` both; `around` are
    those of the whole document, if it is short.
    """

    document: str
    tables: tuple[Table, ...]
    words: frozenset[str]
    around: frozenset[str]
    cells: frozenset[str]
    told: frozenset[str]

    @property
    def has_areas(self) -> bool:
        """Tells whether its rows are regions."""
        return any(table.area_column is not None for table in self.tables)

    def lines(self) -> Iterator[tuple[Table, Line]]:
        """Yields every row with its table."""
        return ((table, line) for table in self.tables for line in table.lines)


def families(catalog: Catalog) -> tuple[Family, ...]:
    """Returns the tables of all guidance: what is neither an enacted text nor a guide to one."""
    found: list[Family] = []
    for name in catalog.tabled():
        passages = [item.passage for item in catalog.of(name)]
        tables = list(_tables(passages, _year(name.replace("-", " ")) or _year(catalog.title(name))))
        groups: dict[tuple[str, ...], list[Table]] = defaultdict(list)
        for table in tables:
            groups[tuple("".join(words(column)) for column in table.columns)].append(table)
        text = " ".join(p.text for p in passages) if len(passages) <= _SHORT_DOCUMENT else ""
        around = frozenset(stems(text))
        found.extend(_family(group, around) for group in groups.values())
    return tuple(_distinct(found))


def _tables(passages: Iterable[Passage], year: int | None) -> Iterator[Table]:
    sections: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        sections[passage.locator].append(passage)
    for parts in sections.values():
        if any(unit.kind is Kind.ROW for part in parts for unit in part.units):
            yield from (_understood(table, year) for table in _in_section(parts))


def _in_section(parts: Sequence[Passage]) -> Iterator[Table]:
    """Yields the tables of a section; one that was cut over several passages is put together again."""
    first = parts[0]
    heading = " › ".join([*first.path, first.locator])
    header: Unit | None = None
    captions: list[Unit] = []
    rows: list[Unit] = []
    for unit in (unit for part in parts for unit in part.units):
        if rows and unit.kind is not Kind.ROW:
            yield _raw(first, heading, header, captions, rows)
            header, captions, rows = None, [], []
        if unit.kind is Kind.TABLE:
            header = unit
        elif unit.kind is Kind.ROW:
            rows.append(unit)
        elif unit.kind is not Kind.HEADING:
            captions.append(unit)
    if rows:
        yield _raw(first, heading, header, captions, rows)


def _raw(first: Passage, heading: str, header: Unit | None, captions: Sequence[Unit], rows: Sequence[Unit]) -> Table:
    columns = _cells(header.text) if header else ()
    return Table(
        document=first.document,
        title=first.title,
        locator=rows[0].locator,
        page=rows[0].page,
        header=header,
        columns=columns,
        versions=sum(_VERSIONS.search(name) is not None for name in columns) > 1,
        heading=heading,
        captions=tuple(captions[-2:]),
        lines=tuple(Line(unit, _cells(unit.text)) for unit in rows),
    )


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split(" | "))


def _understood(table: Table, year: int | None) -> Table:
    """Reads what its rows are about from their columns, else from the heading, else from the document."""
    width = max(len(line.cells) for line in table.lines)
    columns = [[line.cell(n) for line in table.lines] for n in range(width)]
    read = [[areas.read(cell) for cell in column] for column in columns]
    local = _column(read, lambda area: area is not None and area.kind != PROVINSI)
    provincial = _column(read, lambda area: area is not None and area.kind == PROVINSI)
    if local is None and provincial is not None:
        local = provincial
    dated = _column(columns, lambda cell: re.match(r"(?:19|20)\d\d\b", cell) is not None)
    above = _year(table.heading) or _year(" ".join(unit.text for unit in table.captions)) or year
    province = next((a.name for n in areas.spelled(table.heading) for a in n.areas if a.kind == PROVINSI), "")
    numbers = _named(table.columns, _NUMBERS)
    lines = []
    for n, line in enumerate(table.lines):
        area = read[local][n] if local is not None else None
        named = read[provincial][n] if provincial is not None else None
        where = (named.name if named else "") or (area.province if area else province)
        when = _year(line.cell(dated)) if dated is not None else above
        lines.append(replace(line, area=area, province=where, year=when, keys=_keys(line, numbers)))
    return replace(
        table,
        lines=tuple(lines),
        area_column=local,
        province_column=provincial,
        year_column=dated,
        note_column=_named(table.columns, _NOTES),
        number_column=numbers,
    )


def _keys(line: Line, numbers: int | None) -> tuple[frozenset[str], ...]:
    """Returns the stems of the first cells, one of which names the row; what is in brackets only explains."""
    told = (line.cell(n) for n in range(min(2, len(line.cells))) if n != numbers)
    found = (frozenset(stems(_IN_BRACKETS.sub(" ", cell))) for cell in told)
    return tuple(key for key in found if key)


def _column(columns: Sequence[Sequence[T]], is_one: Callable[[T], bool]) -> int | None:
    """Returns the column most of whose cells are of a kind, the first where several are."""
    for n, cells in enumerate(columns):
        if sum(map(is_one, cells)) >= _MOSTLY * max(len(cells), 1):
            return n
    return None


def _named(columns: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((n for n, name in enumerate(columns) if pattern.search(name)), None)


def _year(text: str) -> int | None:
    """Returns the one year that a text names, None where it names none or several."""
    found = set(_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 else None


def _family(tables: Sequence[Table], around: frozenset[str]) -> Family:
    first = tables[0]
    said = " ".join([first.title, *first.columns, *(table.about for table in tables)])
    rows = " ".join(line.unit.text for table in tables for line in table.lines)
    own, cells = frozenset(stems(said)), frozenset(stems(rows))
    return Family(first.document, tuple(tables), own, own | around, cells, own | cells)


def _distinct(found: Sequence[Family]) -> Iterator[Family]:
    """Yields the families, leaving out a sheet without an address whose rows a list with one holds."""
    keys = [frozenset((line.area, line.year) for _, line in family.lines() if line.area) for family in found]
    for n, family in enumerate(found):
        addressed = bool(family.tables[0].locator)
        held = (len(keys[n] & other) >= _MOSTLY * len(keys[n]) for m, other in enumerate(keys) if m != n)
        if addressed or not keys[n] or not any(held):
            yield family
