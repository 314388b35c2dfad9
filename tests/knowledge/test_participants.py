"""Lists of participants are answered row by row, whatever document they stand in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge import AnswerKind, KnowledgeBase

LISTS = """\
---
title: "Daftar peserta desa digital"
kind: panduan
language: id
---

## Daftar peserta tahap I (2031)
Tabel ini memuat 4 daerah peserta tahap I.

| No | Daerah | Provinsi | Tahun | Catatan |
| --- | --- | --- | --- | --- |
| 1 | Kabupaten Sleman | DI Yogyakarta | 2031 (tahap I) | – |
| 2 | Kota Bandung | Jawa Barat | 2031 (tahap I) | – |
| 3 | Kabupaten Bandung | Jawa Barat | 2031 (tahap I) | menyusul pada April |
| 4 | Kota Jayapura | Papua | 2031 (tahap I) | – |

Sumber: laporan tahunan.

## Daftar peserta tahap II (2032)
Tabel ini memuat 3 daerah peserta tahap II.

| No | Daerah | Provinsi | Tahun | Catatan |
| --- | --- | --- | --- | --- |
| 1 | Kota Cirebon | Jawa Barat | 2032 (tahap II) | – |
| 2 | Kabupaten Sleman | DI Yogyakarta | 2032 (tahap II) | – |
| 3 | Kabupaten Mimika | Papua Tengah | 2032 (tahap II) | – |

## Contoh peserta 2033
Peserta 2033 berjumlah 12 daerah, tetapi daftar lengkapnya tidak ditemukan.

| No | Daerah | Provinsi | Tahun | Catatan |
| --- | --- | --- | --- | --- |
| 1 | Kota Batu | Jawa Timur | 2033 | – |

## Daerah yang dipertentangkan
Satu daerah disebut peserta oleh satu sumber saja.

| No | Daerah | Provinsi | Tahun | Catatan |
| --- | --- | --- | --- | --- |
| 1 | Kabupaten Garut | Jawa Barat | 2032 (tahap II) | disebut satu surat kabar |

## Nilai kesiapan desa digital 2031
Nilai tiap daerah pada 2031.

| Daerah | Nilai kesiapan | Predikat |
| --- | --- | --- |
| Kabupaten Sleman | 4,10 | sangat baik |
| Kota Bandung | 3,75 | baik |
| Kota Jayapura | 2,50 | cukup |

## Daerah lain
Kabupaten Brebes pernah mengirim utusan, tetapi tidak mendaftar.

## Perbedaan antarsumber
Hal yang ditulis berbeda:

