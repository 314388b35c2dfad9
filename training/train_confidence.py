"""Learns when not to answer, and when a question is of another field altogether.

    python -m training.train_confidence INDEX_DIR … [--corpus FOLDER] [--out knowledge/confidence.json]

INDEX_DIR holds the core regulations and the shipped guidance; a second one, of the guidance alone, makes the weights
hold for an index of another size. Answerable are the training questions on what is indexed. Not answerable are:
`unanswerable_train.jsonl` (near the subject, written to have no answer), `refusals_dev.jsonl`, the unanswerable
questions of the `dev` half, and, counting less, answerable questions with their gold documents left out of what was
found, own-words questions on regulations that are not indexed, and general knowledge. Answerable ones are asked with
the bank and without it, so that "no bank question is near" is not taken for "no answer": an office's own regulations
have no bank. Bank questions themselves are not used: the embedder was trained on them, so they would look surer than
real ones. The figures are cross-validated, a question never judged by what was learned from it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.split import is_training
from knowledge.base import KnowledgeBase
from knowledge.confidence import SIGNALS
from knowledge.evaluate import is_hit
from knowledge.settings import ROOT

GENERAL = 150
FOLDS = 8
# At most this share of answerable questions may be refused.
WRONGLY_REFUSED = 0.03
# Of the many questions on regulations that are not indexed one in so many is asked.
SOME = 4
OWN_WORDS = ("own_words_train", "own_words")
UNANSWERABLE = "unanswerable_train"
# What an example counts: one that was written to have no answer, an answerable one with the bank and without, and
# those that only stand in for a question without an answer.
_WRITTEN, _WITH_BANK, _WITHOUT_BANK, _LEFT_OUT, _NOT_INDEXED, _GENERAL = 3.0, 1.0, 0.5, 0.4, 0.15, 0.5

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """A question in one of its settings; `weight` 0 where nothing is to be learned from it.

    `plain` is the setting in which an official asks; thresholds and figures are over these.
    """

    signals: Values
    answerable: bool
    outside: bool
    weight: float
    plain: bool
    group: int
    column: str


def examples(knowledge: KnowledgeBase, corpus: Path) -> Iterator[Example]:
    """Yields every question of the training side with its documents and without them, with the bank and without it."""
    indexed = {document.name for document in knowledge.documents()}
    for row, source in questions(corpus):
        gold = [(g["document"], g["locator"]) for g in row.get("gold") or ()]
        documents = sorted({document for document, _ in gold})
        group = zlib.crc32(row["question"].encode())
        # Guides to a regulation may answer what is asked of one that is not indexed: nothing is learned from it.
        if (
            not is_training(row)
            or row.get("abstain") == "which"
            or (documents and not indexed & set(documents) and (source not in OWN_WORDS or group % SOME))
        ):
            continue
        answerable = bool(row.get("answerable", True)) and (not documents or bool(indexed & set(documents)))
        outside = row.get("abstain") == "out_of_subject" or source == "general"
        column = f"{source}: {row['about']}" if "about" in row else source
        if found := knowledge.confidence_signals(row["question"]):
            near = not gold or any(is_hit(*place, *g) for place in found[1][:5] for g in gold)
            weight = _WITH_BANK * near if answerable else _weight(source, documents)
            yield Example(found[0], answerable, outside, weight, source not in (*OWN_WORDS, "general"), group, column)
        if not (answerable and documents):
            continue
        if found := knowledge.confidence_signals(row["question"], bank=False):
            near = any(is_hit(*place, *g) for place in found[1][:5] for g in gold)
            yield Example(found[0], True, False, _WITHOUT_BANK * near, False, group, f"{column}, no bank")
        if found := knowledge.confidence_signals(row["question"], documents):
            yield Example(found[0], False, False, _LEFT_OUT, False, group, f"{column}, without its documents")


def _weight(source: str, documents: Sequence[str]) -> float:
    return _GENERAL if source == "general" else _NOT_INDEXED if documents else _WRITTEN


def questions(corpus: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yields (question, the name of its set)."""
    own, evaluation = ROOT / "benchmarks" / "questions", corpus.parent / "eval"
    for path in (
        own / f"{UNANSWERABLE}.jsonl",
        own / "core_train.jsonl",
        own / "own_words_train.jsonl",
        own / "answers_dev.jsonl",
        own / "refusals_dev.jsonl",
        own / "programme_train.jsonl",
        own / "programme_dev.jsonl",
        evaluation / "own_words.jsonl",
        evaluation / "questions_regulation_dev.jsonl",
        evaluation / "questions_programme_dev.jsonl",
    ):
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
            yield json.loads(line), path.stem
    with gzip.open(corpus / "qa" / "qa-id-train.jsonl.gz", "rt", encoding="utf-8") as handle:
        for number, line in zip(range(GENERAL), handle, strict=False):
            row = {"id": number, "question": json.loads(line)["question"], "answerable": False, "split": "train"}
            yield row, "general"


