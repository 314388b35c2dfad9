"""Both indexes and the catalogue together, as generations that are built aside and switched in.

    INDEX_DIR/current                    the name of the generation that is served
    INDEX_DIR/generations/00000007/      catalog.sqlite, words/, bank-words/, asked-words/, vectors/, …, manifest.json

A generation is complete when its manifest is there; it is written last. The pointer is replaced in one
step, so a reader sees the old index or the new one. A build that was killed leaves a folder without a
manifest, which the next build removes.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge import lexical, vectors
from knowledge.catalog import Catalog
from knowledge.errors import EmptyIndexError, IndexStateError
from knowledge.lexical import LexicalIndex
from knowledge.vectors import VectorIndex

# Raised whenever parsing, passages or the layout change, so that unchanged files are read again once.
FORMAT = 2
# The served generation, the one before for a rollback, and one that a slow reader may still hold.
KEPT = 3


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


class Generation:
    """One version of the index, opened for reading or while it is being built."""

    def __init__(self, folder: Path, *, readonly: bool = True) -> None:
        self.folder = folder
        self.name = folder.name
        folder.mkdir(parents=True, exist_ok=True)
        self.catalog = Catalog(folder / "catalog.sqlite", readonly=readonly)
        self.words = LexicalIndex(folder / "words")
        self.bank_words = LexicalIndex(folder / "bank-words")
        self.asked_words = LexicalIndex(folder / "asked-words")
        self._client = vectors.open_client(folder / "vectors")
        self.vectors = VectorIndex(self._client, "passages")
        self.bank_vectors = VectorIndex(self._client, "questions")

    @property
    def manifest(self) -> Manifest:
        """Returns what was written when the generation was completed."""
        return Manifest(**json.loads((self.folder / "manifest.json").read_text(encoding="utf-8")))

    @property
    def token_frequencies(self) -> npt.NDArray[np.int64]:
        """Returns in how many passages each token of the bundled embedder stands, by token id."""
        path = self.folder / "token-frequencies.npy"
        return np.asarray(np.load(path), dtype=np.int64) if path.is_file() else np.zeros(0, dtype=np.int64)

    def write_token_frequencies(self, frequencies: npt.NDArray[np.int64]) -> None:
        """Keeps the counts; the weights of soft matching come from them."""
        np.save(self.folder / "token-frequencies.npy", frequencies)

    def complete(self, manifest: Manifest) -> None:
        """Declares the generation whole; nothing is written to it afterwards."""
        self.catalog.commit()
        target = self.folder / "manifest.json"
        temporary = target.with_suffix(".tmp")
        temporary.write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
        temporary.replace(target)

    def problems(self) -> list[str]:
        """Returns what disagrees between the catalogue and the two indexes; empty when all is well."""
        expected = self.catalog.passage_ids()
        found = []
        for label, ids in (("words", self.words.ids()), ("vectors", self.vectors.ids())):
            missing, extra = len(expected - ids), len(ids - expected)
            if missing or extra:
                found.append(f"{label}: {missing} passages missing, {extra} that are not in the catalogue")
        if self.bank_words.count != self.bank_vectors.count:
            found.append(f"bank: {self.bank_words.count} questions by words, {self.bank_vectors.count} by vectors")
        return found

    def close(self) -> None:
        """Closes the files."""
        self.catalog.close()
        vectors.close_client(self._client)


class Index:
    """The folder of generations: one is served, at most one is being built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: Generation | None = None
        self._retired: list[Generation] = []
        self._guard = threading.Lock()

    def pointer(self) -> str:
        """Returns the name of the served generation, "" before the first ingest."""
        try:
            return (self.folder / "current").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise IndexStateError(f"Indeks di {self.folder} tidak dapat dibaca ({error.strerror}).") from None

    def current(self) -> Generation:
        """Returns the served generation, re-opened when an ingest has switched to another.

        Raises:
            EmptyIndexError: nothing was ingested yet.
            IndexStateError: the folder is damaged.
        """
        name = self.pointer()
        if not name:
            raise EmptyIndexError(
                f"Indeks di {self.folder} masih kosong. Jalankan: python ingest.py / "
                "The index is empty; run: python ingest.py"
            )
        with self._guard:
            if self._open is None or self._open.name != name:
                opened = self._read(name)
                self._retire()
                self._open = opened
            return self._open

    def _read(self, name: str) -> Generation:
        folder = self.folder / "generations" / name
        if not (folder / "manifest.json").is_file():
            raise IndexStateError(
                f"Indeks di {self.folder} rusak: generasi {name} tidak lengkap. Jalankan: python ingest.py --rebuild "
                f"/ The index is damaged; run: python ingest.py --rebuild"
            )
        try:
            generation = Generation(folder)
            made_with = generation.manifest.format
        except Exception as error:
            raise IndexStateError(
                f"Indeks di {self.folder} tidak dapat dibuka ({type(error).__name__}). Jalankan: python ingest.py "
                f"--rebuild / The index cannot be opened; run: python ingest.py --rebuild"
            ) from error
        if made_with != FORMAT:
            generation.close()
            raise IndexStateError(
                f"Indeks di {self.folder} dibuat oleh versi lain (format {made_with}, kini {FORMAT}). "
                f"Jalankan: python ingest.py / It was built by another version; run: python ingest.py"
            )
        return generation

    def _retire(self) -> None:
        """Keeps the generation just left open for queries still running in it, and closes the one before."""
        if self._open is not None:
            self._retired.append(self._open)
        while len(self._retired) > 1:
            self._retired.pop(0).close()

    @contextlib.contextmanager
    def build(self, *, afresh: bool = False) -> Iterator[Generation]:
        """Yields a new generation that starts as a copy of the served one (or empty), and switches to it at the end.

        One builder at a time: a second one waits. An exception inside leaves the served one untouched.
        """
        with self.lock():
            self._sweep()
            served = self.pointer()
            # Never a number that was used before: after a rollback a reader may still hold the newer one.
            number = max(map(int, [served or "0", *self._complete()])) + 1
            folder = self.folder / "generations" / f"{number:08d}"
            folder.mkdir(parents=True)
            source = self.folder / "generations" / served
            if served and not afresh:
                for name in ("catalog.sqlite", "token-frequencies.npy"):
                    shutil.copy2(source / name, folder / name)
                for name in ("words", "bank-words", "asked-words"):
                    lexical.copy(source / name, folder / name)
                vectors.copy(source / "vectors", folder / "vectors")
            generation = Generation(folder, readonly=False)
            try:
                yield generation
                complete = (folder / "manifest.json").is_file()
            except BaseException:
                generation.close()
                shutil.rmtree(folder, ignore_errors=True)
                raise
            generation.close()
            if complete:
                self._switch(folder.name)
                self._sweep()
            else:
                shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the writers' lock, across processes; the system frees it when its holder dies."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = (self.folder / "lock").open("w")
        except OSError as error:
            raise IndexStateError(
                f"Folder indeks {self.folder} tidak dapat ditulis ({error.strerror}). Periksa hak akses atau INDEX_DIR."
            ) from None
        with handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def rollback(self) -> str:
        """Serves the newest complete generation before the current one again and returns its name."""
        with self.lock():
            served = self.pointer()
            older = [name for name in self._complete() if name < served]
            if not older:
                raise IndexStateError("Tidak ada versi indeks sebelumnya. / There is no earlier index version.")
            self._switch(older[-1])
            return older[-1]

    def _complete(self) -> list[str]:
        folder = self.folder / "generations"
        return sorted(p.name for p in folder.glob("*") if (p / "manifest.json").is_file())

    def _switch(self, name: str) -> None:
        temporary = self.folder / "current.tmp"
        with temporary.open("w", encoding="utf-8") as handle:
            handle.write(name + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(self.folder / "current")

    def _sweep(self) -> None:
        """Removes unfinished generations and those too old to return to."""
        complete = self._complete()
        served = self.pointer()
        keep = {served, *complete[-KEPT:]}
        for path in (self.folder / "generations").glob("*"):
            if path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        """Closes what is open."""
        with self._guard:
            for generation in (*self._retired, *([self._open] if self._open else [])):
                generation.close()
            self._retired, self._open = [], None
