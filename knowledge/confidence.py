"""How sure it is that the best passages answer: a logistic regression over what was found."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge import wanted
from knowledge.asked import Asked
from knowledge.bank import BankEntry
from knowledge.catalog import IndexedPassage
from knowledge.question import Question
from knowledge.rank import Ranked, SoftMatcher
from knowledge.retrieve import Pool, Query, Vocabulary
from knowledge.support import UNSAID, Word, support
from knowledge.words import stems

# Of the best passage, and the most that any of the first three has.
_OF_THE_BEST = (
    "soft",
    "anywhere",
    "body",
    "vector",
    "bank_vector",
    "expanded",
    "pairs",
    "english",
    "named",
    "guidance",
)
_OF_THE_FIRST = ("soft", "anywhere", "vector", "bank_vector")
_OF_WORDS = ("said_best", "said_first", "lack_best", "second_lack_best", "lack_first", "second_lack_first", "unsaid")
SIGNALS = (
    *_OF_THE_BEST,
    *(f"first_{name}" for name in _OF_THE_FIRST),
    *_OF_WORDS,
    *(f"asked_{name}" for name in _OF_WORDS),
    "alike_first", "alike_any", "focus_lack", "focus_weight",
    *(f"lacks_{kind}" for kind in wanted.KINDS),
    "holds_kind",
    "counted",
    "office_absent",
    *wanted.CUES,
    "region", "region_absent", "year_absent", "rule_named",
    "words_strength", "bank_strength", "unknown", "score", "lead", "question_length", "english_lack",
)  # fmt: skip
_FIRST, _NEAR = 3, 40
# What is of another field has less of its words, by rarity, said in the passages found; it must be the likelier to be,
# the more of them are: (up to this share, more likely than this).
_OUTSIDE = ((0.5, 0.5), (0.7, 0.8))
# Questions that share this much of their words, by rarity, are one question in two wordings.
_SAME_QUESTION = 0.75
# … unless a word so rare is in one of them alone: "berapa gaji tenaga ahli" is not "siapa tenaga ahli".
_RARE = 0.5
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MODEL_FILE = Path(__file__).with_name("confidence.json")

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights of the signals, from which a probability follows."""

    weights: Values
    mean: Values
    scale: Values
    bias: float

    def probability(self, values: Values) -> float:
        """Returns a number from 0 to 1."""
        return float(1 / (1 + np.exp(-(((values - self.mean) / self.scale) @ self.weights + self.bias))))


