"""How sure it is that the best passages answer: a logistic regression over what was found."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.rank import Ranked
from knowledge.retrieve import Query, Vocabulary

# Of the best passage, and the most that any of the first three has.
_OF_THE_BEST = ("soft", "anywhere", "body", "vector", "bank_vector", "expanded", "pairs")
_OF_THE_FIRST = ("soft", "anywhere", "vector", "bank_vector")
SIGNALS = (
    *_OF_THE_BEST,
    *(f"first_{name}" for name in _OF_THE_FIRST),
    "words_strength",
    "bank_strength",
    "unknown",
    "score",
    "lead",
    "question_length",
    "english",
    "named",
)
_FIRST = 3
_MODEL_FILE = Path(__file__).with_name("confidence.json")


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the signals, and from which probability on an answer is given."""

    weights: npt.NDArray[np.float64]
    mean: npt.NDArray[np.float64]
    scale: npt.NDArray[np.float64]
    bias: float
    threshold: float


@lru_cache(maxsize=1)
def model() -> Model:
    """Returns the learned weights (made by `training/train_confidence.py`)."""
    read = json.loads(_MODEL_FILE.read_text(encoding="utf-8"))
    columns = [np.array([read["signals"][name][n] for name in SIGNALS]) for n in range(3)]
    return Model(columns[0], columns[1], columns[2], float(read["bias"]), float(read["threshold"]))


def signals(query: Query, ranked: Sequence[Ranked], vocabulary: Vocabulary) -> npt.NDArray[np.float64]:
    """Returns one number for each of `SIGNALS`; `ranked` must not be empty."""
    best, first = ranked[0], ranked[:_FIRST]
    weights = [vocabulary.idf(stem) for stem in query.own]
    known = sum(weights) or 1.0
    unknown = sum(1 for weight in weights if weight == 0.0) / max(len(weights), 1)
    values = [best.feature(name) for name in _OF_THE_BEST]
    values += [max(item.feature(name) for item in first) for name in _OF_THE_FIRST]
    values += [
        max(item.feature("words") for item in first) / known,
        max(item.feature("bank_words") for item in first) / known,
        unknown,
        best.score,
        best.score - ranked[1].score if len(ranked) > 1 else 1.0,
        math.log1p(len(query.own)),
        best.feature("english"),
        best.feature("named"),
    ]
    return np.array(values)


def confidence(query: Query, ranked: Sequence[Ranked], vocabulary: Vocabulary) -> float:
    """Returns the probability that the documents answer the question, from 0 to 1."""
    if not ranked:
        return 0.0
    learned = model()
    scaled = (signals(query, ranked, vocabulary) - learned.mean) / learned.scale
    return float(1 / (1 + np.exp(-(scaled @ learned.weights + learned.bias))))
