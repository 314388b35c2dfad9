"""The order of what was found: a shortlist by the sources' scores, then features and a learned forest."""

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

from knowledge.catalog import Catalog, Row
from knowledge.embed import StaticEmbedder
from knowledge.retrieve import SOURCES, Pool, Query, Vocabulary

FEATURES = (
    "words", "words_share", "bridged_share", "bridged_rank", "vector", "vector_rank", "bank_words", "bank_words_share",
    "bank_vector", "asked", "asked_share", "soft", "body", "above", "anywhere", "pairs", "expanded", "banked", "named",
    "definitions", "elucidation", "annex", "guidance", "length", "question_length", "english",
)  # fmt: skip
# Features are costly, so only the most promising get them; the right passage is hardly ever further down.
SHORTLIST = 100
# How the sources' normalised scores add up for the shortlist.
_SHORTLIST_WEIGHTS = np.array([0.3, 0.7, 1.0, 0.4, 0.7, 0.8], dtype=np.float32)
_MODEL_FILE = Path(__file__).with_name("ranker.json")

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in its place; scores are comparable between questions only roughly."""

    row: Row
    features: Matrix
    score: float

    def feature(self, name: str) -> float:
        """Returns one of `FEATURES`."""
        return float(self.features[FEATURES.index(name)])


class Trees:
    """A small forest of regression trees (LambdaMART), the sum of whose leaves is the score.

    Node n of a tree goes left when `feature <= threshold`; leaves point at themselves and hold a value.
    """

    def __init__(self, trees: Sequence[Mapping[str, Sequence[float]]]) -> None:
        size = max(len(tree["value"]) for tree in trees)

        def table(name: str, kind: type) -> npt.NDArray[Any]:
            rows: npt.NDArray[Any] = np.zeros((len(trees), size), dtype=kind)
            for n, tree in enumerate(trees):
                rows[n, : len(tree[name])] = tree[name]
            return rows

        # One flat numbering of all nodes, so that a step is one look-up and not one for each tree.
        base = (np.arange(len(trees)) * size)[:, None]
        self._feature = table("feature", np.intp).ravel()
        self._threshold = table("threshold", np.float32).ravel()
        self._value = table("value", np.float32).ravel()
        self._left = (table("left", np.intp) + base).ravel()
        self._right = (table("right", np.intp) + base).ravel()
        self._roots = base.ravel()

    def scores(self, features: Matrix) -> Matrix:
        """Returns one score for each row of features."""
        node = np.broadcast_to(self._roots, (len(features), len(self._roots)))
        row = np.arange(len(features))[:, None]
        while True:
            goes_left = features[row, self._feature[node]] <= self._threshold[node]
            step = np.where(goes_left, self._left[node], self._right[node])
            if np.array_equal(step, node):
                return np.asarray(self._value[node].sum(axis=1), dtype=np.float32)
            node = step


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

    def scores(self, text: str, passages: Sequence[npt.NDArray[np.int32]]) -> Matrix:
        """Returns one number from 0 to 1 for each passage, given as token ids."""
        ids, vectors = self._embedder.token_vectors(text)
        result = np.zeros(len(passages), dtype=np.float32)
        full = [n for n, tokens in enumerate(passages) if len(tokens)]
        if not len(ids) or not full:
            return result
        every, inverse = np.unique(np.concatenate([passages[n] for n in full]), return_inverse=True)
        cosines = vectors @ self._embedder.vectors[every].T
        lengths = np.array([len(passages[n]) for n in full])
        best = np.maximum.reduceat(cosines[:, inverse], np.cumsum(lengths) - lengths, axis=1)
        idf = self._idf[ids]
        result[full] = (idf @ best) / max(float(idf.sum()), 1e-6)
        return result

    def nearness(self, words: Sequence[str], passage: npt.NDArray[np.int32]) -> list[float]:
        """Returns for each word how close the closest of a passage is in meaning, from -1 to 1."""
        tokens = [self._embedder.token_vectors(word)[1] for word in words]
        if not len(passage) or not tokens:
            return [0.0] * len(words)
        found = np.concatenate(tokens) @ self._embedder.vectors[np.unique(passage)].T
        ends = np.cumsum([len(t) for t in tokens])
        closest = np.split(found.max(axis=1), ends[:-1])
        return [float(c.mean()) if len(c) else 0.0 for c in closest]


def shortlist(pool: Pool, most: int = SHORTLIST) -> list[str]:
    """Returns the ids that the sources together hold most promising, best first."""
    ids = pool.ids()
    if not ids:
        return []
    table = pool.table(ids)
    table /= np.maximum(table.max(axis=0), 1e-6)
    order = np.argsort(-(table @ _SHORTLIST_WEIGHTS), kind="stable")[:most]
    return [ids[n] for n in order]


def rank(
    query: Query, pool: Pool, catalog: Catalog, vocabulary: Vocabulary, soft: SoftMatcher, named: Sequence[str] = ()
) -> list[Ranked]:
    """Returns the shortlist in order, best first; passages of the documents that a question names go before others."""
    rows = [row for row in catalog.rows(shortlist(pool)) if row.document not in vocabulary.superseded]
    if not rows:
        return []
    table = feature_table(query, rows, pool, vocabulary, soft, named)
    scores = model().scores(table)
    first = table[:, FEATURES.index("named")] if named else np.zeros(len(rows))
    order = np.lexsort((-scores, -first))
    return [Ranked(rows[n], table[n], float(scores[n])) for n in order]


def feature_table(
    query: Query, rows: Sequence[Row], pool: Pool, vocabulary: Vocabulary, soft: SoftMatcher, named: Sequence[str] = ()
) -> Matrix:
    """Returns one row of `FEATURES` for each passage."""
    table = np.zeros((len(rows), len(FEATURES)), dtype=np.float32)
    column = {name: n for n, name in enumerate(FEATURES)}
    found = pool.table([row.id for row in rows])
    share = found / np.maximum(found.max(axis=0), 1e-6)
    for n, source in enumerate(SOURCES):
        if source in column:
            table[:, column[source]] = found[:, n]
        if f"{source}_share" in column:
            table[:, column[f"{source}_share"]] = share[:, n]
        if f"{source}_rank" in column:
            table[:, column[f"{source}_rank"]] = 1 / (1 + (found[None, :, n] > found[:, None, n]).sum(axis=1))
    table[:, column["soft"]] = soft.scores(query.question.formal, [row.tokens for row in rows])
    table[:, column["question_length"]] = len(query.question.stems)
    table[:, column["english"]] = query.question.language == "en"
    table[:, column["banked"]] = [row.id in pool.entries for row in rows]
    table[:, column["named"]] = [row.document in named for row in rows]
    _add_places(table, rows, column)
    _add_coverage(table, query, rows, vocabulary, column)
    return table


def _add_places(table: Matrix, rows: Sequence[Row], column: Mapping[str, int]) -> None:
    places = [row.locator for row in rows]
    table[:, column["definitions"]] = [place == "Pasal 1" for place in places]
    table[:, column["elucidation"]] = [place.startswith("Penjelasan") for place in places]
    table[:, column["annex"]] = [place.startswith("Lampiran") for place in places]
    table[:, column["guidance"]] = [not place.startswith(("Pasal", "Penjelasan", "Lampiran")) for place in places]


def _add_coverage(
    table: Matrix, query: Query, rows: Sequence[Row], vocabulary: Vocabulary, column: Mapping[str, int]
) -> None:
    """Adds how much of the question's weight stands in the passage, above it, in either, and as pairs of words."""
    own = [(f" {s} ", s, vocabulary.idf(s)) for s in query.own]
    expanded = [(f" {s} ", w * vocabulary.idf(s)) for s, w in query.expanded.items()]
    pairs = [f" {a} {b} " for a, b in pairwise(query.question.stems)]
    total, total_expanded = sum(w for *_, w in own) or 1.0, sum(w for _, w in expanded) or 1.0
    for n, row in enumerate(rows):
        body = f" {row.stems} "
        above = vocabulary.above(row.document, row.path)
        inside = [(mark in body, stem in above, weight) for mark, stem, weight in own]
        table[n, column["body"]] = sum(w for here, _, w in inside if here) / total
        table[n, column["above"]] = sum(w for _, there, w in inside if there) / total
        table[n, column["anywhere"]] = sum(w for here, there, w in inside if here or there) / total
        table[n, column["expanded"]] = sum(w for mark, w in expanded if mark in body) / total_expanded
        table[n, column["pairs"]] = sum(pair in body for pair in pairs) / max(len(pairs), 1)
        table[n, column["length"]] = np.log1p(row.stems.count(" ") + 1)
