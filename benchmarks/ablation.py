"""A knowledge base with one of its sources switched off, to see what each is worth.

A source is switched off where it answers: its index returns nothing, the bridge expands nothing, soft matching gives
zeros. The learned ranker stays as it is shipped, so a row shows what the product loses when that source falls silent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.scratch import Built
from knowledge.base import KnowledgeBase
from knowledge.index import Generation, Index
from knowledge.question import Question
from knowledge.rank import Ranked, SoftMatcher
from knowledge.retrieve import Candidate, Query, Vocabulary

# What is switched off, and the indexes of a generation that it reads.
SOURCES: Mapping[str, tuple[str, ...]] = {
    "words": ("words",),
    "vectors": ("vectors",),
    "bank words": ("bank_words", "asked_words"),
    "bank vectors": ("bank_vectors",),
    "bank": ("bank_words", "asked_words", "bank_vectors"),
    "bridge": (),
    "soft matching": (),
    "ranker": (),
}


def without(built: Built, source: str) -> KnowledgeBase:
    """Opens an index with one of `SOURCES` switched off; "" switches off nothing."""
    if not source:
        return KnowledgeBase(Index(built.folder), built.embedder, built.settings)
    return _Without(built, source)


class _Silent:
    """An index that finds nothing; what else is asked of it is answered by the real one."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - stands for either kind of index
        self._index = index
        self.count = int(index.count)

    def search(self, *_args: object) -> list[tuple[str, float]]:
        return []

    def document_frequency(self, term: str, field: str = "body") -> int:
        return int(self._index.document_frequency(term, field))


class _PartlySilent(Index):
    """Generations of which some indexes find nothing."""

    def __init__(self, built: Built, names: Sequence[str]) -> None:
        super().__init__(built.folder)
        self._names = names

    def _read(self, name: str) -> Generation:
        generation = super()._read(name)
        for silent in self._names:
            if hasattr(generation, silent):
                setattr(generation, silent, _Silent(getattr(generation, silent)))
        return generation


class _NoBridge(Vocabulary):
    def expand(self, question: Question) -> dict[str, float]:
        return {}


class _NoSoftMatching(SoftMatcher):
    def __init__(self) -> None:
        """Needs nothing."""

    def scores(self, text: str, passages: Sequence[npt.NDArray[np.int32]]) -> npt.NDArray[np.float32]:
        return np.zeros(len(passages), dtype=np.float32)


class _Without(KnowledgeBase):
    def __init__(self, built: Built, source: str) -> None:
        super().__init__(_PartlySilent(built, SOURCES[source]), built.embedder, built.settings)
        self._source = source
        self._changed: Any = None

    def _view(self) -> Any:  # noqa: ANN401 - the view is the base class's own
        view = super()._view()
        if self._changed is None or self._changed.generation is not view.generation:
            self._changed = view
            if self._source == "bridge":
                self._changed = replace(view, vocabulary=_NoBridge(view.generation))
            elif self._source == "soft matching":
                self._changed = replace(view, soft=_NoSoftMatching())
        return self._changed

    def _ranked(self, question: Question, view: Any, named: Sequence[str]) -> tuple[Query, list[Ranked]]:  # noqa: ANN401
        query, ranked = super()._ranked(question, view, named=named)
        if self._source == "ranker":
            ranked = _by_plain_scores(ranked)
        return query, ranked


def _by_plain_scores(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Orders by the four sources alone, each divided by its best, weighed as `bridging.md` set them by hand."""
    weights = {"bridged": 0.35, "bank_words": 0.25, "vector": 0.1, "bank_vector": 0.3}
    found: list[Candidate] = [r.candidate for r in ranked]
    total = np.zeros(len(found), dtype=np.float32)
    for name, weight in weights.items():
        values = np.array([getattr(c, name) for c in found], dtype=np.float32)
        total += weight * values / max(float(values.max(initial=0.0)), 1e-6)
    order = np.argsort(-total, kind="stable")
    return [replace(ranked[n], score=float(total[n])) for n in order]
