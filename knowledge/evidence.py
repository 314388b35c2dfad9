"""The wording that proves an edge of the graph: a passage's own units, so that what is quoted is verbatim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.catalog import Catalog, IndexedPassage, Relation
from knowledge.extract import Extract
from knowledge.locator import parse_locator
from knowledge.records import Citation, Passage, Unit
from knowledge.references import mentions

_LEADS_IN = re.compile(r"[:;]\s*$")
# The end of a sentence or an item: not "No. 5", "ayat (1). 2"
_SENTENCE = re.compile(r"(?<=[a-z)\]])(?<!\bNo)[.;]\s+(?=[A-Za-z\d(])")
# A sentence of a status answer; a list of 60 revoked provisions is not read on a phone.
_LONGEST = 1_000


def passages_at(catalog: Catalog, document: str, locator: str) -> list[IndexedPassage]:
    """Returns the passages that hold an address: those of its article, its part of the opening, or its heading."""
    place = parse_locator(locator)
    for outer in dict.fromkeys((locator, str(place.at_pasal_level()), place.part)):
        if outer and (parts := catalog.at(document, outer)):
            held = [p for p in parts if any(u.locator == locator for u in p.passage.units)]
            return held or parts
    return []


def quoted(catalog: Catalog, edge: Relation) -> Extract | None:
    """Returns the unit that says what an edge says, with the lead-in it completes; None where no text says it."""
    for part in passages_at(catalog, edge.document, edge.locator):
        units = part.passage.units
        at = _says(units, edge)
        if at is not None:
            chosen = (*_lead(units, at), _sentence(units[at], edge))
            return Extract(part.passage, chosen, edge.locator, units[at].page)
    return None


def _says(units: Sequence[Unit], edge: Relation) -> int | None:
    """Returns which unit is the edge's own: at its address and, where several pieces share it, with its words."""
    here = [n for n, unit in enumerate(units) if unit.locator == edge.locator]
    same = [n for n in here if units[n].text.strip() == edge.text.strip()]
    return next(iter([*same, *here]), None)


def _sentence(unit: Unit, edge: Relation) -> Unit:
    """Returns a long unit cut to the sentence that names the target; what is kept stays as it is printed."""
    if len(unit.text) <= _LONGEST:
        return unit
    named = [m for m in mentions(unit.text) if m.key in (edge.target, edge.by)]
    telling = re.search(r"\bmulai\s+berlaku\b|\bdicabut\b", unit.text) if not named else None
    at = named[0].start if named else telling.start() if telling else 0
    starts = [m.end() for m in _SENTENCE.finditer(unit.text, 0, at)]
    end = _SENTENCE.search(unit.text, min(at + 20, len(unit.text)))
    while end and len(unit.text[starts[-1] if starts else 0 : end.start()]) < 60:
        end = _SENTENCE.search(unit.text, end.end())
    return replace(unit, text=unit.text[starts[-1] if starts else 0 : end.start() + 1 if end else None].strip())


def _lead(units: Sequence[Unit], at: int) -> tuple[Unit, ...]:
    """Returns the lead-ins above a list item ("Pada saat … mulai berlaku:"), outermost first."""
    found: list[Unit] = []
    depth = units[at].depth
    for unit in reversed(units[:at]):
        if unit.depth < depth:
            depth = unit.depth
            if _LEADS_IN.search(unit.text) and sum(len(u.text) for u in found) + len(unit.text) < _LONGEST:
                found.insert(0, unit)
    return tuple(found)


@dataclass(slots=True)
class Sources:
    """The numbered sources of one answer, each provision once."""

    catalog: Catalog
    citations: list[Citation] = field(default_factory=list)
    passages: list[tuple[Passage, str, int | None]] = field(default_factory=list)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def mark(self, edge: Relation | None) -> str:
        """Cites an edge and returns its mark, " [2]"; "" where no text says it."""
        extract = quoted(self.catalog, edge) if edge else None
        return self.mark_extract(extract) if extract else ""

    def mark_extract(self, extract: Extract) -> str:
        """Cites a quotation and returns its mark."""
        place = (extract.passage.document, extract.locator)
        if place not in self._numbers:
            passage = extract.passage
            self.citations.append(
                Citation(passage.document, passage.title, extract.locator, extract.page, extract.quote)
            )
            self.passages.append((passage, extract.locator, extract.page))
            self._numbers[place] = len(self.citations)
        return f" [{self._numbers[place]}]"