def fit(x: Values, y: Flags, weights: Values) -> tuple[LogisticRegression, Values, Values]:
    """Returns a logistic regression with the mean and the scale that its signals are brought to."""
    used = weights > 0
    mean, scale = x[used].mean(axis=0), x[used].std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, class_weight="balanced", max_iter=3000)
    return model.fit((x[used] - mean) / scale, y[used], sample_weight=weights[used]), mean, scale


def crossed(x: Values, y: Flags, weights: Values, groups: npt.NDArray[np.int64]) -> Values:
    """Returns the probability of each example by a model that was not fitted to its question."""
    sure = np.zeros(len(x))
    for learned, judged in GroupKFold(FOLDS).split(x, y, groups):
        model, mean, scale = fit(x[learned], y[learned], weights[learned])
        sure[judged] = model.predict_proba((x[judged] - mean) / scale)[:, 1]
    return sure


def as_json(fitted: tuple[LogisticRegression, Values, Values]) -> dict[str, Any]:
    """Returns a model as the package reads it."""
    model, mean, scale = fitted
    rows = np.array([model.coef_[0], mean, scale]).T
    return {
        "bias": round(float(model.intercept_[0]), 5),
        "signals": {name: [round(float(v), 5) for v in row] for name, row in zip(SIGNALS, rows, strict=True)},
    }


def main() -> None:
    """Trains, reports, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path, nargs="+")
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--out", type=Path, default=ROOT / "knowledge" / "confidence.json")
    options = parser.parse_args()
    made = [e for index in options.index for e in examples(KnowledgeBase.open(index), options.corpus)]
    x, weights = np.array([e.signals for e in made]), np.array([e.weight for e in made])
    answerable, outside = np.array([e.answerable for e in made]), np.array([e.outside for e in made])
    groups, plain = np.array([e.group for e in made]), np.array([e.plain for e in made])
    sure = crossed(x, answerable, weights, groups)
    threshold = float(np.quantile(sure[plain & answerable], WRONGLY_REFUSED))
    report(made, sure, threshold)
    beyond = crossed(x, outside, weights, groups)
    print(
        f"outside the subject told: {np.mean(beyond[outside] > 0.5):.3f}, others: {np.mean(beyond[~outside] > 0.5):.3f}"
    )
    learned = {
        "threshold": round(threshold, 4),
        "answered": as_json(fit(x, answerable, weights)),
        "outside": as_json(fit(x, outside, weights)),
    }
    options.out.write_text(json.dumps(learned, indent=2) + "\n", encoding="utf-8")


def report(made: Sequence[Example], sure: Values, threshold: float) -> None:
    """Prints what is refused of each set at the threshold, and what other thresholds would do."""
    for column in dict.fromkeys(e.column for e in made):
        for answerable in (True, False):
            chosen = np.array([e.column == column and e.answerable is answerable for e in made])
            if chosen.any():
                label = "answerable" if answerable else "not answerable"
                print(f"{column:58} {label:15} {chosen.sum():4}  refused {np.mean(sure[chosen] < threshold):.3f}")
    plain = np.array([e.plain for e in made])
    right = np.array([e.answerable for e in made])
    for share in (0.01, 0.02, 0.03, 0.04, 0.05, 0.08):
        at = float(np.quantile(sure[plain & right], share))
        refused = np.mean(sure[plain & ~right] < at)
        print(f"threshold {at:.3f}: wrongly refused {share:.2f}, rightly refused {refused:.3f}")


if __name__ == "__main__":
    main()
