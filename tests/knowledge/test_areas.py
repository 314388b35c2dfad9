"""Names of regions as people write them."""

import pytest

from knowledge.areas import find, island, read


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("apakah Kabupaten Sleman ikut", ["Kabupaten Sleman"]),
        ("kab. bandung dan kota bandung", ["Kabupaten Bandung", "Kota Bandung"]),
        ("bandung", ["Kabupaten Bandung", "Kota Bandung"]),
        ("Kab/Kota Bogor", ["Kabupaten Bogor", "Kota Bogor"]),
        ("tangsel", ["Kota Tangerang Selatan"]),
        ("Tanjung Pinang", ["Kota Tanjungpinang"]),
        ("Pemkot Pare-pare", ["Kota Parepare"]),
        ("Sleman Regency, West Java", ["Kabupaten Sleman", "Provinsi Jawa Barat"]),
        ("the City of Malang", ["Kota Malang"]),
        ("kabupaten bandung barat", ["Kabupaten Bandung Barat"]),
        ("kota magelng", ["Kota Magelang"]),
        ("Kota Malang", ["Kota Malang"]),
        ("100 smart city bandung", ["Kabupaten Bandung", "Kota Bandung"]),
        ("kota cerdas mana saja", []),
    ],
)
def test_regions_are_found_in_order(text: str, regions: list[str]) -> None:
    assert [area.title for named in find(text) for area in named.areas] == regions


def test_a_known_word_is_no_misspelt_region() -> None:
    assert not find("semangat kendali", known=lambda _: True)


@pytest.mark.parametrize(
    ("cell", "region"),
    [
        ("Pemerintah Kab. Sleman", "Kabupaten Sleman"),
        ("Kab. Kep. Mentawai", "Kabupaten Kepulauan Mentawai"),
        ("Jawa Timur", "Provinsi Jawa Timur"),
        ("Jambi", "Provinsi Jambi"),
        ("berbagai daerah", None),
        ("Kota Bandung dan sekitarnya", None),
    ],
)
def test_a_cell_is_a_region_only_where_it_says_nothing_else(cell: str, region: str | None) -> None:
    found = read(cell)
    assert (found.title if found else None) == region


def test_an_island_is_its_provinces_unless_a_province_is_meant() -> None:
    named = island("peserta dari Papua", find("peserta dari Papua"))
    assert named is not None
    assert "Papua Tengah" in named[1]
    assert island("peserta dari Papua Tengah", find("peserta dari Papua Tengah")) is None
