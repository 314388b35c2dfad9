"""The programme as data."""

from pathlib import Path

import pytest

from knowledge.errors import DocumentError
from knowledge.programme import Programme, load_programme
from knowledge.settings import SHIPPED_DOCUMENTS


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme([SHIPPED_DOCUMENTS])


def test_the_steps_are_in_order_and_lead_somewhere(programme: Programme) -> None:
    assert programme.steps[0].id == "asesmen"
    assert all(step.checklist and step.source.section for step in programme.steps)


def test_every_element_of_readiness_has_questions(programme: Programme) -> None:
    assert {one.element for one in programme.questions} == {"struktur", "infrastruktur", "suprastruktur", "seleksi"}


@pytest.mark.parametrize(
    ("name", "regions"),
    [
        ("Sleman", ["Kabupaten Sleman"]),
        ("kab. sleman", ["Kabupaten Sleman"]),
        ("Bandung", ["Kota Bandung", "Kabupaten Bandung"]),
        ("kota bandung", ["Kota Bandung"]),
        ("jogja", ["Kota Yogyakarta"]),
        ("Bojonegro", ["Kabupaten Bojonegoro"]),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_a_region_is_found_by_the_name_people_write(programme: Programme, name: str, regions: list[str]) -> None:
    assert programme.regions(name) == regions


def test_a_region_keeps_each_of_its_years(programme: Programme) -> None:
    assert next(one.year for one in programme.of("Kabupaten Sleman")) == 2017


def test_a_file_of_the_office_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "daerah.csv").write_text(
        "region,province,year,phase,how,note,source\nKota Contoh,Jawa,2030,,terpilih,,tahap-2030\n", encoding="utf-8"
    )
    programme = load_programme([tmp_path, SHIPPED_DOCUMENTS])
    assert programme.years == (2030,)
    assert programme.steps


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("langkah.yaml", "steps: [{id: a}]", "title"),
        ("langkah.yaml", "steps: []", "empty"),
        ("langkah.yaml", "steps: [", "langkah.yaml"),
        ("kesiapan.yaml", "nothing: 1", "questions"),
        ("daerah.csv", "region,year\nA,2020\n", "province"),
        ("daerah.csv", "region,province,year,phase,how,note,source\nA,B,kapan,,x,,y\n", "daerah.csv"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=words):
        load_programme([tmp_path, SHIPPED_DOCUMENTS])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="langkah"):
        load_programme([tmp_path])
