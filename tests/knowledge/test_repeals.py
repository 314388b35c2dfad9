"""Clauses that end other regulations, whole or in part."""

from __future__ import annotations

import pytest

from knowledge.references import mentions
from knowledge.repeals import ended, provisions_before


def repealed(text: str) -> list[tuple[str, str]]:
    named = [mention for mention in mentions(text) if mention.key]
    return [(item.mention.key, item.provision) for item in ended(text, named, lambda _: 0)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Pasal 66 Pada saat Peraturan Pemerintah ini mulai berlaku, Peraturan Pemerintah Nomor 34 Tahun 2009 "
            "tentang Kawasan (Lembaran Negara Tahun 2009 Nomor 68), dicabut dan dinyatakan tidak berlaku.",
            [("pp-34-2009", "")],
        ),
        (
            "Pasal 48 Pada saat Peraturan Menteri ini mulai berlaku: a. Peraturan Pemerintah Nomor 19 Tahun 2014; dan "
            "b. Peraturan Pemerintah Nomor 36 Tahun 2014, dicabut dan dinyatakan tidak berlaku.",
            [("pp-19-2014", ""), ("pp-36-2014", "")],
        ),
        (
            # pp-23-2021: the bracket behind a gazette's number is read as a figure
            "Pada saat Peraturan ini mulai berlaku: a. Peraturan Pemerintah Nomor 6 Tahun 2007 (Lembaran Negara Tahun "
            "2007 Nomor 22, Tambahan Lembaran Negara Nomor 46961 sebagaimana telah diubah dengan Peraturan Pemerintah "
            "Nomor 3 Tahun 2008 (Lembaran Negara Tahun 2008 Nomor 16); dicabut dan dinyatakan tidak berlaku.",
            [("pp-6-2007", "")],
        ),
        ("Pasal 1 Mencabut Peraturan Pemerintah Nomor 18 Tahun 1998 tentang Uang.", [("pp-18-1998", "")]),
        (
            "Dengan mencabut : 1. Undang-undang Nomor 1 Tahun 1967; 2. Undang-undang Nomor 6 Tahun 1968.",
            [("uu-1-1967", ""), ("uu-6-1968", "")],
        ),
        (
            "Pasal 121 Pada saat Undang-Undang ini mulai berlaku, Pasal 200 sampai dengan Pasal 216 Undang-Undang "
            "Nomor 32 Tahun 2004 sebagaimana telah diubah beberapa kali terakhir dengan Undang-Undang Nomor 12 Tahun "
            "2008 tentang Perubahan Kedua atas Undang-Undang Nomor 32 Tahun 2004 dicabut dan dinyatakan tidak berlaku.",
            [("uu-32-2004", "Pasal 200 sampai dengan Pasal 216")],
        ),
        (
            "Pada saat Peraturan ini mulai berlaku, ketentuan mengenai Kepegawaian yang diatur dalam Bab V "
            "Undang-Undang Nomor 32 Tahun 2004 dicabut dan dinyatakan tidak berlaku.",
            [("uu-32-2004", "Bab V")],
        ),
        (
            "Pada saat Peraturan ini mulai berlaku, jenis tarif sebagaimana diatur dalam Peraturan Pemerintah Nomor 65 "
            "Tahun 2012 dinyatakan tidak berlaku.",
            [("pp-65-2012", "sebagian")],
        ),
        (
            "Pada saat Peraturan ini mulai berlaku, Peraturan Pemerintah Nomor 32 Tahun 1979 dinyatakan tidak berlaku "
            "sepanjang mengatur batas usia pensiun.",
            [("pp-32-1979", "sebagian")],
        ),
    ],
)
def test_a_repeal_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert repealed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Pada saat berlakunya Undang-Undang ini, pelaksanaan Undang-Undang Nomor 26 Tahun 2007 tetap berlaku.",
        "Semua peraturan pelaksanaan dari Undang-Undang Nomor 3 Tahun 2005 dinyatakan tidak berlaku.",
        "Ketentuan ini tidak berlaku bagi daerah khusus menurut Undang-Undang Nomor 29 Tahun 2007 mulai berlaku.",
        "Izin yang berlaku menurut Undang-Undang Nomor 5 Tahun 1960 dicabut oleh Menteri.",
        "Pada saat mulai berlaku, status badan sebagaimana dimaksud dalam Pasal 3 Peraturan Pemerintah Nomor 52 Tahun "
        "2002 dinyatakan tidak berlaku.",
        "PT Sarana tunduk pada Undang-Undang Nomor 40 Tahun 2007 sejak berlakunya dan izinnya dicabut statusnya.",
    ],
)
def test_what_only_names_a_regulation_does_not_end_it(text: str) -> None:
    assert repealed(text) == []


def test_what_follows_a_list_that_stays_in_force_is_not_ended_with_it() -> None:
    text = (
        "Pada saat Peraturan ini mulai berlaku, Peraturan Pemerintah Nomor 1 Tahun 2001 masih tetap berlaku; Peraturan "
        "Pemerintah Nomor 2 Tahun 2002 dicabut dan dinyatakan tidak berlaku."
    )

    assert repealed(text) == [("pp-2-2002", "")]


def test_provisions_in_front_of_a_name_are_listed_as_locators_are_written() -> None:
    text = "Pasal 18, pasal 19 , Pasal 21 ayat (2) , Pasal 232 ayat (ll dan Pasal I42 "

    assert provisions_before(text) == "Pasal 18, Pasal 19, Pasal 21 ayat (2), Pasal 232 ayat (1), Pasal 142"
