"""Texts with headings keep their sections, lists and tables."""

from __future__ import annotations

from knowledge.guidance import parse
from knowledge.records import Kind, Page

GUIDE = """---
title: Enam dimensi
year: 2024
---
# Enam dimensi

Program ini memiliki enam dimensi.

## Smart governance

- pelayanan publik
- birokrasi

| Tahun | Daerah |
| --- | --- |
| 2017 | 25 |
|      | lanjutan |
| 2018 | 50 |
"""


def test_front_matter_gives_title_and_meta() -> None:
    document = parse([Page(None, GUIDE)], "enam-dimensi")
    assert document.title == "Enam dimensi"
    assert document.meta["year"] == "2024"
    assert document.identity is None


def test_headings_are_addresses() -> None:
    document = parse([Page(None, GUIDE)], "enam-dimensi")
    headings = [piece.locator for piece in document.walk() if piece.kind is Kind.HEADING]
    assert headings == ["Enam dimensi", "Smart governance"]


def test_tables_keep_their_rows() -> None:
    document = parse([Page(None, GUIDE)], "enam-dimensi")
    table = next(piece for piece in document.walk() if piece.kind is Kind.TABLE)
    assert table.text == "Tahun | Daerah"
    assert [row.text for row in table.children] == ["2017 | 25 lanjutan", "2018 | 50"]


def test_chapters_of_a_guideline_are_recognised() -> None:
    text = "BAB II\nTATA CARA\nA. Ketentuan Umum\nIsi ketentuan.\nB. Pertanyaan Umum\nIsi pertanyaan."
    document = parse([Page(1, text)], "pedoman")
    assert [piece.locator for piece in document.walk() if piece.heading] == [
        "BAB II",
        "BAB II A. Ketentuan Umum",
        "BAB II B. Pertanyaan Umum",
    ]
