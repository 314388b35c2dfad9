from __future__ import annotations

import pytest

from knowledge.words import formal, is_english, stems


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmn cara ngajuin izin", "bagaimana cara mengajukan izin"),
        ("brp hr batas waktunya", "berapa hari batas waktunya"),
        ("psl 5 ayt 2", "pasal 5 ayat 2"),
    ],
)
def test_chat_spellings_become_formal_words(typed: str, meant: str) -> None:
    assert formal(typed) == meant


def test_formal_text_is_left_as_typed() -> None:
    text = "Siapa yang menetapkan Rencana Induk SPBE Nasional?"
    assert formal(text) == text


def test_function_words_are_dropped_but_duties_and_limits_stay() -> None:
    assert "tidak" in stems("tidak wajib")
    assert "lambat" in stems("paling lambat")
    assert stems("apa saja yang dimaksud dengan") == []


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("What is the deadline for the report?", True),
        ("who must approve the masterplan", True),
        ("apa syarat ikut smart city?", False),
        ("smart city readiness", False),
    ],
)
def test_english_questions_are_told_from_indonesian_ones(text: str, english: bool) -> None:
    assert is_english(text) is english
