"""Citations of answers to development questions, judged by a reader: does what is quoted help to answer?

    python -m benchmarks.cited draw INDEX_DIR    prints what has no verdict yet: the question and each quotation
    python -m benchmarks.cited check INDEX_DIR   prints the share of citations that support their answer

A gold provision is one of those that answer; another ayat or a regulation that says the same is counted as wrong by it.
So questions are drawn, those with the lowest hash of seed and id, and every citation of their answers is judged. A
verdict holds for one quotation: where another is given since then, it has to be judged anew.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.split import half
from knowledge.base import KnowledgeBase
from knowledge.records import Answer, Citation
from knowledge.settings import ROOT

VERDICTS = Path(__file__).parent / "verdicts" / "citations.jsonl"
QUESTIONS = ROOT / "benchmarks" / "questions"
SEED = "2026"
# How many questions of each set: some 150 citations.
DRAWN = {"answers_dev": 50, "programme_dev": 20, "points": 20}


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of the answer to a question; `place` counts from 1."""

    question: str
    asked: str
    place: int
    citation: Citation

    @property
    def key(self) -> tuple[str, str]:
        """Returns what a verdict names a citation by: the question and a short hash of source and quotation."""
        told = "|".join((self.citation.document, self.citation.locator, "".join(self.citation.quote.split())))
        return self.question, hashlib.sha1(told.encode()).hexdigest()[:10]


def main() -> None:
    """Runs the command that the command line names."""
    command, folder = sys.argv[1:]
    knowledge = KnowledgeBase.open(Path(folder))
    cited = [one for row in drawn() for one in citations(row, knowledge.ask(row["question"]))]
    sys.exit({"draw": show, "check": check}[command](cited))


def drawn() -> Iterator[dict[str, Any]]:
    """Yields the questions of the sample: answerable ones of the development halves, those with the lowest hash."""
    for name, count in DRAWN.items():
        rows = [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        rows = [row for row in rows if half(row) == "dev" and row.get("answerable", True)]
        yield from sorted(rows, key=lambda row: hashlib.sha1(f"{SEED}|{row['id']}".encode()).hexdigest())[:count]


def citations(row: dict[str, Any], answer: Answer) -> list[Cited]:
    """Returns the citations of an answer, none of a refusal."""
    if answer.abstained:
        return []
    return [Cited(row["id"], row["question"], n, one) for n, one in enumerate(answer.citations, 1)]


def verdicts() -> dict[tuple[str, str], str]:
    """Returns the verdict on each citation that was judged: "supports", "part" or "noise"."""
    lines = map(json.loads, VERDICTS.read_text(encoding="utf-8").splitlines())
    return {(row["id"], row["digest"]): row["verdict"] for row in lines}


def judged(cited: Iterable[Cited]) -> list[float]:
    """Returns for each citation with a verdict 1 where it supports the answer, wholly or in part, else 0."""
    known = verdicts()
    return [float(known[one.key] != "noise") for one in cited if one.key in known]


def show(cited: Sequence[Cited]) -> int:
    """Prints the citations without a verdict."""
    known = verdicts()
    for one in cited:
        if one.key not in known:
            print(f"{one.question} {one.key[1]} #{one.place} {one.asked}")
            print(f"  {one.citation.document} {one.citation.locator}\n  {one.citation.quote[:420]}\n")
    return 0


def check(cited: Sequence[Cited]) -> int:
    """Prints the share that supports, by place, and how many have to be judged."""
    known = verdicts()
    right: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for one in cited:
        if one.key in known:
            for name in ("all", "first" if one.place == 1 else "further"):
                counted[name] += 1
                right[name] += known[one.key] != "noise"
    print(" · ".join(f"{name} {right[name]}/{n} = {right[name] / n:.3f}" for name, n in counted.items()))
    print(f"to be judged: {sum(one.key not in known for one in cited)}")
    return 0


if __name__ == "__main__":
    main()
