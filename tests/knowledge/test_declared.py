"""Edges that an admin or a document's front matter declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.declared import from_front_matter, read_catalogue
from knowledge.errors import DocumentError
from knowledge.records import ParsedDocument


def write(folder: Path, text: str) -> Path:
    path = folder / "katalog.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_of_the_catalogue_becomes_an_edge(tmp_path: Path) -> None:
    path = write(tmp_path, "dokumen,hubungan,sasaran,tanggal\nPerpres 132/2022,mencabut,perpres-95-2018,2022-11-01\n")

    (edge,) = read_catalogue(path)

    assert (edge.by, edge.relation, edge.target, edge.since) == (
        "perpres-132-2022",
        "mencabut",
        "perpres-95-2018",
        "2022-11-01",
    )


def test_a_passive_relation_is_turned_round_and_semicolons_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, "document;relation;target;date\nuu-11-2008;diubah oleh;UU Nomor 1 Tahun 2024;\n")

    (edge,) = read_catalogue(path)

    assert (edge.by, edge.relation, edge.target) == ("uu-1-2024", "mengubah", "uu-11-2008")


@pytest.mark.parametrize(
    "line",
    [
        "pp-1-2020,menghapuskan,pp-2-2010,",
        "pp-1-2020,mencabut,peraturan lama,",
        "pp-1-2020,mencabut,pp-2-2010,1/2/2020",
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    path = write(tmp_path, f"dokumen,hubungan,sasaran,tanggal\n{line}\n")

    with pytest.raises(DocumentError, match="baris 2"):
        read_catalogue(path)


def test_front_matter_declares_lists_and_single_names() -> None:
    meta = {"regulation": "uu-1-2024", "mengubah": '["uu-11-2008", "UU 19/2016"]', "dicabut_oleh": "UU 9/2030"}

    edges = list(from_front_matter(ParsedDocument("Panduan", None, (), meta), "panduan"))

    assert [(edge.by, edge.relation, edge.target) for edge in edges] == [
        ("uu-1-2024", "mengubah", "uu-11-2008"),
        ("uu-1-2024", "mengubah", "uu-19-2016"),
        ("uu-9-2030", "mencabut", "uu-1-2024"),
    ]
