"""Learns when not to answer, from questions whose answer is in an index and questions whose answer is not.

    python -m training.train_confidence CORE_INDEX_DIR [--corpus FOLDER] [--out knowledge/confidence.json]

CORE_INDEX_DIR holds the core regulations and the shipped guidance. Answerable: the training questions on them.
Not answerable: own-words questions on other regulations (the hard ones: same field, other rule), the
unanswerable questions of the `dev` half, and questions of general knowledge. Bank questions are not used: the
embedder was trained on them, so they would look surer than real ones.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.split import is_training
from knowledge.base import KnowledgeBase
from knowledge.confidence import SIGNALS
from knowledge.settings import ROOT

GENERAL = 250
# At most this share of answerable questions may be refused on the training side.
WRONGLY_REFUSED = 0.05
Row = tuple[str, bool, bool, str]


def questions(corpus: Path) -> Iterator[Row]:
    """Yields (question, answerable, whether it is learned from, the column it is reported in)."""
    own, evaluation = ROOT / "benchmarks" / "questions", corpus.parent / "eval"
    for row in _lines(own / "core_train.jsonl"):
        yield row["question"], True, True, "core"
    for row in _lines(own / "own_words_train.jsonl"):
        yield row["question"], False, True, "other regulations"
    for row in _lines(evaluation / "own_words.jsonl"):
        answerable = row["part"] == "core"
        yield row["question"], answerable, is_training(row), "own words" if answerable else "other regulations"
    for name in ("questions_regulation_dev", "questions_programme_dev"):
        for row in _lines(evaluation / f"{name}.jsonl"):
            if not row.get("gold") or any(
                (corpus / "core" / g["document"]).with_suffix(s).is_file() for g in row["gold"] for s in (".md", ".txt")
            ):
                yield row["question"], row["answerable"], is_training(row), name
    for row in _lines(own / "answers_dev.jsonl"):
        yield row["question"], row["answerable"], is_training(row), "answers"
    with gzip.open(corpus / "qa" / "qa-id-train.jsonl.gz", "rt", encoding="utf-8") as handle:
        for number, line in zip(range(2 * GENERAL), handle, strict=False):
            yield json.loads(line)["question"], False, number % 2 == 0, "general knowledge"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Trains, reports, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--out", type=Path, default=ROOT / "knowledge" / "confidence.json")
    options = parser.parse_args()
    knowledge = KnowledgeBase.open(options.index)
    rows, table = [], []
    for row in questions(options.corpus):
        values = knowledge.confidence_signals(row[0])
        if values is not None:
            rows.append(row)
            table.append(values)
    x, y = np.array(table), np.array([answerable for _, answerable, _, _ in rows])
    used = np.array([training for _, _, training, _ in rows])
    mean, scale = x[used].mean(axis=0), x[used].std(axis=0) + 1e-9
    fitted = LogisticRegression(C=0.5, class_weight="balanced", max_iter=2000).fit((x[used] - mean) / scale, y[used])
    sure = fitted.predict_proba((x - mean) / scale)[:, 1]
    threshold = float(np.quantile(sure[used & y], WRONGLY_REFUSED))
    for column in dict.fromkeys(name for *_, name in rows):
        for answerable in (True, False):
            chosen = np.array([r[3] == column and r[1] == answerable and not r[2] for r in rows])
            if chosen.any():
                label = "answerable" if answerable else "not answerable"
                print(f"{column:26} {label:15} {chosen.sum():4}  refused {np.mean(sure[chosen] < threshold):.3f}")
    weights = fitted.coef_[0]
    for name, weight in sorted(zip(SIGNALS, weights, strict=True), key=lambda item: -abs(item[1])):
        print(f"  {name:18} {weight:+.2f}")
    learned = {
        "threshold": round(threshold, 4),
        "bias": round(float(fitted.intercept_[0]), 5),
        "signals": {
            name: [round(float(v), 5) for v in (weights[n], mean[n], scale[n])] for n, name in enumerate(SIGNALS)
        },
    }
    options.out.write_text(json.dumps(learned, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
