"""Files that outlive a crash, locks between processes, and disk trouble said in one sentence."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path

from knowledge.errors import IndexStateError, KnowledgeError

# Added to what a copy needs, for what is new in it.
_MARGIN = 64 << 20
# Less free than this and a failed write is the disk's doing, whatever the library calls it.
_AS_GOOD_AS_FULL = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT}
# How SQLite, tantivy and Chroma say it: "database or disk is full", "No space left on device (os error 28)".
_FULL_WORDS = ("disk is full", "no space left", "disk quota exceeded")
_RIGHTS_WORDS = ("permission denied", "readonly database", "read-only", "unable to open database file")


def hold(path: Path) -> BufferedReader:
    """Opens a file under a shared lock, which says: in use, do not remove.

    Raises:
        FileNotFoundError: it is not there, or was removed in that moment.
    """
    handle = path.open("rb")
    fcntl.flock(handle, fcntl.LOCK_SH)
    if os.fstat(handle.fileno()).st_nlink == 0:
        handle.close()
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return handle


def discard(folder: Path, *, mark: str) -> bool:
    """Removes a folder unless someone holds the file `mark` in it, which goes first: no half of it looks whole."""
    try:
        with (folder / mark).open("r+b") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (folder / mark).unlink()
    except FileNotFoundError:
        pass
    except OSError:
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return True


def write_whole(path: Path, text: str) -> None:
    """Replaces a file in one step, on the disk before it returns."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_one(path.parent)


def flush(folder: Path) -> None:
    """Brings everything in a folder onto the disk, so that a power cut cannot leave a pointer to half of it."""
    for path in (*folder.rglob("*"), folder):
        _flush_one(path)


def _flush_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def size(folder: Path) -> int:
    """Returns the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def need_room(folder: Path, amount: int) -> None:
    """Checks that so many bytes fit before any is written.

    Raises:
        IndexStateError: they do not.
    """
    free = shutil.disk_usage(folder).free
    if free < amount + _MARGIN:
        raise IndexStateError(
            f"Ruang disk untuk {folder} tidak cukup: perlu {(amount + _MARGIN) >> 20} MB, tersisa {free >> 20} MB. "
            "Kosongkan ruang, lalu ulangi; indeks lama tetap dipakai. / Not enough disk space; the old index stays."
        )


@contextlib.contextmanager
def named_problems(folder: Path) -> Iterator[None]:
    """Turns a full disk or missing rights into one sentence; everything else passes."""
    try:
        yield
    except KnowledgeError:
        raise
    except Exception as error:
        if is_full(error, folder):
            raise IndexStateError(
                f"Disk penuh saat menulis ke {folder}. Kosongkan ruang, lalu ulangi; indeks lama tetap dipakai. "
                "/ The disk is full; free some space and repeat. The old index stays."
            ) from error
        if is_about_rights(error, folder):
            raise IndexStateError(
                f"Folder {folder} tidak dapat ditulis ({reason(error)}). Periksa hak akses atau INDEX_DIR. "
                "/ The folder cannot be written; check its rights or INDEX_DIR."
            ) from error
        raise


def is_full(error: BaseException, folder: Path) -> bool:
    """Tells whether an error means that the disk of a folder is full."""
    if (isinstance(error, OSError) and error.errno in _FULL) or _says(error, _FULL_WORDS):
        return True
    with contextlib.suppress(OSError):
        return shutil.disk_usage(folder).free < _AS_GOOD_AS_FULL
    return False


def is_about_rights(error: BaseException, folder: Path) -> bool:
    """Tells whether an error means that this user may not read or write there."""
    if isinstance(error, FileNotFoundError):
        return False
    if isinstance(error, PermissionError) or (isinstance(error, OSError) and error.errno == errno.EROFS):
        return True
    return _says(error, _RIGHTS_WORDS) and not os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def reason(error: BaseException) -> str:
    """Returns what went wrong in the system's words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _says(error: BaseException, words: tuple[str, ...]) -> bool:
    text = str(error).lower()
    return any(word in text for word in words)


class WriterLock:
    """A lock on a file, held by one process and in it by one thread, which may take it again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.RLock()
        self._depth = 0

    @contextlib.contextmanager
    def held(self, waiting: Callable[[str], None]) -> Iterator[None]:
        """Holds the lock; `waiting` is called with the holder's process id when it has to be waited for.

        Raises:
            IndexStateError: the file cannot be written.
        """
        with self._thread, contextlib.ExitStack() as stack:
            if not self._depth:
                stack.enter_context(self._locked(waiting))
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1

    @contextlib.contextmanager
    def _locked(self, waiting: Callable[[str], None]) -> Iterator[None]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            raise IndexStateError(
                f"Folder indeks {self._path.parent} tidak dapat ditulis ({reason(error)}). Periksa hak akses atau "
                "INDEX_DIR. / The folder of the index cannot be written; check its rights or INDEX_DIR."
            ) from None
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting(self.holder())
                fcntl.flock(handle, fcntl.LOCK_EX)
            with contextlib.suppress(OSError):  # on a full disk the lock holds without the holder's name
                handle.truncate(0)
                handle.write(str(os.getpid()))
                handle.flush()
            yield
            with contextlib.suppress(OSError):
                handle.truncate(0)

    def holder(self) -> str:
        """Returns the id of the process that holds the lock, "" when none does."""
        try:
            with self._path.open("r+", encoding="utf-8") as handle:
                try:
                    fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    return handle.read().strip() or "?"
        except OSError:
            pass
        return ""
