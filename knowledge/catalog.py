"""What is indexed, in one SQLite file per generation: documents, their passages, definitions and relations."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.bank import BankEntry
from knowledge.records import DocumentEntry, Kind, Passage, Unit

_MOST_VARIABLES = 30_000  # SQLite allows 32,766 since 3.32
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    name TEXT PRIMARY KEY, title TEXT, kind TEXT, number TEXT, year INTEGER, key TEXT, pages INTEGER, pasal INTEGER,
    sha256 TEXT, source TEXT, status TEXT, url TEXT, issued TEXT, gaps TEXT, meta TEXT);
CREATE INDEX IF NOT EXISTS documents_key ON documents (key);
CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY, document TEXT, position INTEGER, locator TEXT, page INTEGER, kind TEXT, path TEXT, units TEXT,
    searchable INTEGER, stems TEXT, tokens BLOB) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS passages_place ON passages (document, locator);
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


@dataclass(frozen=True, slots=True)
class Definition:
    """A term as one regulation defines it; `short` is its abbreviation or ""."""

    term: str
    short: str
    document: str
    locator: str
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Relation:
    """`document` does something to the regulation `target` (a key such as "pp-34-2009").

    `relation` is a verb of relations.py ("mengubah", "mencabut", …). `provision` narrows the target to some of its
    provisions ("Pasal 27, Pasal 28 ayat (2)"); `locator` is where `document` says so. `by` is the key of the
    regulation that does it where that is another one, of which `document` only tells. `subject` is what the target
    is about and `since` the ISO date from which it holds, "" where the text does not say.
    """

    document: str
    relation: str
    target: str
    provision: str
    locator: str
    page: int | None
    text: str
    by: str = ""
    subject: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage with what ranking needs of it: its stems and the token ids of the bundled embedder."""

    passage: Passage
    stems: str
    tokens: npt.NDArray[np.int32]
    searchable: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """What ranking reads of a passage; `path` is the JSON list of the headings above it."""

    id: str
    document: str
    locator: str
    path: str
    stems: str
    tokens: npt.NDArray[np.int32]


def fold(term: str) -> str:
    """Returns a term as the definition index compares it: lower case, letters and digits only."""
    return "".join(c for c in term.lower() if c.isalnum())


