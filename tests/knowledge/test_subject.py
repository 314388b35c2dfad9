"""What a question is about: the programme or the law, a year or a phase of it, a person's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import AnswerKind, KnowledgeBase
from knowledge.people import asks_name, names_someone

GUIDE = """\
---
title: "Panduan desa digital"
kind: panduan
language: id
---

## Nota kesepakatan 2031
Nota kesepakatan tahun 2031 ditandatangani pada 3 Maret 2031 di Ambon.

## Nota kesepakatan 2032
Nota kesepakatan tahun 2032 ditandatangani pada 9 Juni 2032 di Kupang oleh Menteri Desa Rahardian Suwito.

## Isi lokakarya tahap I
Lokakarya tahap I membahas pemetaan warga.

## Isi lokakarya tahap II
Lokakarya tahap II membahas anggaran desa.

## Ambang kelulusan
Ambang kelulusan asesmen desa digital tidak ditemukan dalam sumber.

## Glosarium
- **PDDN** adalah Pusat Data Desa Nusantara.
"""
ENGLISH = """\
---
title: "Digital villages in English"
kind: panduan
language: en
---

## Workshops
The second workshop of the digital village programme deals with the village budget.
"""

LAW = """\
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 77 TAHUN 2031
TENTANG
KETERBUKAAN RAPAT

Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan Rapat adalah rapat badan publik.

Pasal 2
Badan publik yang menutup rapat tanpa alasan dikenai denda paling banyak Rp5.000.000,00 (lima juta rupiah).
"""
PERDA = """\
PERATURAN DAERAH KOTA AMBON
NOMOR 8 TAHUN 2032
TENTANG
KETERBUKAAN RAPAT

Pasal 1
Dalam Peraturan Daerah ini yang dimaksud dengan Rapat adalah rapat badan publik di Kota Ambon.

Pasal 2
Badan publik yang menutup rapat tanpa alasan dikenai denda sebesar Rp250.000,00 (dua ratus lima puluh ribu rupiah).
"""
TABLE = """\
---
title: "Nilai desa digital"
kind: panduan
language: id
---

## Nilai evaluasi desa digital
| Yang dievaluasi | Nilai |
| --- | --- |
| Layanan desa | 3,40 |
| Program unggulan | 3,90 |

## Daftar dua bidang desa digital
Dua bidang desa digital adalah bidang warga dan bidang tani.

## Tabel tiga petugas tiap bidang desa digital
| Bidang | Petugas pertama | Petugas kedua | Petugas ketiga |
| --- | --- | --- | --- |
| Warga | lurah | juru tulis | pendamping |
| Tani | penyuluh | juru air | juru timbang |

## Penilai evaluasi
Evaluasi layanan desa dilakukan oleh Inspektorat Provinsi.
"""


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A knowledge base over a law, a region's regulation that says the like, and a guide with a table."""
    folder: Path = tmp_path_factory.mktemp("laws")
    (folder / "uu-77-2031.txt").write_text(LAW, encoding="utf-8")
    (folder / "perda-ambon-8-2032.txt").write_text(PERDA, encoding="utf-8")
    (folder / "nilai.md").write_text(TABLE, encoding="utf-8")
    opened = KnowledgeBase.open(tmp_path_factory.mktemp("laws-index"))
    opened.ingest([folder])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("berapa denda badan publik yang menutup rapat?", "uu-77-2031"),
        ("berapa denda badan publik yang menutup rapat di Ambon?", "perda-ambon-8-2032"),
        ("menurut perda berapa denda badan publik yang menutup rapat?", "perda-ambon-8-2032"),
    ],
)
def test_a_regions_regulation_stands_back_where_it_is_not_meant(
    laws: KnowledgeBase, question: str, document: str
) -> None:
    assert laws.ask(question).citations[0].document == document
    assert laws.search(question)[0].passage.document == document


def test_a_bare_number_is_no_answer_to_who(laws: KnowledgeBase) -> None:
    assert "3,40" in laws.ask("berapa nilai layanan desa?").lead
    assert "Inspektorat" in laws.ask("siapa yang mengevaluasi layanan desa?").lead


def test_a_table_that_counts_something_else_is_no_answer(laws: KnowledgeBase) -> None:
    assert laws.ask("apa saja dua bidang desa digital?").lead.startswith("Dua bidang desa digital adalah")
    assert "juru timbang" in laws.ask("apa saja tiga petugas tiap bidang?").lead


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A knowledge base over a guide in Indonesian, its English summary, and a regulation."""
    folder: Path = tmp_path_factory.mktemp("documents")
    (folder / "desa.md").write_text(GUIDE, encoding="utf-8")
    (folder / "village.md").write_text(ENGLISH, encoding="utf-8")
    opened = KnowledgeBase.open(tmp_path_factory.mktemp("index"))
    opened.ingest([folder])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("kapan nota kesepakatan 2032 ditandatangani?", "9 Juni 2032"),
        ("kapan nota kesepakatan 2031 ditandatangani?", "3 Maret 2031"),
        ("apa yang dibahas lokakarya tahap kedua?", "anggaran desa"),
        ("apa yang dibahas lokakarya tahap 1?", "pemetaan warga"),
        ("siapa menteri yang menandatangani nota kesepakatan?", "Rahardian Suwito"),
        ("apa kepanjangan PDDN?", "Pusat Data Desa Nusantara"),
        ("What does the second workshop of digital villages deal with?", "village budget"),
    ],
)
def test_the_year_the_phase_the_name_and_the_language_asked_for_are_told(
    guides: KnowledgeBase, question: str, told: str
) -> None:
    assert told in guides.ask(question).lead


def test_a_number_that_the_guide_says_is_unknown_is_not_an_answer(guides: KnowledgeBase) -> None:
    answer = guides.ask("berapa ambang kelulusan asesmen desa digital?")
    assert answer.kind is AnswerKind.NOT_FOUND
    assert answer.citations[0].locator == "Ambang kelulusan"


def test_an_address_without_a_regulation_is_asked_back(knowledge: KnowledgeBase) -> None:
    assert knowledge.ask("isi pasal 2 apa").kind is AnswerKind.WHICH


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("siapa Mendagri saat itu?", True),
        ("who was the minister then?", True),
        ("siapa yang menetapkan peta rencana?", False),
        ("siapa saja anggota dewan?", False),
    ],
)
def test_a_question_for_a_name_is_told_from_one_for_an_office(question: str, asks: bool) -> None:
    assert asks_name(question) is asks


def test_a_name_is_a_rare_word_behind_an_office() -> None:
    rarity = {"dalam": 1.0, "negeri": 2.0, "tjahjo": 8.0, "kumolo": 9.0}
    assert names_someone("disampaikan Menteri Dalam Negeri Tjahjo Kumolo pada 2019", lambda w: rarity.get(w, 3.0))
    assert not names_someone("disampaikan Menteri Dalam Negeri pada 2019", lambda w: rarity.get(w, 3.0))
