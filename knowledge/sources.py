"""Which files an ingest is about, and what has to be done for each: nothing, move, read, remove."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.generation import LeftOut
from knowledge.read import OLD, SUFFIXES
from knowledge.report import Failure

# The admin's file of what amends and revokes what (declared.py): it is about documents.
CATALOGUE = "katalog.csv"
# Between an archive and what lies in it: "/srv/perda.zip!perda-5-2013.pdf".
INSIDE = "!"
# What programs leave in folders or read from them; nobody misses it in an index.
_OF_PROGRAMS = {".tmp", ".part", ".crdownload", ".db", ".ini", ".lnk", ".bak", ".json", ".yaml", ".yml"}
_IMAGES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to ingest. `origin` is where it lies, `file` where it can be read, `name` what its document is called."""

    origin: str
    file: Path
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Move:
    """A document whose file, unchanged, now lies elsewhere or has another name."""

    document: str
    source: Source


@dataclass(frozen=True, slots=True)
class Known:
    """What the served generation holds: document → (sha256, origin), and the files that others stand for.

    `names` are those of documents that are to be read again, by origin; `waiting` are documents of which pages could
    not be recognised before, and can be now.
    """

    documents: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    waiting: Collection[str] = ()

    @property
    def by_origin(self) -> dict[str, str]:
        """Returns what the document of each file is called."""
        return {**self.names, **{origin: name for name, (_, origin) in self.documents.items()}}


@dataclass(slots=True)
class Plan:
    """What has to be done for the files of one ingest."""

    fresh: list[Source] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    left_out: dict[str, LeftOut] = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tells whether the index already holds all of it."""
        return not (self.fresh or self.moved or self.removed)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Returns the readable files named or found in the named folders, in a fixed order.

    Raises:
        DocumentError: a named path is not there.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(p for p in sorted(path.rglob("*")) if _is_document(p, path))
        elif path.exists():
            found.append(path)
        else:
            raise DocumentError(f"{path}: berkas atau folder tidak ada. / No such file or folder.")
    return list(dict.fromkeys(p.resolve() for p in found))


def _is_document(path: Path, root: Path) -> bool:
    """Tells whether a file found in a folder is meant to be ingested; hidden ones and what is about them are not."""
    return path.suffix.lower() in SUFFIXES and _is_meant(path, root)


def _is_meant(path: Path, root: Path) -> bool:
    """Tells whether a file is there for its content: neither hidden nor temporary nor about the others."""
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)
    about = path.name.startswith("README") or path.name.lower() == CATALOGUE
    return not hidden and not about and path.suffix.lower() not in _OF_PROGRAMS and path.is_file()


def unopened(paths: Iterable[Path]) -> list[Failure]:
    """Returns the folders under the named ones that cannot be opened; what they hold is neither seen nor missed."""
    found: list[OSError] = []
    for folder in filter(Path.is_dir, paths):
        for _ in os.walk(folder, onerror=found.append):
            pass
    reason = "folder tidak dapat dibuka ({}); isinya dibiarkan seperti semula. / The folder cannot be opened."
    return [Failure(str(error.filename), reason.format(error.strerror)) for error in found]


def passed_over(paths: Iterable[Path]) -> list[Failure]:
    """Returns the files in the named folders that no reader takes, with what would help."""
    return [Failure(str(path), _advice(path)) for folder in paths if folder.is_dir() for path in _unread(folder)]


def _unread(folder: Path) -> Iterator[Path]:
    return (p for p in sorted(folder.rglob("*")) if p.suffix.lower() not in SUFFIXES and _is_meant(p, folder))


def _advice(path: Path) -> str:
    better = OLD.get(path.suffix.lower())
    if better:
        return f"simpan sebagai {better} atau PDF / save it as {better} or PDF"
    return "jenis berkas ini tidak dibaca / this type of file is not read"


def sha256_of(path: Path) -> str:
    """Returns the hash of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def plan(files: Sequence[Path], known: Known) -> Plan:
    """Compares files with what is known.

    A file is unchanged when its bytes are, moved when its bytes are known from a place where they are no more, and
    left out when its bytes are known from a place where they still are.
    """
    made = Plan()
    hashed: dict[str, str] = {}
    for path in sorted(files, key=_order):
        try:
            hashed[str(path)] = sha256_of(path)
        except OSError as error:
            made.failed.append(Failure(str(path), f"tidak dapat dibaca ({error.strerror}). / Cannot be read."))
    _Planner(known, hashed, made).decide()
    return made