class Catalog:
    """The tables of one generation; reading is safe from several threads."""

    def __init__(self, path: Path, *, readonly: bool = True) -> None:
        mode = "ro" if readonly else "rwc"
        self._db = sqlite3.connect(f"file:{path}?mode={mode}", uri=True, check_same_thread=False)
        self._titles: dict[str, str] = {}
        self._urls: dict[str, str] | None = None
        if readonly:
            self._db.execute("PRAGMA mmap_size = 268435456")
        else:
            self._db.executescript(_SCHEMA)

    # writing

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
                    json.dumps(
                        [(u.locator, u.text, u.page, u.kind.value, u.depth) for u in item.passage.units],
                        ensure_ascii=False,
                    ),
                    int(item.searchable),
                    item.stems,
                    item.tokens.astype(np.int32).tobytes(),
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

    # reading

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

    def title(self, document: str) -> str:
        """Returns a document's title, its name where it has none."""
        if not self._titles:
            self._titles = dict(self._db.execute("SELECT name, title FROM documents"))
        return self._titles.get(document, document)

    def passages(self, ids: Sequence[str]) -> list[IndexedPassage]:
        """Returns passages in the order asked for; ids that are not there are left out."""
        rows = self._rows(f"{_SELECT} WHERE id IN", ids)
        found = {row[0]: row for row in rows}
        return [self._passage(found[id_]) for id_ in ids if id_ in found]

    def rows(self, ids: Sequence[str]) -> list[Row]:
        """Returns what ranking reads of passages, in the order asked for; unknown ids are left out."""
        found = {
            id_: Row(id_, document, locator, path, stemmed, np.frombuffer(tokens, dtype=np.int32))
            for id_, document, locator, path, stemmed, tokens in self._rows(
                "SELECT id, document, locator, path, stems, tokens FROM passages WHERE id IN", ids
            )
        }
        return [found[id_] for id_ in ids if id_ in found]

    def at(self, document: str, locator: str) -> list[IndexedPassage]:
        """Returns the passages at a Pasal-level address or heading, in reading order."""
        rows = self._db.execute(
            f"{_SELECT} WHERE document = ? AND locator = ? COLLATE NOCASE ORDER BY position", (document, locator)
        )
        return [self._passage(row) for row in rows]

    def of(self, document: str) -> list[IndexedPassage]:
        """Returns all passages of a document in reading order."""
        rows = self._db.execute(f"{_SELECT} WHERE document = ? ORDER BY position", (document,))
        return [self._passage(row) for row in rows]

    def places(self, document: str) -> list[tuple[str, str, tuple[str, ...]]]:
        """Returns (locator, kind, path) of each provision of a document once, in reading order."""
        rows = self._db.execute(
            "SELECT locator, kind, path FROM passages WHERE document = ? GROUP BY locator ORDER BY min(position)",
            (document,),
        )
        return [(locator, kind, tuple(json.loads(path))) for locator, kind, path in rows]

    def define(self, term: str) -> list[Definition]:
        """Returns the definitions of a term or abbreviation, spelled in any case."""
        rows = self._db.execute(
            """SELECT term, short, document, locator, page, text FROM definitions
               WHERE folded = ?1 OR short = ?1 ORDER BY document""",
            (fold(term),),
        )
        return [Definition(*row) for row in rows]

    def abbreviations(self) -> list[tuple[str, str]]:
        """Returns (abbreviation, full term) pairs, most used first."""
        return self._db.execute(
            """SELECT short, term FROM definitions WHERE short <> ''
               GROUP BY short, folded ORDER BY count(*) DESC, term"""
        ).fetchall()

    def tokens_of(self, document: str) -> list[npt.NDArray[np.int32]]:
        """Returns the token ids of each passage of a document."""
        rows = self._db.execute("SELECT tokens FROM passages WHERE document = ?", (document,))
        return [np.frombuffer(row[0], dtype=np.int32) for row in rows]

    def definitions_of(self, document: str) -> list[Definition]:
        """Returns what a document defines."""
        rows = self._db.execute(
            "SELECT term, short, document, locator, page, text FROM definitions WHERE document = ?", (document,)
        )
        return [Definition(*row) for row in rows]

    def stems_of(self, document: str) -> set[str]:
        """Returns every stem that stands in a document."""
        rows = self._db.execute("SELECT stems FROM passages WHERE document = ?", (document,))
        return {stem for row in rows for stem in row[0].split()}

    def articles(self, document: str) -> dict[str, int]:
        """Returns each Pasal of a document and at how many places apart from each other it stands."""
        found: dict[str, int] = {}
        last = ""
        for (locator,) in self._db.execute(
            "SELECT locator FROM passages WHERE document = ? ORDER BY position", (document,)
        ):
            if locator != last and locator.startswith("Pasal "):
                found[locator] = found.get(locator, 0) + 1
            last = locator
        return found

    def stem_lines(self, documents: Sequence[str]) -> Iterator[str]:
        """Yields the stems of each passage of some documents, one text each."""
        rows = self._rows("SELECT stems FROM passages WHERE searchable AND document IN", documents)
        yield from (stems for (stems,) in rows)

    def terms(self) -> list[str]:
        """Returns every defined term once."""
        return [row[0] for row in self._db.execute("SELECT term FROM definitions GROUP BY folded ORDER BY term")]

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

    def issued(self) -> dict[str, str]:
        """Returns document → the ISO date of its promulgation or enactment, where it is known."""
        return dict(self._db.execute("SELECT name, issued FROM documents WHERE issued IS NOT NULL"))

    def tabled(self) -> list[str]:
        """Returns the documents that hold tables and are neither an enacted text nor a guide to one."""
        rows = self._db.execute(
            """SELECT name FROM documents d WHERE key = '' AND EXISTS
               (SELECT 1 FROM passages p WHERE p.document = d.name AND p.units LIKE '%"row"%') ORDER BY name"""
        )
        return [name for (name,) in rows]

    def passage_ids(self, *, searchable: bool = True) -> set[str]:
        """Returns the ids of the passages that both indexes must hold."""
        rows = self._db.execute("SELECT id FROM passages WHERE searchable >= ?", (int(searchable),))
        return {row[0] for row in rows}

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

    def fingerprints(self) -> dict[str, tuple[str, str]]:
        """Returns document → (sha256 of its file, path it was read from)."""
        return {
            name: (sha, source) for name, sha, source in self._db.execute("SELECT name, sha256, source FROM documents")
        }

    def _rows(self, query: str, ids: Sequence[str]) -> Iterator[Any]:
        """Runs a query that ends in IN, in pieces below SQLite's limit of variables."""
        for start in range(0, len(ids), _MOST_VARIABLES):
            part = list(ids[start : start + _MOST_VARIABLES])
            yield from self._db.execute(f"{query} ({','.join('?' * len(part))})", part)

    def _passage(self, row: tuple[str, str, str, int | None, str, str, str, str, bytes, int]) -> IndexedPassage:
        id_, document, locator, page, kind, path, units, stems, tokens, searchable = row
        passage = Passage(
            id=id_,
            document=document,
            title=self.title(document),
            locator=locator,
            page=page,
            kind=Kind(kind),
            path=tuple(json.loads(path)),
            units=tuple(Unit(u[0], u[1], u[2], Kind(u[3]), u[4]) for u in json.loads(units)),
        )
        return IndexedPassage(passage, stems, np.frombuffer(tokens, dtype=np.int32), bool(searchable))


_DOCUMENT = """SELECT name, title, kind, year, pages, (SELECT count(*) FROM passages p WHERE p.document = d.name),
    pasal, sha256, source, status, url, issued, gaps"""
_SELECT = "SELECT id, document, locator, page, kind, path, units, stems, tokens, searchable FROM passages"
