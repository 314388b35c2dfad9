"""Learns when not to answer, from questions whose regulation is in an index and questions whose regulation is not.

    python -m training.train_confidence CORE_INDEX_DIR [--corpus FOLDER] [--out knowledge/confidence.json]

CORE_INDEX_DIR holds the core regulations and the shipped guidance. Answerable are the training questions on these. Not
answerable are: the same with their gold documents left out of what was found, own-words questions on other
regulations (the hard ones: same field, other rule), the unanswerable questions of the `dev` half, and questions of
general knowledge. Every question is asked with the bank and without it, so that "no bank question is near" is
not taken for "no answer": an office's own regulations have no bank. Bank questions themselves are not used:
the embedder was trained on them, so they would look surer than real ones. The figures are over questions that
nothing was learned from.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from benchmarks.split import is_training
from knowledge.base import KnowledgeBase
from knowledge.confidence import SIGNALS
from knowledge.evaluate import is_hit
from knowledge.settings import ROOT

GENERAL = 300
# At most this share of answerable questions may be refused on the training side.
WRONGLY_REFUSED = 0.05


@dataclass(frozen=True, slots=True)
class Example:
    """A question in one of its two settings; `certain` when its gold is among the first five."""

    signals: npt.NDArray[np.float64]
    answerable: bool
    certain: bool
    training: bool
    column: str


def examples(knowledge: KnowledgeBase, corpus: Path) -> Iterator[Example]:
    """Yields every question with its documents and without them, with the bank and without it."""
    indexed = {document.name for document in knowledge.documents()}
    for row, column in questions(corpus):
        training = is_training(row)
        gold = [(g["document"], g["locator"]) for g in row.get("gold") or ()]
        documents = sorted({document for document, _ in gold})
        present = bool(indexed & set(documents)) or not documents
        answerable = bool(row.get("answerable", True)) and present
        for bank in (True, False):
            label = column if bank else f"{column}, no bank"
            if found := knowledge.confidence_signals(row["question"], bank=bank):
                near = any(is_hit(*place, *g) for place in found[1][:5] for g in gold)
                yield Example(found[0], answerable, near or not gold or not answerable, training, label)
            if (
                documents
                and answerable
                and (found := knowledge.confidence_signals(row["question"], documents, bank=bank))
            ):
                yield Example(found[0], False, True, training, f"{label}, without its documents")


def questions(corpus: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yields (question, the column it is reported in)."""
    own, evaluation = ROOT / "benchmarks" / "questions", corpus.parent / "eval"
    for path in (
        own / "core_train.jsonl",
        own / "own_words_train.jsonl",
        own / "answers_dev.jsonl",
        own / "programme_train.jsonl",
        own / "programme_answers.jsonl",
        evaluation / "own_words.jsonl",
        evaluation / "questions_regulation_dev.jsonl",
        evaluation / "questions_programme_dev.jsonl",
    ):
        for row in _lines(path) if path.is_file() else []:
            yield row, f"{path.stem} {row.get('part', '')}".strip()
    with gzip.open(corpus / "qa" / "qa-id-train.jsonl.gz", "rt", encoding="utf-8") as handle:
        for number, line in zip(range(2 * GENERAL), handle, strict=False):
            split = "train" if number % 2 == 0 else "test"
            yield (
                {"id": number, "question": json.loads(line)["question"], "answerable": False, "split": split},
                "general",
            )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Trains, reports, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--out", type=Path, default=ROOT / "knowledge" / "confidence.json")
    options = parser.parse_args()
    made = list(examples(KnowledgeBase.open(options.index), options.corpus))
    x, y = np.array([e.signals for e in made]), np.array([e.answerable for e in made])
    used = np.array([e.training and e.certain for e in made])
    mean, scale = x[used].mean(axis=0), x[used].std(axis=0) + 1e-9
    fitted = LogisticRegression(C=0.5, class_weight="balanced", max_iter=2000).fit((x[used] - mean) / scale, y[used])
    sure = fitted.predict_proba((x - mean) / scale)[:, 1]
    threshold = float(np.quantile(sure[np.array([e.training for e in made]) & y], WRONGLY_REFUSED))
    for column in dict.fromkeys(e.column for e in made):
        for answerable in (True, False):
            chosen = np.array([e.column == column and e.answerable is answerable and not e.training for e in made])
            if chosen.any():
                label = "answerable" if answerable else "not answerable"
                print(f"{column:52} {label:15} {chosen.sum():4}  refused {np.mean(sure[chosen] < threshold):.3f}")
    weights = fitted.coef_[0]
    print(", ".join(f"{n} {w:+.2f}" for n, w in sorted(zip(SIGNALS, weights, strict=True), key=lambda i: -abs(i[1]))))
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
