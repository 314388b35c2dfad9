"""A question set → figures: ranking at Pasal level, expected facts, abstention."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import KnowledgeError
from knowledge.locator import contains, parse_locator
from knowledge.records import Answer, Hit

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

DEPTH = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a set with its gold provisions and the facts that a right answer holds."""

    id: str
    question: str
    type: str
    answerable: bool
    gold: tuple[tuple[str, str], ...]
    expect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question; `ranks` holds for each gold provision its place from 1, 0 when it was not found."""

    item: Item
    ranks: tuple[int, ...]
    facts: bool
    abstained: bool
    length: int

    @property
    def rank(self) -> int:
        """Returns the place of the first gold provision, 0 when none was found."""
        return min((r for r in self.ranks if r), default=0)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1; None where the questions have nothing to measure it by."""

    questions: int
    hit_1: float | None
    recall_5: float | None
    recall_10: float | None
    recall_50: float | None
    mrr_10: float | None
    all_gold_10: float | None
    facts: float | None
    wrongly_refused: float | None
    rightly_refused: float | None
    abstention_f1: float | None
    over_1200: float


def load(path: Path) -> list[Item]:
    """Reads a question set.

    Raises:
        KnowledgeError: naming the line that is not a question.
    """
    items = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            items.append(
                Item(
                    str(row.get("id", number)),
                    row["question"],
                    row.get("type", ""),
                    bool(row.get("answerable", True)),
                    tuple((g["document"], g["locator"]) for g in row.get("gold") or ()),
                    tuple(row.get("expect") or ()),
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise KnowledgeError(
                f"{path.name} baris {number}: bukan soal yang sah. / Line {number} is not a question."
            ) from None
    return items


def run(knowledge: KnowledgeBase, items: Iterable[Item]) -> list[Outcome]:
    """Asks and searches every question."""
    return [_one(knowledge, item) for item in items]


def _one(knowledge: KnowledgeBase, item: Item) -> Outcome:
    return outcome(item, knowledge.search(item.question, DEPTH) if item.gold else [], knowledge.ask(item.question))


def outcome(item: Item, hits: Sequence[Hit], answer: Answer) -> Outcome:
    """Returns what came of one question."""
    return Outcome(item, ranks(hits, item.gold), has_facts(answer, item.expect), answer.abstained, len(answer.lead))


def ranks(hits: Sequence[Hit], gold: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """Returns the place of each gold provision among the hits, from 1; 0 when it is not there."""
    return tuple(
        next((n for n, hit in enumerate(hits, 1) if is_hit(hit.passage.document, hit.locator, document, locator)), 0)
        for document, locator in gold
    )


def is_hit(document: str, locator: str, gold_document: str, gold_locator: str) -> bool:
    """Tells whether a result is the gold provision at Pasal level: equal, containing or inside."""
    if document != gold_document:
        return False
    found, gold = parse_locator(locator), parse_locator(gold_locator).at_pasal_level()
    return contains(gold, found) or contains(found, gold)


def has_facts(answer: Answer, expect: Sequence[str]) -> bool:
    """Tells whether every expected string stands in the answer; `|` separates alternatives."""
    text = " ".join([answer.lead, *answer.warnings, *(f"{c.title} {c.locator}" for c in answer.citations)]).lower()
    return all(any(a.strip().lower() in text for a in fact.split("|")) for fact in expect)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Returns the figures over some outcomes."""
    ranked = [o for o in outcomes if o.item.gold and o.item.answerable]
    answerable = [o for o in outcomes if o.item.answerable]
    factual = [o for o in answerable if o.item.expect]
    not_answerable = [o for o in outcomes if not o.item.answerable]
    refused = [o for o in outcomes if o.abstained]
    return Figures(
        questions=len(outcomes),
        hit_1=_share(o.rank == 1 for o in ranked),
        recall_5=_share(0 < o.rank <= 5 for o in ranked),
        recall_10=_share(0 < o.rank <= 10 for o in ranked),
        recall_50=_share(o.rank > 0 for o in ranked),
        mrr_10=_mean([1 / o.rank if 0 < o.rank <= 10 else 0.0 for o in ranked]),
        all_gold_10=_share(all(0 < r <= 10 for r in o.ranks) for o in ranked),
        facts=_share(o.facts and not o.abstained for o in factual),
        wrongly_refused=_share(o.abstained for o in answerable),
        rightly_refused=_share(o.abstained for o in not_answerable),
        abstention_f1=_f1(refused, not_answerable),
        over_1200=_share(o.length > 1200 for o in outcomes) or 0.0,
    )


def by_type(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    """Returns the figures of each type of question."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.item.type].append(outcome)
    return {kind: figures(group) for kind, group in sorted(groups.items())}


def as_json(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Returns everything as one JSON object."""
    return {"all": asdict(figures(outcomes)), "types": {kind: asdict(f) for kind, f in by_type(outcomes).items()}}


def _share(hits: Iterable[bool]) -> float | None:
    return _mean([float(hit) for hit in hits])


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _f1(refused: Sequence[Outcome], not_answerable: Sequence[Outcome]) -> float | None:
    if not not_answerable:
        return None
    right = sum(not o.item.answerable for o in refused)
    return round(2 * right / (len(refused) + len(not_answerable)), 4) if refused else 0.0
