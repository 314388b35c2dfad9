"""Candidates for a question, from four sources: passages and bank questions, each by words and by meaning."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from knowledge import areas, bridge
from knowledge.areas import Named
from knowledge.bank import BankEntry
from knowledge.catalog import fold
from knowledge.embed import Embedder
from knowledge.index import Generation
from knowledge.overlay import Overlay
from knowledge.question import Question
from knowledge.references import Register
from knowledge.words import stem, stems, words

# How many each source contributes; deeper finds more of what only one source knows.
DEPTH = 150
_BANK_DEPTH = 60
FIELD_WEIGHTS: Mapping[str, float] = {"body": 1.0, "heading": 0.4, "title": 0.3}
_ABBREVIATION_WEIGHT = 0.6
_EXPANSION_WEIGHT = 0.8
_CONTEXT_WEIGHT = 0.3
# Another way to write the same word is nearly the word itself.
_OTHER_SPELLING = 0.8
_LONG_WORD = 8
# "tahap kedua", "gelombang 2", "tingkat III": counted in figures, in Roman figures or in words
_ORDINALS = (
    ("1", "i", "pertama", "kesatu"),
    ("2", "ii", "kedua"),
    ("3", "iii", "ketiga"),
    ("4", "iv", "keempat"),
    ("5", "v", "kelima"),
)
_COUNTED = re.compile(
    r"\b(?:tahap|gelombang|fase|tingkat|phase)\s+(?:ke-?\s*)?(?P<n>[1-5]|i{1,3}|iv|v|pertama|kesatu|kedua|ketiga|keempat|kelima)\b",
    re.IGNORECASE,
)
SOURCES = ("words", "bridged", "vector", "bank_words", "bank_vector", "asked")

Scores = Mapping[str, Mapping[str, float]]
"""Source → passage id → its score there."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What every source found for a question, and the bank question that speaks for a passage."""

    scores: Scores
    entries: Mapping[str, BankEntry]

    def ids(self) -> list[str]:
        """Returns every passage that any source found, once."""
        return list(dict.fromkeys(id_ for found in self.scores.values() for id_ in found))

    def table(self, ids: Sequence[str]) -> npt.NDArray[np.float32]:
        """Returns one row for each id and one column for each of `SOURCES`, 0 where a source did not find it."""
        columns = [[self.scores[source].get(id_, 0.0) for id_ in ids] for source in SOURCES]
        return np.maximum(np.array(columns, dtype=np.float32).T.reshape(len(ids), len(SOURCES)), 0.0)


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
        self.passages = generation.words.count
        self._total = max(self.passages, 1)
        self._idf: dict[str, float] = {}
        # The inverse document frequency of a word that stands nowhere.
        self.rarest = math.log(1 + (self._total + 0.5) / 0.5)
        self._above: dict[tuple[str, str], frozenset[str]] = {}
        self._regions = lru_cache(maxsize=100)(lambda text: tuple(areas.find(text, self._stands)))
        self.register = Register(generation.catalog.identities())
        keys = generation.catalog.keys()
        # Where the regulation itself is indexed, it is cited and not the guide to it.
        self.superseded = frozenset(g for g, key in generation.catalog.guides().items() if key in keys)
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

    def frequency(self, stem: str) -> int:
        """Returns in how many passages a stem stands."""
        return self._generation.words.document_frequency(stem)

    def said(self, stem: str) -> int:
        """Returns in how many passages, titles and bank questions a stem stands."""
        generation = self._generation
        passages = generation.words.document_frequency(stem) or generation.words.document_frequency(stem, "title")
        return passages or generation.bank_words.document_frequency(stem)

    def terms(self) -> list[str]:
        """Returns every term that the documents define."""
        return self._generation.catalog.terms()

    def _stands(self, word: str) -> bool:
        return self.idf(stem(word)) > 0

    def rarity(self, word: str) -> float:
        """Returns the inverse document frequency of a word."""
        return self.idf(stem(word))

    def regions(self, text: str) -> tuple[Named, ...]:
        """Returns the regions that a text names; a word of the documents is no misspelt one."""
        return self._regions(text)

    def above(self, document: str, path: str) -> frozenset[str]:
        """Returns the stems of a document's title and of the headings above a passage (`path` as JSON)."""
        key = (document, path)
        if key not in self._above:
            text = f"{self._generation.catalog.title(document)} {document} {path}"
            self._above[key] = frozenset(stems(text))
        return self._above[key]

    def expand(self, question: Question) -> dict[str, float]:
        """Returns the stems that abbreviations and everyday words of a question stand for, with weights."""
        found = bridge.expand(question.stems, english=question.language == "en")
        for word in words(question.formal):
            for meant in stems(self.full.get(fold(word), "")):
                found[meant] = max(found.get(meant, 0.0), _ABBREVIATION_WEIGHT)
        sequence = question.stems
        for start in range(len(sequence)):
            for length in range(2, 7):
                if short := self._short.get(tuple(sequence[start : start + length])):
                    found[short] = max(found.get(short, 0.0), _ABBREVIATION_WEIGHT)
        for written in self._written_otherwise(question):
            found[written] = max(found.get(written, 0.0), _OTHER_SPELLING)
        return {meant: weight for meant, weight in found.items() if meant not in sequence}

    def _written_otherwise(self, question: Question) -> Iterator[str]:
        """Yields the stems of other spellings: "tahap kedua" → "ii", "master plan" → "masterplan" and back."""
        for match in _COUNTED.finditer(question.formal):
            number = next(n for n, spelled in enumerate(_ORDINALS) if match["n"].lower() in spelled)
            yield from stems(" ".join(_ORDINALS[number]))
        said = words(question.formal)
        for one, two in itertools.pairwise(said):
            if self.idf(joined := stem(one + two)) > 0 and min(len(one), len(two)) > 2:
                yield joined
        for word in said:
            if len(word) >= _LONG_WORD and self.idf(stem(word)) == 0:
                halves = ((word[:n], word[n:]) for n in range(3, len(word) - 2))
                yield from next(
                    (stems(f"{a} {b}") for a, b in halves if self.idf(stem(a)) > 0 and self.idf(stem(b)) > 0), ()
                )


