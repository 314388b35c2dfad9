"""Learns the order of candidates (LambdaMART) from questions written apart from the question bank.

    python -m training.train_ranker INDEX_DIR [--corpus FOLDER] [--out knowledge/ranker.json]

INDEX_DIR holds one index of the core and the bulk regulations together, with the shipped bank attached:
regulations with a bank and without one compete as they do in an office. The questions are
`benchmarks/questions/own_words_train.jsonl` and `core_train.jsonl`, the `dev` half of `answers_dev.jsonl`, and of
`eval/own_words.jsonl` and `eval/questions_regulation_dev.jsonl` the training part fixed in `benchmarks/split.py`.
What is reported is the rest, which nothing was learned from.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from benchmarks.split import is_training
from knowledge.base import KnowledgeBase
from knowledge.evaluate import is_hit
from knowledge.rank import FEATURES
from knowledge.settings import ROOT

PARAMETERS = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 10,
    "num_leaves": 12,
    "max_depth": 6,
    "learning_rate": 0.08,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbosity": -1,
}
ROUNDS = 220
REGULATION = ("Pasal", "Penjelasan", "Lampiran", "Menimbang", "Mengingat", "Pembukaan", "Penutup", "BAB")


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates: one row of features each, whether each is gold, and where the question is from."""

    features: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int8]
    places: tuple[tuple[str, str], ...]
    group: str
    training: bool


def examples(knowledge: KnowledgeBase, rows: Iterable[tuple[dict[str, Any], str, bool]]) -> list[Example]:
    """Returns the candidates of every question that has gold provisions."""
    made = []
    for row, group, training in rows:
        gold = [(g["document"], g["locator"]) for g in row.get("gold") or ()]
        if not row.get("answerable", True):
            continue
        places, features = knowledge.candidate_features(row["question"])
        if not gold and row.get("source"):
            gold = holding(knowledge, places, row["expect"])
        if not gold:
            continue
        labels = [any(is_hit(d, place, gd, gl) for gd, gl in gold) for d, place in places]
        made.append(Example(features, np.array(labels, dtype=np.int8), tuple(places), group, training))
    return made


def holding(knowledge: KnowledgeBase, places: Sequence[tuple[str, str]], facts: Sequence[str]) -> list[tuple[str, str]]:
    """Returns the sections of guidance among the candidates that hold every expected fact.

    Questions on the programme name no gold section; a section with all the facts is taken for one.
    """
    found = []
    for document, locator in dict.fromkeys(places):
        if locator.startswith(REGULATION):
            continue
        view = knowledge.provision(document, locator)
        text = view.text.lower() if view else ""
        if text and all(any(a.strip().lower() in text for a in fact.split("|")) for fact in facts):
            found.append((document, locator))
    return found


def questions(corpus: Path) -> Iterable[tuple[dict[str, Any], str, bool]]:
    """Yields (question, the column it is reported in, whether it is learned from)."""
    own = ROOT / "benchmarks" / "questions"
    evaluation = corpus.parent / "eval"
    for name in ("own_words_train", "core_train"):
        for row in _lines(own / f"{name}.jsonl"):
            yield row, name, True
    for row in _lines(own / "answers_dev.jsonl"):
        yield row, "programme" if row.get("source") else "answers_dev", row["split"] == "dev"
    for row in _lines(evaluation / "own_words.jsonl"):
        yield row, f"own words, {row['part']}", is_training(row)
    for row in _lines(evaluation / "questions_regulation_dev.jsonl"):
        yield row, f"development, {row['type']}", is_training(row)
    for row in _lines(evaluation / "questions_programme_dev.jsonl"):
        yield row, "programme", is_training(row)
    for name in ("programme_train", "programme_answers"):
        for row in _lines(own / f"{name}.jsonl") if (own / f"{name}.jsonl").is_file() else ():
            yield row, "programme", is_training(row)


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def train(made: Sequence[Example]) -> lightgbm.Booster:
    """Fits the trees to the examples that are for training and have a gold candidate."""
    used = [e for e in made if e.training and e.labels.any()]
    data = lightgbm.Dataset(
        np.concatenate([e.features for e in used]),
        np.concatenate([e.labels for e in used]),
        group=[len(e.labels) for e in used],
        feature_name=list(FEATURES),
    )
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def as_tables(booster: lightgbm.Booster) -> list[dict[str, list[float]]]:
    """Returns each tree as parallel lists over its nodes; leaves point at themselves."""
    return [_tree(info["tree_structure"]) for info in booster.dump_model()["tree_info"]]


def _tree(root: dict[str, Any]) -> dict[str, list[float]]:
    table: dict[str, list[float]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}

    def add(node: dict[str, Any]) -> int:
        place = len(table["value"])
        for column in table.values():
            column.append(0)
        if "leaf_value" in node:
            table["left"][place] = table["right"][place] = place
            table["value"][place] = round(float(node["leaf_value"]), 6)
        else:
            table["feature"][place] = int(node["split_feature"])
            table["threshold"][place] = round(float(node["threshold"]), 6)
            table["left"][place] = add(node["left_child"])
            table["right"][place] = add(node["right_child"])
        return place

    add(root)
    return table


def figures(made: Sequence[Example], booster: lightgbm.Booster) -> dict[str, tuple[int, float, float, float]]:
    """Returns (questions, hit@1, recall@5, recall@50) of each column over what was not learned from."""
    groups: dict[str, list[int]] = {}
    for example in made:
        if example.training:
            continue
        place = 0
        if len(example.labels):
            order = np.argsort(-np.asarray(booster.predict(example.features)), kind="stable")
            place = _rank(example, order)
        for column in (example.group, "development, all" if example.group.startswith("development") else ""):
            if column:
                groups.setdefault(column, []).append(place)
    return {
        name: (len(r), *(float(np.mean([0 < x <= k for x in r])) for k in (1, 5, 50)))  # type: ignore[misc]
        for name, r in sorted(groups.items())
    }


def _rank(example: Example, order: npt.NDArray[np.intp]) -> int:
    """Returns the place of the first gold provision, each provision counted once; 0 when it is not there."""
    seen: set[tuple[str, str]] = set()
    for n in order:
        seen.add(example.places[n])
        if example.labels[n]:
            return len(seen)
    return 0


def main() -> None:
    """Trains, reports, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--out", type=Path, default=ROOT / "knowledge" / "ranker.json")
    options = parser.parse_args()
    made = examples(KnowledgeBase.open(options.index), questions(options.corpus))
    booster = train(made)
    for name, (count, hit, five, fifty) in figures(made, booster).items():
        print(f"{name:28} {count:5}  {hit:.3f}  {five:.3f}  {fifty:.3f}")
    gains = sorted(zip(booster.feature_importance("gain"), FEATURES, strict=True), reverse=True)
    print("gain:", ", ".join(f"{name} {gain:.0f}" for gain, name in gains))
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in as_tables(booster))
    options.out.write_text(f'{{"features": {json.dumps(FEATURES)},\n"trees": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{options.out}: {options.out.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
