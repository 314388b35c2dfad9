"""One version of the index: the catalogue and both indexes, open for reading or while it is being built."""

from __future__ import annotations

import errno
import json
import os
import weakref
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cached_property
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from knowledge import disk, vectors
from knowledge.catalog import Catalog
from knowledge.lexical import LexicalIndex
from knowledge.vectors import VectorIndex

if TYPE_CHECKING:
    from knowledge.graph import Graph
    from knowledge.vectors import ClientAPI

# Raised whenever parsing, passages or the layout change, so that unchanged files are read again once.
FORMAT = 6
# One question asks three large sources at once; the engines leave Python's lock alone while they search.
_MOST_BESIDE = 3
LEXICAL = ("words", "bank-words", "asked-words")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made with and holds; `bank` is the fingerprint of the bank it was joined with."""

    format: int
    model: str
    dimensions: int
    documents: int
    passages: int
    questions: int
    bank: str

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Reads the manifest of a generation.

        Raises:
            OSError: the generation is not complete.
            ValueError: the file is no manifest.
        """
        found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        try:
            return cls(**found)
        except TypeError as error:
            raise ValueError(str(error)) from error


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that holds what `document` holds too, so it is not indexed; `reason` says what made the other better."""

    path: str
    sha256: str
    document: str
    reason: str


class Generation:
    """One version of the index; closes itself when the last query that uses it has let go of it."""

    def __init__(self, folder: Path, *, readonly: bool = True) -> None:
        self.folder = folder
        self.name = folder.name
        if readonly:
            check_whole(folder)
        held = disk.hold(folder / "manifest.json") if readonly else None
        self.catalog = Catalog(folder / "catalog.sqlite", readonly=readonly)
        client = vectors.open_client(folder / "vectors")
        # The catalogue closes with its own last user, who need not hold the generation.
        self.beside = ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_BESIDE), "search")
        self._closing = weakref.finalize(self, _close, client, held, self.beside)
        self.words = LexicalIndex(folder / "words")
        self.bank_words = LexicalIndex(folder / "bank-words")
        self.asked_words = LexicalIndex(folder / "asked-words")
        self.vectors = VectorIndex(client, "passages")
        self.bank_vectors = VectorIndex(client, "questions")
        self._loading = False

    def load(self) -> None:
        """Begins to read the vectors, which takes longest at a start, beside what else the first question needs."""
        if not self._loading:
            self._loading = True
            self.beside.submit(self.vectors.load)
            self.beside.submit(self.bank_vectors.load)

    @cached_property
    def graph(self) -> Graph:
        """Returns the graph of changes, which keeps what it has read: for generations that are complete."""
        from knowledge.graph import Graph

        return Graph(self.catalog)

    @property
    def manifest(self) -> Manifest:
        """Returns what was written when the generation was completed."""
        return Manifest.read(self.folder)

    @property
    def token_frequencies(self) -> npt.NDArray[np.int64]:
        """Returns in how many passages each token of the bundled embedder stands, by token id."""
        path = self.folder / "token-frequencies.npy"
        return np.asarray(np.load(path), dtype=np.int64) if path.is_file() else np.zeros(0, dtype=np.int64)

    def write_token_frequencies(self, frequencies: npt.NDArray[np.int64]) -> None:
        """Keeps the counts; the weights of soft matching come from them."""
        np.save(self.folder / "token-frequencies.npy", frequencies)

    @property
    def left_out(self) -> dict[str, LeftOut]:
        """Returns the files that another document stands for, by path."""
        return read_left_out(self.folder)

    def write_left_out(self, files: Mapping[str, LeftOut]) -> None:
        """Keeps which files another document stands for."""
        rows = [asdict(files[path]) for path in sorted(files)]
        (self.folder / "left-out.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")

    def complete(self, manifest: Manifest) -> None:
        """Declares the generation whole; nothing is written to it afterwards."""
        self.catalog.commit()
        disk.write_whole(self.folder / "manifest.json", json.dumps(asdict(manifest), indent=2))

    def problems(self) -> list[str]:
        """Returns what disagrees between the catalogue and the two indexes; empty when all is well."""
        expected = self.catalog.passage_ids()
        found = []
        for label, ids in (("indeks kata", self.words.ids()), ("indeks vektor", self.vectors.ids())):
            missing, extra = len(expected - ids), len(ids - expected)
            if missing or extra:
                found.append(
                    f"{label}: {missing} bagian hilang, {extra} tidak ada di katalog / missing and unknown passages"
                )
        questions = self.catalog.bank_ids()
        for label, ids in (("indeks kata", self.bank_words.ids()), ("indeks vektor", self.bank_vectors.ids())):
            if ids != questions:
                found.append(f"bank, {label}: {len(ids)} pertanyaan, di katalog {len(questions)} / questions differ")
        return found

    def close(self) -> None:
        """Closes the files."""
        self.catalog.close()
        self._closing()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def check_whole(folder: Path) -> None:
    """Looks that nothing is missing, as both engines make an empty index where there is none.

    Raises:
        FileNotFoundError: naming what is not there.
    """
    for part in ("catalog.sqlite", f"vectors/{vectors.DATABASE}", *(f"{name}/meta.json" for name in LEXICAL)):
        if not (folder / part).is_file():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder / part))


def read_left_out(folder: Path) -> dict[str, LeftOut]:
    """Returns the files that another document of a generation stands for, by path."""
    try:
        rows = json.loads((folder / "left-out.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {row["path"]: LeftOut(**row) for row in rows}


def _close(client: ClientAPI, held: BufferedReader | None, beside: ThreadPoolExecutor) -> None:
    beside.shutdown(cancel_futures=True)
    vectors.close_client(client)
    if held is not None:
        held.close()
