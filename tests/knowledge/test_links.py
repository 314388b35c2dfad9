"""Questions that people link: found at once and in other words, kept, refused where they lead nowhere."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge import KnowledgeBase, LinkError
from knowledge.index import Index
from knowledge.linking import Wanted, read_csv, write_csv

ASKED = "jam operasional tempat nongkrong warga sampai kapan?"
OTHERWISE = "tempat nongkrong warga jam operasionalnya sampai kapan ya"
PARKS = "perbup-contoh-7-2020"


def _first(knowledge: KnowledgeBase, question: str) -> tuple[str, str]:
    answer = knowledge.ask(question)
    return (answer.citations[0].document, answer.citations[0].locator) if answer.citations else ("", "")


def _best(knowledge: KnowledgeBase, question: str) -> tuple[str, str]:
    [hit] = knowledge.search(question, 1)
    return hit.passage.document, hit.locator


def test_a_linked_question_is_answered_at_once(knowledge: KnowledgeBase) -> None:
    assert knowledge.ask(ASKED).abstained
    knowledge.link(ASKED, PARKS, "Pasal 3", by="test")
    assert _first(knowledge, ASKED) == (PARKS, "Pasal 3")
    assert _first(knowledge, "sampai kapan ya jam operasional tempat nongkrong warga") == (PARKS, "Pasal 3")
    assert _first(knowledge, "Jam operasional  tempat nongkrong WARGA sampai kapan") == (PARKS, "Pasal 3")


def test_it_is_found_by_those_who_word_it_differently(knowledge: KnowledgeBase) -> None:
    assert _best(knowledge, OTHERWISE) != (PARKS, "Pasal 3")
    knowledge.link(ASKED, PARKS, "Pasal 3", by="test")
    assert _best(knowledge, OTHERWISE) == (PARKS, "Pasal 3")
    assert _first(knowledge, OTHERWISE) == (PARKS, "Pasal 3")


def test_another_process_that_serves_finds_it_too(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    assert knowledge.ask(ASKED).abstained
    command = [sys.executable, "-m", "knowledge", "link", ASKED, PARKS, "psl 3", "--index", str(tmp_path / "index")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert "Pasal 3" in done.stdout
    assert _first(knowledge, ASKED) == (PARKS, "Pasal 3")
    assert [one.what for one in knowledge.journal.newest(5)[0]] == ["link"]


def test_a_link_to_an_ayat_quotes_that_ayat(knowledge: KnowledgeBase) -> None:
    knowledge.link("kapan setor angka pelawat?", PARKS, "Pasal 2 ayat (2)", by="test")
    answer = knowledge.ask("kapan setor angka pelawat?")
    assert answer.citations[0].locator == "Pasal 2 ayat (2)"
    assert "30 (tiga puluh) hari" in answer.citations[0].quote


def test_links_outlive_ingest_rollback_and_prune(knowledge: KnowledgeBase, documents: Path) -> None:
    knowledge.link(ASKED, PARKS, "Pasal 3", by="test")
    file = documents / f"{PARKS}.txt"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    knowledge.ingest([documents], prune=True)
    [left] = knowledge.links()
    assert not left.is_attached
    (documents / "salinan kantor.txt").write_text(text, encoding="utf-8")
    knowledge.ingest([documents])
    assert _first(knowledge, ASKED) == ("salinan kantor", "Pasal 3")
    Index(knowledge._index.folder).rollback()
    assert [one.is_attached for one in knowledge.links()] == [False]


def test_what_lost_its_provision_is_told_by_the_ingest(knowledge: KnowledgeBase, documents: Path) -> None:
    knowledge.link(ASKED, PARKS, "Pasal 3", by="test")
    (documents / f"{PARKS}.txt").unlink()
    report = knowledge.ingest([documents], prune=True)
    assert report.unlinked == (f"{PARKS} Pasal 3: {ASKED}",)


def test_a_removed_link_is_forgotten(knowledge: KnowledgeBase) -> None:
    link = knowledge.link(ASKED, PARKS, "Pasal 3", by="test")
    assert knowledge.unlink(link.id[:8]) == link
    assert knowledge.links() == []
    assert knowledge.ask(ASKED).abstained
    with pytest.raises(LinkError, match="Tidak ada tautan"):
        knowledge.unlink(link.id)


@pytest.mark.parametrize(
    ("document", "locator", "said"),
    [
        ("perda-1-1999", "Pasal 3", "Tidak ada dokumen perda-1-1999"),
        (PARKS, "Pasal 77", "Tidak ada Pasal 77 dalam"),
        (PARKS, "Pasal 2 ayat (9)", r"Tidak ada Pasal 2 ayat \(9\) dalam"),
        ("quick-win", "Anggaran", "Tidak ada Anggaran dalam"),
    ],
)
def test_a_place_that_is_not_there_is_one_sentence(
    knowledge: KnowledgeBase, document: str, locator: str, said: str
) -> None:
    with pytest.raises(LinkError, match=said):
        knowledge.link(ASKED, document, locator, by="test")
    assert knowledge.links() == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [("pasal 2 ayat (3) huruf a", "Pasal 2 ayat (3) huruf a"), ("psl 2 (2)", "Pasal 2 ayat (2)")],
)
def test_an_address_is_kept_as_the_document_writes_it(knowledge: KnowledgeBase, given: str, kept: str) -> None:
    assert knowledge.link(ASKED, PARKS, given, by="test").locator == kept


def test_a_heading_is_a_place(knowledge: KnowledgeBase) -> None:
    assert knowledge.link("apa maksud menang cepat?", "quick-win", "pengertian quick win", by="test").locator == (
        "Pengertian quick win"
    )


class TestCsv:
    def test_every_line_is_linked(self, knowledge: KnowledgeBase, tmp_path: Path) -> None:
        file = tmp_path / "links.csv"
        file.write_text(f'"{ASKED}",{PARKS},Pasal 3\n"apa, siapa?",{PARKS},Pasal 1\n', encoding="utf-8")
        knowledge.link_all(read_csv(file), by="test")
        assert {one.link.question for one in knowledge.links()} == {ASKED, "apa, siapa?"}

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (f"a?,{PARKS},Pasal 1\nb?,{PARKS}\n", "baris 2: perlu tiga kolom"),
            (f"question;locator;document\na?;;{PARKS}\n", "baris 2: perlu tiga kolom"),
            (f'a?,{PARKS},Pasal 1\n"b?,{PARKS},Pasal 1\n', "baris 2: perlu tiga kolom"),
            (f"a?,{PARKS},Pasal 1\nb?,{PARKS},Pasal 88\n", "Baris 2: Tidak ada Pasal 88"),
            (f"a?,{PARKS},Pasal 1\n?,{PARKS},Pasal 1\n", "Baris 2: Tuliskan pertanyaan"),
        ],
    )
    def test_a_broken_line_is_named_and_nothing_is_linked(
        self, knowledge: KnowledgeBase, tmp_path: Path, text: str, said: str
    ) -> None:
        file = tmp_path / "links.csv"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(LinkError, match=said):
            knowledge.link_all(read_csv(file), by="test")
        assert knowledge.links() == []

    def test_what_is_exported_can_be_read_back(self, knowledge: KnowledgeBase, tmp_path: Path) -> None:
        knowledge.link("=1+1 itu apa?", PARKS, "Pasal 3", by="test")
        file = tmp_path / "out.csv"
        write_csv(file, knowledge.links())
        assert read_csv(file) == [Wanted("=1+1 itu apa?", PARKS, "Pasal 3", 2)]
        [row] = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
        assert (row["by"], row["attached"], row["question"][0]) == ("test", "ya", "'")


def test_the_revision_changes_with_every_link(knowledge: KnowledgeBase) -> None:
    seen = {knowledge.revision}
    link = knowledge.link(ASKED, PARKS, "Pasal 3", by="test")
    seen.add(knowledge.revision)
    knowledge.unlink(link.id)
    seen.add(knowledge.revision)
    assert len(seen) == 3
