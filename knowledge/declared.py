"""Edges that people declare: in a document's front matter, or in the catalogue file an admin keeps."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from knowledge.catalog import Relation
from knowledge.errors import DocumentError
from knowledge.records import ParsedDocument
from knowledge.references import mentions
from knowledge.verbs import AMENDS, CITES, IMPLEMENTS, REVOKES

CATALOGUE = "katalog.csv"
"""The admin's file in the documents folder, one edge a line: dokumen, hubungan, sasaran, tanggal, ketentuan."""

_COLUMNS = {
    "document": ("dokumen", "document", "key", "kunci", "peraturan"),
    "relation": ("hubungan", "relation", "relasi"),
    "target": ("sasaran", "target"),
    "date": ("tanggal", "date", "berlaku"),
    "provision": ("ketentuan", "provision", "pasal"),
}
_WORDS = {
    "mengubah": AMENDS, "amends": AMENDS, "mencabut": REVOKES, "revokes": REVOKES, "repeals": REVOKES,
    "melaksanakan": IMPLEMENTS, "implements": IMPLEMENTS, "merujuk": CITES, "cites": CITES,
}  # fmt: skip
_PASSIVE = {
    "diubah": AMENDS, "diubah oleh": AMENDS, "amended by": AMENDS, "dicabut": REVOKES, "dicabut oleh": REVOKES,
    "revoked by": REVOKES, "repealed by": REVOKES, "diganti": REVOKES, "diganti oleh": REVOKES,
}  # fmt: skip


def declared(
    subject: str, relation: str, target: str, *, document: str, since: str = "", provision: str = ""
) -> Relation | None:
    """Returns the edge that a person declares about two regulations, keys or names; None for an unknown relation."""
    word = " ".join(relation.lower().replace("_", " ").split()).removesuffix(" dengan")
    by, other = _key(subject), _key(target)
    if word in _PASSIVE:
        by, other = other, by
    kind = _WORDS.get(word) or _PASSIVE.get(word)
    if kind is None or not by or not other:
        return None
    return Relation(document, kind, other, provision, "", None, "", by, "", since)


def _key(text: str) -> str:
    """Returns a regulation's key from a key, a file name or a name: "UU 23/2014" → "uu-23-2014"."""
    text = text.strip()
    if re.fullmatch(r"[a-z]+(?:-[a-z]+)*-\d+\w*-(?:19|20)\d\d", text.lower()):
        return text.lower()
    return next((mention.key for mention in mentions(text) if mention.key), "")


def from_front_matter(document: ParsedDocument, name: str) -> Iterator[Relation]:
    """Yields the edges of a document's front matter: `mengubah: [uu-11-2008]`, `dicabut_oleh: pp-59-2022`."""
    own = document.identity.key if document.identity else ""
    subject = document.meta.get("regulation") or own
    for key, value in document.meta.items():
        if key.lower().replace("_", " ") not in {**_WORDS, **_PASSIVE}:
            continue
        for target in _values(value):
            if found := declared(subject, key, target, document=name):
                yield found


def _values(text: str) -> Iterable[str]:
    """Returns the entries of a front matter value, which travels as JSON when it is a list."""
    try:
        loaded = json.loads(text)
    except ValueError:
        return [text]
    return [str(entry) for entry in loaded] if isinstance(loaded, list) else [text]


def read_catalogue(path: Path) -> list[Relation]:
    """Reads an admin's catalogue file; its edges come from no document.

    Raises:
        DocumentError: naming the line that cannot be used.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise DocumentError(f"{path.name}: tidak dapat dibaca sebagai UTF-8. / Cannot be read as UTF-8.") from None
    dialect = "excel" if text.partition("\n")[0].count(",") >= text.partition("\n")[0].count(";") else _SEMICOLON
    rows = csv.DictReader(text.splitlines(), dialect=dialect)
    return [_row(path, number, row) for number, row in enumerate(rows, 2) if any(_filled(row))]


class _SEMICOLON(csv.excel):
    """What a spreadsheet set to Indonesian writes."""

    delimiter = ";"


def _row(path: Path, number: int, row: dict[str | None, str | list[str] | None]) -> Relation:
    values = {
        name: next((str(v).strip() for k, v in row.items() if k and v and k.strip().lower() in spellings), "")
        for name, spellings in _COLUMNS.items()
    }
    since = _iso(values["date"])
    found = declared(
        values["document"],
        values["relation"],
        values["target"],
        document=CATALOGUE,
        since=since or "",
        provision=values["provision"],
    )
    if found is None or since is None:
        raise DocumentError(
            f"{path.name} baris {number}: perlu dokumen, hubungan ({', '.join([*_WORDS, *_PASSIVE][:6])}, …), sasaran "
            f"dan tanggal TTTT-BB-HH. / Line {number} needs document, relation, target and an ISO date."
        )
    return found


def _filled(row: dict[str | None, str | list[str] | None]) -> Iterator[bool]:
    yield from (bool(value) for value in row.values())


def _iso(text: str) -> str | None:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
