"""Ruled tables of a PDF are read cell by cell, and nothing of the page gets lost."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from knowledge.parse import parse
from knowledge.read import read
from knowledge.read.ruled import grids, text_with_tables
from knowledge.records import Kind, Page
from tests.knowledge.papers import pdf

CORPUS = Path(os.environ.get("CORPUS_DIR") or Path(__file__).resolve().parents[3] / "shared" / "corpus")

COLUMNS, ROWS = (55, 110, 210, 300), (752, 732, 712, 692, 672)
# Written column by column within each row; a cell of two lines goes on below.
CELLS = "A. Jadwal\nNo\nTaman\nBuka\n1\nTaman\nKota\npagi\n2\nTaman Desa\nsiang\n3\nTaman Kali\nmalam\nPenutup."
WAYS = (
    "0 -20 Td", "60 0 Td", "100 0 Td", "-160 -16 Td",
    "60 0 Td", "0 -9 Td", "100 0 Td", "-160 -17 Td",
    "60 0 Td", "100 0 Td", "-160 -18 Td",
    "60 0 Td", "100 0 Td", "-160 -40 Td",
)  # fmt: skip


def rules(columns: Sequence[int] = COLUMNS, rows: Sequence[int] = ROWS, gap: tuple[int, int] | None = None) -> str:
    """Draws a grid; `gap` is a column line and the row from which on it is left out for one row."""
    lying = [f"{columns[0]} {y} m {columns[-1]} {y} l S" for y in rows]
    standing: list[str] = []
    for x in columns:
        parts = [(top, bottom) for top, bottom in pairwise(rows) if gap != (x, top)]
        standing.extend(f"{x} {top} m {x} {bottom} l S" for top, bottom in parts)
    return " ".join((*lying, *standing))


def written(path: Path, drawn: str, ways: Sequence[str] = WAYS, cells: str = CELLS) -> list[str]:
    page = read(pdf(path / "a.pdf", cells, moves=ways, drawn=drawn))[0]
    return [line.strip() for line in page.text.splitlines() if line.strip()]


def test_a_ruled_table_is_read_row_by_row(tmp_path: Path) -> None:
    assert written(tmp_path, rules()) == [
        "A. Jadwal",
        "| No | Taman | Buka |",
        "| --- | --- | --- |",
        "| 1 | Taman Kota | pagi |",
        "| 2 | Taman Desa | siang |",
        "| 3 | Taman Kali | malam |",
        "Penutup.",
    ]


def test_its_rows_keep_their_header_in_an_annex(tmp_path: Path) -> None:
    article = "MEMUTUSKAN:\nPasal 1\nTaman dibuka.\nPasal 2\nJadwal ada dalam Lampiran.\nPasal 3\nIni berlaku."
    article += "\nDitetapkan di Jakarta\npada tanggal 2 Mei 2020\nBUPATI SLEMAN,\nttd\n"
    annex = read(pdf(tmp_path / "a.pdf", CELLS, moves=WAYS, drawn=rules()))[0].text
    pages = [Page(1, article), Page(2, f"LAMPIRAN\nPERATURAN BUPATI\nNOMOR 5 TAHUN 2020\n{annex}")]
    found = [piece for piece in parse(pages, "perbup-5-2020").walk() if piece.kind in (Kind.TABLE, Kind.ROW)]
    assert [(piece.kind, piece.text, piece.page) for piece in found[:2]] == [
        (Kind.TABLE, "No | Taman | Buka", 2),
        (Kind.ROW, "1 | Taman Kota | pagi", 2),
    ]


def test_joined_cells_are_one(tmp_path: Path) -> None:
    assert "| 2 | Taman Desa siang |  |" in written(tmp_path, rules(gap=(210, 712)))


@pytest.mark.parametrize("rows", [(752, 672), (752, 732, 672)])
def test_a_frame_is_no_table(tmp_path: Path, rows: Sequence[int]) -> None:
    assert not any("|" in line for line in written(tmp_path, rules(rows=rows)))


def test_without_lines_nothing_is_a_table(tmp_path: Path) -> None:
    assert not any("|" in line for line in written(tmp_path, ""))


def test_a_table_with_turned_words_stays_as_it_is_stored(tmp_path: Path) -> None:
    ways = (*WAYS[:-1], "0 1 -1 0 80 680 Tm")
    assert not any("|" in line for line in written(tmp_path, rules(), ways, CELLS.replace("Penutup.", "Tingkat")))


def test_a_word_cut_at_a_line_end_is_whole_in_its_cell(tmp_path: Path) -> None:
    cells = CELLS.replace("Taman\nKota", "lapangan-\nlapangan")
    page = read(pdf(tmp_path / "a.pdf", cells, moves=WAYS, drawn=rules()))
    rows = [piece.text for piece in parse(page, "a").walk() if piece.kind is Kind.ROW]
    assert rows[0] == "1 | lapangan-lapangan | pagi"


def test_a_large_letter_of_two_halves_can_be_saved(tmp_path: Path) -> None:
    path = CORPUS / "pdf" / "permenpanrb-59-2020.pdf"
    if not path.exists():
        pytest.skip("needs the corpus (CORPUS_DIR)")
    assert all(page.text.encode("utf-8") for page in read(path))


def test_no_letter_of_a_page_with_tables_is_lost() -> None:
    path = CORPUS / "pdf" / "permenpanrb-59-2020.pdf"
    if not path.exists():
        pytest.skip("needs the corpus (CORPUS_DIR)")
    document = pypdfium2.PdfDocument(path)
    checked = 0
    for index in range(24, 60):
        page = document[index]
        layer = page.get_textpage()
        text = text_with_tables(layer, tables) if (tables := grids(page)) else None
        if text is not None:
            checked += text.count("\n| ") > 0
            assert letters(text) == letters(layer.get_text_bounded())
    assert checked > 20
    document.close()


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))
