"""A dry run says what a file would become, and leaves no trace in the index."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from knowledge import DocumentError, Inspection, KnowledgeBase, Uploads
from knowledge.index import Index
from knowledge.inspection import keep, ready
from knowledge.reading import Reading, read_one
from knowledge.settings import Settings
from knowledge.sources import Source, files_in, sha256_of
from knowledge.upkeep import Upkeep
from knowledge.watch import _is_about_documents
from tests.conftest import PARKS

Inspect = Callable[..., Inspection]


@pytest.fixture
def inspect(knowledge: KnowledgeBase) -> Inspect:
    return lambda path: knowledge.inspect([path])[0]


def changed(tmp_path: Path, *replaced: tuple[str, str]) -> Path:
    """Returns a later version of the parks regulation, in another folder."""
    text = PARKS
    for old, new in replaced:
        text = text.replace(old, new)
    path = tmp_path / "kiriman" / "perbup-contoh-7-2020.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_it_says_what_a_regulation_holds_and_does(tmp_path: Path) -> None:
    found = KnowledgeBase.open(tmp_path / "index").inspect([changed(tmp_path)])[0]
    assert (found.problem, found.articles, found.earlier) == ("", 5, None)
    assert found.title.startswith("Peraturan Bupati Contoh Nomor 7 Tahun 2020")
    assert [(verb, locator) for verb, _, locator in found.does] == [("mencabut", "Pasal 4")]


def test_missing_articles_are_named(tmp_path: Path, inspect: Inspect) -> None:
    path = tmp_path / "perbup-contoh-8-2020.txt"
    path.write_text(
        PARKS.replace("NOMOR 7", "NOMOR 8").replace(PARKS[PARKS.index("Pasal 3") : PARKS.index("Pasal 4")], ""),
        encoding="utf-8",
    )
    found = inspect(path)
    assert found.articles == 4
    assert any("Pasal 3" in gap for gap in found.gaps)


def test_nothing_of_it_can_be_found(tmp_path: Path, inspect: Inspect, knowledge: KnowledgeBase) -> None:
    before = knowledge.generation
    inspect(changed(tmp_path, ("tanpa izin", "kecuali dengan izin khusus")))
    assert knowledge.generation == before
    assert all("izin khusus" not in hit.passage.text for hit in knowledge.search("izin khusus pedagang"))


def test_it_is_compared_with_the_version_that_is_served(tmp_path: Path, inspect: Inspect) -> None:
    found = inspect(changed(tmp_path, ("setiap hari", "setiap pagi"), ("Pasal 5\n", "Pasal 6\n")))
    assert found.earlier is not None
    assert found.earlier.document == "perbup-contoh-7-2020"
    assert found.earlier.changed == ("Pasal 2",)
    assert (found.earlier.added, found.earlier.lost) == (("Pasal 6",), ("Pasal 5",))


def test_only_the_offices_own_files_can_be_replaced(
    tmp_path: Path, documents: Path, knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = changed(tmp_path, ("setiap hari", "setiap pagi"))
    earlier = knowledge.inspect([path])[0].earlier
    assert earlier is not None
    assert not earlier.replaceable
    monkeypatch.setenv("DOCUMENTS_DIR", str(documents))
    earlier = Upkeep.open(tmp_path / "index").inspect([path])[0].earlier
    assert earlier is not None
    assert earlier.replaceable


def test_the_same_bytes_are_recognised(tmp_path: Path, inspect: Inspect) -> None:
    found = inspect(changed(tmp_path))
    assert found.same_as == "perbup-contoh-7-2020"
    assert not found.is_new


def _with_macro(path: Path) -> None:
    docx.Document().save(str(path))
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("word/vbaProject.bin", b"\xd0\xcf")


def _zip(path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for name in names:
            packed.writestr(name, PARKS)


BAD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "empty": ("kosong.pdf", lambda path: path.write_bytes(b""), "EmptyFileError"),
    "empty archive": ("kosong.zip", lambda path: path.write_bytes(b""), "EmptyFileError"),
    "macro by its ending": ("surat.docm", lambda path: path.write_bytes(b"PK\x03\x04"), "MacroError"),
    "macro inside": ("surat.docx", _with_macro, "MacroError"),
    "unknown type": ("suara.ogg", lambda path: path.write_bytes(b"OggS"), "FileTypeError"),
    "old office": ("surat.docx", lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1")), "ProtectedError"),
    "damaged": ("rusak.pdf", lambda path: path.write_bytes(b"%PDF-1.7 broken"), "DocumentError"),
    "no text": ("hampa.txt", lambda path: path.write_text(" \n. \n"), "NoTextError"),
    "too many files": ("banyak.zip", lambda path: _zip(path, [f"{n}.txt" for n in range(10_000)]), "ArchiveError"),
    "a path outside": ("luar.zip", lambda path: _zip(path, ["../../etc/perda.txt"]), "ArchiveError"),
    "an absolute path": ("luar.zip", lambda path: _zip(path, ["/etc/perda.txt"]), "ArchiveError"),
    "nothing readable": ("lagu.zip", lambda path: _zip(path, ["lagu.mp3"]), "ArchiveError"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_come_in_is_named(kind: str, tmp_path: Path, inspect: Inspect) -> None:
    name, write, problem = BAD[kind]
    write(tmp_path / name)
    found = inspect(tmp_path / name)
    assert found.problem == problem
    assert found.detail


def test_an_archive_is_its_documents(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    path = tmp_path / "dua.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a/perbup-contoh-7-2020.txt", PARKS)
        packed.writestr("b/perbup-contoh-9-2021.txt", PARKS.replace("NOMOR 7 TAHUN 2020", "NOMOR 9 TAHUN 2021"))
    found = knowledge.inspect([path])
    assert [one.same_as for one in found] == ["perbup-contoh-7-2020", ""]
    assert found[1].articles == 5


def test_a_document_of_too_many_pages_is_left_out(
    tmp_path: Path, knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "buku.docx"
    book = docx.Document()
    for _ in range(4):
        book.add_paragraph("Pasal 1")
        book.add_page_break()  # type: ignore[no-untyped-call]
    book.save(str(path))
    monkeypatch.setenv("UPLOAD_PAGES", "3")
    assert Upkeep.open(tmp_path / "index").inspect([path])[0].problem == "TooLongError"


def test_what_was_inspected_is_not_read_again(tmp_path: Path) -> None:
    path = changed(tmp_path)
    source = Source(str(path), path, sha256_of(path), "perbup-contoh-7-2020")
    item = read_one(source)
    assert isinstance(item, Reading)
    keep(item, tmp_path)
    again = ready([tmp_path], Source(str(path), path, source.sha256, "salinan"))
    assert again is not None
    assert {passage.document for passage in again.passages} == {"salinan"}
    assert ready([tmp_path], Source(str(path), path, "another hash", "salinan")) is None


def test_an_ingest_takes_what_an_inspection_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, room = changed(tmp_path), tmp_path / "room"
    room.mkdir()
    upkeep = Upkeep.open(tmp_path / "index")
    upkeep.inspect([path], room)
    monkeypatch.setattr("knowledge.reading.read", lambda *_: pytest.fail("read again"))
    report = upkeep.ingest([path], rooms=[room])
    assert report.added == ("perbup-contoh-7-2020",)
    assert not report.failed


def test_unchanged_files_are_read_again_when_asked(knowledge: KnowledgeBase, documents: Path, tmp_path: Path) -> None:
    upkeep = Upkeep.open(tmp_path / "index")
    report = upkeep.ingest([documents / "quick-win.md"], reread=True)
    assert report.changed == ("quick-win",)
    assert upkeep.verify() == []


class TestSettings:
    def test_uploads_go_to_the_offices_documents(self, tmp_path: Path) -> None:
        assert Settings(documents_dir=tmp_path).uploads == tmp_path
        assert Settings(documents_dir=tmp_path, uploads_dir=tmp_path / "x").folders == [tmp_path, tmp_path / "x"]

    def test_they_never_go_to_the_shipped_documents(self) -> None:
        from knowledge.settings import SHIPPED_DOCUMENTS

        with pytest.raises(ValueError, match="outside the shipped"):
            Settings(uploads_dir=SHIPPED_DOCUMENTS / "kantor")
        assert not Settings(documents_dir=SHIPPED_DOCUMENTS).uploads.is_relative_to(SHIPPED_DOCUMENTS)


ROOT = Path(__file__).resolve().parents[2]


def job(tmp_path: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "knowledge.job", "--index", str(tmp_path / "index"), *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_a_job_tells_its_progress_and_its_result(tmp_path: Path) -> None:
    with job(tmp_path, "inspect", tmp_path, changed(tmp_path)) as running:
        assert running.stdout is not None
        lines = [json.loads(line) for line in running.stdout]
        assert running.wait() == 0
    assert {line.get("stage") for line in lines} >= {"pages", "passages"}
    assert lines[-1]["result"][0]["articles"] == 5


def test_a_job_ends_with_whoever_asked_for_it(tmp_path: Path) -> None:
    with Index(tmp_path / "index").lock(), job(tmp_path, "ingest", changed(tmp_path)) as running:
        assert running.stdout is not None
        assert running.stdin is not None
        assert json.loads(running.stdout.readline())["stage"] == "wait"
        running.stdin.close()
        assert running.wait() == 1
    assert not Index(tmp_path / "index").pointer()


def test_reading_an_upload_has_bounds(tmp_path: Path) -> None:
    looks = "; ".join(
        (
            "import resource, signal, knowledge.job as job",
            "job._bound(job.load_settings())",
            "print(resource.getrlimit(resource.RLIMIT_AS)[0] >> 20, signal.getitimer(signal.ITIMER_REAL)[0] <= 7)",
        )
    )
    environment = {"PATH": "/usr/bin:/bin", "UPLOAD_MEGABYTES": "700", "UPLOAD_SECONDS": "7"}
    ran = subprocess.run(
        [sys.executable, "-c", looks], capture_output=True, text=True, env=environment, check=True, cwd=ROOT
    )
    assert ran.stdout.split() == ["700", "True"]


class TestFolder:
    @pytest.fixture
    def uploads(self, tmp_path: Path) -> Uploads:
        return Uploads(tmp_path / "dokumen")

    def test_what_waits_is_no_document(self, uploads: Uploads) -> None:
        uploads.keep("a1", "Perda 5.txt", PARKS.encode())
        assert files_in([uploads.folder]) == []
        assert uploads.rooms() == {"a1"}

    def test_a_name_cannot_lead_out_of_the_room(self, uploads: Uploads) -> None:
        kept = uploads.keep("a1", "..\\../../etc/Perda  5.TXT", b"x")
        assert (kept.parent, kept.name) == (uploads.room("a1"), "perda-5.txt")

    def test_a_file_comes_in_once_however_often_it_is_told_to(self, uploads: Uploads) -> None:
        kept = uploads.keep("a1", "perda.txt", b"baru")
        placings = uploads.plan("a1", [(str(kept), "")])
        for _ in range(2):
            uploads.publish(placings)
        assert [path.read_bytes() for path in files_in([uploads.folder])] == [b"baru"]

    def test_what_is_replaced_can_come_back(self, uploads: Uploads) -> None:
        old = uploads.folder / "perda.txt"
        kept = uploads.keep("a1", "perda baru.pdf", b"baru")
        old.write_bytes(b"lama")
        placings = uploads.plan("a1", [(str(kept), str(old))])
        uploads.publish(placings)
        assert [path.name for path in files_in([uploads.folder])] == ["perda.pdf"]
        for _ in range(2):
            uploads.take_back(placings)
        assert [path.read_bytes() for path in files_in([uploads.folder])] == [b"lama"]
        assert kept.read_bytes() == b"baru"

    @pytest.mark.parametrize("calls", range(1, 4))
    def test_a_crash_between_two_steps_is_made_good(
        self, uploads: Uploads, calls: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = uploads.folder / "perda.txt"
        kept = uploads.keep("a1", "perda.txt", b"baru")
        old.write_bytes(b"lama")
        placings = uploads.plan("a1", [(str(kept), str(old))])
        left = iter(range(calls))
        move = Path.replace

        def dies(path: Path, target: Path) -> Path:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return move(path, target)

        monkeypatch.setattr(Path, "replace", dies)
        with contextlib.suppress(KeyboardInterrupt):
            uploads.publish(placings)
        monkeypatch.undo()
        uploads.publish(placings)
        assert old.read_bytes() == b"baru"
        assert Path(placings[0].binned).read_bytes() == b"lama"

    def test_another_file_in_its_place_is_never_overwritten(self, uploads: Uploads) -> None:
        kept = uploads.keep("a1", "perda.txt", b"baru")
        placings = uploads.plan("a1", [(str(kept), "")])
        (uploads.folder / "perda.txt").write_bytes(b"lain")
        with pytest.raises(DocumentError, match="berkas lain"):
            uploads.publish(placings)
        assert kept.exists()

    def test_a_full_disk_is_one_sentence(self, uploads: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(DocumentError, match="Disk penuh"):
            uploads.keep("a1", "perda.txt", b"baru")
        assert list(uploads.room("a1").iterdir()) == []

    def test_the_bin_is_emptied_when_its_days_are_over(self, uploads: Uploads) -> None:
        uploads.folder.mkdir()
        (uploads.folder / "perda.txt").write_bytes(b"lama")
        placing = uploads.bin("b2", str(uploads.folder / "perda.txt"))
        uploads.publish([placing])
        assert (uploads.tidy(1), Path(placing.target).exists()) == (0, True)
        os.utime(Path(placing.target).parent, (0, 0))
        assert (uploads.tidy(1), Path(placing.target).exists()) == (1, False)


@pytest.mark.parametrize(
    ("path", "about"),
    [
        ("/srv/dokumen/perda.pdf", True),
        ("/srv/dokumen/.menunggu/a1/perda.pdf", False),
        ("/srv/dokumen/.sampah/a1-0/perda.pdf", False),
        ("/srv/.dokumen/perda.pdf", True),
    ],
)
def test_a_watched_folder_is_not_woken_by_what_waits_in_it(path: str, about: bool) -> None:
    assert _is_about_documents(path) is about
