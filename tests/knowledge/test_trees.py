"""A forest of two small trees whose scores can be read off."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.trees import Trees

# feature 0 <= 1 ? (feature 1 <= 5 ? 10 : 20) : 40
_DEEP: dict[str, list[float]] = {
    "feature": [0, 1, 0, 0, 0],
    "threshold": [1.0, 5.0, 0, 0, 0],
    "left": [1, 2, 2, 3, 4],
    "right": [4, 3, 2, 3, 4],
    "value": [0, 0, 10.0, 20.0, 40.0],
}
_LEAF: dict[str, list[float]] = {"feature": [0], "threshold": [0], "left": [0], "right": [0], "value": [0.5]}


@pytest.mark.parametrize(
    ("features", "score"), [((1, 5), 10.5), ((1, 6), 20.5), ((2, 5), 40.5), ((1.5, 9), 40.5), ((-3, 5.5), 20.5)]
)
def test_a_score_is_the_sum_of_the_leaves_that_walks_would_reach(features: tuple[float, float], score: float) -> None:
    assert Trees([_DEEP, _LEAF]).scores(np.array([features], dtype=np.float32)).tolist() == [score]


def test_every_row_is_scored_by_itself() -> None:
    rows = np.array([(2, 0), (0, 0), (0, 9)], dtype=np.float32)
    assert Trees([_DEEP]).scores(rows).tolist() == [40.0, 10.0, 20.0]


def test_a_tree_of_too_many_leaves_is_refused() -> None:
    nodes = range(131)
    chain: dict[str, list[float]] = {
        "feature": [0] * 131,
        "threshold": [0.0] * 131,
        "left": [n + 1 if n % 2 == 0 and n < 130 else n for n in nodes],
        "right": [n + 2 if n % 2 == 0 and n < 130 else n for n in nodes],
        "value": [0.0] * 131,
    }
    with pytest.raises(ValueError, match="66 leaves"):
        Trees([chain])
