"""Which units of a passage answer a question, and what is quoted with them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.question import Asks, Question
from knowledge.records import Kind, Passage, Unit
from knowledge.trees import Trees
from knowledge.words import stems

# A number with its unit of time or measure, "30 (tiga puluh) hari", "20%", "Rp1.000.000"
_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:\([^)]{2,40}\)\s*)?"
    r"(?:%|persen|per\s?seratus|hari|bulan|tahun|minggu|jam|kali|orang|rupiah|daerah|unsur)"
    r"|\bRp\s?\d|\d+\s*\([a-z ]{3,40}\)|\b\d+[.,]\d+\b",
    re.IGNORECASE,
)
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_DATE = re.compile(
    rf"\b\d{{1,2}}\s+(?:{_MONTHS})|\b(?:19|20)\d\d\b|paling\s+lambat|paling\s+lama|tanggal|dalam\s+jangka\s+waktu",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:menteri|presiden|gubernur|bupati|wali\s?kota|kepala|sekretaris|dinas|badan|lembaga|tim|dewan|komite|"
    r"pejabat|pemerintah|inspektorat|direktorat|kementerian|perangkat\s+daerah|instansi|penyelenggara)\b",
    re.IGNORECASE,
)
_SANCTION = re.compile(r"\b(?:sanksi|dipidana|denda|dilarang|wajib|dicabut|pemberhentian|teguran)\b", re.IGNORECASE)
_DELEGATES = re.compile(r"^\W*(?:\(\w+\)\s*)?ketentuan\s+lebih\s+lanjut", re.IGNORECASE)
_ELABORATES = re.compile(r"sebagaimana\s+dimaksud\s+(?:dalam|pada)\s+(?:ayat|huruf|pasal)", re.IGNORECASE)
# "Urusan Pemerintahan Wajib yang tidak berkaitan dengan Pelayanan Dasar meliputi:" is the other half of what is asked
_DENIES = re.compile(r"\b(?:yang\s+(?:tidak|bukan|belum)|tidak\s+termasuk|not)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:tidak|bukan|belum|tanpa|non|not|no)\b", re.IGNORECASE)
_LEADS_IN = re.compile(r":\s*-?\s*$")
_SOURCES = re.compile(r"^\W*(?:Sumber|Sources?)\s*:")
# Kept below the 1,200 characters of a whole answer, so that a second source finds room.
MAX_EXTRACT = 900
_LEAST = 200
# A longer unit is not quoted whole; so many words apart stretches of it are tried.
_OVERLONG, _STEP = 2_000, 15
_STUB = 60
_TOLD = 1.0
# A second unit of the same passage is quoted when its score is within this of the best one's.
_NEARLY = 1.0
# A passage of up to so many characters is quoted more of: which of a few ayat is meant is told apart less surely than
# they are read, and all are on the matter.
_SHORT_PASSAGE, _NEARLY_IF_SHORT = 1_000, 2.0
# "Apa saja …" is answered by a list where there is one: what opens it gains this much.
_LIST_BONUS = 2.0
# What a list loses that is of what the question does not ask, said by a "yang tidak" that it lacks.
_DENYING = 3.0
SIGNALS = (
    "own", "own_above", "expanded", "soft", "soft_above", "own_share", "soft_share", "amount", "date", "person",
    "sanction",
    "wants_amount", "wants_date", "wants_person", "wants_list", "leads_in", "delegates", "elaborates", "hinted",
    "depth", "place", "length", "item", "ayat", "row", "heading", "alone",
)  # fmt: skip
_MODEL_FILE = Path(__file__).with_name("extractor.json")

Matrix = npt.NDArray[np.float32]
Match = Callable[[Sequence[str]], Matrix]
"""Returns for each text how closely its words match the question's, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a question looks for in a passage: weighted stems, closeness of meaning, and the address a like one has.

    `told` are the wordings that the turns before quoted: a follow-up hardly asks for them again.
    """

    question: Question
    own: Mapping[str, float]
    expanded: Mapping[str, float]
    match: Match
    hint: str = ""
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Extract:
    """Units of one passage that answer, with the address they share; `left_out` list items were cut.

    `said` tells how much of the question the units say, with what stands above them, from 0 to 1.
    """

    passage: Passage
    units: tuple[Unit, ...]
    locator: str
    page: int | None
    left_out: int = 0
    said: float = 0.0

    @property
    def quote(self) -> str:
        """Returns the units verbatim, one a line."""
        return "\n".join(unit.text for unit in self.units)


@lru_cache(maxsize=1)
def model() -> Trees:
    """Returns the learned order of units (made by `training/train_extractor.py`)."""
    return Trees(json.loads(_MODEL_FILE.read_text(encoding="utf-8"))["trees"])


def extract(needs: Needs, passage: Passage, limit: int = MAX_EXTRACT, most: int = 1) -> list[Extract]:
    """Chooses the units of a passage that answer, each with its lead-in and the items it opens, best first.

    More than one is chosen, up to `most`, only where the next is nearly as good and there is room.
    """
    units, scores, table = scored(needs, passage)
    said = signal(table, "own_above")
    order = np.argsort(-scores, kind="stable")
    chosen: list[Extract] = []
    taken: set[int] = set()
    room = limit
    short = most > 1 and sum(len(unit.text) for unit in units) <= _SHORT_PASSAGE
    most, nearly = (most + 1, _NEARLY_IF_SHORT) if short else (most, _NEARLY)
    for place in map(int, order):
        if len(chosen) == most or scores[place] < scores[order[0]] - nearly:
            break
        # Beside an answer, that details are left to another rule tells nothing.
        if place in taken or (chosen and delegates(units[place].text)):
            continue
        run, left_out = _with_company(needs.question, units, place, max(room, _LEAST))
        fresh = [n for n in run if n not in taken]
        size = sum(len(units[n].text) for n in fresh)
        if not fresh or (chosen and size > room):
            continue
        room -= size
        taken.update(fresh)
        quoted = tuple(_shortened(units[n], needs) for n in fresh)
        locator = _shared_locator(quoted, units[place])
        chosen.append(Extract(passage, quoted, locator, quoted[0].page, left_out, float(said[fresh].max())))
    return chosen


def best_score(needs: Needs, passage: Passage) -> float:
    """Returns how well the best unit of a passage answers, comparable between passages for one question."""
    return float(scored(needs, passage)[1].max())


def scored(needs: Needs, passage: Passage) -> tuple[list[Unit], Matrix, Matrix]:
    """Returns the units that may be quoted, their scores and their signals."""
    units = [unit for unit in passage.units if not _SOURCES.match(unit.text)] or list(passage.units)
    table = signals(needs, units)
    scores = model().scores(table)
    if needs.question.asks is Asks.LIST:
        opens = table[:, SIGNALS.index("leads_in")]
        scores = scores + _LIST_BONUS * opens - _DENYING * opens * [denies(needs.question, unit.text) for unit in units]
    if needs.told:
        scores = scores - _TOLD * np.array([unit.text in needs.told for unit in units], dtype=np.float32)
    return units, scores, table


def delegates(text: str) -> bool:
    """Tells whether a text only leaves the details to another rule ("Ketentuan lebih lanjut … diatur dengan …")."""
    return _DELEGATES.search(text) is not None


def denies(question: Question, text: str) -> bool:
    """Tells whether a text is of the very things that a question is not about ("yang tidak berkaitan dengan …")."""
    return _DENIES.search(text) is not None and not _DENIED.search(question.formal)


def signal(table: Matrix, name: str) -> Matrix:
    """Returns one of `SIGNALS` of each unit."""
    return table[:, SIGNALS.index(name)]


def at(passage: Passage, locator: str, limit: int = MAX_EXTRACT) -> Extract:
    """Quotes a passage from the unit at `locator` and what lies inside it."""
    inside = [n for n, unit in enumerate(passage.units) if _within(unit.locator, locator)]
    first = inside[0] if inside else 0
    run = [passage.units[n] for n in inside] or list(passage.units)
    lead = [passage.units[p] for p in _ancestors(passage.units, first) if _LEADS_IN.search(passage.units[p].text)]
    held = [*lead, *run]
    kept, left_out = _fit(range(len(held)), held, limit)
    units = tuple(held[n] for n in kept)
    return Extract(passage, units, locator if inside else passage.locator, units[0].page, left_out)


def signals(needs: Needs, units: Sequence[Unit]) -> Matrix:
    """Returns one row of `SIGNALS` for each unit."""
    table = np.zeros((len(units), len(SIGNALS)), dtype=np.float32)
    column = {name: n for n, name in enumerate(SIGNALS)}
    asks = needs.question.asks
    leads = [" ".join(units[p].text for p in _ancestors(units, n))[-400:] for n in range(len(units))]
    inside = [set(stems(unit.text)) for unit in units]
    above = [found | set(stems(lead)) for found, lead in zip(inside, leads, strict=True)]
    own = np.array([share(needs.own, found) for found in inside], dtype=np.float32)
    soft = needs.match([unit.text for unit in units])
    table[:, column["own"]], table[:, column["soft"]] = own, soft
    table[:, column["own_above"]] = [share(needs.own, found) for found in above]
    table[:, column["expanded"]] = [share(needs.expanded, found) for found in above]
    table[:, column["soft_above"]] = needs.match([f"{a} {u.text}" for a, u in zip(leads, units, strict=True)])
    table[:, column["own_share"]] = own / max(float(own.max()), 1e-6)
    table[:, column["soft_share"]] = soft / max(float(soft.max()), 1e-6)
    for name, pattern in (("amount", _AMOUNT), ("date", _DATE), ("person", _PERSON), ("sanction", _SANCTION)):
        table[:, column[name]] = [pattern.search(unit.text) is not None for unit in units]
    for name, wanted in (("amount", Asks.HOW_MUCH), ("date", Asks.WHEN), ("person", Asks.WHO), ("list", Asks.LIST)):
        table[:, column[f"wants_{name}"]] = asks is wanted
    for n, unit in enumerate(units):
        table[n, column["leads_in"]] = _LEADS_IN.search(unit.text) is not None
        table[n, column["delegates"]] = delegates(unit.text)
        table[n, column["elaborates"]] = _ELABORATES.search(unit.text) is not None
        table[n, column["hinted"]] = bool(needs.hint) and _within(unit.locator, needs.hint)
        table[n, column["depth"]] = unit.depth
        table[n, column["place"]] = n / len(units)
        table[n, column["length"]] = math.log1p(len(unit.text))
        table[n, column["item"]] = unit.kind in (Kind.HURUF, Kind.ANGKA)
        table[n, column["ayat"]] = unit.kind is Kind.AYAT
        table[n, column["row"]] = unit.kind is Kind.ROW
        table[n, column["heading"]] = unit.kind in (Kind.HEADING, Kind.TABLE, Kind.PASAL)
        table[n, column["alone"]] = len(units) <= 2
    return table


def share(weights: Mapping[str, float], present: set[str]) -> float:
    """Returns how much of the weight stands in a set of stems."""
    total = sum(weights.values())
    return sum(w for s, w in weights.items() if s in present) / total if total else 0.0


def _within(locator: str, outer: str) -> bool:
    return locator == outer or locator.startswith(outer + " ")


def _with_company(question: Question, units: Sequence[Unit], best: int, limit: int) -> tuple[list[int], int]:
    """Returns the places to quote, and how many list items had to be left out.

    With the best unit goes its lead-in and, where it opens a list or the question wants one, the items.
    """
    parents = _ancestors(units, best)
    lead = [p for p in parents if _LEADS_IN.search(units[p].text)]
    start = best
    if units[best].kind is Kind.ROW:
        return _fit([*(p for p in parents if units[p].kind is Kind.TABLE), best], units, limit)
    listed = units[best].kind in (Kind.HURUF, Kind.ANGKA, Kind.PARAGRAPH)
    if lead and listed and question.asks in (Asks.LIST, Asks.FREE, Asks.WHO):
        start, lead = lead[-1], lead[:-1]
    run = [start, *_descendants(units, start)]
    stub = len(run) == 1 and len(units[start].text) < _STUB
    if units[start].kind is Kind.HEADING or stub:
        # The heading itself is in the citation; what stands under it answers.
        run, lead = [n for n, unit in enumerate(units) if unit.kind is not Kind.HEADING] or [start], []
    return _fit([*lead, *run], units, limit)


def _shortened(unit: Unit, needs: Needs) -> Unit:
    """Returns an overlong unit, an annex without structure, cut to the stretch that says most of the question."""
    if len(unit.text) <= _OVERLONG:
        return unit
    starts = [m.start() for m in re.finditer(r"\S+", unit.text)][::_STEP]
    stretches = [unit.text[start : start + MAX_EXTRACT // 2].rsplit(maxsplit=1)[0] for start in starts]
    best = max(stretches, key=lambda text: share(needs.own, set(stems(text))))
    return replace(unit, text=best.strip())


def _ancestors(units: Sequence[Unit], place: int) -> list[int]:
    """Returns the places of the units above one, outermost first; a list's lead-in is above its items."""
    found: list[int] = []
    depth = units[place].depth
    opener = _opener(units, place)
    if opener is not None:
        found.append(opener)
    for n in range((place if opener is None else opener) - 1, -1, -1):
        if units[n].depth < depth:
            found.append(n)
            depth = units[n].depth
    return found[::-1]


