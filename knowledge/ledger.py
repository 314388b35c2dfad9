"""The SQLite file of one generation: its tables, and how they are filled at ingest."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.bank import BankEntry
from knowledge.entries import Definition, IndexedPassage, Relation, fold
from knowledge.records import DocumentEntry

_MOST_VARIABLES = 30_000  # SQLite allows 32,766 since 3.32
_MOST_MAPPED = 0x7FFF0000  # SQLITE_MAX_MMAP_SIZE: what is mapped is read without a system call for each page
# The widest column of a passage stands last, and its table has row numbers: what ranking reads of a hundred candidates
# then mostly lies on one page each instead of along a chain of overflow pages.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    name TEXT PRIMARY KEY, title TEXT, kind TEXT, number TEXT, year INTEGER, key TEXT, pages INTEGER, pasal INTEGER,
    sha256 TEXT, source TEXT, status TEXT, url TEXT, issued TEXT, gaps TEXT, meta TEXT);
CREATE INDEX IF NOT EXISTS documents_key ON documents (key);
CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY, document TEXT, position INTEGER, locator TEXT, page INTEGER, kind TEXT, path TEXT,
    searchable INTEGER, stems TEXT, tokens BLOB, units TEXT);
CREATE INDEX IF NOT EXISTS passages_place ON passages (document, locator COLLATE NOCASE, position);
CREATE INDEX IF NOT EXISTS passages_order ON passages (document, position);
CREATE TABLE IF NOT EXISTS definitions (
    term TEXT, folded TEXT, short TEXT, document TEXT, locator TEXT, page INTEGER, text TEXT);
CREATE INDEX IF NOT EXISTS definitions_folded ON definitions (folded);
CREATE INDEX IF NOT EXISTS definitions_short ON definitions (short);
CREATE INDEX IF NOT EXISTS definitions_document ON definitions (document);
CREATE TABLE IF NOT EXISTS relations (
    document TEXT, relation TEXT, target TEXT, provision TEXT, locator TEXT, page INTEGER, text TEXT,
    agent TEXT, subject TEXT, since TEXT);
CREATE INDEX IF NOT EXISTS relations_document ON relations (document);
CREATE INDEX IF NOT EXISTS relations_target ON relations (target);
CREATE INDEX IF NOT EXISTS relations_agent ON relations (agent);
CREATE TABLE IF NOT EXISTS bank (
    id TEXT PRIMARY KEY, key TEXT, question TEXT, locator TEXT, style TEXT, passage TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bank_passage ON bank (passage);
"""


class Ledger:
    """The tables of one generation; a new one is filled by one thread, what is complete is only read."""

    def __init__(self, path: Path, *, readonly: bool = True) -> None:
        mode = "ro" if readonly else "rwc"
        self._db = sqlite3.connect(f"file:{path}?mode={mode}", uri=True, check_same_thread=False)
        if readonly:
            self._db.execute(f"PRAGMA mmap_size = {_MOST_MAPPED}")
        else:
            self._db.executescript(_SCHEMA)

    def remove(self, documents: Iterable[str]) -> None:
        """Forgets documents and all that came from them."""
        for name in documents:
            for table, column in (
                ("documents", "name"),
                ("passages", "document"),
                ("definitions", "document"),
                ("relations", "document"),
            ):
                self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))

    def add_document(self, entry: DocumentEntry, *, number: str, key: str, meta: dict[str, str]) -> None:
        """Adds or replaces the row of one document."""
        self._db.execute(
            "INSERT OR REPLACE INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                entry.name,
                entry.title,
                entry.kind,
                number,
                entry.year,
                key,
                entry.pages,
                entry.pasal,
                entry.sha256,
                entry.source,
                entry.status,
                entry.url,
                entry.issued.isoformat() if entry.issued else None,
                json.dumps(entry.gaps, ensure_ascii=False),
                json.dumps(meta, ensure_ascii=False, default=str),
            ),
        )

    def add_passages(self, passages: Iterable[IndexedPassage]) -> None:
        """Adds passages of one document, in reading order."""
        self._db.executemany(
            "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    item.passage.id,
                    item.passage.document,
                    position,
                    item.passage.locator,
                    item.passage.page,
                    item.passage.kind.value,
                    json.dumps(item.passage.path, ensure_ascii=False),
                    int(item.searchable),
                    item.stems,
                    item.tokens.astype(np.int32).tobytes(),
                    json.dumps(
                        [(u.locator, u.text, u.page, u.kind.value, u.depth) for u in item.passage.units],
                        ensure_ascii=False,
                    ),
                )
                for position, item in enumerate(passages)
            ),
        )

    def add_definitions(self, definitions: Iterable[Definition]) -> None:
        """Adds definitions to the glossary."""
        self._db.executemany(
            "INSERT INTO definitions VALUES (?,?,?,?,?,?,?)",
            ((d.term, fold(d.term), fold(d.short), d.document, d.locator, d.page, d.text) for d in definitions),
        )

    def add_relations(self, relations: Iterable[Relation]) -> None:
        """Adds edges of the graph of changes."""
        self._db.executemany(
            "INSERT INTO relations VALUES (?,?,?,?,?,?,?,?,?,?)", (astuple(relation) for relation in relations)
        )

    def set_source(self, name: str, source: str) -> None:
        """Says where a document's file lies now."""
        self._db.execute("UPDATE documents SET source = ? WHERE name = ?", (source, name))

    def set_statuses(self, statuses: Mapping[str, str]) -> None:
        """Writes down which documents are in force, changed or revoked; the others lose what they had."""
        self._db.execute("UPDATE documents SET status = ''")
        self._db.executemany(
            "UPDATE documents SET status = ? WHERE name = ?", ((status, name) for name, status in statuses.items())
        )

    def set_pages(self, pages: Mapping[str, str]) -> None:
        """Gives documents without a web address of their own that of their file or regulation."""
        rows = self._db.execute("SELECT name, source, key FROM documents WHERE url IS NULL").fetchall()
        found = ((pages.get(source) or pages.get(key), name) for name, source, key in rows)
        self._db.executemany("UPDATE documents SET url = ? WHERE name = ?", (row for row in found if row[0]))

    def replace_bank(self, entries: Iterable[BankEntry], keys: Iterable[str] | None = None) -> None:
        """Puts attached questions in place of those held before: of all, or of these keys."""
        if keys is None:
            self._db.execute("DELETE FROM bank")
        else:
            self._db.executemany("DELETE FROM bank WHERE key = ?", ((key,) for key in keys))
        self._db.executemany(
            "INSERT INTO bank VALUES (?,?,?,?,?,?)",
            ((e.id, e.key, e.question, e.locator, e.style, e.passage) for e in entries),
        )

    def commit(self) -> None:
        """Writes everything to disk."""
        self._db.commit()

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def _rows(self, query: str, ids: Sequence[str]) -> Iterator[Any]:
        """Runs a query that ends in IN, in pieces below SQLite's limit of variables."""
        for start in range(0, len(ids), _MOST_VARIABLES):
            part = list(ids[start : start + _MOST_VARIABLES])
            yield from self._db.execute(f"{query} ({','.join('?' * len(part))})", part)
