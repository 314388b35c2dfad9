"""Which words of a question the passages say, themselves or in other words, and which of them nothing says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge import bridge
from knowledge.catalog import fold
from knowledge.question import Question
from knowledge.rank import Ranked, SoftMatcher
from knowledge.retrieve import Vocabulary
from knowledge.words import STOP_WORDS, stem, stems, words

# A term that the bridge gives for a word stands for it nearly, a word close in meaning less; below the floor two words
# are no nearer than any two.
_BRIDGED, _NEAR_FLOOR, _NEAR_CEILING = 0.9, 0.35, 0.85
# Below this share a word counts as not said.
UNSAID = 0.5

# What asks and is not asked about: no provision need say it.
_ASKING = frozenset({"beda", "bedanya", "perbedaan", "perbedaannya", "bandingkan", "difference", "compare", "jelaskan"})
# "Berapa lama … berlaku?" asks for a time, and "5–10 tahun" says it without either word.
_HOW_LONG = re.compile(r"\bberapa\s+lama\b", re.IGNORECASE)
_LASTING = frozenset({"lama", "berlaku", "berlakunya", "berlangsung"})
# A word that stands nowhere may be misspelt or merely another form of one that does.
_NOWHERE = 0.85

Terms = Sequence[frozenset[str]]
"""Terms, each as the stems of its words."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question as typed, with its stem, its rarity, and how far passages say it, all from 0 to 1.

    A word that no passage has is as rare as can be. `best` is of the best passage, `first` the most of the first ones.
    """

    text: str
    stem: str
    weight: float
    best: float
    first: float


def support(
    question: Question, first: Sequence[Ranked], vocabulary: Vocabulary, soft: SoftMatcher, asked: Sequence[str]
) -> tuple[list[Word], list[Word]]:
    """Returns the content words of a question with how far the first passages say them, alone and with the bank.

    `asked` are the bank questions that speak for these passages, "" where there is none: a word said there is
    said of the passage.
    """
    unasked = STOP_WORDS | _ASKING | (_LASTING if _HOW_LONG.search(question.formal) else frozenset())
    said_of = [w for w in words(question.formal) if w not in unasked and stem(w) in question.stems]
    content = {stem(w): w for w in said_of}
    meant = other_words(question, vocabulary)
    alone = [_held(r, vocabulary) for r in first]
    with_bank = [held | frozenset(stems(said)) for held, said in zip(alone, asked, strict=True)]
    near = [soft.nearness(list(content.values()), r.row.tokens) for r in first]

    def judged(held: Sequence[frozenset[str]]) -> list[Word]:
        found = []
        for n, (said, text) in enumerate(content.items()):
            shares = [_share(said, meant.get(said, ()), h, c[n]) for h, c in zip(held, near, strict=True)]
            weight = vocabulary.idf(said) / vocabulary.rarest or _NOWHERE
            found.append(Word(text, said, weight, shares[0], max(shares)))
        return found

    return judged(alone), judged(with_bank)


def other_words(question: Question, vocabulary: Vocabulary) -> Mapping[str, Terms]:
    """Returns for each stem the terms that it, or a phrase with it, stands for."""
    found: dict[str, list[frozenset[str]]] = {}
    for start, length, terms in bridge.phrases(question.stems, english=question.language == "en"):
        for said in question.stems[start : start + length]:
            found.setdefault(said, []).extend(map(frozenset, terms))
    for word in words(question.formal):
        if full := vocabulary.full.get(fold(word)):
            found.setdefault(stem(word), []).append(frozenset(stems(full)))
    return found


def says(meant: Terms, held: frozenset[str]) -> bool:
    """Tells whether one of the terms stands whole in a text."""
    return any(term and term <= held for term in meant)


def _held(ranked: Ranked, vocabulary: Vocabulary) -> frozenset[str]:
    row = ranked.row
    return frozenset(row.stems.split()) | vocabulary.above(row.document, row.path)


def _share(said: str, meant: Terms, held: frozenset[str], near: float) -> float:
    if said in held:
        return 1.0
    alike = min(max((near - _NEAR_FLOOR) / (_NEAR_CEILING - _NEAR_FLOOR), 0.0), 1.0)
    return max(alike, _BRIDGED if says(meant, held) else 0.0)
