"""What a question asks of the tables: the regions, provinces and years it names, and what it wants of the rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from knowledge import areas, grid
from knowledge.areas import KABUPATEN, KOTA, PROVINSI, Area, Named
from knowledge.asked import Asked
from knowledge.catalog import Catalog
from knowledge.grid import Family, Line, Table
from knowledge.question import Asks, Question
from knowledge.records import Kind, Passage, Unit
from knowledge.retrieve import Vocabulary
from knowledge.words import stem, stems, word_sets

_YEARS = re.compile(
    r"\b(20\d\d)\b(?:\s*(?:sampai|hingga|s\.?/?d\.?|to|through|until|-|–)\s*(?:dengan\s+)?(?:tahun\s+)?\b(20\d\d)\b)?",
    re.IGNORECASE,
)
_PHASE = re.compile(
    r"\b(?:tahap|gelombang|fase|angkatan|batch|phase)\s*(?:ke-?\s*)?(?P<n>\d|iv|v|i{1,3}|pertama|kedua|ketiga|keempat|kelima|satu|dua|tiga"
    r"|empat|one|two|three|four)\b|\b(?P<en>first|second|third|fourth)\s+(?:phase|batch)\b",
    re.IGNORECASE,
)
_ORDINALS = (
    {"1", "i", "pertama", "satu", "one", "first"},
    {"2", "ii", "kedua", "dua", "two", "second"},
    {"3", "iii", "ketiga", "tiga", "three", "third"},
    {"4", "iv", "keempat", "empat", "four", "fourth"},
    {"5", "v", "kelima"},
)
_PHASE_PRINTED = re.compile(r"\b(?:tahap|phase)\s+(iv|v|i{1,3}|\d)\b", re.IGNORECASE)


_SETS = {name: frozenset(map(stem, found)) for name, found in word_sets("table-words.txt").items()}
_WHOLE = re.compile(r"\b(?:seluruh\w*|semua\w*|lengkap\w*|all|every|complete|full)\b", re.IGNORECASE)
_COUNTED = r"(?:daerah|kabupaten|kab|kota|peserta|wilayah|provinsi|pemda|pemerintah\s+daerah|yang|di|dari)"
_COUNT = re.compile(
    rf"\b(?:berapa(?:kah)?\s+(?:banyak\s+|jumlah\s+|total\s+|sih\s+)*{_COUNTED}|(?:jumlah|total|banyaknya)\s+{_COUNTED}"
    rf"|{_COUNTED}\s+(?!tahun|tahap|pasal)\w*\s*(?:ada\s+)?berapa(?:\s+(?:daerah|banyak|kabupaten|kota))?\s*\??$"
    r"|how\s+many\s+(?:\w+\s+)?(?:regions?|cities|regenc\w+|districts?|participants?|municipalit\w+|areas?|governments?|are|were))\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:(?:apa|siapa|mana)\s*(?:saja|aja)|saja\s+apa|sebutkan|daftar|(?:daerah|kabupaten|kota|peserta|wilayah)\s+(?:yang\s+)?(?:apa|mana)|siapa"
    r"|which\s+(?:\w+\s+)?(?:regions?|cities|regenc\w+|districts?)|list|name\s+the|who\s+(?:are|were))\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\bberapa\s+(?:lama|kali|hari|bulan|jam|persen|nilai|indeks|besar|harga|biaya|tarif|skor)\b|\bhow\s+(?:much|long|often)\b",
    re.IGNORECASE,
)
_YEAR_ASKED = re.compile(
    r"\btahun\s+(?:berapa|apa|brp)|\bkapan\b|\btahap\s+(?:ke-?\s*)?berapa|\bwhen\b|\bwh(?:at|ich)\s+year\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"(?<![/\w])(?P<kind>kabupaten|kota|provinsi|regencies|cities|provinces)(?=\s+(?:yang\s+)?(?:apa|mana|saja|ter\w+|dengan)\b)"
    r"|\bberapa\s+(?P<counted>kabupaten|kota|provinsi)\b(?!\s*(?:/|dan|atau))"
    r"|\b(?:which|how\s+many)\s+(?P<english>regencies|cities|provinces)\b",
    re.IGNORECASE,
)
_KINDS = {"kabupaten": KABUPATEN, "regencies": KABUPATEN, "kota": KOTA, "cities": KOTA} | dict.fromkeys(
    ("provinsi", "provinces"), PROVINSI
)
# A further column of a list holds a word or two ("terpilih"), not what a table tells of each region.
_SHORT_CELL = 16
# The weight of a word that no document holds.
_UNKNOWN = 10.0
# How much of what else is said the list must be about before it answers.
_ABOUT = 0.7


class Wants(StrEnum):
    """What is wanted of the rows."""

    MEMBER = "member"
    LIST = "list"
    COUNT = "count"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Request:
    """A question as the tables can answer it; `rest` are the stems that are neither a filter nor a cue."""

    question: Question
    wants: Wants
    named: tuple[Named, ...]
    provinces: tuple[str, ...]
    where: tuple[str, ...]
    years: tuple[int, ...]
    phase: int
    kind: str
    membership: bool
    year_asked: bool
    whole: bool
    rest: tuple[str, ...]

    @property
    def limited(self) -> bool:
        """Tells whether it names a province, a year or a phase to look in."""
        return bool(self.provinces or self.years or self.phase)

    def in_years(self, line: Line) -> bool:
        """Tells whether a row is of the years and the phase asked for, any where none is."""
        if self.phase and phase_of(" ".join(line.cells)) not in (0, self.phase):
            return False
        return not self.years or line.year in self.years


def request(asked: Asked) -> Request:
    """Reads what a question asks of the tables."""
    question, text = asked.question, asked.question.formal
    found = asked.vocabulary.regions(text)
    island = areas.island(text, found)
    rest = _rest(text, [(n.start, n.end) for n in found] + ([island[2]] if island else []))
    membership = any(s in _SETS["membership"] for s in question.stems)
    local = [n for n in found if any(a.kind != PROVINSI for a in n.areas)]
    wants = _wants(text, question, found, membership or not rest)
    if wants in (Wants.LIST, Wants.COUNT):
        # "dari Jambi", "di Yogyakarta": where a list is asked for, the province is meant.
        local = [n for n in local if n.typed or all(a.kind != PROVINSI for a in n.areas)]
    named = tuple(a.province for n in found if n not in local for a in n.areas if a.kind == PROVINSI)
    return Request(
        question=question,
        wants=wants,
        named=tuple(local),
        provinces=tuple(dict.fromkeys([*named, *(island[1] if island else ())])),
        where=_where(named, island),
        years=_years(text),
        phase=phase_asked(text),
        kind=_kind(text),
        membership=membership,
        year_asked=_YEAR_ASKED.search(text) is not None,
        whole=_WHOLE.search(text) is not None,
        rest=rest,
    )


def _where(named: Sequence[str], island: tuple[str, tuple[str, ...], tuple[int, int]] | None) -> tuple[str, ...]:
    """Returns the provinces and the island as they are called in the answer."""
    name, inside = (island[0], island[1]) if island else ("", ())
    return tuple(dict.fromkeys([*(p for p in named if p not in inside), *([name] if name else [])]))


def _kind(text: str) -> str:
    """Returns the one kind of region that a list is asked of: "kota mana saja", "berapa kabupaten"."""
    kinds = {(m["kind"] or m["counted"] or m["english"]).lower() for m in _KIND.finditer(text)}
    return _KINDS[kinds.pop()] if len(kinds) == 1 else ""


def _wants(text: str, question: Question, found: Sequence[Named], membership: bool) -> Wants:
    local = any(a.kind != PROVINSI for n in found for a in n.areas)
    if _COUNT.search(text) and not _AMOUNT.search(text):
        return Wants.COUNT
    if local and (membership or _YEAR_ASKED.search(text)) and not _AMOUNT.search(text):
        return Wants.MEMBER
    if found and membership and question.asks in (Asks.YES_NO, Asks.WHEN):
        return Wants.MEMBER
    if _LISTED.search(text) or question.asks is Asks.LIST:
        return Wants.LIST
    return Wants.VALUE


def _years(text: str) -> tuple[int, ...]:
    years: set[int] = set()
    for match in _YEARS.finditer(text):
        first = int(match[1])
        years.update(range(first, int(match[2] or first) + 1))
    return tuple(sorted(years))


def _number(word: str) -> int:
    return next((n for n, spelled in enumerate(_ORDINALS, 1) if word.lower() in spelled), 0)


def phase_asked(text: str) -> int:
    """Returns the phase that a question names, 0 where it names none."""
    return next((_number(m["n"] or m["en"]) for m in _PHASE.finditer(text)), 0)


def phases_of(text: str) -> set[int]:
    """Returns every phase that a text prints."""
    return {_number(match[1]) for match in _PHASE_PRINTED.finditer(text)}


def phase_of(text: str) -> int:
    """Returns the phase that a row or heading prints, "2017 (tahap I)" → 1, 0 where it prints none."""
    match = _PHASE_PRINTED.search(text)
    return _number(match[1]) if match else 0


def _rest(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    text = _PHASE.sub(" ", _YEARS.sub(" ", text))
    left_out = _SETS["cues"] | _SETS["membership"] | _SETS["numbers"]
    return tuple(dict.fromkeys(s for s in stems(text) if s not in left_out and not s.isdigit()))


class Tables:
    """The tables of one generation, read when they are first needed, and which of them are about a question."""

    def __init__(self, catalog: Catalog, vocabulary: Vocabulary) -> None:
        self.catalog = catalog
        self._vocabulary = vocabulary

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """Returns all families of tables."""
        return grid.families(self.catalog)

    @cached_property
    def languages(self) -> dict[str, str]:
        """Returns document → language, where it is stated."""
        return self.catalog.languages()

    def in_language(self, language: str) -> list[Family]:
        """Returns the families of this language, and those whose language is not stated, before the others."""
        return sorted(self.families, key=lambda f: self.languages.get(f.document, language) != language)

    @cached_property
    def _subject(self) -> frozenset[str]:
        """Returns the stems that several titles share: what the whole collection is about, so no list need say it."""
        titles = {table.title for family in self.families for table in family.tables}
        titles |= {entry.title for entry in self.catalog.documents() if entry.kind == "panduan"}
        counts = Counter(s for title in titles for s in set(stems(title)))
        return frozenset(s for s, n in counts.items() if n > 1) | {"program"}

    @cached_property
    def lists(self) -> tuple[Family, ...]:
        """Returns the lists of participants: rows are regions, and title or headings say that they take part."""
        return tuple(family for family in self.families if _lists(family))

    @cached_property
    def summaries(self) -> tuple[Table, ...]:
        """Returns the tables that give numbers for each province."""
        every = (t for f in self.families if f.document in self._listing for t in f.tables)
        return tuple(t for t in every if t.lines[0].area and t.lines[0].area.kind == PROVINSI)

    @cached_property
    def by_year(self) -> tuple[Table, ...]:
        """Returns the tables that tell something of each year."""
        every = (t for f in self.families if not f.has_areas for t in f.tables)
        return tuple(t for t in every if t.year_column is not None and len(t.years) == len(t.lines))

    @cached_property
    def _listing(self) -> frozenset[str]:
        return frozenset(family.document for family in self.lists)

    def versions_of(self, area: Area, years: Sequence[int]) -> tuple[tuple[Table, Line], ...]:
        """Returns the rows that set side by side what sources say of a region, of these years if any."""
        return tuple(
            (table, line)
            for table, line, said, of in self._versions
            if area in said and (not years or not of or of & set(years))
        )

    @cached_property
    def _versions(self) -> list[tuple[Table, Line, frozenset[Area], frozenset[int]]]:
        rows = [(t, line) for f in self.families for t in f.tables if t.versions for line in t.lines]
        return [(t, line, areas.surely(line.unit.text), frozenset(_years(line.unit.text))) for t, line in rows]

    def told_of(self, area: Area) -> list[tuple[Passage, Unit]]:
        """Returns the sentences beside the lists that name a region which no list holds."""
        found: list[tuple[Passage, Unit]] = []
        for document in sorted(self._listing):
            for item in self.catalog.of(document):
                told = (u for u in item.passage.units if u.kind not in (Kind.ROW, Kind.TABLE, Kind.HEADING))
                found.extend((item.passage, unit) for unit in told if area in areas.surely(unit.text))
        return found

    def about(self, wanted: Request) -> tuple[Table, ...]:
        """Returns the lists that a question is about, none where it is about something else."""
        strictly = wanted.wants is not Wants.MEMBER
        scored = [(self._about(wanted.rest, family, strictly), family) for family in self.lists]
        best = max((s for s, _ in scored), default=0.0)
        if best < (1.0 if strictly else _ABOUT):
            return ()
        return tuple(table for score, family in scored if score == best for table in family.tables)

    def _about(self, rest: Sequence[str], family: Family, strictly: bool) -> float:
        """Returns how much of what is said the list is about; a region's own rows may tell more of it."""
        return self.share(rest, family.words if strictly else family.words | family.around | family.cells)

    def share(self, said: Sequence[str], told: Set[str]) -> float:
        """Returns how much of what is said, by rarity, is told; words of the whole collection count as told."""
        weights = [(self._vocabulary.idf(word) or _UNKNOWN, word in told or word in self._subject) for word in said]
        total = sum(weight for weight, _ in weights)
        return sum(weight for weight, held in weights if held) / total if total else 1.0


def _lists(family: Family) -> bool:
    """Tells whether tables are lists of who takes part: hardly a column says more than where and when."""
    first = family.tables[0]
    if first.area_column is None or first.versions:
        return False
    told = {first.area_column, first.province_column, first.year_column, first.number_column, first.note_column}
    said = frozenset(stems(" ".join([first.title, *(table.heading for table in family.tables)])))
    local = any(line.area and line.area.kind != PROVINSI for _, line in family.lines())
    more = [n for n in range(len(first.columns)) if n not in told]
    length = max((len(line.cell(n)) for _, line in family.lines() for n in more), default=0)
    return local and bool(said & _SETS["listing"]) and len(more) <= 1 and length <= _SHORT_CELL