def _opener(units: Sequence[Unit], place: int) -> int | None:
    """Returns the place of the sentence that opens a list of siblings ("… adalah:"), as guidance texts have them."""
    n = place
    while n >= 0 and units[n].depth >= units[place].depth and (n == place or _is_item(units[n])):
        n -= 1
    if n < 0 or not _is_item(units[place]) or units[n].depth != units[place].depth:
        return None
    return n if _LEADS_IN.search(units[n].text) else None


def _is_item(unit: Unit) -> bool:
    """Tells whether a unit reads as an item of a list; a converter may have lost its mark."""
    if unit.kind in (Kind.HURUF, Kind.ANGKA, Kind.ROW, Kind.TABLE):
        return True
    text = unit.text.strip()
    loose = unit.kind is Kind.PARAGRAPH and not _LEADS_IN.search(text.rstrip(";")) and not _SOURCES.match(text)
    return loose and (text.endswith(";") or text[:1].islower() or not text.endswith((".", "?", "!", ":")))


def _descendants(units: Sequence[Unit], place: int) -> list[int]:
    """Returns the places of the units below one, and of the siblings that it opens as a list."""
    inside: list[int] = []
    opens = _LEADS_IN.search(units[place].text) is not None
    for n in range(place + 1, len(units)):
        below = units[n].depth > units[place].depth
        last_item = opens and inside and units[n - 1].text.rstrip().endswith((";", "dan", "and", "atau"))
        if not below and not (opens and units[n].depth == units[place].depth and (_is_item(units[n]) or last_item)):
            break
        inside.append(n)
    return inside


def _fit(places: Sequence[int], units: Sequence[Unit], limit: int) -> tuple[list[int], int]:
    """Keeps units from the start while they fit; the first stays whole whatever its length."""
    kept = [places[0]]
    size = len(units[places[0]].text)
    for place in places[1:]:
        size += len(units[place].text) + 1
        if size > limit:
            break
        kept.append(place)
    return kept, len(places) - len(kept)


def _shared_locator(units: Sequence[Unit], best: Unit) -> str:
    """Returns the address that holds all quoted units: that of the best one when it stands alone under its lead-in."""
    told = [u for u in units if not _LEADS_IN.search(u.text)]
    if len(units) == 1 or told == [best]:
        return best.locator
    highest = min(units, key=lambda u: u.depth)
    if all(_within(u.locator, highest.locator) for u in units):
        return highest.locator
    return best.locator.rsplit(" ayat ", 1)[0] if " ayat " in best.locator else best.locator
