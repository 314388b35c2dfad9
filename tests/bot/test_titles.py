"""Long official titles as people cite them."""

import pytest

from bot.titles import place_in


@pytest.mark.parametrize(
    ("title", "locator", "cited"),
    [
        ("Peraturan Presiden Nomor 95 Tahun 2018 tentang SPBE", "Pasal 5 ayat (2)", "Perpres 95/2018 Pasal 5 ayat (2)"),
        ("Undang-Undang Nomor 23 Tahun 2014 tentang Pemda", "Lampiran", "UU 23/2014 Lampiran"),
        ("Enam dimensi smart city", "Quick win", "Enam dimensi smart city, Quick win"),
        (
            "Peraturan Menteri PUPR Nomor 02/PRT/M/2016",
            "Penjelasan Umum",
            "Peraturan Menteri PUPR 02/PRT/M/2016 Penjelasan Umum",
        ),
        ("Peraturan Daerah Kota Contoh Nomor 5 Tahun 2013", "Pasal 1", "Perda Kota Contoh 5/2013 Pasal 1"),
        ("Peraturan Wali Kota Contoh Nomor 4 Tahun 2024", "Pasal 2", "Perwali Contoh 4/2024 Pasal 2"),
        ("Tahap kedua", "Pasalnya apa?", "Tahap kedua, Pasalnya apa?"),
    ],
)
def test_a_place_is_cited_as_in_a_memo(title: str, locator: str, cited: str) -> None:
    assert place_in(title, locator) == cited
