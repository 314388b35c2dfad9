"""Linked questions before one generation, searched by words and by meaning although no index of it holds them.

A link is found from the moment it is made: nothing is rebuilt for it. Its word scores are BM25 with the frequencies of
the generation's own indexes, so that they compare with the scores of the shipped bank.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from knowledge import bank
from knowledge.bank import BankEntry
from knowledge.embed import Embedder
from knowledge.generation import Generation
from knowledge.lexical import LexicalIndex
from knowledge.links import GENERATED, LINKED, Link
from knowledge.words import formal, stems, words

# As tantivy fixes them.
_K1, _B = 1.2, 0.75
# Mean number of stems of a bank question and of a passage with its questions, over the shipped documents.
_QUESTION_LENGTH, _ASKED_LENGTH = 5.2, 115.0
# A smaller bank says nothing of how rare a word is; the passages do.
_LEAST_BANK = 200

# "gerobak cilok kena razia?" and "gerobak cilok bakal dirazia?" are at 0.73; the tariffs of two taxes at 0.47.
_MUCH_ALIKE = 0.7

_POLITE = frozenset(
    ["ya", "yah", "sih", "dong", "deh", "min", "admin", "pak", "bu", "kak", "tolong", "mohon", "please"]
)

Scores = dict[str, float]


class Overlay:
    """The links whose provision is in one generation."""

    def __init__(self, links: Sequence[Link], generation: Generation, embedder: Embedder) -> None:
        self._generated = frozenset(link.id for link in links if link.kind == GENERATED)
        made = [link.entry for link in links if link.kind == LINKED]
        self.entries, _ = bank.attach(made, generation.catalog) if made else ([], {})
        self._same: dict[str, list[BankEntry]] = defaultdict(list)
        for entry in self.entries:
            self._same[_folded(entry.question)].append(entry)
        texts = [formal(entry.question) for entry in self.entries]
        self._vectors = np.asarray(embedder.embed(texts), dtype=np.float32) if texts else None
        self._words = _Bm25(
            generation.bank_words, generation, [(e.id, stems(t)) for e, t in zip(self.entries, texts, strict=True)],
            _QUESTION_LENGTH,
        )  # fmt: skip
        self._asked = _Bm25(generation.asked_words, generation, self._together(generation, texts), _ASKED_LENGTH)

    def _together(self, generation: Generation, texts: Sequence[str]) -> list[tuple[str, list[str]]]:
        """Returns each passage's stems with those of all questions that it answers, the bank's and the linked ones."""
        asked: dict[str, list[str]] = defaultdict(list)
        for entry, text in zip(self.entries, texts, strict=True):
            asked[entry.passage].extend(stems(text))
        for id_, own in asked.items():
            for entry in generation.catalog.questions_of(id_):
                own.extend(stems(entry.question))
        return [(row.id, [*row.stems.split(), *asked[row.id]]) for row in generation.catalog.rows(list(asked))]

    def settled(self, text: str) -> list[BankEntry]:
        """Returns the links of this very question, whatever its case, punctuation, chat spelling and order of words."""
        return self._same.get(_folded(text), [])

    def vouches(self, vector: npt.NDArray[np.float32], passage: str) -> bool:
        """Tells whether a question much like this one was linked to a passage."""
        close = self.by_meaning(vector)
        return any(close.get(entry.id, 0.0) >= _MUCH_ALIKE for entry in self.entries if entry.passage == passage)

    def counts(self, entry: BankEntry) -> bool:
        """Tells whether a question of the generation's bank still counts: a generated one may have been removed."""
        return entry.style != GENERATED or entry.id in self._generated

    def by_words(self, terms: Mapping[str, float]) -> Scores:
        """Returns the BM25 score of each link that has a word in common."""
        return self._words.scores(terms)

    def by_meaning(self, vector: npt.NDArray[np.float32]) -> Scores:
        """Returns the cosine of each link."""
        if self._vectors is None or not vector.any():
            return {}
        cosines = self._vectors @ vector
        return {entry.id: float(cosine) for entry, cosine in zip(self.entries, cosines, strict=True)}

    def asked(self, terms: Mapping[str, float]) -> Scores:
        """Returns by passage the BM25 score of its text together with the questions that it answers."""
        return self._asked.scores(terms)


class _Bm25:
    """BM25 over a few texts, given as stems, with the word frequencies of a large index."""

    def __init__(
        self, index: LexicalIndex, generation: Generation, texts: Iterable[tuple[str, list[str]]], usual: float
    ) -> None:
        large = index if index.count >= _LEAST_BANK else generation.words
        self._frequency = large.document_frequency
        self._count = large.count
        self._usual = usual
        self._holding: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for id_, own in texts:
            for term, times in Counter(own).items():
                self._holding[term].append((id_, times, len(own)))
            self._count += 1

    def scores(self, terms: Mapping[str, float]) -> Scores:
        found: Scores = defaultdict(float)
        for term, weight in terms.items():
            holding = self._holding.get(term)
            if not holding:
                continue
            frequency = self._frequency(term) + len(holding)
            idf = math.log(1 + (self._count - frequency + 0.5) / (frequency + 0.5))
            for id_, times, length in holding:
                norm = _K1 * (1 - _B + _B * length / self._usual)
                found[id_] += weight * idf * times * (_K1 + 1) / (times + norm)
        return dict(found)


def _folded(text: str) -> str:
    """Returns the words of a question without their order and without what only makes it polite."""
    return " ".join(sorted(set(words(formal(text))) - _POLITE))
