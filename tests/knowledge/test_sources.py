"""What an ingest has to do for each file, decided before anything is read."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from knowledge.errors import DocumentError
from knowledge.generation import LeftOut
from knowledge.sources import Known, Plan, files_in, gone, opened, passed_over, plan, sha256_of, unopened, vanished


def written(folder: Path, **texts: str) -> dict[str, Path]:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.txt" for name in texts}


def known(files: dict[str, Path], **rest: object) -> Known:
    return Known({name: (sha256_of(path), str(path)) for name, path in files.items()}, **rest)  # type: ignore[arg-type]


def planned(folder: Path, before: Known) -> Plan:
    return plan(files_in([folder]), before)


def test_the_same_bytes_at_the_same_place_are_unchanged(tmp_path: Path) -> None:
    before = known(written(tmp_path, a="satu", b="dua"))
    assert planned(tmp_path, before).unchanged == ["a", "b"]
    assert planned(tmp_path, before).is_empty


def test_a_renamed_file_moves_and_is_not_read_again(tmp_path: Path) -> None:
    before = known(written(tmp_path, lama="satu"))
    (tmp_path / "lama.txt").rename(tmp_path / "baru.txt")
    made = planned(tmp_path, before)
    assert [(move.document, move.source.name) for move in made.moved] == [("lama", "baru")]
    assert not made.fresh


def test_two_files_that_change_places_are_both_moved(tmp_path: Path) -> None:
    before = known(written(tmp_path, a="satu", b="dua"))
    written(tmp_path, a="dua", b="satu")
    made = planned(tmp_path, before)
    assert {(move.document, move.source.name) for move in made.moved} == {("a", "b"), ("b", "a")}


def test_a_second_copy_of_the_same_bytes_is_left_out(tmp_path: Path) -> None:
    before = known(written(tmp_path, a="satu"))
    written(tmp_path, salinan="satu")
    made = planned(tmp_path, before)
    assert [left.document for left in made.left_out.values()] == ["a"]
    assert not made.fresh


def test_a_copy_that_another_stood_for_is_read_once_that_one_is_gone(tmp_path: Path) -> None:
    files = written(tmp_path, a="satu", b="satu dengan kata lain")
    left = LeftOut(str(files["b"]), sha256_of(files["b"]), "a", "lebih lengkap")
    before = known({"a": files["a"]}, left_out={str(files["b"]): left})
    assert not planned(tmp_path, before).fresh
    files["a"].unlink()
    assert [source.name for source in planned(tmp_path, before).fresh] == ["b"]


def test_a_document_that_waits_for_recognition_is_read_again(tmp_path: Path) -> None:
    before = known(written(tmp_path, pindaian="satu", b="dua"), waiting=["pindaian"])
    made = planned(tmp_path, before)
    assert [source.name for source in made.fresh] == ["pindaian"]
    assert made.unchanged == ["b"]


def test_only_what_is_gone_from_the_named_folders_is_pruned(tmp_path: Path) -> None:
    here, there = written(tmp_path / "sini", a="satu", b="dua"), written(tmp_path / "sana", c="tiga")
    before = known({**here, **there})
    here["a"].unlink()
    there["c"].unlink()
    assert gone(before, planned(tmp_path / "sini", before), [tmp_path / "sini"]) == ["a"]


def test_a_folder_that_cannot_be_opened_is_named_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "rahasia"
    before = known(written(locked, a="satu"))

    def refuse(path: str | Path, real: Callable[..., object]) -> object:
        if str(path).startswith(str(locked)):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    # Tests may run as root, whom no rights keep out.
    monkeypatch.setattr(os, "scandir", partial(refuse, real=os.scandir))
    monkeypatch.setattr(Path, "stat", lambda path, **_: refuse(path, os.stat))
    assert [failure.path for failure in unopened([tmp_path])] == [str(locked)]
    assert gone(before, Plan(), [tmp_path]) == []


def test_a_named_file_is_no_folder_to_open(tmp_path: Path) -> None:
    assert unopened([written(tmp_path, a="satu")["a"]]) == []


def test_a_file_that_cannot_be_read_is_named_and_stays(tmp_path: Path) -> None:
    if not Path("/proc/self/mem").exists():
        pytest.skip("needs a file that opens and cannot be read")
    before = known(written(tmp_path, a="satu"))
    made = plan([tmp_path / "a.txt", Path("/proc/self/mem")], before)
    assert [failure.path for failure in made.failed] == ["/proc/self/mem"]
    assert made.unchanged == ["a"]


def test_what_no_reader_takes_is_told_with_what_would_help(tmp_path: Path) -> None:
    written(tmp_path, a="satu")
    for name in ("surat.doc", "arsip.rar", "~$surat.docx", "Thumbs.db", ".rahasia", "README.md", "katalog.csv"):
        (tmp_path / name).write_bytes(b"x")
    told = {Path(failure.path).name: failure.reason for failure in passed_over([tmp_path])}
    assert set(told) == {"surat.doc", "arsip.rar"}
    assert told["surat.doc"].startswith("simpan sebagai .docx")
    assert [path.name for path in files_in([tmp_path])] == ["a.txt"]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"tidak-ada: berkas atau folder tidak ada"):
        files_in([tmp_path / "tidak-ada"])


def archive(path: Path, *names: str) -> None:
    with ZipFile(path, "w") as packed:
        for name in names:
            packed.writestr(name, f"isi {name}")


def test_documents_of_an_archive_keep_their_names(tmp_path: Path) -> None:
    archive(
        tmp_path / "a.zip", "2020/perda-1-2020.txt", "2021/perda-2-2021.txt", "2020/lampiran.txt", "2021/lampiran.txt"
    )
    (tmp_path / "isi").mkdir()
    parts = opened(planned(tmp_path, Known()).fresh, tmp_path / "isi", [])
    assert [part.name for part in parts] == ["2020_lampiran", "perda-1-2020", "2021_lampiran", "perda-2-2021"]


def test_what_an_archive_holds_no_more_is_taken_out_unless_it_cannot_be_opened(tmp_path: Path) -> None:
    origin = str((tmp_path / "a.zip").resolve())
    before = Known({name: ("abc!x", f"{origin}!{name}.txt") for name in ("satu", "dua")})
    archive(tmp_path / "a.zip", "dua.txt")
    fresh = planned(tmp_path, before).fresh
    (tmp_path / "isi").mkdir()
    assert vanished(before, fresh, opened(fresh, tmp_path / "isi", [])) == ["satu"]
    assert vanished(before, fresh, []) == []
