"""Answers from single rows of any table: the row a question names, and what its columns say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge import areas, participants
from knowledge.areas import PROVINSI
from knowledge.asked import Asked
from knowledge.grid import Family, Line, Table
from knowledge.question import Asks
from knowledge.records import Answer, AnswerKind
from knowledge.reply import Reply
from knowledge.tabled import Request, Tables, Wants, phase_of, request
from knowledge.words import stems

# More rows than this are not what one question asks for; a whole table may be longer.
_MOST_ROWS, _MOST_LISTED = 6, 20
# How much of what is said, by rarity, the row and its table must account for.
_ENOUGH = 0.85
_YEAR = re.compile(r"\b20\d\d\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_HIGHEST = re.compile(
    r"\b(?:tertinggi|terbesar|terbanyak|terbaik|paling\s+(?:tinggi|besar|banyak|baik)|highest|most|largest|best)\b",
    re.IGNORECASE,
)
_LOWEST = re.compile(
    r"\b(?:terendah|terkecil|tersedikit|terburuk|paling\s+(?:rendah|kecil|sedikit|buruk)|lowest|fewest|least|smallest|worst)\b",
    re.IGNORECASE,
)
_MOST_OF = re.compile(r"\b(?:banyak|terbanyak|sedikit|tersedikit|most|fewest)\b", re.IGNORECASE)
# "enam dimensi", "three phases": so many are asked for, or told of
_COUNTED = re.compile(
    r"\b(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_REGIONS = frozenset(stems("daerah peserta terpilih regions participants selected"))


@dataclass(frozen=True, slots=True)
class _Match:
    """A row that a question names, and how well the two fit; `asked` are the columns that it asks for."""

    table: Table
    line: Line
    fit: float
    exact: int
    asked: tuple[int, ...]


def from_tables(asked: Asked, tables: Tables) -> Answer | None:
    """Answers from tables: lists of participants, unless rows of another table say more of what is asked."""
    listed = participants.answer(asked, tables)
    if listed and participants.surely_about(asked, tables):
        return listed
    return answer(asked, tables) or listed


def answer(asked: Asked, tables: Tables) -> Answer | None:
    """Answers with the row or the table that a question names, None when no table is about it."""
    question = asked.question
    if question.locator is not None or asked.documents or any(m.key for m in question.mentions):
        return None
    wanted = request(asked)
    reply = Reply(question.language)
    if found := _extreme(wanted, tables) or _best(wanted, tables):
        for match in found:
            reply.lines.append(f"{_told(match)}.{reply.mark(match.table, [match.line])}")
        return reply.answer(question.text)
    if wanted.wants is Wants.LIST and (table := _whole(wanted, tables)):
        mark = reply.mark(table, table.lines)
        reply.lines.append(f"{table.locator}:{mark}")
        reply.lines.extend(f"- {_row(table, line, ())}" for line in table.lines)
        return reply.answer(question.text)
    return None


def or_of_another_year(found: Answer, asked: Asked, tables: Tables) -> Answer:
    """Returns an answer, or, where it tells nothing of the year asked for, the row of another year as what there is."""
    wanted = request(asked)
    told = " ".join(f"{c.locator} {c.quote}" for c in found.citations)
    if not wanted.years or any(str(year) in told for year in wanted.years):
        return found
    rows = _of_other_years(wanted, tables)
    if not rows:
        return found
    reply = Reply(asked.question.language)
    reply.say("row_other_year", years=", ".join(map(str, wanted.years)))
    for match in rows:
        reply.lines.append(f"{_told(match)} ({match.line.year}).{reply.mark(match.table, [match.line])}")
    return reply.answer(asked.question.text, AnswerKind.NOT_FOUND)


def _of_other_years(wanted: Request, tables: Tables) -> list[_Match]:
    """Returns the rows that would answer, were they of the year that is asked for."""
    found = _best(replace(wanted, years=()), tables)
    return [m for m in found if m.asked and wanted.named and m.line.year and m.line.year not in wanted.years]


def _extreme(wanted: Request, tables: Tables) -> list[_Match]:
    """Returns the rows with the highest or lowest number in the column that a question compares."""
    highest = _HIGHEST.search(wanted.question.formal)
    if highest is None and not _LOWEST.search(wanted.question.formal):
        return []
    compared = set(stems(" ".join(m.group() for p in (_HIGHEST, _LOWEST) for m in p.finditer(wanted.question.formal))))
    rest = [s for s in wanted.rest if s not in compared]
    for family in tables.families:
        summary = any(table in tables.summaries for table in family.tables) and wanted.membership
        if not (rest or summary) or tables.share(rest, family.words) < 1.0:
            continue
        rows = [(t, line) for t, line in family.lines() if not t.versions and _same_filters(wanted, t, line)]
        for column in _numeric(wanted, [row for row in rows if _of_kind(wanted, row[1])]):
            told = [
                (t, line, n)
                for t, line in rows
                if _of_kind(wanted, line) and (n := _value(line.cell(column))) is not None
            ]
            best = (max if highest else min)(n for _, _, n in told)
            found = [_Match(t, line, 1.0, 1, (column,)) for t, line, n in told if n == best]
            return found if len(found) <= _MOST_ROWS else []
    return []


def _of_kind(wanted: Request, line: Line) -> bool:
    return not wanted.kind or (line.area is not None and line.area.kind == wanted.kind)


def _numeric(wanted: Request, rows: Sequence[tuple[Table, Line]]) -> list[int]:
    """Returns the column of numbers that is asked for, the last one where a total is compared."""
    if len(rows) < 2:
        return []
    table = rows[0][0]
    columns = [
        n
        for n in range(len(table.columns))
        if n not in (table.number_column, table.area_column, table.year_column)
        and sum(_value(line.cell(n)) is not None for _, line in rows) > len(rows) / 2
    ]
    asked = [n for n in _asked(wanted, table) if n in columns]
    year = [n for n in columns if table.columns[n] in map(str, wanted.years)]
    return asked[:1] or year[:1] or ([columns[-1]] if columns and _MOST_OF.search(wanted.question.formal) else [])


def _value(cell: str) -> float | None:
    """Returns the number that a cell is: "3,31" → 3.31."""
    return float(cell.replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", cell) else None


def _best(wanted: Request, tables: Tables) -> list[_Match]:
    """Returns the rows that fit best, all of one family."""
    best: list[_Match] = []
    language = wanted.question.language
    for family in tables.in_language(language):
        if language == "id" and tables.languages.get(family.document, language) != language:
            continue  # what a table says in English the guides say in Indonesian, in sentences
        if family in tables.lists or tables.share(wanted.rest, family.told) < _ENOUGH:
            continue
        found = list(_matches(wanted, family, tables))
        top = max(((m.fit, m.exact, bool(m.asked)) for m in found), default=None)
        if top is None or not 0 < sum((m.fit, m.exact, bool(m.asked)) == top for m in found) <= _MOST_ROWS:
            continue
        kept = [m for m in found if (m.fit, m.exact, bool(m.asked)) == top]
        if not best or top > (best[0].fit, best[0].exact, bool(best[0].asked)):
            best = kept
    return best


def _matches(wanted: Request, family: Family, tables: Tables) -> Iterator[_Match]:
    said = frozenset(wanted.rest)
    for table, line in family.lines():
        if table.versions or not table.columns or not _same_filters(wanted, table, line):
            continue
        keys = next((key for key in line.keys if key <= said), frozenset())
        rest = [s for s in wanted.rest if s not in keys]
        # A region or a year alone says nothing of what is asked.
        named = _is_key(wanted, table, line)
        if not (keys or (named and (wanted.rest or _counts(wanted, table) or _dates(wanted, table)))):
            continue
        own = {s for cell in line.cells for s in stems(cell)} | set(stems(f"{table.about} {' '.join(table.columns)}"))
        fit = tables.share(rest, own)
        columns = _asked(wanted, table)
        if (wanted.wants is Wants.COUNT and not columns) or (_only_numbers(table, line) and not _wants_number(wanted)):
            continue
        if fit >= _ENOUGH and (rest or wanted.named or wanted.years) and _numbers_stand(wanted, table, line):
            yield _Match(table, line, fit, len(keys) + named, columns)


def _wants_number(wanted: Request) -> bool:
    """Tells whether a number alone can answer: one is asked for, or a region or year is named to look it up for."""
    measured = wanted.question.asks in (Asks.HOW_MUCH, Asks.WHEN) or wanted.wants is Wants.COUNT
    return measured or (bool(wanted.named or wanted.years) and wanted.question.asks is not Asks.WHO)


def _only_numbers(table: Table, line: Line) -> bool:
    """Tells whether a row says nothing but numbers of what its first cell names."""
    told = [line.cell(n) for n in range(len(line.cells)) if n != table.number_column and line.cell(n)][1:]
    return bool(told) and not any(c.isalpha() for cell in told for c in cell)


def _dates(wanted: Request, table: Table) -> bool:
    """Tells whether a table gives the year of each row, where that is what is asked."""
    return wanted.year_asked and table.year_column is not None


def _counts(wanted: Request, table: Table) -> bool:
    """Tells whether a table gives the number of regions of each year, where that is what is asked."""
    return wanted.wants is Wants.COUNT and any(set(stems(name)) & _REGIONS for name in table.columns)


def _same_filters(wanted: Request, table: Table, line: Line) -> bool:
    """Tells whether the regions, years and phase named are those of the row or of its table."""
    if wanted.years and line.year not in wanted.years:
        return False
    if wanted.phase and wanted.phase not in (phase_of(" ".join(line.cells)), phase_of(table.about)):
        return False
    for named in wanted.named:
        if line.area not in named.areas and not set(named.areas) & areas.surely(
            f"{table.about} {' '.join(table.columns)}"
        ):
            return False
    return not wanted.provinces or line.province in wanted.provinces


def _is_key(wanted: Request, table: Table, line: Line) -> bool:
    """Tells whether the row is named by its region, its phase or its year."""
    if any(line.area in named.areas for named in wanted.named) or _is_province(wanted, line):
        return True
    if wanted.phase and phase_of(line.cell(0)) == wanted.phase:
        return True
    by_year = table.year_column is not None and len(table.years) == len(table.lines)
    return by_year and line.year in wanted.years


def _is_province(wanted: Request, line: Line) -> bool:
    return line.area is not None and line.area.kind == PROVINSI and line.area.name in wanted.provinces


def _numbers_stand(wanted: Request, table: Table, line: Line) -> bool:
    """Tells whether every number of the question is said by the row or its table."""
    text = f"{line.unit.text} {table.about} {' '.join(table.columns)} {line.year}"
    said = {n for n in _NUMBER.findall(_YEAR.sub(" ", wanted.question.formal)) if len(n) > 1}
    said |= set(map(str, wanted.years))
    return said <= set(_NUMBER.findall(text))


def _asked(wanted: Request, table: Table) -> tuple[int, ...]:
    said = set(wanted.question.stems)
    columns = [n for n, name in enumerate(table.columns) if set(stems(name)) & said and n != table.number_column]
    asked = tuple(n for n in columns if n not in (table.area_column, table.year_column))
    if not asked and wanted.wants is Wants.COUNT:
        asked = tuple(n for n, name in enumerate(table.columns) if set(stems(name)) & _REGIONS)
    return asked


def _told(match: _Match) -> str:
    heading = match.table.locator
    return (
        f"{heading}: {_row(match.table, match.line, match.asked)}"
        if heading
        else _row(match.table, match.line, match.asked)
    )


def _row(table: Table, line: Line, asked: Sequence[int]) -> str:
    """Returns "Kabupaten Sleman – Indeks: 4,12; Predikat: Sangat Baik", the columns asked for first."""
    filled = [n for n in range(len(line.cells)) if n != table.number_column and line.cell(n)]
    key, *others = filled
    ordered = [n for n in asked if n in others] + [n for n in others if n not in asked]
    told = [f"{table.columns[n]}: {line.cell(n)}" if n < len(table.columns) else line.cell(n) for n in ordered]
    if len(told) == 1 and not asked:
        return f"{line.cell(key)}: {line.cell(ordered[0])}"
    return f"{line.cell(key)} – {'; '.join(told)}" if told else line.cell(key)


def _whole(wanted: Request, tables: Tables) -> Table | None:
    """Returns the table whose heading says all that a question asks for, and nothing more special."""
    if not wanted.rest or wanted.named or wanted.question.asks is Asks.DEFINITION:
        return None
    for family in tables.in_language(wanted.question.language):
        for table in family.tables:
            heading = set(stems(f"{table.locator} {' '.join(table.columns)}"))
            years = set(table.years)
            if table.versions or len(table.lines) > _MOST_LISTED or not table.columns:
                continue
            if areas.surely(table.about) or (years and not years & set(wanted.years)):
                continue
            if _counts_otherwise(wanted.question.formal, table.locator):
                continue
            if tables.share(wanted.rest, heading) == 1.0 and set(wanted.rest) & heading:
                return table
    return None


def _counts_otherwise(question: str, heading: str) -> bool:
    """Tells whether a heading counts something else: six are asked for, and it tells of three."""
    asked, told = ({n.lower() for n in _COUNTED.findall(text)} for text in (question, heading))
    return bool(asked and told and not asked & told)