def make_query(question: Question, vocabulary: Vocabulary, embedder: Embedder, beside: Question | None = None) -> Query:
    """Weighs the words of a question and embeds it; words of the question `beside` it count a little."""
    context = dict.fromkeys(beside.stems if beside else (), _CONTEXT_WEIGHT)
    return Query(
        question=question,
        own=context | dict.fromkeys(question.stems, 1.0),
        expanded=vocabulary.expand(question),
        vector=embedder.embed_query(question.formal),
    )


def gather(
    query: Query,
    generation: Generation,
    *,
    within: Sequence[str] = (),
    bank: bool = True,
    linked: Overlay | None = None,
) -> Pool:
    """Asks every source; `within` narrows them to the documents that a question names, `bank` off leaves it out.

    `linked` are the questions that people linked, which count as the bank's do.
    """
    both = {**{s: _EXPANSION_WEIGHT * w for s, w in query.expanded.items()}, **query.own}
    beside = generation.beside
    # The costliest begin first and run on threads of their own, the cheap ones meanwhile on this one.
    vector = beside.submit(generation.vectors.search, query.vector, DEPTH, within)
    bridged = beside.submit(generation.words.search, both, FIELD_WEIGHTS, DEPTH, within) if query.expanded else None
    meant = beside.submit(generation.bank_vectors.search, query.vector, _BANK_DEPTH) if bank else None
    words_found = dict(generation.words.search(query.own, FIELD_WEIGHTS, DEPTH, within))
    asked = dict(generation.asked_words.search(both, FIELD_WEIGHTS, _BANK_DEPTH)) if bank else {}
    if linked is not None and bank:
        asked = _highest(asked, linked.asked(both))
    by_words, by_vector, entries = _bank(query, both, generation, linked, meant) if meant else ({}, {}, {})
    by_bridge = dict(bridged.result()) if bridged else words_found
    found = (words_found, by_bridge, dict(vector.result()), by_words, by_vector, asked)
    return Pool(dict(zip(SOURCES, found, strict=True)), entries)


def _bank(
    query: Query,
    terms: Mapping[str, float],
    generation: Generation,
    linked: Overlay | None,
    meant: Future[list[tuple[str, float]]],
) -> tuple[dict[str, float], dict[str, float], dict[str, BankEntry]]:
    """Returns by passage id the best bank question by words, by meaning, and the question itself."""
    by_words = dict(generation.bank_words.search(terms, {"body": 1.0}, _BANK_DEPTH))
    by_vector = dict(meant.result()) if by_words else {}
    found = generation.catalog.bank(list(dict.fromkeys([*by_words, *by_vector])))
    if linked is not None:
        found = [*filter(linked.counts, found), *linked.entries]
        by_words = _highest(by_words, linked.by_words(terms))
        by_vector = _highest(by_vector, linked.by_meaning(query.vector))
    passage_words: dict[str, float] = {}
    passage_vector: dict[str, float] = {}
    entries: dict[str, tuple[float, BankEntry]] = {}
    highest = max(by_words.values(), default=1.0)
    for entry in found:
        word_score, cosine = by_words.get(entry.id, 0.0), by_vector.get(entry.id, 0.0)
        passage_words[entry.passage] = max(passage_words.get(entry.passage, 0.0), word_score)
        passage_vector[entry.passage] = max(passage_vector.get(entry.passage, 0.0), cosine)
        combined = word_score / highest + cosine
        if combined > entries.get(entry.passage, (-1.0, entry))[0]:
            entries[entry.passage] = (combined, entry)
    return passage_words, passage_vector, {passage: entry for passage, (_, entry) in entries.items()}


def _highest(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {**one, **{id_: max(score, one.get(id_, 0.0)) for id_, score in other.items()}}
