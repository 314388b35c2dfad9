"""Both indexes and the catalogue together, as generations that are built aside and switched in.

    INDEX_DIR/current                    the generation that is served, and behind it those to return to
    INDEX_DIR/generations/00000007/      catalog.sqlite, words/, bank-words/, asked-words/, vectors/, …, manifest.json
    INDEX_DIR/lock                       held by the one process that writes, with its id in it

A generation is complete when its manifest is there; it is written last and goes first. The pointer is replaced
in one step, so a reader sees the old index or the new one. A build that was killed leaves a folder without a
manifest, which the next build removes. A reader holds a shared lock on the manifest of what it has open, so an
old generation is removed only when nobody reads it.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from knowledge import disk, lexical, vectors
from knowledge.catalog import Catalog
from knowledge.disk import WriterLock
from knowledge.errors import EmptyIndexError, IndexStateError
from knowledge.generation import FORMAT, Generation, LeftOut, Manifest, check_whole, read_left_out

__all__ = ["FORMAT", "KEPT", "Generation", "Index", "Manifest"]

# The served generation and two to return to; a fourth only while a reader still has it open.
KEPT = 3
# A reader that meets a switch while it opens the index looks again; this many switches in a row do not happen.
_LOOKS = 5

Waiting = Callable[[str], None]
"""Called with the id of the process that one waits for, "" where it is not known."""


class Index:
    """The folder of generations: one is served, at most one is being built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: Generation | None = None
        self._guard = threading.Lock()
        self._writer = WriterLock(folder / "lock")

    # reading

    def pointer(self) -> str:
        """Returns the name of the served generation, "" before the first ingest."""
        return next(iter(self.history()), "")

    def history(self) -> list[str]:
        """Returns the served generation and those that can be returned to, newest first."""
        try:
            return (self.folder / "current").read_text(encoding="utf-8").split()
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise IndexStateError(
                f"Indeks di {self.folder} tidak dapat dibaca ({disk.reason(error)}). Periksa hak akses atau INDEX_DIR. "
                "/ The index cannot be read; check its rights or INDEX_DIR."
            ) from None

    def current(self) -> Generation:
        """Returns the served generation, re-opened when an ingest has switched to another.

        Raises:
            EmptyIndexError: nothing was ingested yet.
            IndexStateError: the folder is damaged.
        """
        with self._guard:
            for look in range(_LOOKS):
                name = self._served()
                if self._open is not None and self._open.name == name:
                    break
                try:
                    # What was open before closes when the last query in it has let go.
                    self._open = self._read(name)
                except IndexStateError:
                    if look + 1 == _LOOKS or self.pointer() == name:
                        raise
            assert self._open is not None
            return self._open

    def manifest(self) -> Manifest:
        """Returns the manifest of the served generation without opening it.

        Raises:
            EmptyIndexError: nothing was ingested yet.
            IndexStateError: the folder is damaged or of another version.
        """
        name = self._served()
        return self._checked(self.folder / "generations" / name)

    @contextlib.contextmanager
    def catalog(self) -> Iterator[Catalog]:
        """Opens the catalogue of the served generation alone, whatever version wrote it: no vectors, no words.

        Raises:
            EmptyIndexError: nothing was ingested yet.
            IndexStateError: the folder is damaged.
        """
        name = self._served()
        folder = self.folder / "generations" / name
        try:
            held = disk.hold(folder / "manifest.json")
            catalog = Catalog(folder / "catalog.sqlite")
        except Exception as error:
            raise self._damaged(name, error) from error
        try:
            yield catalog
        finally:
            catalog.close()
            held.close()

    def left_out(self) -> dict[str, LeftOut]:
        """Returns the files that documents of the served generation stand for, by path."""
        return read_left_out(self.folder / "generations" / self._served())

    def _served(self) -> str:
        name = self.pointer()
        if not name:
            raise EmptyIndexError(
                f"Indeks di {self.folder} masih kosong. Jalankan: python ingest.py / "
                "The index is empty; run: python ingest.py"
            )
        return name

    def _read(self, name: str) -> Generation:
        folder = self.folder / "generations" / name
        self._checked(folder)
        try:
            return Generation(folder)
        except Exception as error:
            raise self._damaged(name, error) from error

    def _checked(self, folder: Path) -> Manifest:
        try:
            manifest = Manifest.read(folder)
            check_whole(folder)
        except Exception as error:
            raise self._damaged(folder.name, error) from error
        if manifest.format != FORMAT:
            raise IndexStateError(
                f"Indeks di {self.folder} dibuat oleh versi lain (format {manifest.format}, kini {FORMAT}). "
                f"Jalankan: python ingest.py / It was built by another version; run: python ingest.py"
            )
        return manifest

    def _damaged(self, name: str, error: Exception) -> IndexStateError:
        if disk.is_about_rights(error, self.folder / "generations" / name):
            return IndexStateError(
                f"Indeks di {self.folder} tidak dapat dibuka: pengguna ini perlu hak baca dan tulis atas folder itu. "
                "/ The index cannot be opened: this user needs to read and write that folder."
            )
        if disk.is_full(error, self.folder):  # Chroma writes a line when it opens
            return IndexStateError(
                f"Disk penuh, sehingga indeks di {self.folder} tidak dapat dibuka. Kosongkan ruang, lalu ulangi. / The "
                "disk is full, so the index cannot be opened; free some space and repeat."
            )
        return IndexStateError(
            f"Indeks di {self.folder} rusak: versi {name} tidak lengkap ({type(error).__name__}). Jalankan: "
            "python ingest.py rollback, atau python ingest.py --rebuild / The index is damaged; run one of these."
        )

    # writing

    @contextlib.contextmanager
    def build(self, *, afresh: bool = False, waiting: Waiting = lambda _: None) -> Iterator[Generation]:
        """Yields a new generation that starts as a copy of the served one (or empty), and switches to it at the end.

        One builder at a time: a second one waits. An exception inside leaves the served one untouched, and so does
        leaving without having completed the new one.

        Raises:
            IndexStateError: the folder cannot be written or the disk is full.
        """
        with self.lock(waiting), disk.named_problems(self.folder):
            served, number = self.pointer(), self._next_number()
            self._sweep()
            source = self.folder / "generations" / served
            if served and not afresh:
                disk.need_room(self.folder, disk.size(source))
            folder = self.folder / "generations" / f"{number:08d}"
            try:
                folder.mkdir(parents=True)
                if served and not afresh:
                    _copy(source, folder)
                with Generation(folder, readonly=False) as generation:
                    yield generation
                if (folder / "manifest.json").is_file():
                    disk.flush(folder)
                    self._switch([folder.name, *self.history()])
                    self._sweep()
                else:
                    shutil.rmtree(folder, ignore_errors=True)
            except BaseException:
                if self.pointer() != folder.name:
                    shutil.rmtree(folder, ignore_errors=True)
                raise

    @contextlib.contextmanager
    def lock(self, waiting: Waiting = lambda _: None) -> Iterator[None]:
        """Holds the writers' lock, across processes; the system frees it when its holder dies.

        The thread that holds it may take it again. `waiting` is called once when another writer has it.
        """
        with self._writer.held(waiting):
            yield

    def writer(self) -> str:
        """Returns the id of the process that is writing now, "" when nobody is."""
        return self._writer.holder()

    def rollback(self) -> str:
        """Serves the version before the current one again and returns its name.

        The one that is left stays until the next ingest, which starts from the one returned to.
        """
        with self.lock():
            history = self.history()
            older = [name for name in history[1:] if (self.folder / "generations" / name / "manifest.json").is_file()]
            if not older:
                raise IndexStateError("Tidak ada versi indeks sebelumnya. / There is no earlier index version.")
            self._switch(older)
            return older[0]

    def tidy(self) -> None:
        """Removes what a killed build left behind, unless somebody is building now."""
        there = {path.name for path in (self.folder / "generations").glob("*")}
        if there - set(self.history()) and not self.writer():
            with self.lock():
                self._sweep()

    def _next_number(self) -> int:
        """Returns a number that no folder has and no reader may still hold."""
        there = [p.name for p in (self.folder / "generations").glob("*") if p.name.isdigit()]
        return max(map(int, ["0", *self.history(), *there])) + 1

    def _switch(self, history: list[str]) -> None:
        kept = list(dict.fromkeys(history))[:KEPT]
        with disk.named_problems(self.folder):
            disk.write_whole(self.folder / "current", " ".join(kept) + "\n")

    def _sweep(self) -> None:
        """Removes unfinished generations, and those that cannot be returned to unless someone reads them."""
        keep = self.history()
        for path in (self.folder / "generations").glob("*"):
            if path.name not in keep:
                disk.discard(path, mark="manifest.json")

    def close(self) -> None:
        """Closes what is open."""
        with self._guard:
            if self._open is not None:
                self._open.close()
            self._open = None


def _copy(source: Path, folder: Path) -> None:
    """Copies a generation; only what readers write in is copied by its own means."""
    for path in sorted(source.iterdir()):
        if path.name == "vectors":
            vectors.copy(path, folder / path.name)
        elif path.is_dir():
            lexical.copy(path, folder / path.name)
        elif path.name != "manifest.json":
            shutil.copy2(path, folder / path.name)
