"""What an amending act's instruction does to which articles."""

from __future__ import annotations

import pytest

from knowledge.instructions import changes


@pytest.mark.parametrize(
    ("instruction", "quoted", "effects"),
    [
        ("1. Ketentuan Pasal 5 diubah sehingga berbunyi sebagai berikut:", ["Pasal 5"], [("mengubah", "Pasal 5")]),
        ("Pasal 12 dihapus.", [], [("menghapus", "Pasal 12")]),
        ("Ketentuan ayat (9) Pasal 94 dihapus.", [], [("mengubah", "Pasal 94")]),
        (
            "Ketentuan Pasal 6 sampai dengan Pasal 18 dihapus.",
            [],
            [("menghapus", "Pasal 6 sampai dengan Pasal 18")],
        ),
        (
            "Di antara Pasal 13 dan Pasal 14 disisipkan 1 (satu) pasal, yakni Pasal 13A sehingga berbunyi:",
            ["Pasal 13A"],
            [("menyisipkan", "Pasal 13A")],
        ),
        (
            "Di antara ayat (2) dan ayat (3) Pasal 17 disisipkan 1 (satu) ayat, yakni ayat (2a) sehingga berbunyi:",
            ["Pasal 17"],
            [("mengubah", "Pasal 17")],
        ),
        (
            "Menambah ketentuan baru di antara Pasal 42 dan Pasal 43 yang dijadikan Pasal 42A, yang berbunyi:",
            ["Pasal 42A"],
            [("menyisipkan", "Pasal 42A")],
        ),
        ("Ketentuan Pasal 72 tetap, Penjelasan Pasal 72 diubah.", [], [("mengubah", "Penjelasan Pasal 72")]),
        (
            "Ketentuan Pasal 27 tetap dengan perubahan penjelasan ayat (1) dan ayat (3) sehingga penjelasan menjadi",
            [],
            [("mengubah", "Penjelasan Pasal 27")],
        ),
        (
            "Ketentuan ayat (4) Pasal 5 serta penjelasan ayat (1) Pasal 5 diubah sehingga Pasal 5 berbunyi:",
            ["Pasal 5"],
            [("mengubah", "Pasal 5"), ("mengubah", "Penjelasan Pasal 5")],
        ),
        ("Ketentuan Lampiran VII diubah sehingga menjadi sebagaimana tercantum", [], [("mengubah", "Lampiran VII")]),
        (
            "Di antara BAB IV dan BAB V disisipkan 1 (satu) bab, yakni BAB IVA sehingga berbunyi sebagai berikut:",
            ["Pasal 37A", "Pasal 37B"],
            [("menyisipkan", "BAB IVA"), ("menyisipkan", "Pasal 37A"), ("menyisipkan", "Pasal 37B")],
        ),
        ("Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.", [], []),
    ],
)
def test_an_instruction_is_read(instruction: str, quoted: list[str], effects: list[tuple[str, str]]) -> None:
    assert [(change.verb, change.provision) for change in changes(instruction, quoted)] == effects


@pytest.mark.parametrize(
    ("instruction", "inserted"),
    [
        # uu-1-2024: "Pasal 168" is 16B
        (
            "Di antara Pasal 16 dan Pasal 17 disisipkan 2 (dua) pasal, yakni Pasal 16A dan Pasal 168 sehingga",
            ["Pasal 16A", "Pasal 16B"],
        ),
        # pp-20-2022: "Pasal 25El, Pasal 2SC"
        (
            "Di antara Pasal 25 dan Pasal 26 disisipkan 4 (empat) pasal, yakni Pasal 25A, Pasal 25El, Pasal 2SC, dan "
            "Pasal 25D",
            ["Pasal 25A", "Pasal 25B", "Pasal 25C", "Pasal 25D"],
        ),
        (
            "Di antara Pasal 7 dan Pasal 8 disisipkan pasal baru, yaitu Pasal 7A dan 7B sehingga",
            ["Pasal 7A", "Pasal 7B"],
        ),
    ],
)
def test_inserted_articles_run_on_through_misread_letters(instruction: str, inserted: list[str]) -> None:
    assert [change.provision for change in changes(instruction)] == inserted


def test_a_quoted_article_mends_the_number_in_the_sentence() -> None:
    found = changes("Ketentuan Pasal 4O diubah sehingga berbunyi sebagai berikut:", ["Pasal 40"])

    assert [change.provision for change in found] == ["Pasal 40"]
