"""The public face of the knowledge base over a corpus small enough to check by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import AnswerKind, EmptyIndexError, KnowledgeBase


def test_an_address_goes_straight_to_its_provision(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("pasal 2 ayat 2 perbup contoh 7/2020")
    assert answer.kind is AnswerKind.ANSWER
    assert answer.citations[0].locator == "Pasal 2 ayat (2)"
    assert "30 (tiga puluh) hari" in answer.lead


def test_a_missing_provision_is_said_to_be_missing(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("pasal 99 perbup contoh 7/2020")
    assert answer.abstained
    assert "Pasal 99 tidak ditemukan" in answer.lead


def test_a_regulation_that_is_not_indexed_is_not_quoted(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("apa isi pasal 3 perpres 132/2022?")
    assert answer.abstained
    assert "Perpres 132/2022" in answer.lead
    assert not answer.citations


def test_a_definition_is_quoted_from_where_it_is_defined(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("apa itu TKC?")
    assert answer.citations[0].locator == "Pasal 1 angka 1"
    assert "ruang terbuka hijau" in answer.lead


def test_a_deadline_is_answered_with_its_ayat(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("kapan laporan kunjungan taman disampaikan ke bupati?")
    assert "30 (tiga puluh) hari" in answer.lead
    assert answer.citations[0].locator == "Pasal 2 ayat (2)"


def test_a_list_is_quoted_with_its_lead_in(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("apa saja yang dimuat laporan kunjungan taman?")
    assert "memuat:" in answer.lead
    assert all(item in answer.lead for item in ("jumlah pengunjung", "kerusakan sarana", "usulan perbaikan"))


def test_quotes_stand_in_the_document(knowledge: KnowledgeBase, documents: Path) -> None:
    text = " ".join((documents / "perbup-contoh-7-2020.txt").read_text(encoding="utf-8").split())
    for question in ("larangan pedagang di taman", "apa itu pengelola", "laporan kunjungan taman memuat apa saja"):
        for citation in knowledge.ask(question).citations:
            if citation.document.startswith("perbup"):
                assert all(" ".join(line.split()) in text for line in citation.quote.splitlines())


def test_a_question_about_something_else_is_not_answered(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("resep rendang padang yang enak bagaimana?")
    assert answer.abstained
    assert "di luar bidang" in answer.lead


def test_an_english_question_is_framed_in_english(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("What is the meaning of quick win?")
    assert answer.language == "en"


def test_search_lists_each_provision_once(knowledge: KnowledgeBase) -> None:
    hits = knowledge.search("laporan kunjungan taman", 10)
    places = [(h.passage.document, h.locator) for h in hits]
    assert places[0] == ("perbup-contoh-7-2020", "Pasal 2")
    assert len(places) == len(set(places))


def test_a_provision_is_read_with_its_neighbours(knowledge: KnowledgeBase) -> None:
    view = knowledge.provision("perbup-contoh-7-2020", "Pasal 3")
    assert view is not None
    assert (view.previous, view.next) == ("Pasal 2", "Pasal 4")
    assert view.path == ("BAB II PENGELOLAAN",)


def test_the_outline_names_every_pasal_in_order(knowledge: KnowledgeBase) -> None:
    pasal = [place for place, _ in knowledge.outline("perbup-contoh-7-2020") if place.startswith("Pasal")]
    assert pasal == ["Pasal 1", "Pasal 2", "Pasal 3", "Pasal 4", "Pasal 5"]


def test_asking_before_the_first_ingest_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(EmptyIndexError, match=r"python ingest\.py"):
        KnowledgeBase.open(tmp_path / "nothing").ask("apa itu SPBE?")
