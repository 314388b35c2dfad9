"""Ingest keeps what is served whole, whatever happens to the files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge import IndexStateError, KnowledgeBase, ModelMismatchError
from knowledge.base import KnowledgeBase as Base
from knowledge.embed import StaticEmbedder
from knowledge.index import Index
from knowledge.settings import SHIPPED_MODEL, Settings


def test_unchanged_files_are_skipped(knowledge: KnowledgeBase, documents: Path) -> None:
    before = knowledge.generation
    report = knowledge.ingest([documents])
    assert set(report.unchanged) == {"perbup-contoh-7-2020", "quick-win"}
    assert not report.added
    assert knowledge.generation == before


def test_three_ingests_hold_each_passage_once(knowledge: KnowledgeBase, documents: Path) -> None:
    first = [(d.name, d.passages) for d in knowledge.documents()]
    for _ in range(2):
        (documents / "quick-win.md").touch()
        knowledge.ingest([documents], rebuild=True)
    assert [(d.name, d.passages) for d in knowledge.documents()] == first


def test_a_changed_file_replaces_its_passages(knowledge: KnowledgeBase, documents: Path) -> None:
    path = documents / "perbup-contoh-7-2020.txt"
    path.write_text(
        path.read_text(encoding="utf-8").replace("30 (tiga puluh)", "45 (empat puluh lima)"), encoding="utf-8"
    )
    report = knowledge.ingest([documents])
    assert report.changed == ("perbup-contoh-7-2020",)
    lead = knowledge.ask("pasal 2 ayat 2 perbup contoh 7/2020").lead
    assert "45 (empat puluh lima)" in lead
    assert "30 (tiga puluh)" not in lead


def test_prune_forgets_what_is_gone_and_nothing_else(knowledge: KnowledgeBase, documents: Path) -> None:
    (documents / "quick-win.md").unlink()
    kept = knowledge.ingest([documents])
    assert kept.removed == ()
    assert len(knowledge.documents()) == 2
    pruned = knowledge.ingest([documents], prune=True)
    assert pruned.removed == ("quick-win",)
    assert [d.name for d in knowledge.documents()] == ["perbup-contoh-7-2020"]
    assert all(h.passage.document != "quick-win" for h in knowledge.search("quick win percepatan"))


def test_a_broken_file_is_named_and_the_others_go_in(tmp_path: Path, documents: Path) -> None:
    (documents / "kosong.txt").write_text("", encoding="utf-8")
    (documents / "rusak.pdf").write_bytes(b"%PDF-1.4 broken")
    knowledge = KnowledgeBase.open(tmp_path / "index")
    report = knowledge.ingest([documents])
    assert {Path(f.path).name for f in report.failed} == {"kosong.txt", "rusak.pdf"}
    assert all("\n" not in f.reason for f in report.failed)
    assert set(report.added) == {"perbup-contoh-7-2020", "quick-win"}


def test_a_failure_while_building_leaves_the_old_index(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    before = index.pointer()

    def fail() -> None:
        with index.build() as generation:
            generation.catalog.remove(["quick-win"])
            raise RuntimeError("disk full")

    with pytest.raises(RuntimeError):
        fail()
    assert index.pointer() == before
    assert not (tmp_path / "index" / "generations" / "00000002").exists()
    assert len(knowledge.documents()) == 2


def test_a_reader_sees_the_new_generation_without_being_opened_again(knowledge: KnowledgeBase, documents: Path) -> None:
    writer = KnowledgeBase.open(documents.parent / "index")
    (documents / "baru.md").write_text("## Lampu jalan\n\nLampu jalan dinyalakan pukul 18.00.\n", encoding="utf-8")
    writer.ingest([documents])
    assert "18.00" in knowledge.ask("lampu jalan dinyalakan pukul berapa?").lead


def test_rollback_serves_the_version_before(knowledge: KnowledgeBase, documents: Path) -> None:
    first = knowledge.generation
    (documents / "quick-win.md").unlink()
    knowledge.ingest([documents], prune=True)
    index = Index(documents.parent / "index")
    assert index.rollback() == first
    assert len(knowledge.documents()) == 2
    with pytest.raises(IndexStateError):
        index.rollback()


def test_both_indexes_and_the_catalogue_agree(knowledge: KnowledgeBase, documents: Path) -> None:
    generation = Index(documents.parent / "index").current()
    assert generation.problems() == []
    assert generation.words.count == generation.vectors.count > 0


def test_an_index_of_another_model_is_noticed(knowledge: KnowledgeBase, documents: Path) -> None:
    class Other(StaticEmbedder):
        def __init__(self) -> None:
            super().__init__(SHIPPED_MODEL)
            self.name = "another-model"

    other = Base(Index(documents.parent / "index"), Other(), Settings())
    with pytest.raises(ModelMismatchError, match=r"python ingest\.py"):
        other.ask("apa itu TKC?")
    assert not other.is_current()


def test_a_damaged_index_is_one_sentence(knowledge: KnowledgeBase, documents: Path) -> None:
    knowledge.close()
    folder = documents.parent / "index" / "generations"
    shutil.rmtree(next(folder.iterdir()) / "words")
    (next(folder.iterdir()) / "manifest.json").unlink()
    with pytest.raises(IndexStateError, match="--rebuild"):
        KnowledgeBase.open(documents.parent / "index").ask("apa itu TKC?")
