"""Documents on their way in and out: a waiting room and a bin inside the folder that they go to.

    UPLOADS_DIR/.menunggu/ID/    what was sent and is not decided on; hidden, so that no ingest takes it in
    UPLOADS_DIR/.sampah/ID/      what was replaced or removed, until its days are over

Both lie on the folder's own disk, so that a file comes and goes in one step. Each step can be taken again after a
crash: it looks at where the files are.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge import disk
from knowledge.download import origins, register, slug
from knowledge.errors import DocumentError
from knowledge.settings import SHIPPED_DOCUMENTS, load_settings

WAITING, BIN = ".menunggu", ".sampah"
_HOUR = 3600
_DAY = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a file comes from and goes to; what was there before goes into the bin, "" where nothing was."""

    file: str
    target: str
    replaced: str = ""
    binned: str = ""


class Uploads:
    """The folder that documents sent in a chat go to."""

    def __init__(self, folder: Path, own: Iterable[Path] = ()) -> None:
        """`own` are the office's further folders."""
        self.folder = folder
        self._own = [folder, *own]

    @classmethod
    def open(cls) -> Uploads:
        """Opens the folder that the settings name.

        Raises:
            SettingError: a setting cannot be used.
        """
        settings = load_settings()
        own = [folder.resolve() for folder in settings.folders]
        return cls(settings.uploads.resolve(), [one for one in own if not one.is_relative_to(SHIPPED_DOCUMENTS)])

    def is_own(self, file: Path) -> bool:
        """Tells whether a file lies in the office's folders, so that it may be removed."""
        return any(file.is_relative_to(folder) for folder in self._own)

    # the waiting room

    def room(self, id_: str) -> Path:
        """Returns the folder of one upload, made where it is not there.

        Raises:
            DocumentError: the folder cannot be written.
        """
        room = self.folder / WAITING / id_
        with self._named_problems():
            room.mkdir(parents=True, exist_ok=True)
        return room

    def rooms(self) -> set[str]:
        """Returns the ids of all uploads that wait."""
        waiting = self.folder / WAITING
        return {path.name for path in waiting.iterdir()} if waiting.is_dir() else set()

    def sweep(self, known: Collection[str]) -> None:
        """Removes rooms of no known upload; one of the last hour may be that of another bot, or be just begun."""
        for id_ in self.rooms() - set(known):
            with contextlib.suppress(OSError):
                if (self.folder / WAITING / id_).stat().st_mtime < time.time() - _HOUR:
                    self.clear(id_)

    def clear(self, id_: str) -> None:
        """Removes what waits of one upload."""
        shutil.rmtree(self.folder / WAITING / id_, ignore_errors=True)

    def keep(self, id_: str, name: str, content: bytes) -> Path:
        """Writes a file into a room, whole or not at all.

        Raises:
            DocumentError: the disk is full or the folder cannot be written.
        """
        target = self.room(id_) / safe(name)
        part = target.with_name(f".{target.name}.part")
        with self._named_problems():
            try:
                with part.open("wb") as handle:
                    handle.write(content)
                    handle.flush()
                    os.fsync(handle.fileno())
                part.replace(target)
            except OSError:
                part.unlink(missing_ok=True)
                raise
        return target

    # in and out

    def plan(self, id_: str, files: Iterable[tuple[str, str]]) -> list[Placing]:
        """Returns where the (file, file that it replaces or "") of one upload go; writes nothing.

        A file that replaces another takes its name, so that its document keeps it.
        """
        taken: set[Path] = set()
        placings = []
        for number, (file, replaced) in enumerate(files):
            source, old = Path(file), Path(replaced)
            stem = old.stem if replaced else source.stem
            place = old.parent if replaced and old.parent.is_relative_to(self.folder) else self.folder
            target = place / f"{stem}{source.suffix}"
            if str(target) != replaced:
                target = _free(target, taken)
            taken.add(target)
            binned = str(self.folder / BIN / f"{id_}-{number}" / old.name) if replaced else ""
            placings.append(Placing(file, str(target), replaced, binned))
        return placings

    def publish(self, placings: Iterable[Placing]) -> None:
        """Puts files in their places; what is there already stays.

        Raises:
            DocumentError: the disk is full or the folder cannot be written.
        """
        with self._named_problems():
            for one in placings:
                file, target = Path(one.file), Path(one.target)
                if not file.exists() or _is_there(file, target, one.replaced):
                    continue
                address = origins(file.parent).get(str(file.resolve()), "")
                if one.replaced and not Path(one.binned).exists():
                    _move(Path(one.replaced), Path(one.binned))
                _move(file, target)
                if address:
                    register(target.parent, target.name, address)

    def take_back(self, placings: Iterable[Placing]) -> None:
        """Undoes `publish`: the files wait again, what they replaced is back.

        Raises:
            DocumentError: the disk is full or the folder cannot be written.
        """
        with self._named_problems():
            for one in placings:
                file, target = Path(one.file), Path(one.target)
                if not file.exists() and target.exists():
                    _move(target, file)
                if one.replaced and Path(one.binned).exists():
                    _move(Path(one.binned), Path(one.replaced))

    def bin(self, id_: str, file: str) -> Placing:
        """Returns how a file would go into the bin; `publish` and `take_back` do and undo it."""
        return Placing(file, str(self.folder / BIN / id_ / Path(file).name))

    def tidy(self, days: int) -> int:
        """Removes what has been in the bin for so many days and returns how much that was."""
        oldest = time.time() - days * _DAY
        old = [path for path in (self.folder / BIN).glob("*") if path.stat().st_mtime < oldest]
        for path in old:
            shutil.rmtree(path, ignore_errors=True)
        return len(old)

    @contextlib.contextmanager
    def _named_problems(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = self.folder
            if disk.is_full(error, where if where.is_dir() else where.parent):
                raise DocumentError(
                    "Disk penuh, jadi berkas tidak dapat disimpan; tidak ada yang hilang. Kosongkan ruang, lalu "
                    "ulangi. / The disk is full, so the file cannot be kept; nothing is lost. Free some space and "
                    "repeat."
                ) from error
            raise DocumentError(
                f"Folder {where} tidak dapat ditulis ({disk.reason(error)}). Periksa hak akses atau UPLOADS_DIR. "
                "/ The folder cannot be written; check its rights or UPLOADS_DIR."
            ) from error


def safe(name: str) -> str:
    """Returns a file's name as it may lie in the folder: letters, digits, dots and dashes, no path."""
    path = Path(name.replace("\\", "/"))
    return f"{slug(path.stem)}{path.suffix.lower()}"


def _is_there(file: Path, target: Path, replaced: str) -> bool:
    """Tells whether a copy was made before a crash and only the original is left to be removed.

    Raises:
        DocumentError: another file has come to that place meanwhile.
    """
    if not target.exists() or str(target) == replaced:
        return False
    if file.samefile(target):
        return True
    if not filecmp.cmp(file, target, shallow=False):
        raise DocumentError(
            f"{target.name}: di tempat itu kini ada berkas lain; kirim ulang. / Another file has come to that place; "
            "send it again."
        )
    file.unlink()
    return True


def _free(target: Path, taken: set[Path]) -> Path:
    number, found = 2, target
    while found.exists() or found in taken:
        number, found = number + 1, target.with_name(f"{target.stem}-{number}{target.suffix}")
    return found


def _move(source: Path, target: Path) -> None:
    """Moves a file in one step; from another disk it is copied beside its place first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(target)
    except OSError as error:
        if disk.is_full(error, target.parent):
            raise
        part = target.with_name(f".{target.name}.part")
        try:
            shutil.copy2(source, part)
            part.replace(target)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        source.unlink()
    os.utime(target.parent)
