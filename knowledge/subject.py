"""Whether a question is about the programme that guidance tells of, and which of its years and phases it means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from knowledge import areas
from knowledge.areas import Area
from knowledge.catalog import Catalog, Row
from knowledge.extract import Extract
from knowledge.kinds import REGIONAL
from knowledge.leaning import also_in_english, in_own_language
from knowledge.people import asks_name, names_someone
from knowledge.question import Asks, Question
from knowledge.rank import Ranked
from knowledge.records import Kind
from knowledge.retrieve import Vocabulary
from knowledge.tabled import phase_asked, phases_of

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "Nilai ambang, bobot, dan rumus kelulusan tidak ditemukan dalam sumber."
_UNKNOWN = re.compile(
    r"tidak\s+(?:ditemukan|diketahui|terbaca|tercatat|disebut)|(?:belum|tidak)\s+dapat\s+dipastikan|not\s+(?:found|known|stated)",
    re.IGNORECASE,
)
# A word is the programme's own when at least this share of what uses it is guidance.
_OWN_WORD = 0.6
# How deep a passage that names a person is looked for.
_NAMES_DEPTH = 8
# What guidance gains when every word of a question is its own, and what tells of another year or phase loses.
_GUIDANCE, _OTHER_YEAR, _OTHER_PHASE = 2.0, 1.5, 1.0
# What one region's regulation loses where neither the region nor its kind of regulation is named: it binds nobody else,
# and often repeats what the law says for all.
_OTHER_REGION = 1.5
_REGIONAL_NAMED = re.compile(
    r"\b(?:perda|perwali|perwako|perbup|pergub|peraturan\s+(?:daerah|wali\s?kota|bupati|gubernur))\b", re.IGNORECASE
)


class Subject:
    """The words that are the guidance's own, read from one generation when they are first needed."""

    def __init__(self, catalog: Catalog, vocabulary: Vocabulary, enacted: Collection[str]) -> None:
        self._catalog = catalog
        self._vocabulary = vocabulary
        self._enacted = enacted

    @cached_property
    def _frequencies(self) -> Counter[str]:
        """Returns in how many passages of guidance each stem stands."""
        names = [name for name in self._catalog.fingerprints() if name not in self._enacted]
        return Counter(stem for line in self._catalog.stem_lines(names) for stem in set(line.split()))

    @cached_property
    def _regional(self) -> Mapping[str, frozenset[Area]]:
        """Returns for each regulation of a region the regions that its title names."""
        keys = self._catalog.keys()
        return {
            name: areas.surely(self._catalog.title(name))
            for key, name in keys.items()
            if key.partition("-")[0] in REGIONAL
        }

    def _of_others(self, question: Question) -> frozenset[str]:
        """Returns the regulations of regions that a question does not name."""
        if not self._regional or _REGIONAL_NAMED.search(question.formal):
            return frozenset()
        named = {area for found in areas.spelled(question.formal) for area in found.areas}
        return frozenset(name for name, of in self._regional.items() if not of & named)

    def share(self, question: Question) -> float:
        """Returns how much of a question, by rarity, is said in words of the guidance's own, from 0 to 1."""
        weights = {s: self._vocabulary.idf(s) for s in question.stems}
        total = sum(weights.values())
        own = sum(weight for s, weight in weights.items() if self._is_own(s))
        return own / total if total else 0.0

    def _is_own(self, stem: str) -> bool:
        return self._frequencies[stem] > _OWN_WORD * self._vocabulary.frequency(stem)

    def in_order(self, question: Question, ranked: Sequence[Ranked], languages: Mapping[str, str]) -> list[Ranked]:
        """Returns the ranking with what is on the subject, in its language, or names whom it asks for, moved up."""
        ordered = in_own_language(self.ordered(question, ranked), question.language, languages)
        if question.language == "en":
            ordered = also_in_english(ordered, languages)
        if not asks_name(question.formal):
            return ordered
        first = self._catalog.passages([r.row.id for r in ordered[:_NAMES_DEPTH]])
        named = next((n for n, p in enumerate(first) if names_someone(p.passage.text, self._vocabulary.rarity)), 0)
        return [*ordered[named : named + 1], *ordered[:named], *ordered[named + 1 :]]

    def ordered(self, question: Question, ranked: Sequence[Ranked]) -> list[Ranked]:
        """Returns the ranking with guidance moved up for a question about it, and other years and phases down."""
        share = self.share(question)
        years, phase = set(_YEAR.findall(question.formal)), phase_asked(question.formal)
        lost = dict.fromkeys(self._of_others(question), _OTHER_REGION)
        moved = [
            Ranked(r.row, r.features, r.score + self._gain(r.row, share, years, phase) - lost.get(r.row.document, 0.0))
            for r in ranked
        ]
        return sorted(moved, key=lambda r: -r.score)

    def _gain(self, row: Row, share: float, years: Collection[str], phase: int) -> float:
        if row.document in self._enacted:
            return 0.0
        gain = _GUIDANCE * share
        if not (years or phase):
            return gain
        said = f"{row.locator} {row.stems}"
        found = set(_YEAR.findall(said))
        if years and found and not found & set(years):
            gain -= _OTHER_YEAR
        phases = phases_of(said)
        if phase and phases and phase not in phases:
            gain -= _OTHER_PHASE
        return gain


def told_unknown(question: Question, extracts: Sequence[Extract]) -> bool:
    """Tells whether a number or a date is asked for and what is quoted first says that none is known."""
    if question.asks not in (Asks.HOW_MUCH, Asks.WHEN) or not extracts:
        return False
    first = next((u.text for u in extracts[0].units if u.kind is Kind.PARAGRAPH), "")
    sentence = re.split(r"(?<=[.!?])\s", first, maxsplit=1)[0]
    return _UNKNOWN.search(sentence) is not None and not any(c.isdigit() for c in sentence)
