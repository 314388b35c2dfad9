"""Plain text and Markdown; a form feed ends a page."""

from __future__ import annotations

import codecs
from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.read.door import Progress
from knowledge.records import Page

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(path: Path, progress: Progress) -> list[Page]:
    """Reads a text file; pages are numbered only where form feeds separate them."""
    text = decode(path.read_bytes(), path.name)
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    progress(len(parts), len(parts))
    if len(parts) == 1:
        return [Page(None, parts[0])]
    return [Page(number, part) for number, part in enumerate(parts, start=1)]


def decode(content: bytes, name: str) -> str:
    """Decodes UTF-8, or UTF-16 with its mark; anything else is refused rather than guessed."""
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in content:
        raise DocumentError(
            f"{name}: ini berkas biner, bukan teks; beri akhiran sesuai format aslinya. / This is a binary file, "
            "not text; give it the ending of its real format."
        )
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: teksnya tidak dalam UTF-8; simpan lagi sebagai UTF-8. / The text is not encoded in UTF-8; "
            "save it again as UTF-8."
        ) from error
