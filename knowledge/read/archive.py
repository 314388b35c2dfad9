"""ZIP archives: the documents inside, unpacked to a folder or read as one file whose parts are its pages."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from knowledge.errors import ArchiveError, DocumentError
from knowledge.read.door import SUFFIXES, Progress
from knowledge.read.door import read as read_document
from knowledge.read.packed import checked
from knowledge.records import Page


def read(path: Path, progress: Progress) -> list[Page]:
    """Reads the documents of an archive one after the other (scanned pages, the parts of a regulation)."""
    with tempfile.TemporaryDirectory() as folder:
        files = unpack(path, Path(folder))
        pages: list[Page] = []
        problems: list[str] = []
        for place, file in enumerate(files, start=1):
            try:
                for page in read_document(file):
                    pages.append(Page(len(pages) + 1, page.text, page.quality))
            except DocumentError as error:
                problems.append(str(error))
            progress(place, len(files))
    if not pages and problems:
        raise DocumentError(f"{path.name}: tidak ada isinya yang terbaca / nothing in it can be read: {problems[0]}")
    return pages


def unpack(path: Path, folder: Path) -> list[Path]:
    """Unpacks the documents of an archive into a folder and returns them in the order of their names.

    A file keeps its name, behind those of its folders where two have the same; archives inside, links and files that
    cannot be read are left out.
    """
    found: dict[str, zipfile.ZipInfo] = {}
    with checked(path) as packed:
        for part in packed.infolist():
            name = _safe_name(part.filename)
            suffix = PurePosixPath(name).suffix.lower()
            if name and not part.is_dir() and suffix in SUFFIXES and suffix != ".zip":
                found[name] = part
        if not found:
            raise ArchiveError(
                f"{path.name}: tidak ada dokumen yang terbaca dalam arsip ini; buka dan periksa. / There is no "
                "readable document in this archive; unpack and check it."
            )
        files = []
        for name, part in _named(found):
            target = folder / name
            try:
                with packed.open(part) as source, target.open("wb") as copy:
                    shutil.copyfileobj(source, copy, 1 << 20)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
                raise DocumentError(
                    f"{path.name}: rusak pada {name}; unduh lagi. / Damaged at that file; download it again."
                ) from error
            files.append(target)
    return files


def _named(found: dict[str, zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yields each part with the name of its file, in the order of the paths."""
    alone = Counter(path.rpartition("/")[2].lower() for path in found)
    for path in sorted(found, key=_natural):
        own = path.rpartition("/")[2]
        yield (own if alone[own.lower()] == 1 else path.replace("/", "_"))[-150:], found[path]


def _safe_name(name: str) -> str:
    """Returns a member's path without what could lead out of its folder, "" where it is no document."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    if not parts or parts[0] == "__MACOSX" or parts[-1].startswith((".", "~$")):
        return ""
    return "/".join(re.sub(r"[^\w.()\- ]", "_", part) for part in parts)


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(piece), "") if piece.isdigit() else (0, piece.lower()) for piece in re.split(r"(\d+)", name)]
