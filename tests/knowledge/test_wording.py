"""Two wordings side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.records import Kind, Unit
from knowledge.wording import is_same, marked, paired


def test_words_that_went_and_came_are_marked() -> None:
    before, after = marked("laporan setiap tahun kepada bupati", "laporan setiap bulan kepada gubernur dan bupati")

    assert before == "laporan setiap [-tahun-] kepada bupati"
    assert after == "laporan setiap [+bulan+] kepada [+gubernur dan+] bupati"


def test_misreadings_and_spacing_are_no_changes() -> None:
    assert is_same("Sertifikasi Elektronik dan/atau ayat (1)", "Sertilikasi Elektronik dan/ atau ayat (l)")
    assert not is_same("paling lama 4 tahun", "paling lama 6 tahun")


@given(st.text(alphabet="abc de", max_size=60))
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert is_same(text, text)


def test_units_are_paired_by_their_addresses() -> None:
    old = [Unit("Pasal 3 ayat (1)", "(1) a", None, Kind.AYAT), Unit("Pasal 3 ayat (2)", "(2) b", None, Kind.AYAT)]
    new = [Unit("Pasal 3 ayat (1)", "(1) c", None, Kind.AYAT), Unit("Pasal 3 ayat (3)", "(3) d", None, Kind.AYAT)]

    pairs = [(a and a.locator, b and b.locator) for a, b in paired(old, new)]

    assert pairs == [
        ("Pasal 3 ayat (1)", "Pasal 3 ayat (1)"),
        (None, "Pasal 3 ayat (3)"),
        ("Pasal 3 ayat (2)", None),
    ]
