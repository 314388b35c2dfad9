"""Since when a regulation is in force."""

from __future__ import annotations

import pytest

from knowledge.commencement import begins

DATES = {"issued": "2020-01-30", "promulgated": "2020-01-31"}


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Pasal 77 Peraturan Presiden ini mulai berlaku pada tanggal diundangkan.", "2020-01-31"),
        ("Pedoman Menteri ini mulai berlaku pada tanggal ditetapkan.", "2020-01-30"),
        ("Undang-Undang ini mulai berlaku pada tanggal 1 Januari 2023.", "2023-01-01"),
        ("Peraturan Presiden ini mulai berlaku 6 (enam) bulan terhitung sejak tanggal diundangkan.", "2020-07-28"),
        (
            "Peraturan Menteri ini mulai berlaku setelah 30 (tiga puluh) hari terhitung sejak tanggal diundangkan.",
            "2020-03-01",
        ),
        ("Pasal 45 Peraturan Menteri diundangkan. ini mulai berlaku pada tanggal", "2020-01-31"),
        ("Pada saat Peraturan Pemerintah ini mulai berlaku, Peraturan Pemerintah Nomor 1 dicabut.", None),
        ("Pengelola wajib membuka taman.", None),
    ],
)
def test_a_closing_article_gives_the_day(text: str, since: str | None) -> None:
    assert begins(text, DATES) == since


def test_a_day_that_is_not_printed_stays_unknown() -> None:
    assert begins("Undang-Undang ini mulai berlaku pada tanggal diundangkan.", {}) == ""