| Hal | Versi A | Versi B | Yang dipakai |
| --- | --- | --- | --- |
| Peserta 2032 | Kabupaten Garut ikut | Kabupaten Garut tidak ikut | keduanya disebut |
"""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A knowledge base over one guide that is not shipped; it is only asked."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "desa-digital.md").write_text(LISTS, encoding="utf-8")
    opened = KnowledgeBase.open(tmp_path_factory.mktemp("index"))
    opened.ingest([folder])
    yield opened
    opened.close()


def test_a_region_is_told_with_each_of_its_years(lists: KnowledgeBase) -> None:
    answer = lists.ask("Apakah Kabupaten Sleman terpilih, tahun berapa?")
    assert answer.kind is AnswerKind.ANSWER
    assert "2031 (tahap I) [1]" in answer.lead
    assert "2032 (tahap II) [2]" in answer.lead
    assert [c.locator for c in answer.citations] == ["Daftar peserta tahap I (2031)", "Daftar peserta tahap II (2032)"]
    assert "1 | Kabupaten Sleman | DI Yogyakarta | 2031 (tahap I)" in answer.citations[0].quote


@pytest.mark.parametrize("question", ["kab slemam ikut ga", "sleman?", "Was Sleman Regency selected?"])
def test_a_region_is_found_however_it_is_written(lists: KnowledgeBase, question: str) -> None:
    assert "2031" in lists.ask(question).lead


def test_a_no_names_the_lists_that_were_searched(lists: KnowledgeBase) -> None:
    answer = lists.ask("Apakah Kota Malang ikut?")
    assert answer.lead.startswith("Tidak. Kota Malang tidak tercantum dalam daftar 2031 [1] dan 2032 [2].")
    assert "2033" in answer.lead.splitlines()[1]
    assert "belum dapat dipastikan" in answer.lead.splitlines()[1]
    assert answer.citations[0].quote == "Tabel ini memuat 4 daerah peserta tahap I."


def test_a_no_for_one_year_tells_the_other_years(lists: KnowledgeBase) -> None:
    lead = lists.ask("Apakah Kota Bandung peserta tahun 2032?").lead
    assert lead.startswith("Tidak.")
    assert "2031 (tahap I)" in lead


def test_an_incomplete_list_proves_no_absence(lists: KnowledgeBase) -> None:
    assert lists.ask("Apakah Kota Malang ikut tahun 2033?").lead.startswith("Belum dapat dipastikan")


def test_a_name_of_two_participants_is_asked_back_with_both_rows(lists: KnowledgeBase) -> None:
    answer = lists.ask("Bandung masuk tahun berapa?")
    assert answer.kind is AnswerKind.WHICH
    assert {"Kota Bandung masuk tahun berapa?", "Kabupaten Bandung masuk tahun berapa?"} == set(answer.suggestions)
    assert answer.lead.count("2031 (tahap I)") == 2


def test_a_name_of_one_participant_is_answered_and_its_namesake_told_apart(lists: KnowledgeBase) -> None:
    lead = lists.ask("cirebon ikut tahun berapa?").lead
    assert "Kota Cirebon (Jawa Barat) tercantum: 2032 (tahap II)" in lead
    assert "Kabupaten Cirebon tidak tercantum" in lead


def test_what_sources_dispute_is_not_told_as_certain(lists: KnowledgeBase) -> None:
    lead = lists.ask("Apakah Kabupaten Garut peserta 2032?").lead
    assert lead.startswith("Tidak dapat dipastikan")
    assert "disebut satu surat kabar" in lead
    assert "Versi B: Kabupaten Garut tidak ikut" in lead


def test_a_region_told_of_beside_the_lists_is_quoted(lists: KnowledgeBase) -> None:
    assert "pernah mengirim utusan" in lists.ask("Apakah Kabupaten Brebes ikut?").lead


def test_rows_are_counted_by_province_and_listed(lists: KnowledgeBase) -> None:
    lead = lists.ask("daerah mana saja di Jawa Barat?").lead
    assert lead.startswith("Jawa Barat: 3 daerah (1 kabupaten dan 2 kota)")
    assert "2031: 2 – Kota Bandung, Kabupaten Bandung" in lead
    assert "2032: 1 – Kota Cirebon" in lead
    assert "Dipertentangkan sumber: Kabupaten Garut" in lead


def test_province_and_year_narrow_together(lists: KnowledgeBase) -> None:
    lead = lists.ask("siapa saja peserta dari Jawa Barat tahun 2032?").lead
    assert "Kota Cirebon" in lead
    assert "Bandung" not in lead


def test_an_island_counts_all_its_provinces(lists: KnowledgeBase) -> None:
    lead = lists.ask("berapa yang dari Papua?").lead
    assert lead.startswith("Papua: 2 daerah")
    assert "Kabupaten Mimika (Papua Tengah)" in lead


def test_the_rows_of_a_year_are_counted(lists: KnowledgeBase) -> None:
    assert lists.ask("berapa daerah tahun 2031?").lead.startswith("4 daerah (2 kabupaten dan 2 kota)")


def test_an_incomplete_list_is_not_counted_but_quoted(lists: KnowledgeBase) -> None:
    assert "12 daerah" in lists.ask("berapa daerah peserta tahun 2033?").lead


def test_all_of_an_incomplete_list_is_refused_with_what_is_known(lists: KnowledgeBase) -> None:
    answer = lists.ask("Sebutkan seluruh 12 daerah peserta tahun 2033.")
    assert answer.kind is AnswerKind.NOT_FOUND
    assert "Kota Batu" in answer.lead


def test_a_list_without_a_year_asks_which(lists: KnowledgeBase) -> None:
    answer = lists.ask("Daerah apa saja yang terpilih?")
    assert answer.kind is AnswerKind.WHICH
    assert any("2031" in suggestion for suggestion in answer.suggestions)


def test_a_year_without_a_list_is_not_made_up(lists: KnowledgeBase) -> None:
    answer = lists.ask("siapa saja peserta tahun 2040?")
    assert answer.kind is AnswerKind.NOT_FOUND
    assert "2031, 2032" in answer.lead


def test_any_table_answers_from_the_row_that_is_named(lists: KnowledgeBase) -> None:
    answer = lists.ask("berapa nilai kesiapan Kabupaten Sleman?")
    assert "Nilai kesiapan: 4,10" in answer.lead
    assert answer.citations[0].locator == "Nilai kesiapan desa digital 2031"


def test_the_highest_of_a_column_is_found(lists: KnowledgeBase) -> None:
    assert "Kabupaten Sleman" in lists.ask("daerah mana yang nilai kesiapannya tertinggi?").lead
    assert "Kota Jayapura" in lists.ask("kota dengan nilai kesiapan terendah").lead


def test_a_value_of_another_year_is_not_given_for_the_year_asked(lists: KnowledgeBase) -> None:
    answer = lists.ask("berapa nilai kesiapan Kabupaten Sleman tahun 2040?")
    assert answer.kind is AnswerKind.NOT_FOUND
    assert "(2031)" in answer.lead


@pytest.mark.parametrize(
    "question",
    [
        "siapa kepala dinas Kabupaten Sleman?",
        "apakah Kota Bandung ikut jaringan kota ASEAN?",
        "resep soto lamongan",
    ],
)
def test_a_table_does_not_answer_what_it_does_not_say(lists: KnowledgeBase, question: str) -> None:
    lead = lists.ask(question).lead
    assert "tercantum" not in lead
    assert "4,10" not in lead
