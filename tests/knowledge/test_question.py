from __future__ import annotations

import pytest

from knowledge import QuestionError
from knowledge.question import Asks, understand


@pytest.mark.parametrize(
    ("text", "locator", "key"),
    [
        ("pasal 5 ayat 2 perpres 95/2018", "Pasal 5 ayat (2)", "perpres-95-2018"),
        ("psl 12 UU 23 th 2014", "Pasal 12", "uu-23-2014"),
        ("isi ps. 20 (1) pp no. 12 tahun 2019?", "Pasal 20 ayat (1)", "pp-12-2019"),
        ("ayat (2) huruf b pasal 5 pp 12/2019", "Pasal 5 ayat (2) huruf b", "pp-12-2019"),
        ("uu 15 thn 2019 pasal 95a ayat (2)", "Pasal 95A ayat (2)", "uu-15-2019"),
        ("pasal 1 angka 5 uu 11/2008", "Pasal 1 angka 5", "uu-11-2008"),
        ("Permen PUPR 02/PRT/M/2016 pasal 3", "Pasal 3", "permenpupr-2-2016"),
        ("What does Article 5 of Perpres 95/2018 say?", "Pasal 5", "perpres-95-2018"),
    ],
)
def test_an_address_is_read_however_it_is_typed(text: str, locator: str, key: str) -> None:
    question = understand(text)
    assert question.asks is Asks.LOOKUP
    assert str(question.locator) == locator
    assert [m.key for m in question.mentions] == [key]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("apa itu SPBE?", "SPBE"),
        ("spbe itu apa sih min", "spbe"),
        ("kepanjangan RDTR apa", "RDTR"),
        ("Apa yang dimaksud dengan Satu Data Indonesia?", "Satu Data Indonesia"),
        ("what is a masterplan?", "masterplan"),
        ("yg dimaksud rahasia jabatan apa ya", "rahasia jabatan"),
        ("arti geoid itu apa", "geoid"),
    ],
)
def test_a_question_for_a_definition_names_its_term(text: str, term: str) -> None:
    question = understand(text)
    assert question.asks is Asks.DEFINITION
    assert question.term == term


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Apakah PP 34/2009 masih berlaku?", Asks.STATUS),
        ("apa saja tugas dewan", Asks.LIST),
        ("siapa yang menetapkan arsitektur SPBE", Asks.WHO),
        ("kapan laporan disampaikan", Asks.WHEN),
        ("berapa lama masa jabatan", Asks.HOW_MUCH),
    ],
)
def test_the_kind_of_answer_wanted_is_recognised(text: str, asks: Asks) -> None:
    assert understand(text).asks is asks


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "?!…"])
def test_a_question_without_words_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(QuestionError, match="kata-kata"):
        understand(text)


def test_a_pasted_document_is_refused() -> None:
    with pytest.raises(QuestionError, match=r"10\.000"):
        understand("a" * 10_000)
