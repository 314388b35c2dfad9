"""Reads the corpus that lies beside the checkout: regulations, question bank, general text, lexicons."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import lzma
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.articles import Article, blocks, cut, title_of

GLOSS_MARKS = re.compile(  # "kb." noun, "kkt." verb, "lih" see, "--kki ." another part of speech
    r"\([^)]*\)|\b(?:k[bkti]+|ks|kkt|kki|kpb|j|lih|see|Lit|Crd|Mil|Coll|Sl)\b\.?:?|--?\w{0,4}\s*\.|="
)
HELD_OUT_PERCENT = 40  # of the native question-answer passages: about 1,400, enough to tell two models apart


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the text that answers it."""

    text: str
    context: str
    answerable: bool = True
    native: bool = False


@dataclass(frozen=True, slots=True)
class BankEntry:
    """A question in everyday words and the provision that answers it."""

    text: str
    regulation: str
    locator: str
    style: str

    @property
    def pasal(self) -> str:
        """Returns the number of the Pasal it points to, "" for annexes and headings."""
        found = re.match(r"Pasal (\d+[A-Z]?)", self.locator)
        return found.group(1) if found else ""


def corpus_folder() -> Path:
    """Returns the corpus folder: CORPUS_DIR, else `../shared/corpus` beside the checkout."""
    named = os.environ.get("CORPUS_DIR")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "corpus"


def is_held_out(context: str, percent: int = HELD_OUT_PERCENT) -> bool:
    """Tells whether a passage is kept for measuring; its own hash decides, so every run agrees."""
    return hashlib.sha256(context.encode()).digest()[0] * 100 < percent * 256


def articles(folder: Path) -> list[Article]:
    """Returns the Pasal of every regulation, in a fixed order."""
    found = []
    for path in sorted((folder / "core").iterdir()):
        text = path.read_text(encoding="utf-8", errors="replace")
        found += _cut_or_block(path.stem, title_of(text) or path.stem, text)
    with gzip.open(folder / "bulk" / "bulk.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found += cut(row["id"], row["title"], row["text"])
    return found


def bank(folder: Path) -> list[BankEntry]:
    """Returns the question bank."""
    return [
        BankEntry(row["question"], path.stem, row["locator"], row["style"])
        for path in sorted((folder / "questions").glob("*.jsonl"))
        for row in _json_lines(path)
    ]


def wikipedia(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yields the title and first paragraphs of each encyclopedia article."""
    with lzma.open(folder / "training" / "wikipedia_id.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["title"], row["paragraphs"]


def questions(folder: Path) -> list[Question]:
    """Returns all general question-passage pairs, those kept for measuring included."""
    made = _json_lines(folder / "training" / "qa_pairs.jsonl.gz")
    found = [Question(row["question"], row["context"]) for row in made]
    for row in _json_lines(folder / "qa" / "qa-id-train.jsonl.gz"):
        found.append(Question(row["question"], row["context"], row["answerable"], row["source"].startswith("idk-mrc")))
    return found


def bridge(folder: Path) -> list[tuple[str, list[str], list[str]]]:
    """Returns (term of the law, Indonesian words for it, English words for it)."""
    rows = []
    for path in sorted((folder / "lexicons").glob("bridge_*.jsonl")):
        rows += [(row["term"], [*row["everyday"], *row["short"]], list(row["english"])) for row in _json_lines(path)]
    for path in sorted((folder / "lexicons").glob("everyday_*.jsonl")):
        english = path.stem == "everyday_3"
        for row in _json_lines(path):
            word = [row["word"]]
            rows += [(term, [] if english else word, word if english else []) for term in row["terms"]]
    return rows


def colloquial(folder: Path) -> list[tuple[str, str]]:
    """Returns (as typed, formal) spellings, each once."""
    lexicons, found = folder / "lexicons", []
    with (lexicons / "colloquial-indonesian-lexicon.csv").open(encoding="utf-8", newline="") as lines:
        found += [(row["slang"], row["formal"]) for row in csv.DictReader(lines)]
    with (lexicons / "indo-collex.csv").open(encoding="utf-8", newline="") as lines:
        found += [(row["transformed"], row["original-for"]) for row in csv.DictReader(lines)]
    with (lexicons / "informal-formal.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        found += [(row["informal"], row["formal"]) for row in rows]
    return sorted({(typed.lower(), formal.lower()) for typed, formal in found if typed and formal and typed != formal})


def dictionary(folder: Path, name: str) -> list[tuple[str, list[str]]]:
    """Returns the headwords of "en-id" or "id-en" with their short translations, at most four each."""
    rows = []
    for line in (folder / "lexicons" / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        word, _, gloss = line.partition("\t")
        if meanings := _meanings(word, gloss):
            rows.append((word.lower(), meanings))
    return rows


def _meanings(word: str, gloss: str) -> list[str]:
    """Reads "kb. 1 singkatan, kependekan. 2 perpendekan." as singkatan, kependekan, perpendekan."""
    meanings = []
    for piece in re.split(r"[.,;:\d/!?]+", GLOSS_MARKS.sub(" ", gloss)):
        words = piece.lower().split()
        if 0 < len(words) <= 3 and word.lower() not in words and all(len(w) > 1 and w.isascii() for w in words):
            meanings.append(" ".join(words))
    return list(dict.fromkeys(meanings))[:4]


def _cut_or_block(regulation: str, title: str, text: str) -> list[Article]:
    found = cut(regulation, title, text)
    return found if len(found) > 3 else found + blocks(regulation, title, text)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    packed = path.suffix == ".gz"
    with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
