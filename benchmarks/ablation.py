"""A knowledge base with one of its sources switched off, to see what each is worth.

A source is switched off where it answers: it finds nothing, the bridge expands nothing, soft matching gives zeros. Two
questions can be asked. With the shipped ranker: what does the product lose when a source falls silent? With a ranker
trained anew without it: what is it worth, when the others may take over its part? The second decides what stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from benchmarks.documents import corpus
from benchmarks.scratch import Built
from knowledge.base import KnowledgeBase
from knowledge.index import Index
from knowledge.question import Question
from knowledge.rank import Ranked, SoftMatcher, shortlist
from knowledge.retrieve import Pool, Query, Vocabulary
from knowledge.trees import Trees

if TYPE_CHECKING:
    from knowledge.view import View

BRIDGE, SOFT, RANKER = "bridge", "soft matching", "ranker"
# What is switched off, and the parts of a pool that come from it.
SOURCES: Mapping[str, tuple[str, ...]] = {
    "words": ("words", "bridged"),
    "vectors": ("vector",),
    "bank words": ("bank_words", "asked"),
    "bank vectors": ("bank_vector",),
    "bank": ("bank_words", "asked", "bank_vector"),
    BRIDGE: (),
    SOFT: (),
    RANKER: (),
}


def without(built: Built, source: str, trees: Trees | None = None) -> KnowledgeBase:
    """Opens an index with one of `SOURCES` switched off ("" switches off nothing), ranked by `trees` where given."""
    if not source and trees is None:
        return KnowledgeBase(Index(built.folder), built.embedder, built.settings)
    return _Without(built, source, trees)


def trained(built: Built, source: str) -> Trees:
    """Returns a ranker trained without a source, by the recipe of the shipped one."""
    from training import train_ranker

    rows = [row for row in train_ranker.questions(corpus()) if row[2]]
    made = train_ranker.examples(without(built, source), rows)
    return Trees(train_ranker.as_tables(train_ranker.train(made)))


class _NoBridge(Vocabulary):
    def expand(self, question: Question) -> dict[str, float]:
        return {}


class _NoSoftMatching(SoftMatcher):
    def __init__(self) -> None:
        """Needs nothing."""

    def scores(self, text: str, passages: Sequence[npt.NDArray[np.int32]]) -> npt.NDArray[np.float32]:
        return np.zeros(len(passages), dtype=np.float32)


class _Without(KnowledgeBase):
    def __init__(self, built: Built, source: str, trees: Trees | None) -> None:
        super().__init__(Index(built.folder), built.embedder, built.settings)
        self._source = source
        self._trees = trees
        self._changed: View | None = None

    def _view(self, *, to_search: bool = False) -> View:
        view = super()._view(to_search=to_search)
        if self._changed is None or self._changed.generation is not view.generation:
            self._changed = view
            if self._source == BRIDGE:
                self._changed = replace(view, vocabulary=_NoBridge(view.generation))
            elif self._source == SOFT:
                self._changed = replace(view, soft=_NoSoftMatching())
        return self._changed

    def _gathered(
        self,
        question: Question,
        view: View,
        named: Sequence[str],
        beside: Question | None = None,
        *,
        bank: bool = True,
    ) -> tuple[Query, Pool]:
        query, pool = super()._gathered(question, view, named, beside, bank=bank)
        off = SOURCES.get(self._source, ())
        scores = {source: {} if source in off else found for source, found in pool.scores.items()}
        # Which bank question speaks for a passage is known as long as either half of the bank finds it.
        banked = any(scores[source] for source in ("bank_words", "bank_vector"))
        return query, Pool(scores, pool.entries if banked else {})

    def _ranked(self, question: Question, view: View, named: Sequence[str]) -> tuple[Query, Pool, list[Ranked]]:
        query, pool, ranked = super()._ranked(question, view, named)
        if self._source == RANKER:
            places = {id_: place for place, id_ in enumerate(shortlist(pool))}
            ranked = sorted(ranked, key=lambda r: places[r.row.id])
        elif self._trees is not None and ranked:
            ranked = _again(ranked, self._trees, named)
        return query, pool, ranked


def _again(ranked: Sequence[Ranked], trees: Trees, named: Sequence[str]) -> list[Ranked]:
    """Orders by another ranker; passages of the documents that a question names stay before others."""
    scores = trees.scores(np.array([r.features for r in ranked]))
    scored = [replace(r, score=float(score)) for r, score in zip(ranked, scores, strict=True)]
    return sorted(scored, key=lambda r: (-r.feature("named") if named else 0.0, -r.score))
