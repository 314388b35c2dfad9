"""Which units of a passage answer a question, and how they are quoted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.question import Asks, Question
from knowledge.records import Kind, Passage, Unit
from knowledge.words import stems

# A number with its unit of time or measure, "30 (tiga puluh) hari", "20%", "Rp1.000.000"
_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:\([^)]{2,40}\)\s*)?(?:%|persen|per\s?seratus|hari|bulan|tahun|minggu|jam|kali|orang|rupiah|daerah|kabupaten|kota|unsur)"
    r"|\bRp\s?\d|\d+\s*\([a-z ]{3,40}\)|\b\d+[.,]\d+\b",
    re.IGNORECASE,
)
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_DATE = re.compile(
    rf"\b\d{{1,2}}\s+(?:{_MONTHS})|\b(?:19|20)\d\d\b|paling\s+lambat|paling\s+lama|tanggal|dalam\s+jangka\s+waktu|setiap|sejak|sebelum|setelah",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:menteri|presiden|gubernur|bupati|wali\s?kota|kepala|sekretaris|dinas|badan|lembaga|tim|dewan|komite|pejabat|pemerintah|"
    r"inspektorat|direktorat|kementerian|perangkat\s+daerah|instansi|penyelenggara)\b",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(r"[:;]\s*$")
# Kept below the 1,200 characters of a whole answer, so that a second source finds room.
MAX_EXTRACT = 900
_WANTED = {Asks.WHEN: _DATE, Asks.HOW_MUCH: _AMOUNT, Asks.WHO: _PERSON}


@dataclass(frozen=True, slots=True)
class Extract:
    """Consecutive units of one passage that answer, with the address they share; `left_out` list items were cut."""

    passage: Passage
    units: tuple[Unit, ...]
    locator: str
    page: int | None
    left_out: int = 0

    @property
    def quote(self) -> str:
        """Returns the units verbatim, one a line."""
        return "\n".join(unit.text for unit in self.units)


def extract(
    question: Question,
    passage: Passage,
    own: Mapping[str, float],
    expanded: Mapping[str, float],
    *,
    hint: str = "",
    limit: int = MAX_EXTRACT,
) -> Extract:
    """Chooses the units of a passage that answer.

    `own` and `expanded` weigh the stems of the question; `hint` is the locator that a matching bank
    question points to.
    """
    units = passage.units
    scores = [_score(question, unit, own, expanded, hint) for unit in units]
    best = max(range(len(units)), key=lambda n: (scores[n], -n))
    chosen, left_out = _with_company(question, units, best, limit)
    return Extract(passage, chosen, _shared_locator(chosen, units[best]), chosen[0].page, left_out)


def at(passage: Passage, locator: str, limit: int = MAX_EXTRACT) -> Extract:
    """Quotes a passage from the unit at `locator` and what lies inside it."""
    inside = [n for n, unit in enumerate(passage.units) if _within(unit.locator, locator)]
    first = inside[0] if inside else 0
    run = [passage.units[n] for n in inside] or list(passage.units)
    lead = [passage.units[p] for p in _ancestors(passage.units, first) if _LEADS_IN.search(passage.units[p].text)]
    kept, left_out = _fit([*lead, *run], limit)
    return Extract(passage, kept, locator if inside else passage.locator, kept[0].page, left_out)


def _within(locator: str, outer: str) -> bool:
    return locator == outer or locator.startswith(outer + " ")


def _score(question: Question, unit: Unit, own: Mapping[str, float], expanded: Mapping[str, float], hint: str) -> float:
    present = set(stems(unit.text))
    total = sum(own.values()) or 1.0
    score = sum(w for s, w in own.items() if s in present) / total
    score += 0.4 * sum(w for s, w in expanded.items() if s in present) / (sum(expanded.values()) or 1.0)
    if (wanted := _WANTED.get(question.asks)) and wanted.search(unit.text):
        score += 0.12
    if question.asks is Asks.LIST and _LEADS_IN.search(unit.text):
        score += 0.15
    if hint and _within(unit.locator, hint):
        score += 0.35
    if unit.kind in (Kind.HEADING, Kind.TABLE):
        score -= 0.2
    return score - 0.02 * (len(unit.text) < 25)


def _with_company(question: Question, units: Sequence[Unit], best: int, limit: int) -> tuple[tuple[Unit, ...], int]:
    """Returns the best unit with its lead-in and, where it opens a list or the question wants one, the items."""
    parents = _ancestors(units, best)
    lead = [p for p in parents if _LEADS_IN.search(units[p].text)]
    start = best
    if lead and question.asks in (Asks.LIST, Asks.FREE, Asks.WHO) and units[best].kind in (Kind.HURUF, Kind.ANGKA):
        start = lead[-1]
        lead = lead[:-1]
    run = [start, *_descendants(units, start)]
    if units[best].kind is Kind.ROW:
        run = [best]
        lead = [p for p in parents if units[p].kind is Kind.TABLE]
    if units[start].kind is Kind.HEADING or (
        len(run) == 1 and len(units[start].text) < 60 and units[start].kind is not Kind.ROW
    ):
        run = list(range(start, len(units)))
    kept, left_out = _fit([units[n] for n in [*lead, *run]], limit)
    return kept, left_out


def _ancestors(units: Sequence[Unit], place: int) -> list[int]:
    """Returns the positions of the units above one, outermost first."""
    found: list[int] = []
    depth = units[place].depth
    for n in range(place - 1, -1, -1):
        if units[n].depth < depth:
            found.append(n)
            depth = units[n].depth
    return found[::-1]


def _descendants(units: Sequence[Unit], place: int) -> list[int]:
    inside = []
    for n in range(place + 1, len(units)):
        if units[n].depth <= units[place].depth:
            break
        inside.append(n)
    return inside


def _fit(units: Sequence[Unit], limit: int) -> tuple[tuple[Unit, ...], int]:
    """Keeps units from the start while they fit; the first stays whole whatever its length."""
    kept = [units[0]]
    size = len(units[0].text)
    for unit in units[1:]:
        size += len(unit.text) + 1
        if size > limit:
            break
        kept.append(unit)
    return tuple(kept), len(units) - len(kept)


def _shared_locator(units: Sequence[Unit], best: Unit) -> str:
    """Returns the address that holds all quoted units: that of the best one when it stands alone."""
    deepest = min(units, key=lambda u: u.depth)
    if len(units) == 1:
        return units[0].locator
    if all(_within(u.locator, deepest.locator) for u in units):
        only_leads = [u for u in units if _LEADS_IN.search(u.text)]
        if len(units) - len(only_leads) == 1 and best in units:
            return best.locator
        return deepest.locator
    return best.locator
