"""An answer told line by line from tables: its sentences, and each table or section as one numbered source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from knowledge.areas import KABUPATEN, KOTA, PROVINSI, Area
from knowledge.grid import Line, Table
from knowledge.phrases import phrase
from knowledge.records import Answer, AnswerKind, Citation, Kind, Passage, Unit

Row = tuple[Table, Line]
# So many rows of one table are quoted as its evidence.
_MOST_QUOTED = 12


@dataclass(slots=True)
class _Source:
    document: str
    title: str
    locator: str
    page: int | None
    above: str
    quoted: list[str] = field(default_factory=list)

    def citation(self) -> Citation:
        """Returns it as a source: the rows under their columns, what stands above the table where no row is quoted."""
        lines = list(dict.fromkeys(self.quoted))[: _MOST_QUOTED + 1]
        return Citation(self.document, self.title, self.locator, self.page, "\n".join(lines) or self.above)


@dataclass(slots=True)
class Reply:
    """Lines of an answer and what they are cited from."""

    language: str
    lines: list[str] = field(default_factory=list)
    _sources: dict[tuple[str, str], _Source] = field(default_factory=dict)

    def say(self, name: str, /, **values: object) -> None:
        """Adds a sentence."""
        self.lines.append(phrase(name, self.language, **values))

    @property
    def length(self) -> int:
        """Returns how many characters were said."""
        return sum(map(len, self.lines))

    def mark(self, table: Table, rows: Iterable[Line] = ()) -> str:
        """Cites a table by some of its rows, by what stands above it where there are none; returns " [2]"."""
        above = [unit.text for unit in table.captions if unit.kind is not Kind.HEADING][-1:]
        header = [table.header.text] if table.header else []
        texts = [line.unit.text for line in rows]
        page = table.page
        return self._mark(
            _Source(table.document, table.title, table.locator, page, "\n".join(above or header)),
            [*header, *texts] if texts else [],
        )

    def mark_unit(self, passage: Passage, unit: Unit) -> str:
        """Cites one unit of a passage."""
        source = _Source(passage.document, passage.title, unit.locator, unit.page, unit.text)
        return self._mark(source, [unit.text])

    def _mark(self, source: _Source, texts: Sequence[str]) -> str:
        place = (source.document, source.locator)
        held = self._sources.setdefault(place, source)
        held.quoted.extend(texts)
        return f" [{list(self._sources).index(place) + 1}]"

    def answer(self, text: str, kind: AnswerKind = AnswerKind.ANSWER, suggestions: Sequence[str] = ()) -> Answer:
        """Returns the answer to a question."""
        citations = tuple(source.citation() for source in self._sources.values())
        return Answer(text, kind, self.language, "\n".join(self.lines), citations, suggestions=tuple(suggestions))


# words


def region(area: Area) -> str:
    """Returns "Kabupaten Sleman (DI Yogyakarta)"."""
    return area.title if area.kind == PROVINSI else f"{area.title} ({area.province})"


def title_of(line: Line) -> str:
    """Returns the region of a row, its longest cell where it has none."""
    return line.area.title if line.area else max(line.cells, key=len)


def when(table: Table, line: Line) -> str:
    """Returns the year of a row as printed: "2017 (tahap I)"."""
    return line.cell(table.year_column) or (str(line.year) if line.year else table.locator)


def row_text(table: Table, line: Line) -> str:
    """Returns a row as a sentence: "Jumlah peserta 2017 – Versi A: 25 daerah; Versi B: 24 daerah"."""
    first, *others = [n for n in range(len(line.cells)) if n != table.number_column]
    told = [f"{table.columns[n]}: {line.cell(n)}" for n in others if n < len(table.columns) and line.cell(n)]
    return f"{line.cell(first)} – {'; '.join(told)}" if told else line.cell(first)


def table_name(table: Table) -> str:
    """Returns the year of a list, its heading where it has none or several."""
    return str(table.years[0]) if len(table.years) == 1 else table.locator


def named_lists(lists: Sequence[Table], reply: Reply, also: Sequence[Table] = ()) -> str:
    """Returns "2017 [1], 2018 [2], dan 2019", citing each of `lists` and only naming those `also` meant."""
    named = [f"{table_name(t)}{reply.mark(t)}" for t in lists]
    named += [table_name(t) for t in also if t not in lists]
    return all_of(named, reply.language)


def kinds_of(rows: Sequence[Row], language: str) -> str:
    """Returns "25 daerah (11 kabupaten dan 14 kota)"."""
    kinds = [line.area.kind for _, line in rows if line.area]
    told = [phrase(f"count_{k}", language, count=kinds.count(k)) for k in (KABUPATEN, KOTA, PROVINSI) if k in kinds]
    total = phrase("count_regions", language, count=len(rows))
    return f"{total} ({all_of(told, language)})" if told else total


def span(years: Sequence[int]) -> str:
    """Returns "2018", "2017–2019" or "2017, 2018, 2024"."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))


def all_of(names: Sequence[str], language: str) -> str:
    """Returns "a, b, dan c"."""
    return _joined(names, "and" if language == "en" else "dan")


def any_of(names: Sequence[str], language: str) -> str:
    """Returns "a, b, atau c"."""
    return _joined(names, "or" if language == "en" else "atau")


def _joined(names: Sequence[str], word: str) -> str:
    if len(names) < 3:
        return f" {word} ".join(names)
    return f"{', '.join(names[:-1])}, {word} {names[-1]}"
