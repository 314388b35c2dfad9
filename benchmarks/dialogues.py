"""Measures how many follow-ups are resolved: each turn of a dialogue is asked with the turns before it.

    python -m benchmarks.dialogues                 both halves over the core index (built once, kept in benchmarks/out)
    python -m benchmarks.dialogues --split dev --show   the development half, and every follow-up that went wrong

A follow-up that can be answered is resolved when the answer holds every expected fact; one that cannot be answered is
resolved when it is not. `cited` also asks for the gold provision among the sources. The turns before are those that
were really answered, right or wrong; the last column counts only follow-ups whose turns before were all right. The held
dialogues were written before the code was changed for the others; what goes wrong in them is not shown.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measures import estimate
from benchmarks.scratch import build
from knowledge.base import KnowledgeBase
from knowledge.evaluate import has_facts, is_hit
from knowledge.records import Answer, Turn
from knowledge.settings import ROOT

QUESTIONS = ROOT / "benchmarks" / "questions"
DIALOGUES = tuple(QUESTIONS / f"dialogues{name}.jsonl" for name in ("", "_dev", "_held"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One turn of a dialogue, the answer it was given, and whether that is right; `turn` counts from 0.

    `led` tells that every turn before it was answered right.
    """

    dialogue: str
    kind: str
    half: str
    turn: int
    question: str
    answer: Answer
    resolved: bool
    cited: bool | None
    led: bool


def main() -> None:
    """Reads the options, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="folder of an index instead of the core one")
    parser.add_argument("--split", choices=("dev", "test", "held", "all"), default="all")
    parser.add_argument("--show", action="store_true", help="print the follow-ups that went wrong")
    options = parser.parse_args()
    knowledge = KnowledgeBase.open(options.index or build("core").folder)
    rows = [json.loads(line) for path in DIALOGUES for line in path.read_text(encoding="utf-8").splitlines()]
    asked = [one for row in rows if options.split in ("all", row["split"]) for one in ask(knowledge, row)]
    if options.show:
        print("\n".join(_shown(one) for one in asked if one.turn and not one.resolved and one.half != "held"))
    print(table(asked))


def ask(knowledge: KnowledgeBase, row: dict[str, Any]) -> Iterator[Asked]:
    """Yields every turn of a dialogue with what it was answered."""
    turns: list[Turn] = []
    led = True
    for number, said in enumerate(row["turns"]):
        answer = knowledge.ask(said["question"], turns)
        resolved = (has_facts(answer, said["expect"]) and not answer.abstained) == said["answerable"]
        cited = _cites(answer, said["gold"]) if said.get("gold") else None
        yield Asked(row["id"], row["type"], row["split"], number, said["question"], answer, resolved, cited, led)
        led = led and resolved
        turns.append(Turn(said["question"], answer.citations, answer.lead))


def _cites(answer: Answer, gold: Sequence[dict[str, str]]) -> bool:
    places = [(c.document, c.locator) for c in answer.citations]
    return any(is_hit(*place, one["document"], one["locator"]) for place in places for one in gold)


def table(asked: Sequence[Asked]) -> str:
    """Returns the shares by half and type, with 95 % intervals for the halves."""
    groups: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for one in asked:
        if one.turn:
            groups[one.half, "all"].append(one)
            groups[one.half, one.kind].append(one)
        else:
            groups[one.half, "(first questions)"].append(one)
    lines = [f"{'':6}{'type':24}{'asked':>7}{'resolved':>26}{'cited':>8}{'after right ones':>18}"]
    for (half, kind), group in sorted(groups.items()):
        resolved = estimate(np.array([float(one.resolved) for one in group]))
        cited = [float(one.cited) for one in group if one.cited is not None]
        share = f"{np.mean(cited):.2f}" if cited else "–"
        led = [float(one.resolved) for one in group if one.led]
        after = f"{np.mean(led):.2f} of {len(led)}" if led else "–"
        lines.append(f"{half:6}{kind:24}{len(group):>7}{resolved!s:>26}{share:>8}{after:>18}")
    return "\n".join(lines)


def _shown(one: Asked) -> str:
    places = "; ".join(f"{c.document} {c.locator}" for c in one.answer.citations)
    said = f"{one.answer.kind.value}: {one.answer.lead[:300]!r}"
    return f"{one.dialogue} [{one.turn}] {one.question}\n    {said}\n    {places}"


if __name__ == "__main__":
    main()
