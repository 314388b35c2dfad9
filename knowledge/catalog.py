"""What is indexed, in one SQLite file per generation: documents, their passages, definitions and relations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from knowledge.bank import BankEntry
from knowledge.entries import Definition, IndexedPassage, Relation, Row, fold
from knowledge.records import DocumentEntry
from knowledge.shelf import Shelf

__all__ = ["Catalog", "Definition", "IndexedPassage", "Relation", "Row", "fold"]

_DOCUMENT = """SELECT name, title, kind, year, pages, (SELECT count(*) FROM passages p WHERE p.document = d.name),
    pasal, sha256, source, status, url, issued, gaps"""


class Catalog(Shelf):
    """The tables of one generation; reading is safe from several threads."""

    def __init__(self, path: Path, *, readonly: bool = True) -> None:
        super().__init__(path, readonly=readonly)
        self._urls: dict[str, str] | None = None

    def documents(self) -> list[DocumentEntry]:
        """Returns every indexed document, by kind, year and name."""
        rows = self._db.execute(f"{_DOCUMENT} FROM documents d ORDER BY kind, year DESC, name")
        return [self._entry(row) for row in rows]

    @staticmethod
    def _entry(
        row: tuple[str, str, str, int | None, int, int, int, str, str, str, str | None, str | None, str],
    ) -> DocumentEntry:
        issued, gaps = row[11], tuple(json.loads(row[12]))
        return DocumentEntry(*row[:11], date.fromisoformat(issued) if issued else None, gaps)

    def document(self, name: str) -> tuple[DocumentEntry, str, str, dict[str, str]] | None:
        """Returns one document with its number, key and front matter, None when it is not there."""
        row = self._db.execute(f"{_DOCUMENT}, number, key, meta FROM documents d WHERE name = ?", (name,)).fetchone()
        return (self._entry(row[:13]), row[13], row[14], json.loads(row[15])) if row else None

    def keys(self) -> dict[str, str]:
        """Returns regulation key → document name, the one with most articles where several have a key."""
        return dict(self._db.execute("SELECT key, name FROM documents WHERE key <> '' ORDER BY pasal, name"))

    def named(self, key: str) -> list[str]:
        """Returns the documents that a bank file's key means, those with most articles first."""
        rows = self._db.execute(
            "SELECT name FROM documents WHERE key = ?1 OR name = ?1 ORDER BY pasal DESC, name", (key,)
        )
        return [row[0] for row in rows]

    def identities(self) -> list[tuple[str, str, str, int | None, str]]:
        """Returns (name, kind, number, year, title) of every document."""
        return self._db.execute("SELECT name, kind, number, year, title FROM documents ORDER BY name").fetchall()

    def guides(self) -> dict[str, str]:
        """Returns guide → key of the regulation it explains, from the guides' front matter."""
        rows = self._db.execute("SELECT name, json_extract(meta, '$.regulation') AS key FROM documents WHERE key <> ''")
        return {name: key for name, key in rows if key}

    def languages(self) -> dict[str, str]:
        """Returns document → the language that its front matter states."""
        rows = self._db.execute("SELECT name, json_extract(meta, '$.language') AS language FROM documents")
        return {name: language for name, language in rows if language}

    def url(self, document: str) -> str | None:
        """Returns the web address of a document, None where none is known."""
        if self._urls is None:
            self._urls = dict(self._db.execute("SELECT name, url FROM documents WHERE url IS NOT NULL"))
        return self._urls.get(document)

    def issued(self) -> dict[str, str]:
        """Returns document → the ISO date of its promulgation or enactment, where it is known."""
        return dict(self._db.execute("SELECT name, issued FROM documents WHERE issued IS NOT NULL"))

    def fingerprints(self) -> dict[str, tuple[str, str]]:
        """Returns document → (sha256 of its file, path it was read from)."""
        return {
            name: (sha, source) for name, sha, source in self._db.execute("SELECT name, sha256, source FROM documents")
        }

    def define(self, term: str) -> list[Definition]:
        """Returns the definitions of a term or abbreviation, spelled in any case."""
        rows = self._db.execute(
            """SELECT term, short, document, locator, page, text FROM definitions
               WHERE folded = ?1 OR short = ?1 ORDER BY document""",
            (fold(term),),
        )
        return [Definition(*row) for row in rows]

    def definitions_of(self, document: str) -> list[Definition]:
        """Returns what a document defines."""
        rows = self._db.execute(
            "SELECT term, short, document, locator, page, text FROM definitions WHERE document = ?", (document,)
        )
        return [Definition(*row) for row in rows]

    def terms(self) -> list[str]:
        """Returns every defined term once."""
        return [row[0] for row in self._db.execute("SELECT term FROM definitions GROUP BY folded ORDER BY term")]

    def abbreviations(self) -> list[tuple[str, str]]:
        """Returns (abbreviation, full term) pairs, most used first."""
        return self._db.execute(
            """SELECT short, term FROM definitions WHERE short <> ''
               GROUP BY short, folded ORDER BY count(*) DESC, term"""
        ).fetchall()

    def relations(
        self, *, document: str | None = None, target: str | None = None, by: str | None = None
    ) -> list[Relation]:
        """Returns the edges that leave a document, arrive at a regulation key or are told of a regulation key."""
        asked = {"document": document, "target": target, "agent": by}
        column, value = next((column, value) for column, value in asked.items() if value is not None)
        rows = self._db.execute(f"SELECT * FROM relations WHERE {column} = ? ORDER BY document, locator", (value,))
        return [Relation(*row) for row in rows]

    def subjects(self, kind: str, *verbs: str) -> list[tuple[str, str]]:
        """Returns (key, subject) of each regulation of a kind to which something is done."""
        marks = ",".join("?" * len(verbs))
        rows = self._db.execute(
            f"""SELECT DISTINCT target, subject FROM relations
                WHERE target > ? AND target < ? AND relation IN ({marks}) ORDER BY target, subject""",
            (f"{kind}-", f"{kind}.", *verbs),
        )
        return rows.fetchall()

    def bank(self, ids: Sequence[str]) -> list[BankEntry]:
        """Returns bank questions in the order asked for."""
        rows = self._rows("SELECT * FROM bank WHERE id IN", ids)
        found = {row[0]: BankEntry(*row) for row in rows}
        return [found[id_] for id_ in ids if id_ in found]

    def bank_ids(self, keys: Iterable[str] | None = None) -> set[str]:
        """Returns the ids of the attached questions, of all or of these keys."""
        if keys is None:
            return {row[0] for row in self._db.execute("SELECT id FROM bank")}
        return {row[0] for key in keys for row in self._db.execute("SELECT id FROM bank WHERE key = ?", (key,))}

    def banked(self, *, besides: str) -> set[str]:
        """Returns the keys of which the bank holds questions of another style than `besides`."""
        return {row[0] for row in self._db.execute("SELECT DISTINCT key FROM bank WHERE style <> ?", (besides,))}

    def questions_of(self, passage: str) -> list[BankEntry]:
        """Returns the bank questions that a passage answers."""
        rows = self._db.execute("SELECT * FROM bank WHERE passage = ? ORDER BY id", (passage,))
        return [BankEntry(*row) for row in rows]
