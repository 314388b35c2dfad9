"""A new version of the index is opened beside the one that answers, and nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import IndexStateError, KnowledgeBase
from knowledge.index import Index
from knowledge.view import View

LAMPS = "lampu jalan dinyalakan pukul berapa?"


class Slow(KnowledgeBase):
    """Takes a new version up only once it may."""

    may: threading.Event
    faulty = False

    def _try(self, view: View) -> None:
        self.may.wait(10.0)
        if self.faulty:
            raise OSError("disk")
        super()._try(view)


@pytest.fixture
def serving(knowledge: KnowledgeBase, documents: Path) -> Iterator[Slow]:
    opened = Slow.open(documents.parent / "index")
    assert isinstance(opened, Slow)
    opened.may = threading.Event()
    opened.serve_aside()
    opened.documents()
    yield opened
    opened.may.set()
    opened.close()


def _lit(knowledge: KnowledgeBase, documents: Path, hour: str) -> None:
    (documents / "lampu.md").write_text(f"## Lampu jalan\n\nLampu jalan dinyalakan pukul {hour}.\n", encoding="utf-8")
    knowledge.ingest([documents])


def test_the_version_before_answers_until_the_new_one_is_open(
    serving: Slow, knowledge: KnowledgeBase, documents: Path
) -> None:
    before, revision = serving.generation, serving.revision
    _lit(knowledge, documents, "18.00")
    assert "18.00" not in serving.ask(LAMPS).lead
    # What is asked now is kept as an answer of the version that gave it.
    assert (serving.generation, serving.revision) == (before, revision)
    serving.may.set()
    serving.catch_up()
    assert "18.00" in serving.ask(LAMPS).lead
    assert serving.generation == knowledge.generation != before


def test_two_changes_in_a_row_end_with_the_newest(serving: Slow, knowledge: KnowledgeBase, documents: Path) -> None:
    _lit(knowledge, documents, "18.00")
    serving.ask(LAMPS)
    _lit(knowledge, documents, "19.00")
    serving.may.set()
    serving.catch_up()
    assert "19.00" in serving.ask(LAMPS).lead


def test_a_version_that_cannot_be_opened_is_told_to_who_asks(
    serving: Slow, knowledge: KnowledgeBase, documents: Path
) -> None:
    _lit(knowledge, documents, "18.00")
    folder = documents.parent / "index"
    (folder / "generations" / Index(folder).pointer() / "manifest.json").unlink()
    serving.may.set()
    serving.catch_up()
    with pytest.raises(IndexStateError, match="--rebuild"):
        serving.ask(LAMPS)


def test_a_version_whose_trial_fails_is_opened_when_it_is_asked(
    serving: Slow, knowledge: KnowledgeBase, documents: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _lit(knowledge, documents, "18.00")
    serving.faulty = True
    serving.may.set()
    serving.catch_up()
    assert "18.00" in serving.ask(LAMPS).lead
    assert "could not be tried" in caplog.text
