"""Questions that people linked or a language model wrote, kept beside the generations of the index.

    INDEX_DIR/links.sqlite

They survive every ingest, rollback and `--prune`, as they are no part of a generation. Like those of the shipped bank
they name their provision by the key of its regulation and a locator.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path

from knowledge import bank, disk
from knowledge.bank import BankEntry
from knowledge.errors import LinkError

LINKED, GENERATED = "linked", "generated"
FILE = "links.sqlite"
SHORTEST_ID = 6
"""Characters of an id that are enough to name a link, where no other begins with them."""
_PATIENCE = 10.0  # seconds to wait for another process that is writing
# SQLite counts the changes of a file here: https://www.sqlite.org/fileformat.html#file_change_counter
_COUNTER = slice(24, 28)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS links (
    id TEXT PRIMARY KEY, key TEXT, question TEXT, locator TEXT, kind TEXT, author TEXT, at TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS written (passage TEXT PRIMARY KEY, at TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Link:
    """A question and the provision that answers it; `kind` is "linked" or "generated", `at` ISO in UTC."""

    id: str
    key: str
    question: str
    locator: str
    kind: str
    by: str
    at: str

    @property
    def entry(self) -> BankEntry:
        """Returns it as the bank knows questions."""
        return BankEntry(self.id, self.key, self.question, self.locator, self.kind)


def make(key: str, question: str, locator: str, kind: str, by: str) -> Link:
    """Makes a link with its stable id, of now."""
    made = bank.entry(key, question, locator)
    return Link(made.id, key, question, locator, kind, by, datetime.now(UTC).isoformat(timespec="seconds"))


class LinkStore:
    """The file of links; several processes may use it at a time."""

    def __init__(self, folder: Path) -> None:
        """Names the store in the folder of an index; the file is made when the first link is."""
        self._path = folder / FILE

    def version(self) -> str:
        """Returns a text that changes whenever the store does; costs one read of a few bytes."""
        try:
            with self._path.open("rb") as handle:
                return handle.read(_COUNTER.stop)[_COUNTER].hex()
        except OSError:
            return ""

    def all(self, kind: str = "") -> list[Link]:
        """Returns the links, of one kind or of both, oldest first."""
        if not self._path.is_file():
            return []
        with self._open() as db:
            rows = db.execute("SELECT * FROM links WHERE kind = ?1 OR ?1 = '' ORDER BY at, id", (kind,))
            return [Link(*row) for row in rows]

    def add(self, links: Sequence[Link]) -> None:
        """Keeps links, all of them or none; one that is there already stays as it was first made."""
        with self._open() as db:
            _insert(db, links)

    def remove(self, link_id: str) -> Link:
        """Takes a link out, named by its id or enough of its beginning.

        Raises:
            LinkError: there is no such link, or there are several.
        """
        found = [link for link in self.all() if link.id.startswith(link_id)] if len(link_id) >= SHORTEST_ID else []
        if len(found) != 1:
            raise LinkError(
                f"{'Beberapa' if found else 'Tidak ada'} tautan dengan ID {link_id}. Lihat: python -m knowledge link "
                f"--list / {'Several links begin' if found else 'No link begins'} with that id."
            )
        with self._open() as db:
            db.execute("DELETE FROM links WHERE id = ?", (found[0].id,))
        return found[0]

    def written(self) -> set[str]:
        """Returns the passages for which a language model has written already."""
        if not self._path.is_file():
            return set()
        with self._open() as db:
            return {row[0] for row in db.execute("SELECT passage FROM written")}

    def write(self, passage: str, links: Sequence[Link]) -> None:
        """Keeps what was written for a passage, and that it was, in one step."""
        with self._open() as db:
            _insert(db, links)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            db.execute("INSERT OR REPLACE INTO written VALUES (?,?)", (passage, now))

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with disk.named_problems(self._path.parent):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as db, db:
                db.executescript(_SCHEMA)
                yield db


def _insert(db: sqlite3.Connection, links: Sequence[Link]) -> None:
    db.executemany("INSERT OR IGNORE INTO links VALUES (?,?,?,?,?,?,?)", (astuple(link) for link in links))
