"""What an admin relies on: copies, the gate, rollback, a full disk, the command line."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from typer.testing import CliRunner, Result

from ingest import app
from knowledge import IndexStateError, KnowledgeBase, shipped
from knowledge import upkeep as upkeep_module
from knowledge.embed import StaticEmbedder
from knowledge.errors import AuditError
from knowledge.index import Index
from knowledge.ingestion import ingest
from knowledge.report import IngestReport, lines
from knowledge.settings import SHIPPED_MODEL
from tests.conftest import PARKS

NAME = "perbup-contoh-7-2020"
Shell = Callable[..., Result]


class CountingEmbedder(StaticEmbedder):
    """The bundled embedder, which counts the texts it was given."""

    def __init__(self) -> None:
        super().__init__(SHIPPED_MODEL)
        self.given = 0

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.given += len(texts)
        return super().embed(texts)


@pytest.fixture(scope="module")
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index(tmp_path / "index")
    yield opened
    opened.close()


def held(index: Index) -> list[str]:
    with index.catalog() as catalog:
        return sorted(entry.name for entry in catalog.documents())


def test_a_moved_file_is_not_embedded_again(index: Index, embedder: CountingEmbedder, documents: Path) -> None:
    ingest(index, embedder, [documents])
    (documents / "sub").mkdir()
    (documents / f"{NAME}.txt").rename(documents / "sub" / "taman.txt")
    embedder.given = 0
    report = ingest(index, embedder, [documents])
    assert report.moved == ((NAME, "taman"),)
    assert embedder.given == 0
    assert index.current().problems() == []


def test_of_two_copies_of_a_regulation_the_more_complete_stays(
    index: Index, embedder: CountingEmbedder, documents: Path
) -> None:
    broken = PARKS[: PARKS.index("Pasal 3\n")] + PARKS[PARKS.index("Pasal 4\n") :]
    (documents / "salinan.md").write_text(broken, encoding="utf-8")
    report = ingest(index, embedder, [documents])
    assert [(Path(d.path).name, d.document) for d in report.duplicates] == [("salinan.md", NAME)]
    assert held(index) == [NAME, "quick-win"]
    line = next(line for line in lines(report) if line.startswith("ganda"))
    assert f"salinan.md: yang dipakai {documents / NAME}.txt (lebih lengkap" in line


def test_a_better_copy_takes_the_place_of_a_worse_one(
    index: Index, embedder: CountingEmbedder, documents: Path
) -> None:
    whole = documents / f"{NAME}.txt"
    text = whole.read_text(encoding="utf-8")
    whole.write_text(text[: text.index("Pasal 3\n")] + text[text.index("Pasal 4\n") :], encoding="utf-8")
    ingest(index, embedder, [documents])
    (documents / "unduhan.txt").write_text(text, encoding="utf-8")
    report = ingest(index, embedder, [documents])
    assert [(Path(d.path).name, d.document) for d in report.duplicates] == [(f"{NAME}.txt", "unduhan")]
    assert held(index) == ["quick-win", "unduhan"]


def test_a_version_that_loses_articles_is_refused_unless_forced(
    index: Index, embedder: CountingEmbedder, documents: Path
) -> None:
    ingest(index, embedder, [documents])
    served = index.pointer()
    path = documents / f"{NAME}.txt"
    path.write_text(PARKS[: PARKS.index("Pasal 2\n")] + "Pasal 2\nIsi.\n", encoding="utf-8")
    with pytest.raises(AuditError, match="3 Pasal hilang"):
        ingest(index, embedder, [documents])
    assert index.pointer() == served
    forced = ingest(index, embedder, [documents], force=True)
    assert index.pointer() == forced.generation != served
    assert len(forced.overruled) == 1


def test_a_full_disk_leaves_the_old_version_and_says_so(
    index: Index, embedder: CountingEmbedder, documents: Path
) -> None:
    ingest(index, embedder, [documents])
    served = index.pointer()

    def fill_up() -> None:
        with index.build():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(IndexStateError, match="Disk penuh"):
        fill_up()
    assert index.pointer() == served
    assert [path.name for path in (index.folder / "generations").iterdir()] == [served]


def test_what_a_killed_run_left_is_removed_by_one_that_finds_nothing_new(
    index: Index, embedder: CountingEmbedder, documents: Path
) -> None:
    ingest(index, embedder, [documents])
    (index.folder / "generations" / "00000009").mkdir()
    report = ingest(index, embedder, [documents])
    assert report.unchanged == (NAME, "quick-win")
    assert [path.name for path in (index.folder / "generations").iterdir()] == [index.pointer()]


def test_a_changed_file_that_cannot_be_read_keeps_its_earlier_content(
    index: Index, embedder: CountingEmbedder, documents: Path
) -> None:
    ingest(index, embedder, [documents])
    (documents / f"{NAME}.txt").write_bytes(b"\0\0")
    report = ingest(index, embedder, [documents])
    assert "Isi lamanya tetap dipakai" in report.failed[0].reason
    assert held(index) == [NAME, "quick-win"]


# the command line


@pytest.fixture
def shell(tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Runs `python ingest.py` on the small corpus, which stands in for the shipped documents."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCUMENTS_DIR", str(tmp_path / "kantor"))
    monkeypatch.setenv("INDEX_DIR", str(tmp_path / "index"))
    for module in (upkeep_module, shipped):
        monkeypatch.setattr(module, "SHIPPED_DOCUMENTS", documents)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def report_of(result: Result) -> dict[str, object]:
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_if_needed_ingests_only_what_is_shipped_anew(shell: Shell, documents: Path) -> None:
    assert report_of(shell("--if-needed", "--json"))["added"] == [NAME, "quick-win"]
    assert shell("--if-needed", "--json").stdout == ""
    (documents / "baru.md").write_text("## Lampu jalan\n\nLampu jalan menyala pukul 18.00.\n", encoding="utf-8")
    assert report_of(shell("--if-needed", "--json"))["added"] == ["baru"]
    assert shell("--if-needed", "--json").stdout == ""


def test_if_needed_brings_back_neither_what_was_removed_nor_what_was_rolled_back(shell: Shell) -> None:
    shell("--if-needed")
    assert shell("remove", "quick-win").exit_code == 0
    assert shell("--if-needed").stdout == ""
    assert "quick-win" not in shell("list").stdout
    assert shell("rollback").exit_code == 0
    assert shell("--if-needed").stdout == ""
    assert "quick-win" in shell("list").stdout


def test_a_start_script_goes_on_with_what_it_can_serve(shell: Shell, documents: Path) -> None:
    shell("--if-needed")
    (documents / f"{NAME}.txt").write_text(PARKS[: PARKS.index("Pasal 2\n")] + "Pasal 2\nIsi.\n", encoding="utf-8")
    result = shell("--if-needed")
    assert result.exit_code == 0
    assert "yang lama tetap melayani" in result.stderr
    assert isinstance(shell().exception, AuditError)


def test_status_list_show_and_verify_tell_the_same(shell: Shell, documents: Path) -> None:
    broken = PARKS[: PARKS.index("Pasal 3\n")] + PARKS[PARKS.index("Pasal 4\n") :]
    (documents / f"{NAME}.txt").write_text(broken, encoding="utf-8")
    shell("--if-needed")
    status = report_of(shell("status", "--json"))
    assert (status["documents"], status["problem"], status["with_gaps"]) == (2, "", [NAME])
    assert "Pasal 3 tidak ditemukan di antara Pasal 2 dan Pasal 4" in shell("show", NAME.upper()).stdout
    assert "1 celah" in shell("list").stdout
    assert report_of(shell("verify", "--json")) == {"ok": True, "problems": []}
    (documents / "quick-win.md").write_text("lain", encoding="utf-8")
    changed = shell("verify", "--json")
    assert changed.exit_code == 1
    assert "berubah sejak ingest" in changed.stdout


def test_a_failed_file_is_a_line_and_the_exit_code_says_so(shell: Shell, documents: Path) -> None:
    (documents / "rusak.docx").write_bytes(b"bukan docx")
    (documents / "surat.doc").write_bytes(b"lama")
    result = shell()
    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if line.startswith("GAGAL")] == [
        f"GAGAL  {documents.resolve() / 'rusak.docx'}: rusak atau tidak sesuai akhirannya; simpan atau unduh lagi. / "
        "Damaged or not what its ending says; save or download it again."
    ]
    assert "lewat  1 berkas .doc (surat.doc): simpan sebagai .docx" in result.stdout
    assert "2 baru, 0 tetap, 1 gagal" in result.stdout


def test_an_unknown_regulation_is_sent_to_the_list(shell: Shell) -> None:
    result = shell("add", "uu-99-2099")
    assert result.exit_code == 1
    assert "python ingest.py official" in result.stderr


def test_an_answer_leads_to_the_official_page_of_its_regulation(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "uu-14-2008.txt"
    path.write_text(
        "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 14 TAHUN 2008\nTENTANG\nKETERBUKAAN INFORMASI PUBLLK\n\nMEMUTUSKAN:\n"
        "Menetapkan : UNDANG-UNDANG.\n\nPasal 1\nBadan Publik wajib menyediakan Informasi Publik.\n\nPasal 2\n"
        "Setiap Informasi Publik bersifat terbuka.\n\nPasal 3\nUndang-Undang ini bertujuan menjamin hak warga.\n",
        encoding="utf-8",
    )
    knowledge = KnowledgeBase.open(tmp_path / "index")
    report: IngestReport = knowledge.ingest([path])
    assert report.documents[0].title == "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik"
    cited = knowledge.ask("pasal 2 uu 14/2008").citations[0]
    assert cited.url == "https://peraturan.go.id/id/uu-no-14-tahun-2008"
    knowledge.close()
