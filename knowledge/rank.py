"""The order of what was found: a shortlist by the sources' scores, then features and a learned forest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.catalog import Catalog, Row
from knowledge.embed import StaticEmbedder
from knowledge.question import Question
from knowledge.retrieve import SOURCES, Pool, Query, Vocabulary
from knowledge.trees import Trees
from knowledge.words import stems

FEATURES = (
    "words", "words_share", "bridged_share", "bridged_rank", "vector", "vector_rank", "bank_words", "bank_words_share",
    "bank_vector", "asked", "asked_share", "soft", "body", "above", "anywhere", "pairs", "expanded", "banked", "named",
    "definitions", "elucidation", "annex", "guidance", "length", "question_length", "english",
)  # fmt: skip
# Features are costly, so only the most promising get them; the right passage is hardly ever further down.
SHORTLIST = 100
# How the sources' normalised scores add up for the shortlist.
_SHORTLIST_WEIGHTS = np.array([0.3, 0.7, 1.0, 0.4, 0.7, 0.8], dtype=np.float32)
# Fewer words are asked alike of many things.
_LEAST_WORDS = 3
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
        every, column = self._distinct(np.concatenate([passages[n] for n in full]))
        cosines = vectors @ self._embedder.vectors[every].T
        lengths = np.array([len(passages[n]) for n in full])
        best = np.maximum.reduceat(cosines.take(column, axis=1), np.cumsum(lengths) - lengths, axis=1)
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

    def _distinct(self, tokens: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Returns the different tokens in order, and of which of them each is; marking them beats sorting them."""
        marked = np.zeros(len(self._embedder.vectors), dtype=np.intp)
        marked[tokens] = 1
        every = np.flatnonzero(marked)
        marked[every] = np.arange(len(every))
        return every, marked[tokens]


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


def asked_for_word(question: Question, ranked: Sequence[Ranked], pool: Pool) -> list[Ranked]:
    """Returns the ranking with what the bank asks for in just the question's words, in any order, before all else."""
    said = frozenset(question.stems)
    if len(said) < _LEAST_WORDS:
        return list(ranked)
    entries = ((n, pool.entries.get(r.row.id)) for n, r in enumerate(ranked))
    place = next((n for n, entry in entries if entry and frozenset(stems(entry.question)) == said), 0)
    return [*ranked[place : place + 1], *ranked[:place], *ranked[place + 1 :]]


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
    terms = list(dict.fromkeys([*query.own, *query.expanded]))
    own = np.array([vocabulary.idf(s) if s in query.own else 0.0 for s in terms])
    expanded = np.array([query.expanded[s] * vocabulary.idf(s) if s in query.expanded else 0.0 for s in terms])
    total, total_expanded = own.sum() or 1.0, expanded.sum() or 1.0
    said = [row.stems.split() for row in rows]
    body = _marked(terms, said)
    above = _marked(terms, [vocabulary.above(row.document, row.path) for row in rows])
    table[:, column["body"]] = body @ own / total
    table[:, column["above"]] = above @ own / total
    table[:, column["anywhere"]] = (body | above) @ own / total
    table[:, column["expanded"]] = body @ expanded / total_expanded
    table[:, column["pairs"]] = _side_by_side(query.question.stems, rows, body, terms)
    table[:, column["length"]] = np.log1p([len(found) or 1 for found in said])


def _marked(terms: Sequence[str], texts: Sequence[Iterable[str]]) -> npt.NDArray[np.bool_]:
    """Returns one row for each text and one column for each term: whether it stands there."""
    width, column = len(terms), {term: n for n, term in enumerate(terms)}
    every = frozenset(terms)
    marked = np.zeros((len(texts), width), dtype=np.bool_)
    there = [n * width + column[term] for n, text in enumerate(texts) for term in every.intersection(text)]
    marked.ravel()[there] = True
    return marked


def _side_by_side(
    said: Sequence[str], rows: Sequence[Row], body: npt.NDArray[np.bool_], terms: Sequence[str]
) -> npt.NDArray[np.float64]:
    """Returns for each passage the share of the question's pairs of words that stand in it as a pair."""
    column = {term: n for n, term in enumerate(terms)}
    found = np.zeros(len(rows))
    pairs = list(pairwise(said))
    for one, two in pairs:
        pair = f" {one} {two} "
        for n in np.flatnonzero(body[:, column[one]] & body[:, column[two]]).tolist():
            found[n] += pair in f" {rows[n].stems} "
    return found / max(len(pairs), 1)
