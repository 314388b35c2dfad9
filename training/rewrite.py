"""Rewrites a sentence of a regulation as an official might ask for it: everyday words, chat spelling, English.

Nobody wrote questions for most regulations. A sentence whose terms are replaced by what people say for them is a
poor question but a fair training pair: it shows the table of everyday words in the context where each is used.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path

from training import corpus

LONGEST_TERM = 4  # words
OPENERS = {
    "id": "||apakah|siapa yang|bagaimana|kapan|apa saja|berapa lama|boleh tidak|gimana kalau|apa dasar hukum"
    "|di mana aturan|kalau|syarat|siapa sih yang|emang boleh",
    "en": "|who|how|when must|what are the|can|is it allowed|which rule says|how long|what is",
}
FUNCTION_WORDS = """
yang dan atau di ke dari dengan untuk pada dalam oleh sebagaimana dimaksud ayat huruf pasal ini itu adalah berdasarkan
sesuai dilakukan harus dapat wajib paling tentang terhadap serta tersebut ketentuan peraturan
"""


class Rewriter:
    """Turns sentences into pseudo-questions; the same seed gives the same ones."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self._rng = rng
        self._openers = {language: openers.split("|") for language, openers in OPENERS.items()}
        self._function_words = frozenset(FUNCTION_WORDS.split())
        self._everyday: dict[str, list[str]] = defaultdict(list)
        self._english: dict[str, list[str]] = defaultdict(list)
        for term, indonesian, english in corpus.bridge(folder):
            self._everyday[term.lower()] += indonesian
            self._english[term.lower()] += english
        self._words = dict(corpus.dictionary(folder, "id-en"))
        self._spellings: dict[str, list[str]] = defaultdict(list)
        for typed, formal in corpus.colloquial(folder):
            self._spellings[formal].append(typed)

    def ask(self, sentence: str, context: str = "") -> str:
        """Returns a pseudo-question for a sentence, now and then with words of its context."""
        language = "en" if self._rng.random() < 0.2 else "id"
        words = re.findall(r"[a-z][a-z/-]*|\d+", f"{context} {self._window(sentence)}".lower())
        parts = [self._rng.choice(self._openers[language]), *self._replaced(words, language)]
        return " ".join(part for part in parts if part)

    def _window(self, sentence: str) -> str:
        words = sentence.split()
        size = self._rng.randint(5, 18)
        begin = self._rng.randint(0, max(0, len(words) - size))
        return " ".join(words[begin : begin + size])

    def _replaced(self, words: list[str], language: str) -> list[str]:
        table = self._english if language == "en" else self._everyday
        written, position = [], 0
        while position < len(words):
            size, term = self._term_at(words, position, table)
            if size:
                written.append(self._rng.choice(table[term]) if self._rng.random() < 0.75 else term)
            elif words[position] not in self._function_words or self._rng.random() < 0.3:
                written.append(self._word(words[position], language))
            position += size or 1
        return written

    def _term_at(self, words: list[str], position: int, table: dict[str, list[str]]) -> tuple[int, str]:
        for size in range(min(LONGEST_TERM, len(words) - position), 0, -1):
            term = " ".join(words[position : position + size])
            if table.get(term):
                return size, term
        return 0, ""

    def _word(self, word: str, language: str) -> str:
        if language == "en":
            return self._rng.choice(self._words[word]) if word in self._words else word
        if word in self._spellings and self._rng.random() < 0.25:
            return self._rng.choice(self._spellings[word])
        return word
