from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge import LinkError, bank
from knowledge.catalog import Catalog
from knowledge.embed import StaticEmbedder
from knowledge.index import Index
from knowledge.ingestion import ingest
from knowledge.settings import SHIPPED_MODEL


def _bank(folder: Path, name: str, rows: list[dict[str, str]]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


@pytest.fixture
def catalog(documents: Path, tmp_path: Path) -> Catalog:
    folder = _bank(
        tmp_path / "bank",
        "perbup-contoh-7-2020.jsonl",
        [
            {"question": "boleh jualan bakso di alun-alun?", "locator": "Pasal 3", "style": "situation"},
            {"question": "setor data orang datang kapan", "locator": "Pasal 2 ayat (2)", "style": "colloquial"},
            {"question": "siapa presiden?", "locator": "Pasal 77", "style": "short"},
        ],
    )
    index = Index(tmp_path / "index")
    ingest(index, StaticEmbedder(SHIPPED_MODEL), [documents], banks=[folder])
    return index.current().catalog


def test_entries_attach_by_identity_and_the_rest_is_counted(catalog: Catalog, tmp_path: Path) -> None:
    entries, counts = bank.attach(bank.load([tmp_path / "bank"]), catalog)
    assert counts == {"perbup-contoh-7-2020": (2, 1)}
    assert {e.locator for e in entries} == {"Pasal 3", "Pasal 2 ayat (2)"}


def test_an_attached_question_points_at_the_passage_that_answers(catalog: Catalog) -> None:
    passage = catalog.at("perbup-contoh-7-2020", "Pasal 3")[0].passage
    assert [e.question for e in catalog.questions_of(passage.id)] == ["boleh jualan bakso di alun-alun?"]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    folder.mkdir()
    (folder / "uu-1-2000.jsonl").write_text(
        '{"question": "apa?", "locator": "Pasal 1"}\n{"question": 3\n', encoding="utf-8"
    )
    with pytest.raises(LinkError, match=r"uu-1-2000\.jsonl baris 2"):
        bank.load([folder])
