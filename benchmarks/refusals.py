"""Measures how questions without an answer are told, by the kind of refusal that is due.

    python -m benchmarks.refusals                   both sets over the core index (built once, kept in benchmarks/out)
    python -m benchmarks.refusals --split dev --show    the set for building, and every question that was told otherwise

What is due is a question back (`which`), that it is another field (`out_of_subject`), that it takes for granted what
the documents do not bear out (`false_premise`), or that no document says (`not_found`). The held set was written before
the code was changed for the other and is for the final figure: its questions are not shown.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.scratch import build
from knowledge.base import KnowledgeBase
from knowledge.records import Answer
from knowledge.settings import ROOT

QUESTIONS = ROOT / "benchmarks" / "questions"
SPLITS = ("dev", "held")


def main() -> None:
    """Reads the options, asks, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="folder of an index instead of the core one")
    parser.add_argument("--split", choices=(*SPLITS, "all"), default="all")
    parser.add_argument("--show", action="store_true", help="print the questions of the dev set that went wrong")
    options = parser.parse_args()
    knowledge = KnowledgeBase.open(options.index or build("core").folder)
    for split in SPLITS if options.split == "all" else (options.split,):
        lines = (QUESTIONS / f"refusals_{split}.jsonl").read_text(encoding="utf-8").splitlines()
        asked = [(row, knowledge.ask(row["question"])) for row in map(json.loads, lines)]
        if options.show and split == "dev":
            print("\n".join(_shown(row, answer) for row, answer in asked if answer.kind != row["abstain"]))
        print(table(split, asked))


def table(split: str, asked: Sequence[tuple[dict[str, Any], Answer]]) -> str:
    """Returns for each kind that is due what was told, and the shares refused and told rightly."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row, answer in asked:
        kinds[row["abstain"]][answer.kind.value] += 1
    lines = [f"{split:6}{'due':18}{'n':>4}  told"]
    for due, told in kinds.items():
        lines.append(f"{'':6}{due:18}{told.total():>4}  {', '.join(f'{kind} {n}' for kind, n in told.most_common())}")
    refused = sum(answer.abstained for _, answer in asked)
    right = sum(answer.kind == row["abstain"] for row, answer in asked)
    lines.append(f"{'':6}refused {refused}, told as is due {right}, of {len(asked)}")
    return "\n".join(lines)


def _shown(row: dict[str, Any], answer: Answer) -> str:
    places = "; ".join(f"{c.document} {c.locator}" for c in answer.citations)
    asked = f"{row['id']} [{row['abstain']}] {row['question']}"
    return f"{asked}\n    {answer.kind.value}: {answer.lead[:200]!r}\n    {places}"


if __name__ == "__main__":
    main()
