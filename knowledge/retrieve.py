"""Candidates for a question, from four sources: passages and bank questions, each by words and by meaning."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from knowledge import bridge
from knowledge.bank import BankEntry
from knowledge.catalog import IndexedPassage, fold
from knowledge.embed import Embedder
from knowledge.index import Generation
from knowledge.question import Question
from knowledge.references import Register
from knowledge.words import stems, words

# How many each source contributes; beyond about 60 the right passage is hardly ever found.
DEPTH = 60
_BANK_DEPTH = 60
FIELD_WEIGHTS: Mapping[str, float] = {"body": 1.0, "heading": 0.5, "title": 0.5}
_ABBREVIATION_WEIGHT = 0.6


@dataclass(slots=True)
class Candidate:
    """A passage that some source proposed, with what each source says of it (0 where it did not)."""

    item: IndexedPassage
    words: float = 0.0
    bridged: float = 0.0
    vector: float = 0.0
    bank_words: float = 0.0
    bank_vector: float = 0.0
    asked: float = 0.0
    entry: BankEntry | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the weights of its stems: its own words, and what they stand for."""

    question: Question
    own: Mapping[str, float]
    expanded: Mapping[str, float]
    vector: npt.NDArray[np.float32] = field(repr=False)


class Vocabulary:
    """What one generation knows of words: abbreviations both ways, names of regulations, how rare a stem is."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._total = max(generation.words.count, 1)
        self._idf: dict[str, float] = {}
        self.register = Register(generation.catalog.identities())
        self.full: dict[str, str] = {}
        self._short: dict[tuple[str, ...], str] = {}
        for short, term in generation.catalog.abbreviations():
            if 2 <= len(short) <= 12:
                self.full.setdefault(short, term)
                self._short.setdefault(tuple(stems(term)), short)

    def idf(self, stem: str) -> float:
        """Returns BM25's inverse document frequency of a stem over the passages."""
        value = self._idf.get(stem)
        if value is None:
            frequency = max(
                self._generation.words.document_frequency(stem),
                self._generation.words.document_frequency(stem, "title"),
            )
            value = math.log(1 + (self._total - frequency + 0.5) / (frequency + 0.5)) if frequency else 0.0
            self._idf[stem] = value
        return value

    def expand(self, question: Question) -> dict[str, float]:
        """Returns the stems that abbreviations and everyday words of a question stand for, with weights."""
        found = bridge.expand(question.stems, english=question.language == "en")
        for word in words(question.formal):
            for stem in stems(self.full.get(fold(word), "")):
                found[stem] = max(found.get(stem, 0.0), _ABBREVIATION_WEIGHT)
        sequence = question.stems
        for start in range(len(sequence)):
            for length in range(2, 7):
                if short := self._short.get(tuple(sequence[start : start + length])):
                    found[short] = max(found.get(short, 0.0), _ABBREVIATION_WEIGHT)
        return {stem: weight for stem, weight in found.items() if stem not in sequence}


def make_query(question: Question, vocabulary: Vocabulary, embedder: Embedder) -> Query:
    """Weighs the words of a question and embeds it."""
    return Query(
        question=question,
        own=dict.fromkeys(question.stems, 1.0),
        expanded=vocabulary.expand(question),
        vector=embedder.embed_query(question.formal),
    )


def candidates(query: Query, generation: Generation, *, within: Sequence[str] = ()) -> list[Candidate]:
    """Returns the passages that any source proposes, in no particular order.

    `within` narrows the result to these documents, when the question names a regulation.
    """
    depth = DEPTH if not within else DEPTH * 4
    both = {**{s: 0.7 * w for s, w in query.expanded.items()}, **query.own}
    scores: dict[str, dict[str, float]] = {
        "words": dict(generation.words.search(query.own, FIELD_WEIGHTS, depth)),
        "bridged": dict(generation.words.search(both, FIELD_WEIGHTS, depth)) if query.expanded else {},
        "vector": dict(generation.vectors.search(query.vector, depth)),
    }
    if not query.expanded:
        scores["bridged"] = scores["words"]
    scores["asked"] = dict(generation.asked_words.search(both, FIELD_WEIGHTS, depth))
    by_words, by_vector, entries = _bank(query, both, generation)
    scores["bank_words"], scores["bank_vector"] = by_words, by_vector
    ids = list(dict.fromkeys(id_ for found in scores.values() for id_ in found))
    result = []
    for item in generation.catalog.passages(ids):
        if within and item.passage.document not in within:
            continue
        id_ = item.passage.id
        result.append(
            Candidate(item, **{name: found.get(id_, 0.0) for name, found in scores.items()}, entry=entries.get(id_))
        )
    return result


def _bank(
    query: Query, terms: Mapping[str, float], generation: Generation
) -> tuple[dict[str, float], dict[str, float], dict[str, BankEntry]]:
    """Returns by passage id the best bank question by words, by meaning, and the question itself."""
    by_words = dict(generation.bank_words.search(terms, {"body": 1.0}, _BANK_DEPTH))
    by_vector = dict(generation.bank_vectors.search(query.vector, _BANK_DEPTH)) if generation.bank_vectors.count else {}
    passage_words: dict[str, float] = {}
    passage_vector: dict[str, float] = {}
    entries: dict[str, tuple[float, BankEntry]] = {}
    highest = max(by_words.values(), default=1.0)
    for entry in generation.catalog.bank(list(dict.fromkeys([*by_words, *by_vector]))):
        word_score, cosine = by_words.get(entry.id, 0.0), by_vector.get(entry.id, 0.0)
        passage_words[entry.passage] = max(passage_words.get(entry.passage, 0.0), word_score)
        passage_vector[entry.passage] = max(passage_vector.get(entry.passage, 0.0), cosine)
        combined = word_score / highest + cosine
        if combined > entries.get(entry.passage, (-1.0, entry))[0]:
            entries[entry.passage] = (combined, entry)
    return passage_words, passage_vector, {passage: entry for passage, (_, entry) in entries.items()}
