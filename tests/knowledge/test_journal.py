"""The record of what admins did."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest import app
from knowledge import IndexStateError, Journal

RULE = "# PERATURAN WALI KOTA CONTOH NOMOR 1 TAHUN 2024 TENTANG KOTA CERDAS\n\nPasal 1\n\nRapat empat kali setahun.\n"


def test_what_was_done_last_comes_first(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for number in range(5):
        journal.add("shell budi", "remove", f"dokumen {number}", "1 dihapus")
    found, count = journal.newest(2, skip=1)
    assert count == 5
    assert [action.detail for action in found] == ["dokumen 3", "dokumen 2"]
    assert found[0].at.endswith("+00:00")


def test_half_a_line_of_a_power_cut_hides_no_other(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add("shell budi", "ingest")
    with (tmp_path / "actions.jsonl").open("a", encoding="utf-8") as handle:
        handle.write('{"at": "2026-')
    journal.add("telegram 99", "/jejak")
    assert [action.what for action in journal.newest(9)[0]] == ["/jejak", "ingest"]


def _add_many(folder: Path) -> None:
    for number in range(50):
        Journal(folder).add("shell budi", "ingest", "x" * 5000, str(number))


def test_several_processes_write_whole_lines(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_add_many, args=(tmp_path,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert Journal(tmp_path).newest(1)[1] == 150


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "actions.jsonl").mkdir()
    with pytest.raises(IndexStateError, match="tidak dapat ditulis"):
        Journal(tmp_path).add("shell budi", "ingest")


def test_the_shell_records_what_it_did_and_what_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCUMENTS_DIR", str(tmp_path / "documents"))
    (tmp_path / "perwako-1-2024.md").write_text(RULE, encoding="utf-8")
    index = ["--index", str(tmp_path / "index")]
    for arguments in (["perwako-1-2024.md"], ["remove", "perwako-1-2024"], ["remove", "tidak-ada"], ["list"]):
        CliRunner().invoke(app, [*arguments, *index])
    found, count = Journal(tmp_path / "index").newest(9)
    assert [(action.what, action.detail) for action in reversed(found)] == [
        ("ingest", "perwako-1-2024.md"),
        ("remove", "perwako-1-2024"),
        ("remove", "tidak-ada"),
    ]
    assert count == 3
    assert found[2].result == "1 baru, 0 tetap, 0 gagal"
    assert found[0].result.startswith("gagal: ")
    assert all(action.who.startswith("shell ") for action in found)
