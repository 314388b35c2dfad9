from __future__ import annotations

from knowledge import KnowledgeBase


def test_questions_that_mean_the_same_stand_together(knowledge: KnowledgeBase) -> None:
    asked = [
        "kapan laporan SPBE disampaikan?",
        "berapa tarif pajak reklame?",
        "tarif pajak reklame brp sih",
        "laporan SPBE disampaikan kapan ya",
        "TARIF pajak reklame berapa???",
    ]
    assert knowledge.grouped(asked) == [[0, 3], [1, 2, 4]]


def test_other_subjects_stay_apart(knowledge: KnowledgeBase) -> None:
    asked = [
        "siapa yang menetapkan masterplan?",
        "berapa lama masa jabatan kepala desa?",
        "apa sanksi membuang sampah?",
    ]
    assert knowledge.grouped(asked) == [[0], [1], [2]]
    assert knowledge.grouped([]) == []
