"""Words as people type them: a word that the documents do not know becomes the nearest one that they do.

Only a word that nothing knows is touched: no stem of the passages or of the question bank, no chat spelling, no
everyday word, no name that the bundled model has learned whole. Numbers, addresses, capitalised names stay too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge import areas, bridge
from knowledge.kinds import kind_matches
from knowledge.retrieve import Vocabulary
from knowledge.roots import root_of, roots
from knowledge.words import STOP_WORDS, colloquial, is_english, stem, words

# A run of letters that is no part of an address, a file name or a number: not "kominfo.go.id", "pp12", "@budi".
_TYPED = re.compile(r"(?<![\w@./#])[^\W\d_]{4,30}(?![\w@/]|\.\w)")
_VOWELS = frozenset("aeiou")
# From this length on a second slip may be mended; shorter words have too many neighbours.
_TWO_SLIPS, _ONE_SLIP = 9, 5
# A word of four letters may lack one ("quik") or have two exchanged, where what is meant is in one passage of so many
# at least: with another letter in the place of one it is nearly always another word.
_SHORTEST, _FREQUENT = 4, 500
# What a slip costs against how common a word is (by tens), and by how much the best must beat the next.
_SLIP, _MARGIN = 2.0, 0.5
# Likelier are slips to neighbouring keys, letters exchanged and vowels left out; hardly one is in the first letter.
_LIKELY, _UNLIKELY = 0.6, 0.8
# In a short word, a letter far from the right key is more often another word.
_LONG, _FAR = 8, 1.5
# What scores less than the share of passages that has so many zeros is too rare to be meant by mistake.
_RARE = 5.0
_MOST = 40
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = frozenset(
    frozenset(pair)
    for row, below in ((_ROWS[0], _ROWS[1]), (_ROWS[1], _ROWS[2]), (_ROWS[2], ""))
    for pair in (*pairwise(row), *zip(row, below, strict=False), *zip(row[1:], below, strict=False))
)
_TITLES = frozenset(["pak", "bu", "bapak", "ibu", "sdr", "saudara", "kak", "bang", "mas", "mbak", "mr", "mrs"])


class Speller:
    """Mends what is misspelled in a question, by the words of one generation."""

    def __init__(self, vocabulary: Vocabulary, learned: Iterable[str]) -> None:
        """Takes the words that the bundled model knows whole; those that stand in the passages can be meant."""
        self._vocabulary = vocabulary
        self._passages = max(vocabulary.passages, 1)
        self._learned = frozenset(word for word in learned if word.isalpha())
        self._mended: dict[str, str] = {}

    def corrected(self, text: str) -> str:
        """Returns a question with its misspelled words mended, everything else as it is."""
        if is_english(text):
            # Half of what an English question says is in no Indonesian text, without being misspelled.
            return text

        def mend(match: re.Match[str]) -> str:
            word = match.group()
            named = not word.islower() and match.start() > 0
            before = words(text[: match.start()])[-1:]
            return word if named or (before and before[0] in _TITLES) else self.mended(word.lower(), word)

        return _TYPED.sub(mend, text)

    def mended(self, word: str, typed: str = "") -> str:
        """Returns what a lower-case word is meant to be, `typed` when it is known or nothing is near enough."""
        if word not in self._mended:
            self._mended[word] = "" if self._is_written(word) else self._meaning(word)
        return self._mended[word] or typed or word

    def _meaning(self, word: str) -> str:
        if spoken := self._spoken(word):
            return spoken
        if self._is_said(word):
            return ""
        if word.endswith("nya") and len(word) >= _ONE_SLIP + 3 and (owned := self._nearest(word[:-3])):
            return f"{owned}nya"
        return self._nearest(word)

    def _is_written(self, word: str) -> bool:
        """Tells whether a word is one of the written language, whatever the documents say."""
        chat = word in colloquial() or word.removesuffix("nya") in colloquial()
        return chat or word in STOP_WORDS or word in self._learned or root_of(word) in roots()

    def _is_said(self, word: str) -> bool:
        """Tells whether the documents, their questions or the names of regions and rules have a word."""
        return (
            (stem(word),) in bridge.table()
            or self._vocabulary.said(stem(word)) > 0
            or word in self._vocabulary.full
            or word in areas.name_words()
            or bool(areas.spelled(word))
            or any(match.end() == len(word) for match, _ in kind_matches(word))
        )

    def _spoken(self, word: str) -> str:
        """Returns the written form of a spoken one: "ngurus" → "mengurus", "nyiapin" → "menyiapkan", "diajuin"."""
        begun = [word, f"me{word}"] if word[0] in "nm" else [word]
        forms = [form[:-2] + ending for form in begun if form.endswith("in") for ending in ("kan", "i")] + begun[1:]
        return next((form for form in forms if stem(form) != form and self._vocabulary.said(stem(form)) > 0), "")

    def _nearest(self, word: str) -> str:
        most = 2 if len(word) >= _TWO_SLIPS else 1
        near = process.extract(
            word, self._by_length(len(word), most), scorer=OSA.distance, score_cutoff=most, limit=_MOST
        ) if len(word) >= _SHORTEST else []  # fmt: skip
        likely = [(meant, slips) for meant, slips, _ in near if len(word) >= _ONE_SLIP or self._lacks_one(word, meant)]
        scored = {meant: self._score(word, meant, slips) for meant, slips in likely}
        for meant in self._skeletons.get(_consonants(word), ()):
            if _leaves_out_vowels(word, meant):
                scored.setdefault(meant, self._score(word, meant, 1))
        order = sorted(scored, key=lambda meant: (-scored[meant], meant))
        if not order:
            return ""
        others = [scored[meant] for meant in order[1:] if stem(meant) != stem(order[0])]
        clear = not others or scored[order[0]] - others[0] >= _MARGIN
        return order[0] if clear and scored[order[0]] >= math.log10(self._passages) - _RARE else ""

    def _lacks_one(self, word: str, meant: str) -> bool:
        """Tells whether a frequent word is a short one with the letter that was left out, or two exchanged."""
        same = word[0] == meant[0] and (len(meant) == len(word) + 1 or sorted(meant) == sorted(word))
        return same and self._meant[meant] * _FREQUENT >= self._passages

    def _score(self, word: str, meant: str, slips: float) -> float:
        """Returns how likely a word is meant: how common it is, less what the slips cost."""
        cost = slips
        if sorted(word) == sorted(meant) or _leaves_out_vowels(word, meant) or _doubles(word, meant):
            cost *= _LIKELY
        elif word[0] != meant[0]:
            cost += _UNLIKELY
        elif len(word) == len(meant):
            wrong = [frozenset(pair) for pair in zip(word, meant, strict=True) if pair[0] != pair[1]]
            cost *= _LIKELY if all(pair in _NEIGHBOURS for pair in wrong) else 1 if len(word) >= _LONG else _FAR
        return math.log10(self._meant[meant]) - _SLIP * cost

    @cached_property
    def _meant(self) -> Mapping[str, int]:
        """Returns the words that can be meant and how often their stem is said."""
        terms = (word for term in self._vocabulary.terms() for word in words(term))
        every = {*self._learned, *roots(), *(said for key in bridge.table() for said in key), *terms}
        spelled = {word for word in every if len(word) >= 4 and word.isalpha() and word.isascii()}
        counted = {word: self._vocabulary.said(stem(word)) for word in spelled - STOP_WORDS - colloquial().keys()}
        found = {word: count for word, count in counted.items() if count > 0}
        return found | dict.fromkeys((word for word in STOP_WORDS if len(word) >= 4), self._passages)

    @cached_property
    def _lengths(self) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = {}
        for word in sorted(self._meant):
            found.setdefault(len(word), []).append(word)
        return found

    def _by_length(self, length: int, most: int) -> list[str]:
        return [word for n in range(length - most, length + most + 1) for word in self._lengths.get(n, ())]

    @cached_property
    def _skeletons(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in sorted(self._meant):
            found.setdefault(_consonants(word), []).append(word)
        return found


def _consonants(word: str) -> str:
    return "".join(c for c in word if c not in _VOWELS)


def _leaves_out_vowels(word: str, meant: str) -> bool:
    """Tells whether a word is another one without some of its vowels, as in chats: "pmrintah"."""
    if len(word) >= len(meant) or word[0] != meant[0]:
        return False
    rest = iter(meant)
    return all(c in rest for c in word) and _consonants(word) == _consonants(meant)


def _doubles(word: str, meant: str) -> bool:
    """Tells whether two words differ by letters typed twice or once too seldom."""
    return [*_once(word)] == [*_once(meant)]


def _once(word: str) -> Iterator[str]:
    yield word[0]
    yield from (b for a, b in pairwise(word) if a != b)
