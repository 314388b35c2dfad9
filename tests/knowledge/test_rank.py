"""What goes before the learned order."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.bank import BankEntry
from knowledge.catalog import Row
from knowledge.question import understand
from knowledge.rank import FEATURES, Ranked, asked_for_word
from knowledge.retrieve import Pool

_ASKED = {
    "b": "Sumber pendapatan daerah apa saja?",
    "c": "pendapatan daerah",
    "d": "siapa menetapkan pajak",
}


def _ranked(id_: str) -> Ranked:
    row = Row(id_, "uu-1-2031", "Pasal 1", "[]", "", np.array([], dtype=np.int32))
    return Ranked(row, np.zeros(len(FEATURES), dtype=np.float32), 0.0)


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("apa saja sumber pendapatan daerah?", "bacd"),
        ("daerah pendapatan sumber", "bacd"),
        ("sumber pendapatan daerah dan desa", "abcd"),
        ("pendapatan daerah", "abcd"),
    ],
)
def test_what_the_bank_asks_word_for_word_goes_first(question: str, order: str) -> None:
    entries = {id_: BankEntry(f"q-{id_}", "uu-1-2031", text, "Pasal 1", "short", id_) for id_, text in _ASKED.items()}
    found = asked_for_word(understand(question), [_ranked(id_) for id_ in "abcd"], Pool({}, entries))
    assert "".join(item.row.id for item in found) == order
