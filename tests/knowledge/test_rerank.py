from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from knowledge import SettingError
from knowledge.catalog import Row
from knowledge.rank import Ranked
from knowledge.rerank import CrossEncoderReranker, rerank


class _Longest:
    """Holds the longest text for the best."""

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        return [float(len(text)) for text in texts]


def _ranked(name: str, score: float) -> Ranked:
    row = Row(name, "uu-1-2000", name, "[]", "", np.zeros(0, dtype=np.int32))
    return Ranked(row, np.zeros(0, dtype=np.float32), score)


def test_the_head_is_reordered_and_the_rest_stays() -> None:
    ranked = [_ranked("a", 3.0), _ranked("b", 2.0), _ranked("c", 1.0)]
    found = rerank(_Longest(), "?", ranked, ["x", "xxx"])
    assert [item.row.id for item in found] == ["b", "a", "c"]
    assert [item.score for item in found] == [3.0, 2.0, 1.0]


def test_a_missing_reranker_names_the_setting() -> None:
    with pytest.raises(SettingError, match="RERANKER_MODEL"):
        CrossEncoderReranker("./no-such-folder")
