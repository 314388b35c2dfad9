"""The order of the candidates: what is known of each as numbers between 0 and 1, and their weighted sum."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.embed import StaticEmbedder
from knowledge.retrieve import Candidate, Query, Vocabulary
from knowledge.words import stems

FEATURES = (
    "words", "words_share", "bridged_share", "bridged_rank", "vector", "vector_rank", "bank_words", "bank_words_share",
    "bank_vector", "asked", "asked_share", "soft", "body", "above", "anywhere", "pairs", "expanded", "banked", "named",
    "definitions", "elucidation", "annex", "guidance", "revoked", "length", "question_length", "english",
)  # fmt: skip
_MODEL_FILE = Path(__file__).with_name("ranker.json")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its features and score; scores are comparable between questions only roughly."""

    candidate: Candidate
    features: npt.NDArray[np.float32]
    score: float


class Trees:
    """A small forest of regression trees (LambdaMART), the sum of whose leaves is the score.

    Node n of a tree goes left when `feature <= threshold`; leaves point at themselves and hold a value.
    """

    def __init__(self, trees: Sequence[Mapping[str, Sequence[float]]]) -> None:
        size = max(len(tree["value"]) for tree in trees)

        def table(name: str, kind: type) -> npt.NDArray[Any]:
            rows = np.zeros((len(trees), size), dtype=kind)
            for n, tree in enumerate(trees):
                rows[n, : len(tree[name])] = tree[name]
            return rows

        self._feature, self._left, self._right = (table(name, np.intp) for name in ("feature", "left", "right"))
        self._threshold, self._value = (table(name, np.float32) for name in ("threshold", "value"))
        self._depth = size

    def scores(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Returns one score for each row of features."""
        tree = np.arange(len(self._value))[None, :]
        row = np.arange(len(features))[:, None]
        node = np.zeros((len(features), len(self._value)), dtype=np.intp)
        for _ in range(self._depth):
            goes_left = features[row, self._feature[tree, node]] <= self._threshold[tree, node]
            step = np.where(goes_left, self._left[tree, node], self._right[tree, node])
            if np.array_equal(step, node):
                break
            node = step
        return np.asarray(self._value[tree, node].sum(axis=1), dtype=np.float32)


@lru_cache(maxsize=1)
def model() -> Trees:
    """Returns the learned ranker (made by `training/train_ranker.py`)."""
    return Trees(json.loads(_MODEL_FILE.read_text(encoding="utf-8"))["trees"])


class SoftMatcher:
    """Late interaction over static token vectors: Σ idf(q) · max cos(q, d), divided by Σ idf(q)."""

    def __init__(self, embedder: StaticEmbedder, token_frequencies: npt.NDArray[np.int64], passages: int) -> None:
        self._embedder = embedder
        frequencies = token_frequencies.astype(np.float32)
        self._idf = np.log1p((passages - frequencies + 0.5) / (frequencies + 0.5))

    def scores(self, text: str, passages: Sequence[npt.NDArray[np.int32]]) -> npt.NDArray[np.float32]:
        """Returns one number from 0 to 1 for each passage, given as token ids."""
        ids, vectors = self._embedder.token_vectors(text)
        if not len(ids) or not passages:
            return np.zeros(len(passages), dtype=np.float32)
        idf = self._idf[ids]
        every, inverse = np.unique(np.concatenate(passages), return_inverse=True)
        cosines = vectors @ self._embedder.vectors[every].T
        result = np.zeros(len(passages), dtype=np.float32)
        start = 0
        for row, tokens in enumerate(passages):
            places = inverse[start : start + len(tokens)]
            start += len(tokens)
            if len(tokens):
                result[row] = float(idf @ cosines[:, places].max(axis=1))
        return result / max(float(idf.sum()), 1e-6)


def rank(
    query: Query,
    found: Sequence[Candidate],
    vocabulary: Vocabulary,
    soft: SoftMatcher,
    *,
    named: Sequence[str] = (),
    revoked: frozenset[str] = frozenset(),
) -> list[Ranked]:
    """Returns the candidates, best first; equal scores keep the order of documents."""
    if not found:
        return []
    table = feature_table(query, found, vocabulary, soft, named=named, revoked=revoked)
    scores = model().scores(table)
    order = np.argsort(-scores, kind="stable")
    return [Ranked(found[n], table[n], float(scores[n])) for n in order]


def feature_table(
    query: Query,
    found: Sequence[Candidate],
    vocabulary: Vocabulary,
    soft: SoftMatcher,
    *,
    named: Sequence[str] = (),
    revoked: frozenset[str] = frozenset(),
) -> npt.NDArray[np.float32]:
    """Returns one row of `FEATURES` for each candidate."""
    table = np.zeros((len(found), len(FEATURES)), dtype=np.float32)
    column = {name: n for n, name in enumerate(FEATURES)}
    for name in ("words", "vector", "bank_words", "bank_vector", "asked"):
        table[:, column[name]] = [max(getattr(c, name), 0.0) for c in found]
    for name in ("words", "bridged", "bank_words", "asked"):
        values = np.array([getattr(c, name) for c in found], dtype=np.float32)
        table[:, column[f"{name}_share"]] = values / max(float(values.max()), 1e-6)
    for name in ("bridged", "vector"):
        values = np.array([getattr(c, name) for c in found], dtype=np.float32)
        table[:, column[f"{name}_rank"]] = 1 / (1 + (values[None, :] > values[:, None]).sum(axis=1))
    table[:, column["soft"]] = soft.scores(query.question.formal, [c.item.tokens for c in found])
    table[:, column["question_length"]] = len(query.question.stems)
    table[:, column["english"]] = query.question.language == "en"
    idf = {s: vocabulary.idf(s) for s in query.own}
    expanded = {s: w * vocabulary.idf(s) for s, w in query.expanded.items()}
    question_pairs = set(pairwise(query.question.stems))
    for row, candidate in enumerate(found):
        passage = candidate.item.passage
        body = candidate.item.stems.split()
        above = set(stems(" ".join((passage.title, *passage.path, passage.document))))
        inside = set(body)
        table[row, column["body"]] = _share(idf, inside)
        table[row, column["above"]] = _share(idf, above)
        table[row, column["anywhere"]] = _share(idf, inside | above)
        table[row, column["pairs"]] = len(question_pairs & set(pairwise(body))) / max(len(question_pairs), 1)
        table[row, column["expanded"]] = _share(expanded, inside)
        table[row, column["banked"]] = candidate.entry is not None
        table[row, column["named"]] = passage.document in named
        table[row, column["definitions"]] = passage.locator == "Pasal 1"
        table[row, column["elucidation"]] = passage.locator.startswith("Penjelasan")
        table[row, column["annex"]] = passage.locator.startswith("Lampiran")
        table[row, column["guidance"]] = not passage.locator.startswith(("Pasal", "Penjelasan", "Lampiran"))
        table[row, column["revoked"]] = passage.document in revoked
        table[row, column["length"]] = np.log1p(len(body))
    return table


def _share(weights_of: Mapping[str, float], present: set[str]) -> float:
    """Returns how much of the weight stands in a set of stems."""
    total = sum(weights_of.values())
    return sum(w for s, w in weights_of.items() if s in present) / total if total else 0.0
