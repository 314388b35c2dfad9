"""The passages of one generation, as ranking and reading need them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.entries import IndexedPassage, Row
from knowledge.ledger import Ledger
from knowledge.records import Kind, Passage, Unit

_SELECT = "SELECT id, document, locator, page, kind, path, units, stems, tokens, searchable FROM passages"


class Shelf(Ledger):
    """The catalogue's passages."""

    def __init__(self, path: Path, *, readonly: bool = True) -> None:
        super().__init__(path, readonly=readonly)
        self._titles: dict[str, str] = {}

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

    def locators(self, document: str) -> list[str]:
        """Returns the address of each provision of a document once, in reading order, without reading any passage."""
        rows = self._db.execute(
            "SELECT locator FROM passages WHERE document = ? GROUP BY locator ORDER BY min(position)", (document,)
        )
        return [locator for (locator,) in rows]

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

    def tokens_of(self, document: str) -> list[npt.NDArray[np.int32]]:
        """Returns the token ids of each passage of a document."""
        rows = self._db.execute("SELECT tokens FROM passages WHERE document = ?", (document,))
        return [np.frombuffer(row[0], dtype=np.int32) for row in rows]

    def stems_of(self, document: str) -> set[str]:
        """Returns every stem that stands in a document."""
        rows = self._db.execute("SELECT stems FROM passages WHERE document = ?", (document,))
        return {stem for row in rows for stem in row[0].split()}

    def stem_lines(self, documents: Sequence[str]) -> Iterator[str]:
        """Yields the stems of each passage of some documents, one text each."""
        rows = self._rows("SELECT stems FROM passages WHERE searchable AND document IN", documents)
        yield from (stems for (stems,) in rows)

    def passage_ids(self, *, searchable: bool = True) -> set[str]:
        """Returns the ids of the passages that both indexes must hold."""
        rows = self._db.execute("SELECT id FROM passages WHERE searchable >= ?", (int(searchable),))
        return {row[0] for row in rows}

    def tabled(self) -> list[str]:
        """Returns the documents that hold tables and are neither an enacted text nor a guide to one."""
        rows = self._db.execute(
            """SELECT name FROM documents d WHERE key = '' AND EXISTS
               (SELECT 1 FROM passages p WHERE p.document = d.name AND p.units LIKE '%"row"%') ORDER BY name"""
        )
        return [name for (name,) in rows]

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
