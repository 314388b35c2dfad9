"""Addresses are written and read as drafting does, without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.locator import Locator, Step, contains, parse_locator, roman
from knowledge.records import Kind

ARTICLES = st.from_regex(r"[1-9][0-9]{0,2}[A-Z]?", fullmatch=True) | st.sampled_from(["I", "II", "III"])
FIGURES = st.from_regex(r"[1-9][0-9]?[a-z]?", fullmatch=True)
LETTERS = st.from_regex(r"[a-z]{1,2}", fullmatch=True)
HEADINGS = st.sampled_from(
    ["B. Penetapan Konteks Risiko SPBE", "INDIKATOR 1", "Ringkasan Eksekutif", "B.1.", "A. Latar"]
)


@st.composite
def articles(draw: st.DrawFn) -> Locator:
    steps = [Step(Kind.PASAL, draw(ARTICLES))]
    if draw(st.booleans()):
        steps.append(Step(Kind.AYAT, draw(FIGURES)))
    for kind, numbers in ((Kind.HURUF, LETTERS), (Kind.ANGKA, FIGURES), (Kind.HURUF, LETTERS)):
        if draw(st.booleans()):
            steps.append(Step(kind, draw(numbers)))
    return Locator(draw(st.sampled_from(["", "Penjelasan", "Lampiran", "Lampiran II", "Lampiran 3"])), tuple(steps))


@st.composite
def headings(draw: st.DrawFn) -> Locator:
    steps = draw(
        st.sampled_from([(), (Step(Kind.BAB, "III"),), (Step(Kind.BAB, "XA"), Step(Kind.BAGIAN, "Kedua Belas"))])
    )
    return Locator(draw(st.sampled_from(["", "Lampiran", "Lampiran IV"])), steps, draw(HEADINGS))


@given(articles() | headings())
def test_an_address_survives_writing_and_reading(locator: Locator) -> None:
    assert parse_locator(str(locator)) == locator


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("pasal 5 ayat 2", "Pasal 5 ayat (2)"),
        ("Pasal 12 Ayat (3) Huruf b Angka 2", "Pasal 12 ayat (3) huruf b angka 2"),
        ("Pasal 13 A", "Pasal 13A"),
        ("Pasal 1 angka 6a", "Pasal 1 angka 6a"),
        ("penjelasan umum", "Penjelasan Umum"),
        ("Penjelasan pasal 5 ayat (1)", "Penjelasan Pasal 5 ayat (1)"),
        ("LAMPIRAN II", "Lampiran II"),
        ("Pasal I angka 3", "Pasal I angka 3"),
        ("BAB III Bagian Kesatu Paragraf 2", "BAB III Bagian Kesatu Paragraf 2"),
        ("Lampiran I. Pendahuluan", "Lampiran I. Pendahuluan"),
    ],
)
def test_spellings_of_an_address_are_written_one_way(text: str, written: str) -> None:
    assert str(parse_locator(text)) == written


@pytest.mark.parametrize(
    ("outer", "inner", "inside"),
    [
        ("Pasal 5", "Pasal 5 ayat (2) huruf a", True),
        ("Pasal 5", "Pasal 5", True),
        ("Pasal 5 ayat (2)", "Pasal 5", False),
        ("Pasal 5", "Pasal 51", False),
        ("Pasal 5", "Penjelasan Pasal 5", False),
        ("Lampiran", "Lampiran II BAB I", True),
        ("Lampiran I", "Lampiran II", False),
        ("Lampiran BAB III", "Lampiran BAB III B. Penetapan Konteks", True),
        ("Ringkasan Eksekutif", "RINGKASAN EKSEKUTIF", True),
    ],
)
def test_containment_follows_the_steps(outer: str, inner: str, inside: bool) -> None:
    assert contains(parse_locator(outer), parse_locator(inner)) is inside


def test_addresses_sort_as_in_the_document() -> None:
    ordered = [
        "Menimbang huruf a", "Pasal 2", "Pasal 2 ayat (1)", "Pasal 2 ayat (2)", "Pasal 2 ayat (2a)",
        "Pasal 2 ayat (10)", "Pasal 13", "Pasal 13A", "Pasal 14 huruf z", "Pasal 14 huruf aa", "Penjelasan Umum",
        "Penjelasan Pasal 1", "Lampiran I", "Lampiran IX",
    ]  # fmt: skip
    assert [str(place) for place in sorted(map(parse_locator, reversed(ordered)))] == ordered


def test_the_article_of_an_address() -> None:
    assert str(parse_locator("Penjelasan Pasal 5 ayat (1) huruf a").at_pasal_level()) == "Penjelasan Pasal 5"
    assert str(parse_locator("Lampiran II").at_pasal_level()) == "Lampiran II"


def test_roman_numerals() -> None:
    assert [roman(text) for text in ("I", "IV", "IX", "XIV", "XL", "XCIX")] == [1, 4, 9, 14, 40, 99]
    with pytest.raises(ValueError, match="Roman"):
        roman("A")