def _order(path: Path) -> tuple[str, bool, str]:
    return path.stem.lower(), path.suffix.lower() != ".pdf", str(path)


class _Planner:
    """Decides file by file."""

    def __init__(self, known: Known, hashed: Mapping[str, str], made: Plan) -> None:
        self._known = known
        self._hashed = hashed
        self._plan = made
        self._by_hash = {sha: name for name, (sha, _) in known.documents.items()}
        self._by_origin = known.by_origin
        self._archives: dict[str, list[str]] = {}
        for name, (sha, _) in known.documents.items():
            if INSIDE in sha:
                self._archives.setdefault(sha.partition(INSIDE)[0], []).append(name)
        self._fresh: dict[str, str] = {}

    def decide(self) -> None:
        """Fills the plan."""
        for origin, sha in self._hashed.items():
            if sha in self._archives:
                self._known_archive(origin, sha)
            elif sha in self._by_hash and self._by_hash[sha] not in self._known.waiting:
                self._known_bytes(origin, origin, sha, self._by_hash[sha])
            elif sha in self._fresh:
                self._same_bytes(origin, sha, self._fresh[sha])
            elif not self._stands_for(origin, sha):
                name = self._by_origin.get(origin) or Path(origin).stem.lower()
                self._fresh[sha] = name
                self._plan.fresh.append(Source(origin, Path(origin), sha, name))
        self._plan.removed = self._overwritten()

    def _known_archive(self, origin: str, sha: str) -> None:
        for document in self._archives[sha]:
            inside = self._known.documents[document][1].partition(INSIDE)[2]
            self._known_bytes(origin, f"{origin}{INSIDE}{inside}", sha, document)

    def _known_bytes(self, path: str, origin: str, sha: str, document: str) -> None:
        whole_sha, before = self._known.documents[document]
        if origin == before:
            self._plan.unchanged.append(document)
        elif self._is_still_at(before, sha) or any(m.document == document for m in self._plan.moved):
            self._same_bytes(path, sha, document)
        else:
            name = document if INSIDE in origin else self._new_name(origin, document)
            self._plan.moved.append(Move(document, Source(origin, Path(path), whole_sha, name)))

    def _is_still_at(self, origin: str, sha: str) -> bool:
        path = origin.partition(INSIDE)[0]
        return self._hashed[path] == sha if path in self._hashed else is_there(origin)

    def _same_bytes(self, origin: str, sha: str, document: str) -> None:
        self._plan.left_out[origin] = LeftOut(origin, sha, document, "isi berkasnya sama persis")

    def _stands_for(self, origin: str, sha: str) -> bool:
        """Tells whether another document, itself unchanged, stands for a file."""
        left = self._known.left_out.get(origin)
        if left is None or left.sha256 != sha:
            return False
        known_sha, best = self._known.documents.get(left.document, ("", ""))
        if not known_sha or not self._is_still_at(best, known_sha.partition(INSIDE)[0]):
            return False
        self._plan.left_out[origin] = left
        return True

    def _new_name(self, origin: str, document: str) -> str:
        """Returns what a moved file's document is called; a name that another document keeps stays with that one."""
        name = Path(origin).stem.lower()
        if name == document or name not in self._known.documents:
            return name
        holder = self._known.documents[name][1]
        keeps = is_there(holder) and self._hashed.get(holder) not in self._by_hash
        unmoved = self._hashed.get(holder) == self._known.documents[name][0]
        return document if keeps or unmoved else name

    def _overwritten(self) -> list[str]:
        """Returns the documents in whose file's place another known file was moved."""
        kept = {*self._plan.unchanged, *(s.name for s in self._plan.fresh), *(m.document for m in self._plan.moved)}
        return sorted(
            name
            for name, (sha, origin) in self._known.documents.items()
            if name not in kept and self._hashed.get(origin, sha) != sha
        )


