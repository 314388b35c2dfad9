"""Questions for a difference are read as two sides, each said in full."""

from __future__ import annotations

import pytest

from knowledge import KnowledgeBase
from knowledge.comparison import sides
from knowledge.question import parts, understand


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("beda dewan dan tim pelaksana", ("dewan", "tim pelaksana")),
        ("tipe A dan tipe B bedanya apa", ("tipe A", "tipe B")),
        ("apa perbedaan antara dinas tipe A dengan tipe B?", ("dinas tipe A", "dinas tipe B")),
        ("apa perbedaan urusan wajib dan pilihan?", ("urusan wajib", "urusan pilihan")),
        ("bedanya spbe sama smart city apa ya", ("spbe", "smart city")),
        ("difference between the Council and the Implementation Team?", ("the Council", "the Implementation Team")),
        ("siapa yang membedakan tarif dan retribusi?", None),
        ("apa tugas dewan dan tim pelaksana?", None),
    ],
)  # fmt: skip
def test_both_sides_are_said_in_full(question: str, found: tuple[str, str] | None) -> None:
    assert sides(understand(question)) == found


def test_a_comparison_names_each_side_and_cites_it(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("apa beda pedagang dan pengelola taman?")
    assert "Pedagang" in answer.lead
    assert "Pengelola taman:" in answer.lead
    assert len(answer.citations) == 2


@pytest.mark.parametrize(
    ("question", "pieces"),
    [
        ("RPJMD ditetapkan dengan apa, dan RKPD menjadi pedoman dokumen apa?", 2),
        ("Berapa lama izin berlaku dan kapan diperbarui?", 2),
        ("Data dan informasi apa yang dipakai menyusun rencana?", 1),
        ("Bangunan tak berizin sama sekali, siapa yang dimintai pertimbangan?", 1),
        ("Siapa yang menetapkan sanksi dan denda?", 1),
        ("Apa dan bagaimana pelaporan taman?", 1),
    ],
)
def test_a_joined_question_is_split_where_each_part_asks(question: str, pieces: int) -> None:
    assert len(parts(understand(question))) == pieces