@dataclass(frozen=True, slots=True)
class Model:
    """Whether an answer is there, from which probability on it is given, and whether a question is of another field."""

    answered: Logistic
    threshold: float
    outside: Logistic


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, best first; `ranked` must not be empty.

    `words` are the question's own with how far the first passages say them, `with_bank` also by the bank questions
    that speak for these passages.
    """

    query: Query
    pool: Pool
    ranked: Sequence[Ranked]
    asked: Asked
    best: IndexedPassage
    words: Sequence[Word]
    with_bank: Sequence[Word]

    @property
    def entries(self) -> list[BankEntry | None]:
        """Returns the bank questions that speak for the first passages."""
        return [self.pool.entries.get(r.row.id) for r in self.ranked[:_FIRST]]


def look(query: Query, pool: Pool, ranked: Sequence[Ranked], asked: Asked, soft: SoftMatcher) -> Found:
    """Reads what was found closely enough to judge it."""
    first = ranked[:_FIRST]
    best = asked.generation.catalog.passages([first[0].row.id])[0]
    said = [e.question if (e := pool.entries.get(r.row.id)) else "" for r in first]
    return Found(query, pool, ranked, asked, best, *support(query.question, first, asked.vocabulary, soft, said))


@lru_cache(maxsize=1)
def model() -> Model:
    """Returns the learned weights (made by `training/train_confidence.py`)."""
    read = json.loads(_MODEL_FILE.read_text(encoding="utf-8"))

    def logistic(name: str) -> Logistic:
        columns = [np.array([read[name]["signals"][signal][n] for signal in SIGNALS]) for n in range(3)]
        return Logistic(columns[0], columns[1], columns[2], float(read[name]["bias"]))

    return Model(logistic("answered"), float(read["threshold"]), logistic("outside"))


def confidence(found: Found) -> float:
    """Returns the probability that the documents answer the question, from 0 to 1.

    Where the bank asks nearly the same of what was found first, that is known and not judged; where a price is asked
    for that nothing found names, there is no answer.
    """
    if wanted.unpriced(found.asked.question.formal, _said(found)):
        return 0.0
    values = signals(found)
    unsaid = max((w.weight for w in found.with_bank if w.first < UNSAID), default=0.0)
    if values[SIGNALS.index("alike_first")] >= _SAME_QUESTION and unsaid < _RARE:
        return 1.0
    return model().answered.probability(values)


def _said(found: Found) -> str:
    """Returns the best passage with the words of the question that any of the first passages says."""
    return " ".join([found.best.passage.text, *(w.text for w in found.with_bank if w.first >= UNSAID)])


def is_outside(found: Found) -> bool:
    """Tells whether a question that is not answered is likelier of another field than near to what is there."""
    said = _of_words(found.with_bank)[1]
    least = next((likely for most, likely in _OUTSIDE if said < most), 1.0)
    return model().outside.probability(signals(found)) > least


def signals(found: Found) -> Values:
    """Returns one number for each of `SIGNALS`."""
    query, ranked, vocabulary = found.query, found.ranked, found.asked.vocabulary
    best, first = ranked[0], ranked[:_FIRST]
    question, text = query.question, found.best.passage.text
    own = [vocabulary.idf(s) for s in query.own]
    known = sum(own) or 1.0
    focus = wanted.focus(question.formal)
    sought = next((w for w in found.with_bank if w.stem == focus), None)
    lacking = wanted.lacking(question.formal, text)
    values = [best.feature(name) for name in _OF_THE_BEST]
    values += [max(item.feature(name) for item in first) for name in _OF_THE_FIRST]
    of_words, of_asked = _of_words(found.words), _of_words(found.with_bank)
    values += [*of_words, *of_asked]
    values += _likeness(question, found, vocabulary)
    values += [sought.weight * (1 - sought.best), sought.weight] if sought else [0.0, 0.0]
    values += [*(lacking[kind] for kind in wanted.KINDS), wanted.holding(question.formal, lacking)]
    values += [wanted.counted(question.formal, text)]
    place = " ".join([found.best.passage.title, *found.best.passage.path, found.best.passage.locator])
    values += [wanted.office_absent(question.formal, f"{place} {text}")]
    values += [float(pattern.search(question.formal) is not None) for pattern in wanted.CUES.values()]
    values += _elsewhere(question, found)
    values += [
        max(item.feature("words") for item in first) / known,
        max(item.feature("bank_words") for item in first) / known,
        sum(1 for weight in own if weight == 0.0) / max(len(own), 1),
        best.score,
        best.score - ranked[1].score if len(ranked) > 1 else 1.0,
        float(np.log1p(len(query.own))),
        of_asked[2] * best.feature("english"),
    ]
    return np.array(values)


def _of_words(words: Sequence[Word]) -> list[float]:
    """Returns `_OF_WORDS`: what is said, by rarity; the rarest that is not; and how many of the words are not."""
    total = sum(w.weight for w in words) or 1.0
    said = [sum(w.weight * share for w, share in zip(words, shares, strict=True)) / total for shares in _shares(words)]
    lacks: list[float] = []
    for shares in _shares(words):
        lack = sorted((w.weight * (1 - share) for w, share in zip(words, shares, strict=True)), reverse=True)
        lacks += [*lack, 0.0, 0.0][:2]
    return [*said, *lacks, sum(w.best < UNSAID for w in words) / max(len(words), 1)]


def _shares(words: Sequence[Word]) -> tuple[list[float], list[float]]:
    return [w.best for w in words], [w.first for w in words]


def _likeness(question: Question, found: Found, vocabulary: Vocabulary) -> list[float]:
    """Returns how like the question are the bank questions of the first passages, and any that was found."""
    own = set(question.stems)

    def weight(said: set[str]) -> float:
        return sum(vocabulary.idf(s) or vocabulary.rarest for s in said)

    def alike(entry: BankEntry | None) -> float:
        said = set(stems(entry.question)) if entry else set()
        return weight(said & own) / (weight(said | own) or 1.0) if said else 0.0

    # Not those on guides to regulations that are indexed themselves: they are not ranked.
    near = [found.pool.entries.get(r.row.id) for r in found.ranked[:_NEAR]]
    return [max(map(alike, found.entries), default=0.0), max(map(alike, near), default=0.0)]


def _elsewhere(question: Question, found: Found) -> list[float]:
    """Returns whether a region is named, and whether it, or a year that is named, is not where the best passage is."""
    passage = found.best.passage
    text = " ".join([passage.title, *passage.path, passage.locator, passage.text]).lower()
    known = found.asked.vocabulary
    named = known.regions(question.formal)
    regions = {area.name.lower() for n in named if not n.everyday and not n.slip for area in n.areas}
    years = set(_YEAR.findall(question.formal))
    return [
        float(bool(regions)),
        float(bool(regions) and not any(region in text for region in regions)),
        float(bool(years) and not any(year in text for year in years)),
        float(bool(found.asked.documents)),
    ]
