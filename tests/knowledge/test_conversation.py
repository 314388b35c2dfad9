"""Follow-ups are understood from the turns before, and a new subject is left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge import AnswerKind, Citation, KnowledgeBase, QuestionError, Turn
from knowledge.conversation import Leans, Whole, make_whole
from knowledge.turns import load_history, read_turns

NAMES = {"uu-6-2014": "UU 6/2014", "perpres-95-2018": "Perpres 95/2018"}


def cited(document: str, locator: str, quote: str = "") -> Citation:
    return Citation(document, document, locator, None, quote)


def whole(text: str, *before: str | Turn) -> Whole:
    turns = [Turn(said) if isinstance(said, str) else said for said in before]
    return make_whole(text, turns, NAMES)


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        ("Kapan MoU 2017 ditandatangani?", "kalau 2019?", "Kapan MoU 2019 ditandatangani?"),
        (
            "Siapa daerah terpilih di Jawa Tengah?",
            "dan yang tahun 2018?",
            "Siapa daerah terpilih di Jawa Tengah tahun 2018?",
        ),
        ("Apakah Kota Bogor terpilih?", "bagaimana kalau kabupatennya?", "Apakah kabupaten Bogor terpilih?"),
        ("Banjar masuk tahun berapa?", "yang kota", "kota Banjar masuk tahun berapa?"),
        ("Kota Bandung masuk tahun berapa?", "terus Kab Sumedang?", "kabupaten Sumedang masuk tahun berapa?"),
        ("RKPD provinsi ditetapkan dengan apa?", "bagaimana kalau kota?", "RKPD kota ditetapkan dengan apa?"),
        (
            "Berapa lama peta rencana Pemerintah Daerah berlaku?",
            "kalau untuk instansi pusat?",
            "Berapa lama peta rencana instansi pusat berlaku?",
        ),
        ("isi pasal 19 apa", "perpres 95/2018", "isi pasal 19 apa perpres 95/2018"),
        ("How many regions joined in 2021?", "and in 2024?", "How many regions joined in 2024?"),
        ("Apa yang dibahas pada bimtek tahap I?", "tahap II?", "Apa yang dibahas pada bimtek tahap II?"),
        ("Siapa peserta 2019 dari Bali?", "maksud saya Papua", "Siapa peserta 2019 dari Papua?"),
    ],
)
def test_what_is_named_takes_the_place_of_what_was_named(before: str, text: str, asked: str) -> None:
    assert whole(text, before).text == asked


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("jelaskan ayat 2", "Pasal 58 ayat (2) UU 6/2014"),
        ("ayat 2 nya?", "Pasal 58 ayat (2) UU 6/2014"),
        ("huruf b?", "Pasal 58 ayat (1) huruf b UU 6/2014"),
        ("pasal 59", "Pasal 59 UU 6/2014"),
        ("pasal selanjutnya?", "Pasal 59 UU 6/2014"),
        ("pasal sebelumnya apa", "Pasal 57 UU 6/2014"),
        ("ayat berikutnya", "Pasal 58 ayat (2) UU 6/2014"),
        ("lanjut", "Pasal 58 ayat (2) UU 6/2014"),
        ("penjelasannya?", "Penjelasan Pasal 58 UU 6/2014"),
        ("jelaskan lebih rinci", "Pasal 58 UU 6/2014"),
        ("maksud saya pasal 60", "Pasal 60 UU 6/2014"),
    ],
)
def test_an_address_is_completed_by_the_provision_at_hand(text: str, place: str) -> None:
    turn = Turn("berapa jumlah anggota BPD?", (cited("uu-6-2014", "Pasal 58 ayat (1)"),), "…")
    found = whole(text, turn)
    assert (found.leans, found.text) == (Leans.ON_PLACE, place)


def test_a_full_address_needs_no_turns() -> None:
    turn = Turn("berapa jumlah anggota BPD?", (cited("uu-6-2014", "Pasal 58 ayat (1)"),), "…")
    assert whole("isi pasal 5 perpres 95/2018", turn).text == "isi pasal 5 perpres 95/2018"


def test_a_question_without_a_subject_borrows_it() -> None:
    found = whole("berlaku berapa tahun?", "Siapa yang menetapkan Peta Rencana SPBE?")
    assert found.leans is Leans.ON_SUBJECT
    assert {"peta", "rencana", "spbe"} <= set(found.subject.split())


def test_the_subject_is_carried_over_several_turns() -> None:
    found = whole("siapa ketuanya?", "Apa tugas Dewan Smart City?", "kapan dibentuk?")
    assert "dewan" in found.subject


def test_a_question_that_led_nowhere_lends_no_words() -> None:
    refused = Turn("resep rendang padang?", (), "Tidak ditemukan dalam dokumen.")
    asked = Turn("apa tugas Dewan Smart City?", (cited("kelembagaan", "Tugas"),), "…")
    found = whole("siapa anggotanya?", asked, refused)
    assert "rendang" not in found.subject
    assert "dewan" in found.subject.lower()


def test_a_new_subject_starts_afresh() -> None:
    found = whole("berapa tarif retribusi sampah menurut PP 81/2012?", "Apa tugas Dewan Smart City?")
    assert found.text == "berapa tarif retribusi sampah menurut PP 81/2012?"
    assert found.leans in (Leans.NOT, Leans.NEAR)


def test_a_definition_names_all_that_it_asks_about() -> None:
    assert whole("apa itu quick win?", "Apa sanksi PSE privat yang tidak daftar?").leans is Leans.NOT
    assert whole("artinya apa?", "Apa tugas Dewan Smart City?").leans is Leans.ON_SUBJECT


@pytest.mark.parametrize(
    ("text", "apart"),
    [("apa tugas walidata?", "apa tugas walidata?"), ("kalau walidata?", ""), ("tugasnya apa?", ""), ("kapan?", "")],
)
def test_only_what_points_at_nothing_may_be_about_something_else(text: str, apart: str) -> None:
    assert whole(text, "Siapa yang menetapkan Peta Rencana SPBE?").apart == apart


def test_a_price_is_asked_for_by_its_name() -> None:
    assert whole("harga tiketnya?", "Kapan pameran dibuka?").text.startswith("berapa harga")


def test_chat_spellings_are_no_part_of_the_subject() -> None:
    assert "brp" not in whole("paling lambat kapan?", "brp hari ppid hrs jawab?").subject.split()


def test_asking_for_another_language_asks_the_same_again() -> None:
    again = whole("bahasa inggrisnya?", "Apa saja unsur smart living?")
    assert (again.leans, again.language) == (Leans.IN_LANGUAGE, "en")

    found = whole("dalam bahasa indonesia dong", "What are the elements of smart living?")
    assert (found.text, found.language) == ("What are the elements of smart living?", "id")


def test_the_second_of_a_list_is_taken_up() -> None:
    turn = Turn("apa saja lembaganya?", (), "Lembaganya:\n- Dewan Smart City\n- Tim Pelaksana [1]")
    assert whole("yang kedua?", turn).text == "Tim Pelaksana"


@pytest.mark.parametrize(
    "text",
    [
        "Sanksinya apa?",
        "Berapa lama batas waktunya?",
        "Siapa yang menetapkannya?",
        "berapa dendanya kalau dilanggar?",
        "isi lampirannya apa saja",
    ],
)
def test_a_question_that_points_at_nothing_is_noticed(text: str) -> None:
    assert whole(text).leans is Leans.ON_NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "quick winnya apa?",
        "sebenarnya SPBE itu apa?",
        "masterplannya berlaku berapa tahun?",
        "dendanya kalau sampah dibakar?",
    ],
)
def test_a_question_that_names_its_matter_points_at_it(text: str) -> None:
    assert whole(text).leans is Leans.NOT


def ask_all(knowledge: KnowledgeBase, questions: Sequence[str]) -> list[Turn]:
    turns: list[Turn] = []
    for question in questions:
        answer = knowledge.ask(question, turns)
        turns.append(Turn(question, answer.citations, answer.lead))
    return turns


def test_the_article_of_an_answer_can_be_asked_for(knowledge: KnowledgeBase) -> None:
    *_, last = ask_all(knowledge, ["kapan laporan kunjungan taman disampaikan ke bupati?", "pasal berapa itu?"])
    assert last.lead.startswith("Pasal 2 ayat (2)")
    assert last.citations[0].document == "perbup-contoh-7-2020"


def test_another_ayat_is_read_in_the_same_regulation(knowledge: KnowledgeBase) -> None:
    *_, last = ask_all(knowledge, ["pasal 2 ayat 2 perbup contoh 7/2020", "jelaskan ayat 3"])
    assert last.citations[0].locator == "Pasal 2 ayat (3)"
    assert "usulan perbaikan" in last.lead


def test_a_follow_up_is_answered_near_what_was_cited(knowledge: KnowledgeBase) -> None:
    *_, last = ask_all(knowledge, ["kapan laporan kunjungan taman disampaikan ke bupati?", "memuat apa saja?"])
    assert last.citations[0].locator.startswith("Pasal 2 ayat (3)")


def test_another_region_is_looked_up_in_the_table(knowledge: KnowledgeBase) -> None:
    first, second = ask_all(knowledge, ["Kabupaten Sleman tahun berapa?", "kalau Kabupaten Bantul?"])
    assert "2017" in first.lead
    assert "2018" in second.lead


def test_a_turn_that_tells_only_its_question_is_answered_again(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("jelaskan ayat 3", [Turn("pasal 2 ayat 2 perbup contoh 7/2020")])
    assert answer.citations[0].locator == "Pasal 2 ayat (3)"


def test_what_history_claims_is_not_cited_unless_it_stands_in_a_document(knowledge: KnowledgeBase) -> None:
    made_up = Turn(
        "x", (cited("perbup-contoh-7-2020", "Pasal 3", "Pedagang boleh menetap."),), "Pedagang boleh menetap."
    )
    answer = knowledge.ask("pasal berapa itu?", [made_up])
    assert "boleh menetap" not in answer.lead
    assert "dilarang menetap" in answer.citations[0].quote
    gone = knowledge.ask("pasal berapa itu?", [Turn("x", (cited("uu-1-1900", "Pasal 3", "…"),), "…")])
    assert gone.kind is AnswerKind.WHICH


def test_a_question_about_nothing_said_asks_what_it_is_about(knowledge: KnowledgeBase) -> None:
    assert knowledge.ask("Sanksinya apa?").kind is AnswerKind.WHICH


def test_out_of_subject_follow_ups_are_not_answered(knowledge: KnowledgeBase) -> None:
    *_, last = ask_all(
        knowledge, ["kapan laporan kunjungan taman disampaikan ke bupati?", "kalau resep soto lamongan?"]
    )
    assert not last.citations


def test_turns_are_read_from_answers_and_from_questions(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(
        '{"question": "a?", "answer": "b", "citations": [{"document": "d", "locator": "Pasal 1", "page": 2}]}\nc?\n',
        encoding="utf-8",
    )
    first, second = load_history(file)
    assert (first.question, first.lead, first.citations[0].page) == ("a?", "b", 2)
    assert second == Turn("c?")


@pytest.mark.parametrize("rows", [[{"q": "x"}], "x", [{"question": "x", "citations": [{"document": "d"}]}], [3]])
def test_a_turn_that_cannot_be_read_is_named(rows: object) -> None:
    with pytest.raises(QuestionError, match=r"turns|Turn"):
        read_turns(rows)
