"""Compiles the roots that spelling is checked by, from how often words and their forms occur.

A string is a root when many words are best read as forms of it. Which reading of a word is best and which strings are
roots depend on each other, so both are estimated together, in rounds: the share of a reading grows with how many
other words have its root, and with how common its affixes are. What comes out is read through by hand:
`training/roots-checked.txt` says which strings are no roots, which were missed, and which words stand apart from
their root because they mean something of their own (pengadaan is not ada, pemerintah is not perintah).

    python -m training.compile_words [CORPUS_FOLDER]
"""

from __future__ import annotations

import gzip
import json
import lzma
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from knowledge.affixes import readings
from knowledge.words import written

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "knowledge" / "roots.tsv"
CHECKED = Path(__file__).with_name("roots-checked.txt")

# A word seen less often than this in all texts is left out: typing errors and names.
_SELDOM = 8
# A word of regulations seen this often is a root by itself when nothing shorter explains it.
_COMMON = 40
# Rounds after which nothing changes any more; the share of words that are bare roots, which is held fixed since it
# would eat up everything else; what a root costs that no other word has, falling with each letter.
_ROUNDS, _BARE = 40, 0.3
_NEW, _PER_LETTER = 3_000.0, 18.0
# Forms of a word that stands apart, as a weight no root learned from texts reaches.
APART = 500


@dataclass(slots=True)
class Counts:
    """How often each word occurs: in general texts, in regulations, and how often with a capital."""

    general: Counter[str] = field(default_factory=Counter)
    law: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, *, law: bool) -> None:
        """Counts the words of a text."""
        target = self.law if law else self.general
        for word in written(text):
            target[word.lower()] += 1
            if not word.islower():
                self.capital[word.lower()] += 1

    def named(self, word: str) -> float:
        """Returns the share of a word's occurrences that have a capital."""
        return self.capital[word] / max(self.general[word] + self.law[word], 1)


def count(corpus: Path) -> Counts:
    """Counts the words of the encyclopedia and of all regulations of the corpus."""
    counts = Counts()
    with lzma.open(corpus / "training" / "wikipedia_id.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            counts.add("\n".join([row["title"], *row["paragraphs"]]), law=False)
    with gzip.open(corpus / "bulk" / "bulk.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            counts.add(row["text"], law=True)
    for path in sorted((corpus / "core").iterdir()):
        counts.add(path.read_text(encoding="utf-8", errors="replace"), law=True)
    return counts


def candidates(counts: Counts) -> list[str]:
    """Returns the words that roots are learned from, names and forms with -nya and its like left out."""
    every = {
        word
        for word in counts.general.keys() | counts.law.keys()
        if len(word) >= 3
        and word.isascii()
        and word.isalpha()
        and counts.general[word] + counts.law[word] >= _SELDOM
        and (counts.law[word] >= 5 or counts.named(word) <= 0.95)
    }
    endings = ("nya", "lah", "kah", "pun")
    return sorted(w for w in every if not any(w.endswith(e) and w.removesuffix(e) in every for e in endings))


class _Readings:
    """All readings of all words as parallel arrays: the word, its root, its affixes."""

    def __init__(self, words: Collection[str]) -> None:
        self.roots: dict[str, int] = {}
        self.affixes: dict[tuple[str, ...], int] = {}
        rows = []
        for number, word in enumerate(words):
            for root, affixes in dict.fromkeys(readings(word)):
                if not any(a.startswith("+") for a in affixes):
                    root_number = self.roots.setdefault(root, len(self.roots))
                    rows.append((number, root_number, self.affixes.setdefault(affixes, len(self.affixes))))
        self.word, self.root, self.affix = np.array(rows, dtype=np.int64).T


def learn(words: Collection[str]) -> dict[str, list[str]]:
    """Returns root → the words that are best read as forms of it."""
    table = _Readings(words)
    new = _NEW * np.array([_PER_LETTER ** -len(root) for root in table.roots])
    share = 1 / np.bincount(table.word)[table.word]
    bare = table.affixes[()]
    for _ in range(_ROUNDS):
        roots = np.bincount(table.root, weights=share, minlength=len(table.roots))
        affixes = np.bincount(table.affix, weights=share, minlength=len(table.affixes))
        affixes[bare] = 0
        affixes = np.maximum(affixes / affixes.sum() * (1 - _BARE), 1e-5)
        affixes[bare] = _BARE
        # A word's own share in its root is no evidence for that root.
        weight = (np.maximum(roots[table.root] - share, 0) + new[table.root]) * affixes[table.affix]
        share = weight / np.bincount(table.word, weights=weight)[table.word]
    names, order = list(table.roots), np.argsort(-share, kind="stable")
    forms: dict[str, list[str]] = {}
    listed, done = list(words), set()
    for row in order:
        if (word := int(table.word[row])) not in done:
            done.add(word)
            forms.setdefault(names[table.root[row]], []).append(listed[word])
    return forms


def checked() -> Mapping[str, frozenset[str]]:
    """Returns what was decided by hand: "apart", "roots" and "no roots"."""
    sets: dict[str, list[str]] = {}
    name = ""
    for line in CHECKED.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            sets.setdefault(name, []).extend(line.split())
    return {name: frozenset(words) for name, words in sets.items()}


def choose(counts: Counts) -> dict[str, int]:
    """Returns root → how many words are forms of it."""
    words, decided = candidates(counts), checked()
    roots = {root: len(forms) for root, forms in learn(words).items() if len(forms) > 1 and _is_word(root, counts)}
    roots |= {root: max(roots.get(root, 0), 3) for root in decided["roots"]}
    roots |= dict.fromkeys(decided["apart"], APART)
    for root in decided["no roots"]:
        roots.pop(root, None)
    for word in _standing_alone(words, counts):
        if word not in decided["no roots"] and not any(root in roots for root, _ in readings(word)):
            roots[word] = 1
    return roots


def _is_word(root: str, counts: Counts) -> bool:
    """Tells whether a root of the learned ones is also written bare, often enough and not as a name."""
    return len(root) > 3 and counts.general[root] + counts.law[root] >= 20 and counts.named(root) <= 0.9


def _standing_alone(words: Collection[str], counts: Counts) -> Iterator[str]:
    """Yields common words, short ones first, so that none is a root whose own root comes later."""
    for word in sorted(words, key=lambda w: (len(w), w)):
        common = counts.law[word] + counts.general[word] / 4 >= _COMMON
        if len(word) > 3 and common and (counts.named(word) <= 0.7 or counts.law[word] >= 200):
            yield word


def main() -> None:
    """Writes the roots in order of the alphabet, so that a change shows as a small difference."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus"
    roots = choose(count(corpus))
    TARGET.write_text("".join(f"{root}\t{forms}\n" for root, forms in sorted(roots.items())), encoding="utf-8")
    print(f"{len(roots)} roots → {TARGET.name} ({TARGET.stat().st_size / 1e3:.0f} kB)")


if __name__ == "__main__":
    main()
