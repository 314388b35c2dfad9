"""A dry run of an ingest: what a file would become, without a trace of it in the index."""

from __future__ import annotations

import pickle
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import numpy as np

from knowledge import bank, disk, effects, sources
from knowledge.bank import BankEntry
from knowledge.catalog import Catalog, IndexedPassage
from knowledge.errors import ArchiveError, DocumentError, EmptyFileError, MacroError, TooLongError
from knowledge.filling import entry_of
from knowledge.generation import FORMAT
from knowledge.read import read
from knowledge.read.packed import checked
from knowledge.reading import Reading, renamed, taken
from knowledge.records import Page, Passage
from knowledge.references import name_of
from knowledge.report import Earlier, Failure, Inspection, Progress
from knowledge.sources import Source

_MACRO_SUFFIXES = {".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm", ".ppsm"}
_MACRO_PART = "vbaproject.bin"
_OFFICE = {".docx", ".xlsx", ".pptx"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one upload may hold: pages of a document, files of an archive."""

    pages: int
    files: int


class Inspector:
    """Looks at files beside the catalogue that is served, None where nothing is."""

    def __init__(
        self,
        catalog: Catalog | None,
        questions: Sequence[BankEntry],
        own: Sequence[Path],
        bounds: Bounds,
        progress: Progress,
        keep: Callable[[Reading], None] = lambda _: None,
    ) -> None:
        """`own` are the folders of the office's own documents; `keep` takes what was read."""
        self._catalog = catalog
        self._questions = questions
        self._own = [folder.resolve() for folder in own]
        self._bounds = bounds
        self._progress = progress
        self._keep = keep

    def inspect(self, path: Path) -> Inspection:
        """Returns what a file would become; what keeps it out is part of that."""
        name = path.stem.lower()
        try:
            if not path.stat().st_size:
                raise EmptyFileError(f"{path.name}: the file is empty; copy or download it again.")
            sha = sources.sha256_of(path)
            if same := self._same_bytes(sha):
                return Inspection(str(path), name, sha, same_as=same, title=self._title(same))
            check(path)
            return self._read(Source(str(path), path, sha, name))
        except DocumentError as error:
            return Inspection(str(path), name, problem=type(error).__name__, detail=str(error))
        except OSError as error:
            if disk.is_full(error, path.parent):
                return Inspection(str(path), name, problem="DiskFull", detail=str(error))
            reason = error.strerror or str(error)
            detail = (
                f"berkas tidak dapat dibaca ({reason}); kirim ulang. / It cannot be read ({reason}); send it again."
            )
            return Inspection(str(path), name, problem="DocumentError", detail=detail)
        except MemoryError:
            return Inspection(str(path), name, problem="MemoryError", detail=path.name)
        except Exception as error:  # noqa: BLE001 - a file that trips a reader is the admin's to know of, not ours to die of
            reason = type(error).__name__
            detail = f"Pembacanya gagal ({reason}); simpan ulang. / Its reader failed ({reason}); save it again."
            return Inspection(str(path), name, problem="DocumentError", detail=detail)

    def _read(self, source: Source) -> Inspection:
        def count(done: int, total: int) -> None:
            if total > self._bounds.pages:
                raise TooLongError(f"{source.file.name}: {total} pages are more than {self._bounds.pages}.")
            self._progress("pages", done, total, source.file.name)

        pages = read(source.file, count)
        item = taken(source, pages)
        self._progress("passages", len(item.passages), len(item.passages), source.file.name)
        self._keep(item)
        return self._described(item, pages)

    def _described(self, item: Reading, pages: Sequence[Page]) -> Inspection:
        qualities = [page.quality for page in pages if page.quality is not None]
        attached, unattached = self._asked(item)
        return Inspection(
            file=item.source.origin,
            name=item.source.name,
            sha256=item.source.sha256,
            title=item.document.title,
            pages=item.pages,
            scanned=len(qualities),
            quality=round(sum(qualities) / len(qualities), 3) if qualities else None,
            articles=item.pasal,
            passages=len(item.passages),
            gaps=item.document.gaps,
            does=tuple(self._does(item)),
            fate=tuple(self._fate(item)),
            questions=attached,
            unattached=unattached,
            earlier=self._earlier(item),
        )

    # beside what is served

    def _same_bytes(self, sha: str) -> str:
        known = self._catalog.fingerprints() if self._catalog else {}
        return next((name for name, (known_sha, _) in known.items() if known_sha == sha), "")

    def _title(self, document: str) -> str:
        return self._catalog.title(document) if self._catalog else document

    def _does(self, item: Reading) -> Iterator[tuple[str, str, str]]:
        """Yields what the text itself does to other regulations, each regulation and verb once."""
        told = set()
        for relation in item.relations:
            verb = effects.TOLD.get(relation.relation, "")
            if verb and not relation.by and (verb, relation.target) not in told:
                told.add((verb, relation.target))
                yield verb, name_of(relation.target), relation.locator

    def _fate(self, item: Reading) -> Iterator[tuple[str, str]]:
        key = _key(item)
        if self._catalog and key:
            for effect in effects.on(self._catalog, key):
                if effect.document != item.source.name:
                    yield effect.verb, effect.title

    def _asked(self, item: Reading) -> tuple[int, int]:
        """Returns how many questions of the bank would find their place in it, and how many would not."""
        concerned = [entry for entry in self._questions if entry.key in (_key(item), item.source.name)]
        if not concerned:
            return 0, 0
        with tempfile.TemporaryDirectory() as folder:
            alone = Catalog(Path(folder) / "alone.sqlite", readonly=False)
            entry, number, key, meta = entry_of(item)
            alone.add_document(entry, number=number, key=key, meta=meta)
            nothing = np.zeros(0, dtype=np.int32)
            alone.add_passages(IndexedPassage(passage, "", nothing) for passage in item.passages)
            attached, _ = bank.attach(concerned, alone)
            alone.close()
        return len(attached), len(concerned) - len(attached)

    def _earlier(self, item: Reading) -> Earlier | None:
        if self._catalog is None:
            return None
        guides = self._catalog.guides()
        names = [item.source.name, *(self._catalog.named(_key(item)) if _key(item) else ()), *self._alike(item)]
        found = (self._catalog.document(name) for name in dict.fromkeys(names) if name not in guides)
        entry = next((one[0] for one in found if one is not None), None)
        if entry is None:
            return None
        before = _texts([held.passage for held in self._catalog.of(entry.name)])
        after = _texts(item.passages)
        return Earlier(
            entry.name,
            entry.title,
            entry.source,
            any(Path(entry.source).is_relative_to(folder) for folder in self._own) and Path(entry.source).is_file(),
            tuple(place for place in after if place not in before),
            tuple(place for place in before if place not in after),
            tuple(place for place, text in after.items() if before.get(place, text) != text),
        )

    def _alike(self, item: Reading) -> Iterator[str]:
        """Yields the documents of the same number, year and subject: a file's name may have lent one its region."""
        identity = item.document.identity
        if self._catalog is None or identity is None or not identity.subject:
            return
        for name, kind, number, year, title in self._catalog.identities():
            same = (_family(kind), number, year) == (_family(identity.kind), identity.number, identity.year)
            if same and _letters(title).endswith(_letters(identity.subject)):
                yield name


def check(path: Path) -> None:
    """Looks for what is not let in from a chat, though the folder takes it.

    Raises:
        MacroError: the document carries macros.
    """
    suffix = path.suffix.lower()
    macros = suffix in _MACRO_SUFFIXES
    if suffix in _OFFICE and zipfile.is_zipfile(path):
        with checked(path) as packed:
            macros = any(PurePosixPath(part).name.lower() == _MACRO_PART for part in packed.namelist())
    if macros:
        raise MacroError(f"{path.name}: carries macros; save it without them, as .docx, .xlsx or .pptx.")


def check_archive(path: Path, most: int) -> None:
    """Looks at an archive before anything of it is unpacked.

    Raises:
        ArchiveError: it holds more than `most` files, or a path that leads out of it.
    """
    with checked(path) as packed:
        parts = [part for part in packed.infolist() if not part.is_dir()]
    if len(parts) > most:
        raise ArchiveError(
            f"{path.name}: arsip berisi {len(parts)} berkas, lebih dari {most}; kirim sebagian-sebagian. "
            f"/ The archive holds {len(parts)} files, more than {most}; send them in parts."
        )
    for part in parts:
        place = PurePosixPath(part.filename.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts or ":" in part.filename:
            raise ArchiveError(
                f"{path.name}: arsip memuat jalur yang menunjuk ke luar ({part.filename}); kemas ulang. "
                f"/ A path in the archive leads outside ({part.filename}); pack it again."
            )


def unpacked(path: Path, room: Path, most: int) -> list[Path]:
    """Returns the documents of an archive, unpacked into a room; one of page images only stays one document.

    Raises:
        DocumentError: the archive cannot be used.
    """
    if not path.stat().st_size:
        raise EmptyFileError(f"{path.name}: the file is empty; send it again.")
    check_archive(path, most)
    shutil.rmtree(room, ignore_errors=True)  # from before a crash
    room.mkdir()
    failures: list[Failure] = []
    found = sources.opened([Source(str(path), path, "", path.stem.lower())], room, failures)
    if failures:
        raise ArchiveError(failures[0].reason)
    return [source.file for source in found]


# what an inspection read, for the ingest that follows


def keep(item: Reading, room: Path) -> None:
    """Keeps what was read from a file, so that an ingest need not read it again."""
    part = room / f".{item.source.sha256}.part"
    part.write_bytes(pickle.dumps((_version(), item)))
    part.replace(_kept(room, item.source.sha256))


def ready(rooms: Sequence[Path], source: Source) -> Reading | None:
    """Returns what an inspection by this very version of the program read from a file."""
    for room in rooms:
        try:
            version, item = pickle.loads(_kept(room, source.sha256).read_bytes())
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError, TypeError):
            continue
        if version == _version() and item.document.title != item.source.name:
            return renamed(replace(item, source=replace(source, name=item.source.name)), source.name)
    return None


def _kept(room: Path, sha: str) -> Path:
    return room / f".{sha}.bacaan"


def _version() -> tuple[int, int]:
    """Returns what changes when the program does: a reading of another version must not come into the index."""
    return FORMAT, max(path.stat().st_mtime_ns for path in Path(__file__).parent.rglob("*.py"))


def _key(item: Reading) -> str:
    return item.document.identity.key if item.document.identity else ""


def _texts(passages: Sequence[Passage]) -> dict[str, str]:
    """Returns the letters and digits of each provision: spaces and line ends differ from copy to copy."""
    found: dict[str, str] = {}
    for passage in passages:
        found[passage.locator] = found.get(passage.locator, "") + _letters(passage.text)
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _family(kind: str) -> str:
    """Returns the kind without its region: "perbup-contoh" → "perbup"."""
    return kind.partition("-")[0]
