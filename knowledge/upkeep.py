"""Keeping an index: everything an admin does with it, without what is needed only to answer questions."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import bank, disk, ingestion, linking, official, sources
from knowledge.bank import BankEntry
from knowledge.download import Limits, fetch, origins
from knowledge.embed import Embedder, LateEmbedder
from knowledge.errors import DocumentError, EmptyIndexError, IndexStateError, KnowledgeError, SettingError
from knowledge.generation import Manifest
from knowledge.index import Index
from knowledge.journal import Journal
from knowledge.links import GENERATED, LINKED, LinkStore
from knowledge.records import DocumentEntry
from knowledge.report import DocumentDetail, Failure, IndexStatus, IngestReport, Inspection, Written
from knowledge.settings import SHIPPED_DOCUMENTS, SHIPPED_QUESTIONS, Settings, load_settings
from knowledge.sources import CATALOGUE

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.generation import Generation
    from knowledge.ingestion import Progress

Bytes = Callable[[str, int, int], None]
"""Called with (address, bytes so far, bytes in all or 0) while a document is downloaded."""


class Upkeep:
    """An index with the settings that it is kept by."""

    def __init__(self, index: Index, settings: Settings, embedder: Embedder | LateEmbedder) -> None:
        self._index = index
        self._settings = settings
        self._links = LinkStore(index.folder)
        self._embedder = embedder
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
        started = time.perf_counter()
        chosen = list(paths) or self.folders()
        report = ingestion.ingest(
            self._index,
            self._embedder,
            chosen,
            banks=[SHIPPED_QUESTIONS],
            generated=self._generated(),
            catalogue=self._settings.documents_dir / CATALOGUE,
            pages=self._pages(),
            prune=prune,
            rebuild=rebuild,
            reread=reread,
            force=force,
            trial=self._trial(golden, threshold),
            ready=self._ready(rooms),
            progress=progress,
        )
        report = replace(report, unlinked=self._unlinked())
        if any(SHIPPED_DOCUMENTS.is_relative_to(path.resolve()) for path in chosen):
            self._remember_shipped()
        return replace(report, seconds=round(time.perf_counter() - started, 2))

    def _ready(self, rooms: Sequence[Path]) -> ingestion.Ready:
        if not rooms:
            return lambda _: None
        from knowledge.inspection import ready

        return partial(ready, rooms)

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
            ingestion.ingest(
                self._index,
                self._embedder,
                [],
                banks=[SHIPPED_QUESTIONS],
                generated=self._generated(),
                catalogue=self._settings.documents_dir / CATALOGUE,
                pages=self._pages(),
                progress=progress,
            )

    def _generated(self) -> list[BankEntry]:
        return [link.entry for link in self._links.all(GENERATED)]

    def _unlinked(self) -> tuple[str, ...]:
        """Returns the linked questions whose provision is not indexed."""
        links = self._links.all(LINKED)
        if not links or not self._index.pointer():
            return ()
        with self._index.catalog() as catalog:
            listed = linking.listed(links, catalog)
        return tuple(f"{one.link.key} {one.link.locator}: {one.link.question}" for one in listed if not one.is_attached)

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
        report = replace(report, unlinked=self._unlinked())
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
        files: list[Path] = []
        failures: list[Failure] = []
        for address in addresses:
            try:
                files.append(self._download(address, partial(downloading, address)))
            except DocumentError as error:
                failures.append(Failure(address, str(error)))
        report = self.ingest(files, force=force, progress=progress) if files else IngestReport()
        return replace(report, failed=(*failures, *report.failed))

    def _download(self, address: str, progress: Callable[[int, int], None]) -> Path:
        settings = self._settings
        limits = Limits(settings.download_megabytes, settings.download_seconds, settings.download_private)
        page = official.pages().get(address.lower())
        if page is None and "://" not in address:
            raise DocumentError(
                f"{address}: bukan alamat web, dan bukan peraturan yang halaman resminya dikenal. Lihat: python "
                "ingest.py official / Neither a web address nor a regulation of the list."
            )
        if page is None:
            return fetch(address, settings.documents_dir, limits, progress=progress)
        link = official.document_on(page, limits)
        return fetch(link, settings.documents_dir, limits, name=page.key, progress=progress)

    # looking at it

    def status(self) -> IndexStatus:
        """Returns the state of the index folder."""
        folder = self._index.folder
        megabytes = round(disk.size(folder) / 1e6, 1)
        try:
            manifest = self._index.manifest()
        except (EmptyIndexError, IndexStateError) as error:
            return IndexStatus(str(folder), str(error), megabytes=megabytes, writer=self._index.writer())
        problem = "" if manifest.model == self._embedder.name else "dibuat dengan EMBEDDING_MODEL lain"
        history = self._index.history()
        written = (folder / "generations" / history[0] / "manifest.json").stat().st_mtime
        return IndexStatus(
            folder=str(folder),
            problem=problem,
            generations=tuple(history),
            made=datetime.fromtimestamp(written, UTC).isoformat(timespec="seconds"),
            model=manifest.model,
            documents=manifest.documents,
            passages=manifest.passages,
            questions=manifest.questions,
            writer=self._index.writer(),
            megabytes=megabytes,
            with_gaps=tuple(entry.name for entry in self.documents() if entry.gaps),
            left_out=len(self._index.left_out()),
        )

    def is_current(self) -> bool:
        """Tells whether there is an index that can be served with the present settings."""
        try:
            manifest: Manifest = self._index.manifest()
        except KnowledgeError:
            return False
        return manifest.model == self._embedder.name

    def is_up_to_date(self) -> bool:
        """Tells whether the index can be served, and has seen the shipped documents and questions as they are now.

        What was removed or rolled back since then stays so.
        """
        try:
            seen = self._shipped_mark.read_text(encoding="utf-8")
        except OSError:
            return False
        return self.is_current() and seen == _shipped()

    @property
    def _shipped_mark(self) -> Path:
        return self._index.folder / "shipped"

    def _remember_shipped(self) -> None:
        with disk.named_problems(self._index.folder):
            disk.write_whole(self._shipped_mark, _shipped())

    def documents(self) -> list[DocumentEntry]:
        """Returns what is indexed."""
        with self._index.catalog() as catalog:
            return catalog.documents()

    def show(self, name: str) -> DocumentDetail:
        """Returns one document.

        Raises:
            DocumentError: it is not in the index.
        """
        with self._index.catalog() as catalog:
            found = catalog.document(name.lower())
            if found is None:
                raise DocumentError(f"Tidak ada dokumen {name}. Lihat: python ingest.py list / No such document.")
            entry, _, key, _ = found
            expected = [e for e in bank.load([SHIPPED_QUESTIONS]) if e.key in (key, entry.name)]
            attached = len(catalog.bank_ids({key, entry.name} - {""}))
            left = self._index.left_out().values()
            return DocumentDetail(
                entry=entry,
                key=key,
                articles=len(catalog.articles(entry.name)),
                questions=attached,
                unattached=max(len(expected) - attached, 0),
                left_out=tuple((item.path, item.reason) for item in left if item.document == entry.name),
                relations=tuple(
                    f"{f'{r.by} ' if r.by else ''}{r.relation} {r.target}{f' {r.provision}' if r.provision else ''} "
                    f"({r.locator})"
                    for r in catalog.relations(document=entry.name)
                    if r.relation in ("mengubah", "mencabut", "melaksanakan", "menetapkan")
                ),
            )

    def verify(self) -> list[str]:
        """Returns what is wrong: between the catalogue and both indexes, and between them and the files."""
        generation = self._index.current()
        manifest = generation.manifest
        counts = {
            "bagian": (manifest.passages, generation.vectors.count),
            "pertanyaan": (manifest.questions, generation.bank_words.count),
            "dokumen": (manifest.documents, len(generation.catalog.fingerprints())),
        }
        return [
            *generation.problems(),
            *(
                f"{what}: ada {held}, seharusnya {said} / not as many as noted"
                for what, (said, held) in counts.items()
                if said != held
            ),
            *_without_passages(generation),
            *self._files(generation),
        ]

    def _files(self, generation: Generation) -> Iterator[str]:
        for name, (sha, origin) in sorted(generation.catalog.fingerprints().items()):
            path, _, inside = origin.partition(sources.INSIDE)
            try:
                same = sources.sha256_of(Path(path)) == (sha.partition(sources.INSIDE)[0] if inside else sha)
            except OSError as error:
                yield f"{name}: berkas {path} tidak dapat dibaca ({disk.reason(error)})"
                continue
            if not same:
                yield f"{name}: berkas {path} berubah sejak ingest"

    def rollback(self) -> str:
        """Serves the version before the current one again and returns its name.

        Raises:
            IndexStateError: there is none.
        """
        return self._index.rollback()

    def close(self) -> None:
        """Closes the index."""
        self._index.close()


def _shipped() -> str:
    """Returns a fingerprint of the shipped documents and questions."""
    digest = hashlib.sha256(bank.fingerprint([SHIPPED_QUESTIONS]).encode())
    for path in sources.files_in([SHIPPED_DOCUMENTS]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _without_passages(generation: Generation) -> Iterator[str]:
    yield from (f"{e.name}: tidak ada satu bagian pun" for e in generation.catalog.documents() if not e.passages)
