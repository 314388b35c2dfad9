"""Files → a new generation of the index: what changed is read, parsed and embedded, the rest is kept."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import bank
from knowledge.bank import BankEntry
from knowledge.embed import Embedder, LateEmbedder
from knowledge.errors import DocumentError, IndexStateError
from knowledge.generation import Generation, read_left_out
from knowledge.index import Index
from knowledge.report import Duplicate, Failure, IngestReport, Progress
from knowledge.scans import is_waiting
from knowledge.sources import (
    INSIDE,
    Known,
    Plan,
    Source,
    again,
    files_in,
    gone,
    opened,
    passed_over,
    plan,
    unopened,
    vanished,
)

if TYPE_CHECKING:
    from knowledge.building import Built
    from knowledge.catalog import Catalog
    from knowledge.reading import Reading

__all__ = ["Failure", "IngestReport", "Progress", "files_in", "ingest", "remove"]

# Written before the bank's fingerprint; raised when the layout of the bank's indexes changes.
_BANK_LAYOUT = 2

Ready = Callable[[Source], "Reading | None"]
Trial = Callable[[Generation], list[str]]
"""Tries a new generation before it is served and returns what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How an ingest decides: what it removes, reads again, joins and lets pass."""

    prune: bool = False
    rebuild: bool = False
    reread: bool = False
    distinct: bool = True
    force: bool = False
    trial: Trial = field(default=lambda _: [])
    ready: Ready = field(default=lambda _: None)


def ingest(
    index: Index,
    embedder: Embedder | LateEmbedder,
    paths: Sequence[Path],
    *,
    banks: Sequence[Path] = (),
    generated: Sequence[BankEntry] = (),
    catalogue: Path | None = None,
    pages: Mapping[str, str] | None = None,
    prune: bool = False,
    rebuild: bool = False,
    reread: bool = False,
    distinct: bool = True,
    force: bool = False,
    trial: Trial = lambda _: [],
    ready: Ready = lambda _: None,
    progress: Progress = lambda *_: None,
) -> IngestReport:
    """Brings the index up to date with the files under `paths`.

    A file that fails is reported and the others still go in. Nothing is switched when nothing changed. `generated` are
    questions that a language model wrote, which are joined like those of the banks. `catalogue` is the admin's file of
    what amends and revokes what, `pages` the web addresses of regulations, by key, or of files, by path. With
    `distinct` a regulation that is there in two copies is one document. `trial` is asked before the new version is
    served, and `force` serves it whatever is found wrong.
    `ready` gives what an inspection read before; with `reread` unchanged files are read, too.

    Raises:
        AuditError: the new version is worse than the one that is served, which stays.
        IndexStateError: the index cannot be written.
    """
    rules = Rules(prune, rebuild, reread, distinct, force, trial, ready)
    task = _Task(index, embedder, rules, progress, banks, generated, catalogue, pages or {})
    files = files_in(paths)
    task.look(files, paths)
    if task.is_done:
        index.tidy()
        return task.report()
    with index.lock(lambda process: progress("wait", 0, 0, process)):
        if index.pointer() != task.seen:  # another ingest was faster
            task.look(files, paths)
        return task.report() if task.is_done else task.build()


def remove(
    index: Index,
    embedder: Embedder | LateEmbedder,
    names: Sequence[str],
    *,
    banks: Sequence[Path] = (),
    generated: Sequence[BankEntry] = (),
    catalogue: Path | None = None,
    progress: Progress = lambda *_: None,
) -> IngestReport:
    """Takes documents out of the index; their files stay where they are.

    Raises:
        DocumentError: a document is not in the index.
    """
    task = _Task(index, embedder, Rules(), progress, banks, generated, catalogue, {})
    with index.lock(lambda process: progress("wait", 0, 0, process)):
        task.look([], [])
        task.remove(names)
        return task.build()


@dataclass(frozen=True, slots=True)
class Before:
    """What is served: whether the new version starts from it, whether it can still be served, and what it holds.

    `explicit` says that documents are removed by their names, however many.
    """

    known: Known
    kept: bool
    servable: bool
    explicit: bool


class _Task:
    """One ingest, from the comparison of files to the switch."""

    def __init__(
        self,
        index: Index,
        embedder: Embedder | LateEmbedder,
        rules: Rules,
        progress: Progress,
        banks: Sequence[Path],
        generated: Sequence[BankEntry],
        catalogue: Path | None,
        pages: Mapping[str, str],
    ) -> None:
        self._index = index
        self._embedder = embedder
        self._rules = rules
        self._progress = progress
        self._banks = banks
        self._generated = generated
        self._catalogue = catalogue
        self._pages = pages
        self.seen = ""
        self._skipped: tuple[Failure, ...] = ()
        self.known = Known()
        self.plan = Plan()
        self._servable = False
        self._joined = ""
        self._by_name = False
        self._built: Built | None = None

    # what is there, what is new

    def look(self, files: Sequence[Path], paths: Sequence[Path]) -> None:
        """Compares the files with what is served and plans what to do."""
        self.seen = self._index.pointer()
        self._skipped = tuple(passed_over(paths))
        self.known, self._servable = self._served()
        if self._usable:
            self.plan = plan(files, self.known)
            if self._rules.reread:
                self._read_again()
        else:
            more, lost = again(self.known, files)
            names = {origin: name for name, (_, origin) in self.known.documents.items()}
            self.plan = plan([*files, *more], Known(names=names))
            self.plan.failed.extend(lost)
        self.plan.failed.extend(unopened(paths))
        if self._rules.prune:
            self.plan.removed = sorted({*self.plan.removed, *gone(self.known, self.plan, paths)})
            self.plan.failed = [f for f in self.plan.failed if not self._is_pruned(f)]

    def _read_again(self) -> None:
        for name in self.plan.unchanged:
            sha, origin = self.known.documents[name]
            path, _, inside = origin.partition(INSIDE)
            if not inside:
                self.plan.fresh.append(Source(origin, Path(path), sha, name))
        again = {source.name for source in self.plan.fresh}
        self.plan.unchanged = [name for name in self.plan.unchanged if name not in again]

    def remove(self, names: Sequence[str]) -> None:
        """Plans to take these documents out.

        Raises:
            DocumentError: one is not in the index.
        """
        unknown = [name for name in names if name not in self.known.documents]
        if unknown:
            raise DocumentError(
                f"Tidak ada dokumen {', '.join(unknown)} dalam indeks. Lihat: python ingest.py list / No such document."
            )
        self.plan.removed = sorted(set(names))
        self._by_name = True

    def _is_pruned(self, failure: Failure) -> bool:
        return any(self.known.documents[name][1] == failure.path for name in self.plan.removed)

    @property
    def _usable(self) -> bool:
        """Tells whether the new generation starts from the served one."""
        return self._servable and not self._rules.rebuild

    def _served(self) -> tuple[Known, bool]:
        """Returns what is served, and whether this version and model can serve it."""
        if not self.seen:
            return Known(), False
        try:
            with self._index.catalog() as catalog:
                folder = self._index.folder / "generations" / self.seen
                known = Known(catalog.fingerprints(), read_left_out(folder), waiting=_waiting(catalog))
        except IndexStateError:
            return Known(), False
        try:
            manifest = self._index.manifest()
        except IndexStateError:
            return known, False
        self._joined = manifest.bank
        return known, manifest.model == self._embedder.name

    @property
    def is_done(self) -> bool:
        """Tells whether the index holds all of it already."""
        return self._usable and self.plan.is_empty and self._joined == self._bank()

    def _bank(self) -> str:
        """Returns the fingerprint of everything that is joined to the documents."""
        declared = self._catalogue.read_bytes() if self._catalogue and self._catalogue.is_file() else b""
        written = "".join(sorted(entry.id for entry in self._generated)).encode()
        declared += written and hashlib.sha256(written).digest()
        return f"{_BANK_LAYOUT}-{bank.fingerprint(self._banks)}-{hashlib.sha256(declared).hexdigest()[:8]}"

    # building

    def build(self) -> IngestReport:
        """Reads what is fresh and switches to a new generation; does neither when nothing can be read."""
        # An ingest that finds nothing new needs none of what reads and fills.
        from knowledge.building import Building, Joined
        from knowledge.reading import read_all

        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            sources = opened(self.plan.fresh, folder, self.plan.failed)
            readings = read_all(sources, self.plan.failed, self._progress, self._rules.ready)
            first = next(readings, None)
            self.plan.removed = sorted({*self.plan.removed, *vanished(self.known, self.plan.fresh, sources)})
            rejoin = self._joined != self._bank()
            if first is None and not (self.plan.moved or self.plan.removed or (self._usable and rejoin)):
                return self.report()
            every = chain([first] if first else [], readings)
            generation = stack.enter_context(self._index.build(afresh=not self._usable))
            entries = [*bank.load(self._banks), *self._generated]
            joined = Joined(entries, self._catalogue, self._pages, self._bank(), anew=rejoin or not self._usable)
            embedder = self._embedder.loaded if isinstance(self._embedder, LateEmbedder) else self._embedder
            building = Building(self._index, generation, embedder, self._rules, self._progress)
            before = Before(self.known, self._usable, self._servable, explicit=self._by_name)
            self._built = building.run(self.plan, before, every, joined, len(sources))
        return self.report()

    # telling

    def _duplicates(self) -> Iterator[Duplicate]:
        """Yields the files that were left out, each with the file that is used instead."""
        if not self.plan.left_out:
            return
        with self._index.catalog() as catalog:
            used = {name: origin for name, (_, origin) in catalog.fingerprints().items()}
        for _, left in sorted(self.plan.left_out.items()):
            yield Duplicate(left.path, left.document, left.reason, used.get(left.document, ""))

    def _told(self, failure: Failure) -> Failure:
        """Adds to a failure that what was read of the file before is still served."""
        stays = {origin.partition(INSIDE)[0] for _, origin in self.known.documents.values()}
        if not self._usable or failure.path not in stays:
            return failure
        return replace(failure, reason=f"{failure.reason} Isi lamanya tetap dipakai. / Its earlier content stays.")

    def report(self) -> IngestReport:
        """Returns what was done."""
        parts = self._built.documents if self._built else ()
        changed = {p.document for p in parts if p.document in self.known.documents}
        return IngestReport(
            added=tuple(sorted(p.document for p in parts if p.document not in changed)),
            changed=tuple(sorted(changed)),
            moved=tuple((move.document, move.source.name) for move in self.plan.moved),
            unchanged=tuple(sorted(self.plan.unchanged)),
            removed=tuple(self.plan.removed),
            duplicates=tuple(self._duplicates()),
            failed=tuple(map(self._told, self.plan.failed)),
            skipped=self._skipped,
            documents=parts,
            overruled=self._built.overruled if self._built else (),
            passages=self._built.passages if self._built else 0,
            questions=self._built.questions if self._built else 0,
            generation=self._index.pointer(),
        )


def _waiting(catalog: Catalog) -> list[str]:
    """Returns the documents of which scanned pages can be read now and could not before."""
    found = [entry.name for entry in catalog.documents() if is_waiting(entry.gaps)]
    if not found:
        return []
    from knowledge.read import ocr

    return found if ocr.is_available() else []
