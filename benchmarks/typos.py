"""Measures what slips and chat spellings cost, and what mending them brings back.

    python -m benchmarks.typos [--index core|asked|mixed|FOLDER] [--every N]

Each Indonesian training question is asked as written, with one slip (a neighbouring key, two letters exchanged, one
left out or typed twice) in two of its longer words, and as in a chat (vowels left out, spoken verbs); each with mending
switched off and on. The slips are drawn by a fixed seed, so that two runs differ by the code alone.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.asking import DEPTH
from benchmarks.documents import INDEXES
from benchmarks.measures import at_pasal, ranks
from benchmarks.report import table
from benchmarks.scratch import build
from knowledge.base import KnowledgeBase
from knowledge.errors import QuestionError
from knowledge.settings import ROOT
from knowledge.spelling import Speller
from knowledge.view import View

_SETS = ("core_train", "own_words_train")
_WORD = re.compile(r"[a-z]{5,}")
_VOWELS = "aeiou"
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SEED = 7


def slip(word: str, random: Random) -> str:
    """Returns a word with one slip of the fingers after its first letter."""
    place = random.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    kind = random.choice(("key", "exchange", "left out", "twice"))
    if kind == "key":
        row = next(row for row in _KEYS if letter in row)
        near = [row[n] for n in (row.index(letter) - 1, row.index(letter) + 1) if 0 <= n < len(row)]
        return before + random.choice(near) + after
    if kind == "exchange":
        return before + after[0] + letter + after[1:]
    return before + after if kind == "left out" else before + letter * 2 + after


def chat(word: str, random: Random) -> str:
    """Returns a word as in a chat: "ngurus" for "mengurus", "ajuin" for "ajukan", else with a vowel or two left out."""
    if word.startswith(("meng", "meny")) and random.random() < 0.5:
        return word[2:]
    if word.endswith("kan") and random.random() < 0.5:
        return word[:-3] + "in"
    inner = [n for n in range(1, len(word) - 1) if word[n] in _VOWELS]
    gone = set(random.sample(inner, min(len(inner), 1 + len(word) // 8)))
    return "".join(c for n, c in enumerate(word) if n not in gone)


def misspelled(text: str, spoil: Callable[[str, Random], str], random: Random, most: int = 2) -> str:
    """Returns a text in which some of its longer words are spoiled."""
    places = [match.span() for match in _WORD.finditer(text)]
    for start, end in sorted(random.sample(places, min(most, len(places))), reverse=True):
        text = text[:start] + spoil(text[start:end], random) + text[end:]
    return text


class _Unmended(KnowledgeBase):
    """A knowledge base that takes every word as it is typed."""

    def _view(self, *, to_search: bool = False) -> View:
        view = super()._view(to_search=to_search)
        return replace(view, speller=_AsTyped(view.vocabulary, ()))


class _AsTyped(Speller):
    def corrected(self, text: str) -> str:
        return text


def place(knowledge: KnowledgeBase, question: str, gold: Sequence[tuple[str, str]]) -> int:
    """Returns the rank of the first gold provision, 0 when it is not found."""
    try:
        found = ranks(knowledge.search(question, DEPTH), tuple(gold), at_pasal)
    except QuestionError:
        return 0
    return min((rank for rank in found if rank), default=0)


def main() -> None:
    """Asks and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", default="core", help=f"one of {', '.join(INDEXES)}, or a folder")
    parser.add_argument("--every", type=int, default=1, help="ask every so many questions only")
    options = parser.parse_args()
    folder = build(options.index).folder if options.index in INDEXES else Path(options.index)
    mending, plain = KnowledgeBase.open(folder), _Unmended.open(folder)
    held = {entry.name for entry in mending.documents()}
    rows = []
    for name in _SETS:
        lines = (ROOT / "benchmarks" / "questions" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        asked = [(r["question"], [(g["document"], g["locator"]) for g in r["gold"]]) for r in map(json.loads, lines)
                 if r["lang"] == "id" and r["gold"] and any(g["document"] in held for g in r["gold"])]  # fmt: skip
        asked = asked[:: options.every]
        if not asked:
            continue
        for label, spoil in (("as written", None), ("slips", slip), ("chat", chat)):
            random = Random(_SEED)
            texts = [misspelled(q, spoil, random) if spoil else q for q, _ in asked]
            for switched, knowledge in (("off", plain), ("on", mending)):
                found = np.array([place(knowledge, q, gold) for q, (_, gold) in zip(texts, asked, strict=True)])
                shares = [float(np.mean((found > 0) & (found <= k))) for k in (1, 5, 50)]
                rows.append([name, str(len(asked)), label, switched, *(f"{share:.3f}" for share in shares)])
    print(table(["questions", "number", "spelled", "mending", "hit@1", "recall@5", "recall@50"], rows))


if __name__ == "__main__":
    main()
