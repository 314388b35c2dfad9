"""Keeping an index: everything an admin does with it, without what is needed only to answer questions."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import bank, ingestion, linking, official, shipped
from knowledge.bank import BankEntry
from knowledge.download import Limits, origins
from knowledge.embed import Embedder, LateEmbedder
from knowledge.errors import DocumentError, SettingError
from knowledge.index import Index
from knowledge.journal import Journal
from knowledge.links import GENERATED, LINKED, LinkStore
from knowledge.report import Failure, IngestReport, Inspection, Written
from knowledge.settings import SHIPPED_DOCUMENTS, SHIPPED_QUESTIONS, Settings, load_settings
from knowledge.sources import CATALOGUE
from knowledge.survey import Survey

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.generation import Generation
    from knowledge.ingestion import Progress

Bytes = Callable[[str, int, int], None]
"""Called with (address, bytes so far, bytes in all or 0) while a document is downloaded."""


class Upkeep(Survey):
    """An index with the settings that it is kept by."""

    def __init__(self, index: Index, settings: Settings, embedder: Embedder | LateEmbedder) -> None:
        super().__init__(index, embedder)
        self._settings = settings
        self._links = LinkStore(index.folder)
        self.journal = Journal(index.folder)

    @classmethod
    def open(cls, index_dir: Path | None = None) -> Upkeep:
        """Opens the index that the settings name, `index_dir` going before INDEX_DIR.

        Raises:
            SettingError: a setting cannot be used.
        """
        settings = load_settings()
        return cls(Index(index_dir or settings.index_dir), settings, LateEmbedder(settings.embedding_model))

    # documents in and out

    def ingest(
        self,
        paths: Sequence[Path] = (),
        *,
        prune: bool = False,
        rebuild: bool = False,
        reread: bool = False,
        force: bool = False,
        golden: Path | None = None,
        threshold: float | None = None,
        rooms: Sequence[Path] = (),
        progress: Progress = lambda *_: None,
    ) -> IngestReport:
        """Brings the index up to date with files and folders; by default the shipped and the office's documents.

        What was inspected into `rooms` is not read again; `reread` reads unchanged files, too. `golden` and `threshold`
        go before the settings of these names; `force` serves the new version anyway.

        Raises:
            AuditError: the new version is worse than the one that is served, which stays.
        """
        from knowledge.inspection import ready

        started = time.perf_counter()
        chosen = list(paths) or self.folders()
        report = self._ingesting()(
            chosen,
            prune=prune,
            rebuild=rebuild,
            reread=reread,
            force=force,
            trial=self._trial(golden, threshold),
            ready=partial(ready, rooms),
            progress=progress,
        )
        report = replace(report, unlinked=linking.unattached(self._links.all(LINKED), self._index))
        if any(SHIPPED_DOCUMENTS.is_relative_to(path.resolve()) for path in chosen):
            shipped.remember(self._index.folder)
        return replace(report, seconds=round(time.perf_counter() - started, 2))

    def _ingesting(self) -> Callable[..., IngestReport]:
        return partial(
            ingestion.ingest,
            self._index,
            self._embedder,
            banks=[SHIPPED_QUESTIONS],
            generated=self._generated(),
            catalogue=self._settings.documents_dir / CATALOGUE,
            pages=self._pages(),
        )

    def inspect(
        self, paths: Sequence[Path], room: Path | None = None, progress: Progress = lambda *_: None
    ) -> list[Inspection]:
        """Returns what files would become if they were ingested; the index stays as it is.

        Archives are taken apart into `room`, and what was read is kept there for an ingest to come.
        """
        from knowledge.inspection import Bounds, Inspector, keep, unpacked

        bounds = Bounds(self._settings.upload_pages, self._settings.upload_files)
        found: list[Inspection] = []
        with ExitStack() as stack:
            place = room or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            catalog = stack.enter_context(self._index.catalog()) if self._index.pointer() else None
            inspector = Inspector(
                catalog,
                bank.load([SHIPPED_QUESTIONS]),
                self._settings.folders,
                bounds,
                progress,
                partial(keep, room=place),
            )
            for number, path in enumerate(paths):
                inside = place / f"isi-{number}"
                try:
                    files = unpacked(path, inside, bounds.files) if path.suffix.lower() == ".zip" else [path]
                except DocumentError as error:
                    found.append(Inspection(str(path), path.stem, problem=type(error).__name__, detail=str(error)))
                    continue
                found.extend(inspector.inspect(file) for file in files)
        return found

    def write_questions(self, progress: Progress = lambda *_: None) -> Written:
        """Lets the language model write questions for regulations that have none, and joins those that were kept.

        What an earlier run has written for is left out.

        Raises:
            SettingError: no language model is named, or it cannot be used.
            KnowledgeError: it does not answer; what was kept until then stays.
        """
        if not self._settings.llm:
            raise SettingError(
                "--questions perlu setelan LLM, misalnya LLM=openai:gpt-4o-mini. / --questions needs the setting LLM."
            )
        from knowledge import generate
        from knowledge.write import load_model

        knowledge = self._plain(self._index)
        generator = generate.Generator(load_model(self._settings.llm), self._settings.llm, self._links, knowledge)
        with self._index.catalog() as catalog:
            provisions = generate.waiting(catalog, self._links.written())
        try:
            return generator.run(provisions, progress)
        finally:
            # Of a run that was stopped, too: no file is read for it.
            self._ingesting()([], progress=progress)

    def _generated(self) -> list[BankEntry]:
        return [link.entry for link in self._links.all(GENERATED)]

    def folders(self) -> list[Path]:
        """Returns the folders of the shipped and the office's documents, as far as they are there."""
        return [p for p in (SHIPPED_DOCUMENTS, *self._settings.folders) if p.is_dir()]

    def watched(self, folders: Sequence[Path], *, polling: bool = False) -> Iterator[None]:
        """Yields at once, and again after each burst of changes in the folders."""
        from knowledge.watch import changes

        yield
        yield from changes(folders, polling=polling)

    def _pages(self) -> dict[str, str]:
        """Returns the web address of a regulation by its key, or of a file by its path."""
        addresses = {page.key: page.url for page in official.pages().values()}
        for folder in self._settings.folders:
            addresses |= origins(folder)
        return addresses

    def _trial(self, golden_questions: Path | None, threshold: float | None) -> Callable[[Generation], list[str]]:
        questions = golden_questions or self._settings.golden_questions
        if questions is None:
            return lambda _: []
        from knowledge import golden

        threshold = self._settings.golden_threshold if threshold is None else threshold
        return golden.trial(questions, threshold, self._plain)

    def _plain(self, index: Index) -> KnowledgeBase:
        """Returns a knowledge base that answers in extracts: a language model's words would be others each time."""
        from knowledge.base import KnowledgeBase

        loaded = self._embedder.loaded if isinstance(self._embedder, LateEmbedder) else self._embedder
        return KnowledgeBase(index, loaded, self._settings.model_copy(update={"llm": ""}))

    def remove(self, names: Sequence[str], progress: Progress = lambda *_: None) -> IngestReport:
        """Takes documents out of the index; their files stay, and the next ingest of their folder takes them in.

        Raises:
            DocumentError: a document is not in the index.
        """
        started = time.perf_counter()
        report = ingestion.remove(
            self._index,
            self._embedder,
            [name.lower() for name in names],
            banks=[SHIPPED_QUESTIONS],
            generated=self._generated(),
            catalogue=self._settings.documents_dir / CATALOGUE,
            progress=progress,
        )
        report = replace(report, unlinked=linking.unattached(self._links.all(LINKED), self._index))
        return replace(report, seconds=round(time.perf_counter() - started, 2))

    def add(
        self,
        addresses: Sequence[str],
        *,
        force: bool = False,
        progress: Progress = lambda *_: None,
        downloading: Bytes = lambda *_: None,
    ) -> IngestReport:
        """Downloads documents into DOCUMENTS_DIR and ingests them; a regulation's key stands for its official page."""
        settings = self._settings
        limits = Limits(settings.download_megabytes, settings.download_seconds, settings.download_private)
        files: list[Path] = []
        failures: list[Failure] = []
        for address in addresses:
            try:
                files.append(official.fetched(address, settings.documents_dir, limits, partial(downloading, address)))
            except DocumentError as error:
                failures.append(Failure(address, str(error)))
        report = self.ingest(files, force=force, progress=progress) if files else IngestReport()
        return replace(report, failed=(*failures, *report.failed))

    def rollback(self) -> str:
        """Serves the version before the current one again and returns its name.

        Raises:
            IndexStateError: there is none.
        """
        return self._index.rollback()
