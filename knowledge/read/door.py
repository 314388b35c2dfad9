"""One door from a file to its pages, whatever the format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from knowledge.errors import DocumentError, EmptyFileError, FileTypeError, NoTextError, ProtectedError
from knowledge.records import Page

Progress = Callable[[int, int], None]
Reader = Callable[[Path, Progress], list[Page]]

# A room for each format, opened when the first such file comes.
_ROOMS = {
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
    ".pdf": "pdf",
    ".docx": "word",
    ".odt": "opendocument",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "sheet",
    ".csv": "sheet",
    ".pptx": "slides",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".webp": "image",
    ".zip": "archive",
}
SUFFIXES = frozenset(_ROOMS)

# What a file is by its first bytes, where its ending says something else.
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What is nearly a document: the format to save it in.
OLD = {".doc": ".docx", ".xls": ".xlsx", ".ppt": ".pptx", ".rtf": ".docx", ".wpd": ".docx", ".pages": ".docx"}
# Past this size a file is split sooner than read: the largest law of the corpus is 20 MB as a PDF, 0.6 MB as text.
_MOST_BYTES = 300_000_000
_MOST_CHARACTERS = 20_000_000


def read(path: Path, progress: Progress | None = None) -> list[Page]:
    """Reads a file's pages in order; `progress` is called with the pages done and the pages in all.

    Raises:
        MissingToolError: a scan needs a program that is not installed; the message names it.
        DocumentError: the file cannot be read or holds no text; the message says what to do.
    """
    _check(path)
    room = _room(path)
    reader = cast("Reader", import_module(f"knowledge.read.{room}").read)
    try:
        pages = reader(path, progress or _silent)
    except PermissionError as error:
        raise DocumentError(
            f"{path.name}: tidak boleh dibaca; ubah hak akses berkas. / No permission to read it; change its rights."
        ) from error
    except OSError as error:
        raise DocumentError(
            f"{path.name}: tidak dapat dibaca ({error.strerror or error}); periksa disk. / Cannot be read; check "
            "the disk."
        ) from error
    except (MemoryError, RecursionError) as error:
        raise DocumentError(
            f"{path.name}: terlalu besar atau bersarang terlalu dalam; bagi berkasnya. / Too large or nested too "
            "deeply to be read; split the file."
        ) from error
    if not any(any(map(str.isalnum, page.text)) for page in pages):
        raise NoTextError(
            f"{path.name}: tidak ada teks di dalamnya; periksa apakah berkasnya benar. / There is no text in it; "
            "check that it is the right file."
        )
    if sum(len(page.text) for page in pages) > _MOST_CHARACTERS:
        raise DocumentError(
            f"{path.name}: lebih dari {_MOST_CHARACTERS // 1_000_000} juta huruf; bagi berkasnya. / Too many "
            "characters; split the file."
        )
    return pages


def _check(path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        if suffix in OLD:
            raise FileTypeError(
                f"{path.name}: berkas {suffix} tidak dapat dibaca; simpan sebagai {OLD[suffix]}. / Files of this "
                f"type cannot be read; save it as {OLD[suffix]}."
            )
        known = ", ".join(sorted(SUFFIXES))
        raise FileTypeError(
            f"{path.name}: jenis berkas {suffix or 'tanpa akhiran'} tidak dapat dibaca; pakai salah satu dari "
            f"{known}. / This type of file cannot be read; use one of these."
        )
    try:
        if not path.is_file():
            raise DocumentError(
                f"{path.name}: berkas tidak ada; periksa letaknya ({path}). / There is no such file; check the path."
            )
        size = path.stat().st_size
    except OSError as error:
        raise DocumentError(
            f"{path.name}: tidak dapat dibaca ({error.strerror or error}); periksa letaknya. / Cannot be read; "
            "check the path."
        ) from error
    if size == 0:
        raise EmptyFileError(
            f"{path.name}: berkasnya kosong; salin atau unduh lagi. / The file is empty; copy or download it again."
        )
    if size > _MOST_BYTES:
        raise DocumentError(
            f"{path.name}: {size // 1_000_000} MB melebihi batas {_MOST_BYTES // 1_000_000} MB; bagi berkasnya. "
            "/ Larger than the limit; split the file."
        )


def _room(path: Path) -> str:
    """Returns the reader that fits what the file holds; the ending decides where the first bytes do not."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except PermissionError as error:
        raise DocumentError(
            f"{path.name}: tidak boleh dibaca; ubah hak akses berkas. / No permission to read it; change its rights."
        ) from error
    except OSError as error:
        raise DocumentError(
            f"{path.name}: tidak dapat dibaca ({error.strerror or error}); periksa disk. / Cannot be read; check "
            "the disk."
        ) from error
    if head.startswith(_OLD_OFFICE):
        raise ProtectedError(
            f"{path.name}: berkata sandi atau dalam format Office lama; simpan salinan tanpa sandi dalam format "
            "baru. / Protected by a password or in an old Office format; save an open copy of it."
        )
    for signature, room in _SIGNATURES:
        if head.startswith(signature):
            return room
    room = _ROOMS[path.suffix.lower()]
    if head.startswith(b"PK\x03\x04") and room in ("text", "pdf", "html", "image"):
        raise DocumentError(
            f"{path.name}: ini berkas terkemas; beri akhiran sesuai format aslinya (.docx, .zip, …). / This is "
            "a packed file; give it the ending of its real format."
        )
    return room


def _silent(_done: int, _total: int) -> None:
    """Ignores the progress."""
