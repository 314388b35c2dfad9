"""A damaged number is shown as printed with its reading; a sound one is left alone."""

from __future__ import annotations

import pytest

from knowledge.slips import with_readings


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("pada ayat (21 huruf b", "pada ayat (21 [= ayat (2)] huruf b"),
        ("pada ayat (21, dan", "pada ayat (21 [= ayat (2)], dan"),
        ("dalam ayat (l) huruf a", "dalam ayat (l) [= ayat (1)] huruf a"),
        ("dalam Pasal L4 ayat (1)", "dalam Pasal L4 [= Pasal 14] ayat (1)"),
        ("dalam Pasal 1O huruf a", "dalam Pasal 1O [= Pasal 10] huruf a"),
    ],
)
def test_a_damaged_number_is_read(printed: str, shown: str) -> None:
    assert with_readings(printed) == shown


@pytest.mark.parametrize(
    "printed", ["ayat (21)", "ayat (2) huruf b", "Pasal 27A", "Pasal 14", "Pasal I", "ayat (1) dan"]
)
def test_a_sound_number_stays(printed: str) -> None:
    assert with_readings(printed) == printed