def gone(known: Known, made: Plan, paths: Sequence[Path]) -> list[str]:
    """Returns the documents whose file lay under one of the ingested folders and is there no more."""
    present = {*made.unchanged, *(s.name for s in made.fresh), *(m.document for m in made.moved)}
    standing = {left.document for left in made.left_out.values()}
    failed = {failure.path for failure in made.failed}
    roots = [p.resolve() for p in paths if p.is_dir()]
    return sorted(
        name
        for name, (_, origin) in known.documents.items()
        if name not in present
        and name not in standing
        and origin.partition(INSIDE)[0] not in failed
        and not _is_out_of_reach(origin)
        and any(Path(origin).is_relative_to(root) for root in roots)
    )


def _is_out_of_reach(origin: str) -> bool:
    """Tells whether nobody can say if the file of a document is there: its folder cannot be opened, a share is away."""
    try:
        Path(origin.partition(INSIDE)[0]).stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return False


def again(known: Known, files: Sequence[Path]) -> tuple[list[Path], list[Failure]]:
    """Returns the known files that lie outside `files`, for an index that is built anew, and those that are lost."""
    have = set(map(str, files))
    more: dict[str, Path] = {}
    lost = []
    for name, (_, origin) in sorted(known.documents.items()):
        path = origin.partition(INSIDE)[0]
        if path in have:
            continue
        if Path(path).is_file():
            more[path] = Path(path)
        else:
            lost.append(
                Failure(
                    origin,
                    f"berkas dokumen {name} sudah tidak ada, jadi tidak dapat dibaca ulang. / Its file is gone, "
                    "so it could not be read again.",
                )
            )
    return list(more.values()), lost


def opened(sources: Sequence[Source], folder: Path, failures: list[Failure]) -> list[Source]:
    """Returns the sources with archives taken apart into `folder`; one of page images only stays one document."""
    from knowledge.read.archive import unpack

    found: list[Source] = []
    for number, source in enumerate(sources):
        if source.file.suffix.lower() != ".zip":
            found.append(source)
            continue
        inside = folder / str(number)
        inside.mkdir()
        try:
            parts = unpack(source.file, inside)
        except DocumentError as error:
            failures.append(Failure(source.origin, str(error)))
            continue
        if all(part.suffix.lower() in _IMAGES for part in parts):
            found.append(source)
        else:
            found.extend(
                replace(
                    source,
                    origin=f"{source.origin}{INSIDE}{part.name}",
                    file=part,
                    sha256=f"{source.sha256}{INSIDE}{part.name}",
                    name=part.stem.lower(),
                )
                for part in parts
            )
    return found


def vanished(known: Known, fresh: Sequence[Source], parts: Sequence[Source]) -> list[str]:
    """Returns the documents that were in an archive, of which a new version that could be opened has them no more."""
    there = {part.origin for part in parts}
    archives = {s.origin for s in fresh} & {origin.partition(INSIDE)[0] for origin in there if INSIDE in origin}
    return sorted(
        name
        for name, (_, origin) in known.documents.items()
        if INSIDE in origin and origin.partition(INSIDE)[0] in archives and origin not in there
    )


def another_name(source: Source, taken: Iterable[str]) -> str:
    """Returns a free name for a document whose stem another one has: with its folder in front, then numbered."""
    used = set(taken)
    place = Path(source.origin.partition(INSIDE)[0])
    folder = place.stem if INSIDE in source.origin else place.parent.name
    name = f"{folder.lower()}-{source.name}" if folder else source.name
    number = 2
    while name in used:
        name, number = f"{folder.lower()}-{source.name}-{number}", number + 1
    return name


def is_there(origin: str) -> bool:
    """Tells whether the file of a document still exists."""
    with contextlib.suppress(OSError):
        return Path(origin.partition(INSIDE)[0]).exists()
    return False
