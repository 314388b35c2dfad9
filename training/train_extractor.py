"""Learns which unit of the right passage answers, from questions with gold at ayat or item level.

    python -m training.train_extractor INDEX_DIR [--corpus FOLDER] [--out knowledge/extractor.json]

The same questions as the ranker's; the figures are over those that nothing was learned from.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
import numpy.typing as npt

from knowledge.base import KnowledgeBase
from knowledge.extract import SIGNALS, signals
from knowledge.locator import contains, parse_locator
from knowledge.settings import ROOT
from training.train_ranker import PARAMETERS, as_tables, questions

ROUNDS = 80


@dataclass(frozen=True, slots=True)
class Example:
    """The units of one gold passage: signals, and 2 for the gold unit, 1 for what lies inside it."""

    signals: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int8]
    group: str
    training: bool


def examples(knowledge: KnowledgeBase, corpus: Path) -> list[Example]:
    """Returns the gold passages of all questions whose gold is finer than a Pasal."""
    made = []
    for row, group, training in questions(corpus):
        for gold in row.get("gold") or ():
            place = parse_locator(gold["locator"])
            if place == place.at_pasal_level():
                continue
            for needs, passage in knowledge.needs_at(row["question"], gold["document"], str(place.at_pasal_level())):
                labels = [
                    2 if parse_locator(u.locator) == place else int(contains(place, parse_locator(u.locator)))
                    for u in passage.units
                ]
                if any(labels) and len(labels) > 1:
                    made.append(Example(signals(needs, passage.units), np.array(labels, np.int8), group, training))
    return made


def main() -> None:
    """Trains, reports, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--out", type=Path, default=ROOT / "knowledge" / "extractor.json")
    options = parser.parse_args()
    made = examples(KnowledgeBase.open(options.index), options.corpus)
    used = [e for e in made if e.training]
    data = lightgbm.Dataset(
        np.concatenate([e.signals for e in used]),
        np.concatenate([e.labels for e in used]),
        group=[len(e.labels) for e in used],
        feature_name=list(SIGNALS),
    )
    parameters = PARAMETERS | {"num_leaves": 8, "max_depth": 4, "lambdarank_truncation_level": 3}
    booster = lightgbm.train(parameters, data, ROUNDS)
    for group in dict.fromkeys(e.group for e in made):
        for training in (True, False):
            chosen = [e for e in made if e.group == group and e.training is training]
            if chosen:
                right = [e.labels[int(np.argmax(booster.predict(e.signals)))] > 0 for e in chosen]
                plain = [e.labels[int(np.argmax(e.signals[:, 0]))] > 0 for e in chosen]
                side = "learned from" if training else "unseen"
                print(f"{group:28} {side:12} {len(chosen):5}  {np.mean(right):.3f}  words alone {np.mean(plain):.3f}")
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in as_tables(booster))
    options.out.write_text(f'{{"signals": {json.dumps(SIGNALS)},\n"trees": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
