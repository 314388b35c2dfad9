"""What one question came to, and figures over many with 95 % intervals.

Ranking is measured at two levels. At Pasal level a result is right when it is the gold Pasal, holds it or lies in it.
At ayat level it is right when it lies in the gold ayat (or huruf, angka, …), or is a passage that holds its text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np
import numpy.typing as npt

from benchmarks.sets import Question
from knowledge.evaluate import is_hit
from knowledge.locator import contains, parse_locator
from knowledge.records import Hit

DEPTH = 50
_RESAMPLES = 2_000
_SEED = 7


@dataclass(frozen=True, slots=True)
class Replied:
    """What was answered to one question, as far as it is measured."""

    abstained: bool
    facts: bool
    length: int
    cited_pasal: bool
    cited_ayat: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The rank of each gold provision from 1 (0: not found), at both levels, and the answer where one was asked for.

    `guided` tells whether shipped guidance stands first, which may answer the question but is not the gold provision.
    """

    question: Question
    pasal: tuple[int, ...]
    ayat: tuple[int, ...]
    precision: float
    guided: bool = False
    reply: Replied | None = None
    milliseconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean, its 95 % bootstrap interval over questions, and how many questions it is from."""

    value: float
    low: float
    high: float
    questions: int

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.2f}–{self.high:.2f})"


Measure = Callable[[Result], float | None]


def ranks(
    hits: Sequence[Hit], gold: Sequence[tuple[str, str]], right: Callable[[Hit, str, str], bool]
) -> tuple[int, ...]:
    """Returns the place of each gold provision among the hits, from 1; 0 when it is not there."""
    return tuple(
        next((n for n, hit in enumerate(hits, 1) if right(hit, document, locator)), 0) for document, locator in gold
    )


def at_pasal(hit: Hit, document: str, locator: str) -> bool:
    """Tells whether a hit is right at Pasal level."""
    return is_hit(hit.passage.document, hit.locator, document, locator)


def at_ayat(hit: Hit, document: str, locator: str) -> bool:
    """Tells whether a hit lies in the gold ayat or is a passage that holds it."""
    if hit.passage.document != document:
        return False
    gold, found = parse_locator(locator), parse_locator(hit.locator)
    if contains(gold, found):
        return True
    return contains(found, gold) and any(contains(gold, parse_locator(u.locator)) for u in hit.passage.units)


def average_precision(places: Sequence[int], gold: Sequence[tuple[str, str]], depth: int = 10) -> float:
    """Returns the average precision over the distinct gold Pasal, as far as `depth` results can hold them."""
    by_pasal: dict[tuple[str, str], int] = {}
    for (document, locator), place in zip(gold, places, strict=True):
        by_pasal[document, str(parse_locator(locator).at_pasal_level())] = place
    found = sorted({p for p in by_pasal.values() if 0 < p <= depth})
    return sum(n / place for n, place in enumerate(found, 1)) / min(len(by_pasal), depth) if by_pasal else 0.0


def first(places: Sequence[int]) -> int:
    """Returns the best place, 0 when nothing was found."""
    return min((p for p in places if p), default=0)


def _within(depth: int, level: str) -> Measure:
    def measure(result: Result) -> float | None:
        return float(0 < first(getattr(result, level)) <= depth) if ranked(result) else None

    return measure


def ranked(result: Result) -> bool:
    """Tells whether a question has a gold provision to find."""
    return bool(result.question.item.gold) and result.question.item.answerable


def _reciprocal(result: Result) -> float | None:
    if not ranked(result):
        return None
    place = first(result.pasal)
    return 1 / place if 0 < place <= 10 else 0.0


def _both(result: Result) -> float | None:
    return float(all(0 < p <= 10 for p in result.pasal)) if result.question.item.type == "multi" else None


RANKING: Mapping[str, Measure] = {
    "hit@1": _within(1, "pasal"),
    "recall@5": _within(5, "pasal"),
    "recall@10": _within(10, "pasal"),
    "recall@50": _within(50, "pasal"),
    "MRR@10": _reciprocal,
    "MAP@10": lambda r: r.precision if ranked(r) else None,
    "both@10": _both,
    "guidance first": lambda r: float(r.guided) if ranked(r) else None,
    "ayat hit@1": _within(1, "ayat"),
    "ayat recall@5": _within(5, "ayat"),
    "ayat recall@10": _within(10, "ayat"),
}

ANSWERING: Mapping[str, Measure] = {
    "expected facts": lambda r: (
        float(r.reply.facts and not r.reply.abstained)
        if r.reply and r.question.item.answerable and r.question.item.expect
        else None
    ),
    "first citation, Pasal": lambda r: float(r.reply.cited_pasal) if r.reply and ranked(r) else None,
    "first citation, ayat": lambda r: float(r.reply.cited_ayat) if r.reply and ranked(r) else None,
    "wrongly refused": lambda r: float(r.reply.abstained) if r.reply and r.question.item.answerable else None,
    "rightly refused": lambda r: float(r.reply.abstained) if r.reply and not r.question.item.answerable else None,
    "over 1,200 characters": lambda r: float(r.reply.length > 1200) if r.reply else None,
}


def figures(results: Sequence[Result], measures: Mapping[str, Measure]) -> dict[str, Estimate]:
    """Returns each measure over the questions that it applies to; one that applies to none is left out."""
    found = {}
    for name, measure in measures.items():
        values = [v for v in map(measure, results) if v is not None]
        if values:
            found[name] = estimate(np.array(values))
    return found


def estimate(values: npt.NDArray[np.float64]) -> Estimate:
    """Returns a mean with its interval."""
    low, high = np.quantile(values[_resamples(len(values))].mean(axis=1), (0.025, 0.975))
    return Estimate(round(float(values.mean()), 4), round(float(low), 4), round(float(high), 4), len(values))


def difference(before: Sequence[Result], after: Sequence[Result], measure: Measure) -> Estimate:
    """Returns by how much a measure changes from one run to another over the same questions (paired bootstrap)."""
    pairs = [(measure(b), measure(a)) for b, a in zip(before, after, strict=True)]
    return estimate(np.array([a - b for b, a in pairs if a is not None and b is not None]))


def abstention_f1(results: Sequence[Result]) -> Estimate | None:
    """Returns F1 of refusing what cannot be answered, None where every question can be."""
    table = np.array([(r.reply.abstained, not r.question.item.answerable) for r in results if r.reply], dtype=float)
    if not len(table) or not table[:, 1].any():
        return None

    def f1(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        right, refused = (rows[..., 0] * rows[..., 1]).sum(axis=-1), rows.sum(axis=(-2, -1))
        return np.asarray(2 * right / np.maximum(refused, 1))

    low, high = np.quantile(f1(table[_resamples(len(table))]), (0.025, 0.975))
    return Estimate(round(float(f1(table)), 4), round(float(low), 4), round(float(high), 4), len(table))


def lengths(results: Sequence[Result]) -> dict[str, float]:
    """Returns the middle and the 95th percentile of the answers' lengths in characters."""
    found = [r.reply.length for r in results if r.reply]
    return {"median": median(found), "p95": float(np.quantile(found, 0.95))} if found else {}


def _resamples(size: int) -> npt.NDArray[np.intp]:
    return np.random.default_rng(_SEED).integers(0, size, (_RESAMPLES, size))
