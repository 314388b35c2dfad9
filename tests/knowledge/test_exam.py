"""The question set that /uji puts: the shipped one, or that of the office."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge import KnowledgeBase, KnowledgeError, result
from knowledge.exam import load
from knowledge.settings import SHIPPED_DOCUMENTS


def test_the_shipped_set_asks_of_what_is_shipped_and_of_what_is_not() -> None:
    items = load(None).items
    assert len({item.id for item in items}) == len(items) >= 30
    assert sum(not item.answerable for item in items) >= 5
    named = {document for item in items for document, _ in item.gold}
    assert named <= {path.stem for path in SHIPPED_DOCUMENTS.rglob("*.md")}


def test_the_set_of_the_office_goes_before_it(
    knowledge: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "soal.jsonl"
    rows = [
        {"id": "a", "question": "kapan laporan kunjungan taman disampaikan ke bupati?", "expect": ["30"],
         "gold": [{"document": "perbup-contoh-7-2020", "locator": "Pasal 2"}]},
        {"id": "b", "question": "apa itu TKC?", "expect": ["kolam renang"]},
        {"id": "c", "question": "resep rendang padang yang enak?", "answerable": False},
    ]  # fmt: skip
    own.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    monkeypatch.setenv("GOLDEN_QUESTIONS", str(own))
    opened = KnowledgeBase.open(tmp_path / "index")
    exam = opened.exam()
    found = result([opened.examine(item) for item in exam.items])
    opened.close()
    assert found.wrong == {"b": "apa itu TKC?"}
    assert found.right == pytest.approx(2 / 3)
    assert (found.figures.hit_1, found.figures.facts) == (1.0, 0.5)
    assert exam.mark != load(None).mark


def test_a_set_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"GOLDEN_QUESTIONS: .*soal\.jsonl tidak dapat dibaca"):
        load(tmp_path / "soal.jsonl")
