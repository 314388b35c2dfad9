"""The meaning half of the index; the only module that imports chromadb."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from chromadb.api import ClientAPI as ClientAPI

# Chroma refuses more than 5,461 records in one call (SQLite's variable limit in its own check).
_BATCH = 5_000
# Chroma's answer becomes an array in one step that lets no other thread on, so it is asked for little at a time.
_READ_AT_ONCE = 500
# Up to so many entries are compared one by one: their vectors take 40 MB at 256 dimensions, a query is faster than
# through Chroma's graph, misses nothing, and gives the same after every start.
_FEW = 40_000
DATABASE = "chroma.sqlite3"
# Chroma shares what it has open of one folder among clients, and counts them without a lock of its own.
_OPENING = threading.Lock()


def open_client(folder: Path) -> ClientAPI:
    """Opens Chroma's files in `folder`, making them when there are none; its telemetry stays off."""
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    with _OPENING:
        return chromadb.PersistentClient(
            path=str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False, is_persistent=True)
        )


class VectorIndex:
    """Cosine similarity over one vector for each entry of a Chroma collection."""

    def __init__(self, client: ClientAPI, name: str) -> None:
        """Opens the collection, making it when it is not there."""
        self._collection = client.get_or_create_collection(
            name,
            configuration={"hnsw": {"space": "cosine", "ef_search": 128, "ef_construction": 128}},
            embedding_function=None,
        )
        self._read: tuple[list[str], npt.NDArray[np.float32]] | None = None
        self._graph = False
        self._reading = threading.Lock()

    def add(self, ids: Sequence[str], vectors: npt.NDArray[np.float32], metadata: Sequence[dict[str, Any]]) -> None:
        """Adds or replaces vectors; metadata values are text or numbers."""
        self._read, self._graph = None, False
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            self._collection.upsert(
                ids=list(ids[part]), embeddings=vectors[part], metadatas=[dict(m) for m in metadata[part]]
            )

    def remove(self, ids: Sequence[str]) -> None:
        """Removes vectors by id; unknown ids are ignored."""
        self._read, self._graph = None, False
        for start in range(0, len(ids), _BATCH):
            self._collection.delete(ids=list(ids[start : start + _BATCH]))

    def of(self, ids: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
        """Returns vectors by id; unknown ids are left out."""
        found: dict[str, npt.NDArray[np.float32]] = {}
        for start in range(0, len(ids), _READ_AT_ONCE):
            part = self._collection.get(ids=list(ids[start : start + _READ_AT_ONCE]), include=["embeddings"])
            rows = np.asarray(part["embeddings"], dtype=np.float32)
            found.update(zip(part["ids"], rows, strict=True))
        return found

    def search(self, vector: npt.NDArray[np.float32], k: int, within: Sequence[str] = ()) -> list[tuple[str, float]]:
        """Returns (id, cosine) of the k nearest entries, nearest first; `within` narrows to these documents."""
        if not vector.any():
            return []
        if not within and (few := self._few()) is not None:
            return _nearest(vector, *few, k)
        where: Any = {"document": {"$in": list(within)}} if within else None
        found = self._collection.query(
            query_embeddings=vector.tolist(), n_results=k, include=["distances"], where=where
        )
        distances = found["distances"] or [[]]
        return [(id_, 1.0 - float(distance)) for id_, distance in zip(found["ids"][0], distances[0], strict=True)]

    def _few(self) -> tuple[list[str], npt.NDArray[np.float32]] | None:
        """Returns ids and unit vectors of all entries where these are few, as read at the first query."""
        if self._read is None and not self._graph:
            self.load()
        return self._read

    def load(self) -> None:
        """Reads what the first query needs, unless it was read: few vectors themselves, of many Chroma's graph."""
        with self._reading:
            if self._read is not None or self._graph:
                return
            if self.count > _FEW:
                self._graph = True
                return
            ids = list(self._collection.get(include=[])["ids"])
            found = self.of(ids)
            rows = np.asarray([found[id_] for id_ in ids], dtype=np.float32)
            lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
            self._read = ids, rows / np.maximum(lengths, np.finfo(np.float32).tiny)

    @property
    def count(self) -> int:
        """Returns the number of entries."""
        return int(self._collection.count())

    def ids(self) -> set[str]:
        """Returns the ids of all entries, for `verify`."""
        return set(self._collection.get(include=[])["ids"])


def _nearest(
    vector: npt.NDArray[np.float32], ids: Sequence[str], rows: npt.NDArray[np.float32], k: int
) -> list[tuple[str, float]]:
    if not len(ids):
        return []
    cosines = rows @ (vector / np.linalg.norm(vector))
    best = np.argpartition(-cosines, k)[:k] if k < len(ids) else np.arange(len(ids))
    best = best[np.argsort(-cosines[best], kind="stable")]
    return [(ids[n], cosine) for n, cosine in zip(best.tolist(), cosines[best].tolist(), strict=True)]


def close_client(client: ClientAPI) -> None:
    """Lets go of the files; its collections fail from then on."""
    with _OPENING, contextlib.suppress(AttributeError):
        client.close()  # type: ignore[attr-defined] # the class behind the interface has it


def copy(source: Path, target: Path) -> None:
    """Copies collections that nobody adds to.

    Every client that opens them writes a line into Chroma's database, so that file is copied by SQLite: as one
    moment, with what a killed client left half written undone.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    with (
        contextlib.closing(sqlite3.connect(source / DATABASE)) as old,
        contextlib.closing(sqlite3.connect(target / DATABASE)) as new,
    ):
        old.backup(new)
