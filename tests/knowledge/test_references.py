"""Names of regulations are read however they are written, printed or misread."""

from __future__ import annotations

import pytest

from knowledge.references import Register, mentions, name_of


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah", ["uu-23-2014"]),
        ("UU 23/2014", ["uu-23-2014"]),
        ("uu no.23 2014", ["uu-23-2014"]),
        ("perpres no 95 th 2018", ["perpres-95-2018"]),
        ("PP72/2019", ["pp-72-2019"]),
        ("Undang.Undang Nomor 1 Tahun 2024", ["uu-1-2024"]),
        ("Undang- Undang Nomor 5 Tahun 1962", ["uu-5-1962"]),
        ("Undang_Undang Nomor 11 Tahun 2008", ["uu-11-2008"]),
        ("Undang-Undang Darurat Nomor 6 Tahun 1956", ["uudrt-6-1956"]),
        ("Undang-undang Nomor 4 Prp Tahun 1960", ["uu-4prp-1960"]),
        ("Peraturan Presiden Republik Indonesia Nomor 24 Tahun 2010", ["perpres-24-2010"]),
        (
            "Peraturan Menteri Komunikasi dan Informatika Republik Indonesia Nomor 16 Tahun 2022",
            ["permenkominfo-16-2022"],
        ),
        (
            "Peraturan Menteri Pendidikan, Kebudayaan, Riset, dan Teknologi Nomor 26 Tahun 2021",
            ["permendikbud-26-2021"],
        ),
        ("Peraturan Menteri Komunikasi dan Informatika Nomor: 29/PERM/M.KOMINFO/11/2006", ["permenkominfo-29-2006"]),
        ("Keputusan Menteri Perhubungan Nomor: KM. 21 Tahun 2001", ["kepmenhub-21-2001"]),
        ("Peraturan Daerah Provinsi Jawa Barat Nomor 5 Tahun 2010", ["perda-jawabarat-5-2010"]),
        ("Pedoman Menteri PANRB Nomor 6 Tahun 2023", ["pedoman-menpanrb-6-2023"]),
        ("Peraturan Pemerintah Tahun 1950 No. 13", ["pp-13-1950"]),
        ("undang-undang nomor 5 tahun 1956 dan nomor 6 tahun 1956", ["uu-5-1956", "uu-6-1956"]),
        ("Peraturan Pemerintah ini mulai berlaku, Peraturan Pemerintah Nomor 34 Tahun 2009", ["pp-34-2009"]),
    ],
)
def test_a_name_is_read_in_every_spelling(text: str, keys: list[str]) -> None:
    assert [mention.key for mention in mentions(text) if mention.key] == keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Undang-Undang Nomor I1 Tahun 2Oo8", "uu-11-2008"),
        ("Undang- Undang Nomor L2 Tahun 20ll", "uu-12-2011"),
        ("Undang-Undang Nomor 23 Tahun 2OI4", "uu-23-2014"),
        ("Peraturan Pemerintah Nomor 40 Tah un 20 0 6", "pp-40-2006"),
        ("Undang-Undang Nomor 12 Tatrun 2016", "uu-12-2016"),
        ("Peraturan pemerintah Nomor Nomor 44 Tahun rgg4", "pp-44-1994"),
        ("Peraturan Pemerintah Nomor24 Tahun 2Ot7", "pp-24-2017"),
        ("Peraturan Presiden Nomor 49 Tahun 2077", "perpres-49-2017"),
    ],
)
def test_misread_figures_are_mended(text: str, key: str) -> None:
    assert [mention.key for mention in mentions(text)] == [key]


def test_the_gazette_behind_a_name_settles_a_damaged_year() -> None:
    text = "Undang-Undang Nomor 42 Tahun 2OOg tentang Pajak (Lembaran Negara Republik Indonesia Tahun 2OO8 Nomor 150)"

    assert mentions(text)[0].key == "uu-42-2008"


def test_a_text_names_no_rule_younger_than_itself() -> None:
    assert mentions("Peraturan Pemerintah Nomor 21 Tahun 2O2T", latest=2021)[0].year == 2021


def test_a_nickname_is_resolved_by_the_words_of_a_title() -> None:
    register = Register(
        [
            ("uu-23-2014", "uu", "23", 2014, "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah"),
            ("uu-14-2008", "uu", "14", 2008, "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik"),
        ]
    )

    assert register.resolve(mentions("UU KIP")[0]) == ["uu-14-2008"]
    assert register.resolve(mentions("UU pemerintahan daerah")[0]) == ["uu-23-2014"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("uu-11-2008", "UU 11/2008"),
        ("perpres-95-2018", "Perpres 95/2018"),
        ("permenpanrb-59-2020", "Permen PANRB 59/2020"),
        ("perda-singkawang-5-2013", "Perda Singkawang 5/2013"),
        ("uu-4prp-1960", "UU 4 Prp/1960"),
    ],
)
def test_a_key_is_written_as_people_write_it(key: str, name: str) -> None:
    assert name_of(key) == name
