"""Files → a new generation of the index: what changed is read, parsed and embedded, the rest is kept."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from knowledge import audit, bank, status
from knowledge.bank import BankEntry
from knowledge.catalog import Relation
from knowledge.declared import CATALOGUE, read_catalogue
from knowledge.embed import Embedder
from knowledge.errors import AuditError, DocumentError, IndexStateError
from knowledge.filling import Filling
from knowledge.generation import FORMAT, Generation, Manifest, read_left_out
from knowledge.graph import Graph
from knowledge.index import Index
from knowledge.reading import Progress, Reading, read_all
from knowledge.report import DocumentReport, Duplicate, Failure, IngestReport
from knowledge.sources import Known, Plan, again, files_in, gone, opened, plan

__all__ = ["Failure", "IngestReport", "Progress", "files_in", "ingest", "remove"]

# Written before the bank's fingerprint; raised when the layout of the bank's indexes changes.
_BANK_LAYOUT = 2

Trial = Callable[[Generation], list[str]]
"""Tries a new generation before it is served and returns what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How an ingest decides: what it removes, reads again, joins and lets pass."""

    prune: bool = False
    rebuild: bool = False
    distinct: bool = True
    force: bool = False
    trial: Trial = field(default=lambda _: [])


def ingest(
    index: Index,
    embedder: Embedder,
    paths: Sequence[Path],
    *,
    banks: Sequence[Path] = (),
    catalogue: Path | None = None,
    prune: bool = False,
    rebuild: bool = False,
    distinct: bool = True,
    force: bool = False,
    trial: Trial = lambda _: [],
    progress: Progress = lambda *_: None,
) -> IngestReport:
    """Brings the index up to date with the files under `paths`.

    A file that fails is reported and the others still go in. Nothing is switched when nothing changed. `catalogue`
    is the admin's file of what amends and revokes what. With `distinct` a regulation that is there in two copies is
    one document. `trial` is asked before the new version is served, and `force` serves it whatever is found wrong.

    Raises:
        AuditError: the new version is worse than the one that is served, which stays.
        IndexStateError: the index cannot be written.
    """
    rules = Rules(prune, rebuild, distinct, force, trial)
    task = _Task(index, embedder, rules, progress, banks, catalogue)
    files = files_in(paths)
    task.look(files, paths)
    if task.is_done:
        return task.report()
    with index.lock(lambda process: progress("wait", 0, 0, process)):
        if index.pointer() != task.seen:  # another ingest was faster
            task.look(files, paths)
        return task.report() if task.is_done else task.build()


def remove(
    index: Index,
    embedder: Embedder,
    names: Sequence[str],
    *,
    banks: Sequence[Path] = (),
    catalogue: Path | None = None,
    progress: Progress = lambda *_: None,
) -> IngestReport:
    """Takes documents out of the index; their files stay where they are.

    Raises:
        DocumentError: a document is not in the index.
    """
    task = _Task(index, embedder, Rules(), progress, banks, catalogue)
    with index.lock(lambda process: progress("wait", 0, 0, process)):
        task.look([], [])
        task.remove(names)
        return task.build()


class _Task:
    """One ingest, from the comparison of files to the switch."""

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        rules: Rules,
        progress: Progress,
        banks: Sequence[Path],
        catalogue: Path | None,
    ) -> None:
        self._index = index
        self._embedder = embedder
        self._rules = rules
        self._progress = progress
        self._entries: list[BankEntry] = bank.load(banks)
        self._catalogue = catalogue
        self.seen = ""
        self.known = Known()
        self.plan = Plan()
        self._servable = False
        self._joined = ""
        self._by_name = False
        self._parts: list[DocumentReport] = []
        self._overruled: list[str] = []
        self._totals = (0, 0)

    # what is there, what is new

    def look(self, files: Sequence[Path], paths: Sequence[Path]) -> None:
        """Compares the files with what is served and plans what to do."""
        self.seen = self._index.pointer()
        self.known, self._servable = self._served()
        if self._usable:
            self.plan = plan(files, self.known)
        else:
            more, lost = again(self.known, files)
            names = {origin: name for name, (_, origin) in self.known.documents.items()}
            self.plan = plan([*files, *more], Known(names=names))
            self.plan.failed.extend(lost)
        if self._rules.prune:
            self.plan.removed = sorted({*self.plan.removed, *gone(self.known, self.plan, paths)})
            self.plan.failed = [f for f in self.plan.failed if not self._is_pruned(f)]

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
                known = Known(catalog.fingerprints(), read_left_out(folder))
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
        return f"{_BANK_LAYOUT}-{bank.fingerprint(self._entries)}-{hashlib.sha256(declared).hexdigest()[:8]}"

    # building

    def build(self) -> IngestReport:
        """Reads what is fresh and switches to a new generation; does neither when nothing can be read."""
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            sources = opened(self.plan.fresh, folder, self.plan.failed)
            readings = read_all(sources, self.plan.failed, self._progress)
            first = next(readings, None)
            asked = bool(self.plan.moved or self.plan.removed) or (self._usable and self._joined != self._bank())
            if first is None and not asked:
                return self.report()
            every = chain([first] if first else [], readings)
            waiting = stack.enter_context(self._index.build(afresh=not self._usable))
            self._fill(waiting, every, len(sources))
        return self.report()

    def _fill(self, generation: Generation, readings: Iterable[Reading], total: int) -> None:
        filling = Filling(generation, self._embedder, distinct=self._rules.distinct)
        for name in self.plan.removed:
            filling.remove(name)
        filling.move(self.plan.moved)
        for done, item in enumerate(readings, 1):
            filling.place(item)
            self._progress("index", done, total, item.source.name)
        everything = not self._usable or self._joined != self._bank()
        counts = filling.attach(self._entries, self._progress, everything=everything)
        generation.catalog.remove([CATALOGUE])
        generation.catalog.add_relations(self._declared())
        statuses = status.of(Graph(generation.catalog))
        generation.catalog.set_statuses(statuses)
        filling.finish()
        self._check(generation, filling, counts, statuses)

    def _declared(self) -> list[Relation]:
        if self._catalogue is None or not self._catalogue.is_file():
            return []
        try:
            return read_catalogue(self._catalogue)
        except DocumentError as error:
            self.plan.failed.append(Failure(str(self._catalogue), str(error)))
            return []

    def _check(
        self,
        generation: Generation,
        filling: Filling,
        counts: dict[str, tuple[int, int]],
        statuses: dict[str, str],
    ) -> None:
        """Lets the new version pass, or raises what is wrong with it; then writes down what it became."""
        self._progress("audit", 0, 1, "")
        changed = self._changes(generation, filling)
        found = audit.problems(
            generation,
            expected=self._expected(filling),
            before=self.known.documents if self._servable and not self._by_name else (),
            changed=list(changed.values()),
        )
        self._refuse(found)
        self._totals = (generation.vectors.count, generation.bank_words.count)
        generation.complete(
            Manifest(
                format=FORMAT,
                model=self._embedder.name,
                dimensions=self._embedder.dimensions,
                documents=len(generation.catalog.fingerprints()),
                passages=self._totals[0],
                questions=self._totals[1],
                bank=self._bank(),
            )
        )
        self._refuse(self._rules.trial(generation))
        self._progress("audit", 1, 1, "")
        self.plan.left_out |= {path: filling.left_out[path] for path in filling.left_out_now}
        for name, item in filling.placed.items():
            note = (str(changed[name]),) if name in changed else ()
            self._parts.append(_part(name, item, counts.get(name, (0, 0)), statuses.get(name, ""), note))

    def _refuse(self, found: list[str]) -> None:
        if found and not self._rules.force:
            raise AuditError(found)
        self._overruled.extend(found)

    def _changes(self, generation: Generation, filling: Filling) -> dict[str, audit.Change]:
        """Compares the documents that were read with the version before, where that can still be opened."""
        both = [name for name in filling.placed if name in self.known.documents]
        if not both:
            return {}
        try:
            with self._index.catalog() as old:
                return audit.changes(generation.catalog, old, both)
        except Exception:  # noqa: BLE001 - an old layout or a damaged file: there is nothing to compare with
            return {}

    def _expected(self, filling: Filling) -> set[str]:
        """Returns the documents that the new version should hold."""
        stood = {self.known.by_origin.get(path, "") for path in filling.left_out}
        left = {*self.plan.removed, *(move.document for move in self.plan.moved), *stood}
        kept = set(self.known.documents) - left if self._servable else set()
        return kept | {move.source.name for move in self.plan.moved} - stood | set(filling.placed)

    # telling

    def report(self) -> IngestReport:
        """Returns what was done."""
        changed = {p.document for p in self._parts if p.document in self.known.documents}
        return IngestReport(
            added=tuple(sorted(p.document for p in self._parts if p.document not in changed)),
            changed=tuple(sorted(changed)),
            moved=tuple((move.document, move.source.name) for move in self.plan.moved),
            unchanged=tuple(sorted(self.plan.unchanged)),
            removed=tuple(self.plan.removed),
            duplicates=tuple(Duplicate(d.path, d.document, d.reason) for _, d in sorted(self.plan.left_out.items())),
            failed=tuple(self.plan.failed),
            documents=tuple(self._parts),
            overruled=tuple(self._overruled),
            passages=self._totals[0],
            questions=self._totals[1],
            generation=self._index.pointer(),
        )


def _part(name: str, item: Reading, questions: tuple[int, int], state: str, notes: tuple[str, ...]) -> DocumentReport:
    attached, unattached = questions
    return DocumentReport(
        document=name,
        title=item.document.title,
        pages=item.pages,
        passages=len(item.passages),
        pasal=item.pasal,
        gaps=item.document.gaps,
        questions=attached,
        unattached=unattached,
        status=state,
        notes=notes,
    )
