"""One new version of the index: filled with what was read, checked against what was promised, declared whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge import audit, status
from knowledge.bank import BankEntry
from knowledge.catalog import Relation
from knowledge.declared import CATALOGUE, read_catalogue
from knowledge.embed import Embedder
from knowledge.errors import AuditError, DocumentError
from knowledge.filling import Filling
from knowledge.generation import FORMAT, Generation, Manifest
from knowledge.graph import Graph
from knowledge.index import Index
from knowledge.ingestion import Before, Rules
from knowledge.reading import Reading
from knowledge.report import DocumentReport, Failure, Progress
from knowledge.sources import Plan


@dataclass(frozen=True, slots=True)
class Joined:
    """What is joined to the documents: bank questions, declared relations, web addresses; `mark` is their fingerprint.

    With `anew` all questions are joined again, else those of documents that changed.
    """

    questions: Sequence[BankEntry]
    catalogue: Path | None
    pages: Mapping[str, str]
    mark: str
    anew: bool


@dataclass(frozen=True, slots=True)
class Built:
    """What a new version became; `overruled` are the problems that it was served in spite of."""

    documents: tuple[DocumentReport, ...]
    passages: int
    questions: int
    overruled: tuple[str, ...]


class Building:
    """Fills one generation."""

    def __init__(
        self, index: Index, generation: Generation, embedder: Embedder, rules: Rules, progress: Progress
    ) -> None:
        self._index = index
        self._generation = generation
        self._embedder = embedder
        self._rules = rules
        self._progress = progress
        self._filling = Filling(generation, embedder, distinct=rules.distinct)
        self._overruled: list[str] = []

    def run(self, plan: Plan, before: Before, readings: Iterable[Reading], joined: Joined, total: int) -> Built:
        """Carries a plan out; adds to its failures and to the files that it leaves out.

        Raises:
            AuditError: the new version must not be served.
        """
        filling, catalog = self._filling, self._generation.catalog
        for name in plan.removed:
            filling.remove(name)
        filling.move(plan.moved)
        for done, item in enumerate(readings, 1):
            filling.place(item)
            self._progress("index", done, total, item.source.name)
        counts = filling.attach(joined.questions, self._progress, everything=joined.anew)
        catalog.remove([CATALOGUE])
        catalog.add_relations(_declared(joined.catalogue, plan.failed))
        statuses = status.of(Graph(catalog))
        catalog.set_statuses(statuses)
        catalog.set_pages(joined.pages)
        filling.finish()
        plan.left_out |= {path: filling.left_out[path] for path in filling.left_out_now}
        changes = self._check(plan, before)
        passages, questions = self._generation.vectors.count, self._generation.bank_words.count
        self._generation.complete(
            Manifest(
                format=FORMAT,
                model=self._embedder.name,
                dimensions=self._embedder.dimensions,
                documents=len(catalog.fingerprints()),
                passages=passages,
                questions=questions,
                bank=joined.mark,
            )
        )
        self._refuse(self._rules.trial(self._generation))
        self._progress("audit", 1, 1, "")
        parts = [
            _part(name, item, counts.get(name, (0, 0)), statuses.get(name, ""), changes.get(name))
            for name, item in filling.placed.items()
        ]
        return Built(tuple(parts), passages, questions, tuple(self._overruled))

    def _check(self, plan: Plan, before: Before) -> dict[str, audit.Change]:
        """Lets the new version pass, or raises what is wrong with it; returns how its documents changed."""
        self._progress("audit", 0, 1, "")
        changes = self._changes(before)
        found = audit.problems(
            self._generation,
            expected=self._expected(plan, before),
            before=before.known.documents if before.servable and not before.explicit else (),
            changed=list(changes.values()),
        )
        self._refuse(found)
        return changes

    def _refuse(self, found: list[str]) -> None:
        if found and not self._rules.force:
            raise AuditError(found)
        self._overruled.extend(found)

    def _changes(self, before: Before) -> dict[str, audit.Change]:
        """Compares the documents that were read with the version before, where that can still be opened."""
        both = [name for name in self._filling.placed if name in before.known.documents]
        if not both:
            return {}
        try:
            with self._index.catalog() as old:
                return audit.changes(self._generation.catalog, old, both)
        except Exception:  # noqa: BLE001 - an old layout or a damaged file: there is nothing to compare with
            return {}

    def _expected(self, plan: Plan, before: Before) -> set[str]:
        """Returns the documents that the new version should hold."""
        filling, known = self._filling, before.known
        stood = {known.by_origin.get(path, "") for path in filling.left_out}
        left = {*plan.removed, *(move.document for move in plan.moved), *stood}
        kept = set(known.documents) - left if before.servable else set()
        return kept | {move.source.name for move in plan.moved} - stood | set(filling.placed)


def _declared(catalogue: Path | None, failures: list[Failure]) -> list[Relation]:
    if catalogue is None or not catalogue.is_file():
        return []
    try:
        return read_catalogue(catalogue)
    except DocumentError as error:
        failures.append(Failure(str(catalogue), str(error)))
        return []


def _part(
    name: str, item: Reading, questions: tuple[int, int], state: str, change: audit.Change | None
) -> DocumentReport:
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
        notes=(str(change),) if change else (),
    )
