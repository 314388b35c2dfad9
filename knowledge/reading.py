"""Files → parsed documents with their passages, on all cores, in a fixed order and with little held at a time."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait as wait_for
from multiprocessing.queues import SimpleQueue

from knowledge import glossary, parse, passages, relations
from knowledge.catalog import Definition, Relation
from knowledge.errors import KnowledgeError, NoTextError
from knowledge.official import with_official_title
from knowledge.read import read
from knowledge.records import Kind, Page, ParsedDocument, Passage
from knowledge.report import Failure, Progress
from knowledge.scans import scan_gaps
from knowledge.sources import Source

# Fewer files than this are parsed in this process: starting workers costs more than it saves.
_WORTH_WORKERS = 4
# Files handed out ahead of the one that is waited for, for each worker; bounds what is held in memory.
_AHEAD = 3
# Documents of fewer pages are read too fast for their pages to be shown.
_SHOWN_PAGES = 20
# How often a worker tells its pages: seldom enough that the pipe never fills while the parent is busy.
_PAGES_SECONDS = 0.5
_TICK_SECONDS = 0.2

Pages = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything taken from one file."""

    source: Source
    document: ParsedDocument
    passages: tuple[Passage, ...]
    definitions: tuple[Definition, ...]
    relations: tuple[Relation, ...]
    pages: int
    pasal: int


Ready = Callable[[Source], Reading | None]
"""Returns what was read from a file before, None where it must be read now."""


def read_all(
    sources: Sequence[Source], failures: list[Failure], progress: Progress, ready: Ready = lambda _: None
) -> Iterator[Reading]:
    """Yields what can be read, in order; what cannot is added to the failures."""
    total = len(sources)
    before = [ready(source) for source in sources]
    rest = [source for source, known in zip(sources, before, strict=True) if known is None]
    results = _here(rest, progress) if _few(len(rest)) else _by_workers(rest, progress)
    for done, (source, known) in enumerate(zip(sources, before, strict=True), 1):
        result = known or next(results)
        progress("read", done, total, source.name)
        if isinstance(result, Failure):
            failures.append(result)
        else:
            yield result


def _few(total: int) -> bool:
    return total < _WORTH_WORKERS or (os.cpu_count() or 1) < 2


def _here(sources: Sequence[Source], progress: Progress) -> Iterator[Reading | Failure]:
    for source in sources:
        yield read_one(source, lambda name, done, total: progress("pages", done, total, name))


def _by_workers(sources: Sequence[Source], progress: Progress) -> Iterator[Reading | Failure]:
    """Reads in other processes; when one dies, the files it was given are read one by one to find the culprit."""
    rest = deque(sources)
    while rest:
        with _Workers(min(os.cpu_count() or 1, len(rest)), progress) as workers:
            while rest:
                try:
                    yield workers.next(rest)
                except BrokenProcessPool:
                    break
                rest.popleft()
        if rest:
            yield _alone(rest.popleft(), progress)


def _alone(source: Source, progress: Progress) -> Reading | Failure:
    with _Workers(1, progress) as worker:
        try:
            return worker.next(deque([source]))
        except BrokenProcessPool:
            return Failure(
                source.origin,
                "pembacanya berhenti mendadak, mungkin kehabisan memori; bagi berkas itu. / Its reader died, perhaps "
                "for want of memory; split the file.",
            )


class _Workers:
    """A pool of readers that hands out a few files ahead and ends when this process does."""

    def __init__(self, count: int, progress: Progress) -> None:
        # Spawned, not forked: threads of Chroma or torch in this process would not survive a fork.
        context = get_context("spawn")
        self._pages: SimpleQueue[tuple[str, int, int]] = context.SimpleQueue()
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(self._pages,))
        self._ahead = count * _AHEAD
        self._handed: deque[Future[Reading | Failure]] = deque()
        self._progress = progress
        self._others = set(active_children())

    def next(self, rest: deque[Source]) -> Reading | Failure:
        """Returns the result of the first of the remaining sources.

        Raises:
            BrokenProcessPool: a worker died.
        """
        while len(self._handed) < min(self._ahead, len(rest)):
            with _interrupts_ignored():  # the first one starts the workers, who leave interrupts to this process
                self._handed.append(self._pool.submit(_work, rest[len(self._handed)]))
        first = self._handed.popleft()
        while not wait([first], _TICK_SECONDS).done:
            self._show_pages()
        self._show_pages()
        return first.result()

    def _show_pages(self) -> None:
        while not self._pages.empty():
            name, done, total = self._pages.get()
            self._progress("pages", done, total, name)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        if kind is not None:
            for child in set(active_children()) - self._others:
                child.kill()  # a scan may take minutes more, for nobody


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Lets processes that are started now ignore interrupts from their first moment."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


# in the workers

_report_pages: Pages = lambda *_: None  # noqa: E731 - replaced by `_begin` in a worker, where nothing else is shared


def _begin(pages: SimpleQueue[tuple[str, int, int]]) -> None:
    """Prepares a worker: a keyboard interrupt is the parent's to handle, and no worker outlives a killed parent."""
    global _report_pages
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _report_pages = lambda name, done, total: pages.put((name, done, total))  # noqa: E731
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _work(source: Source) -> Reading | Failure:
    return read_one(source, _report_pages)


def taken(source: Source, pages: Sequence[Page]) -> Reading:
    """Parses and mines the pages of one file.

    Raises:
        NoTextError: nothing in them can be indexed.
    """
    document = _with_scan_gaps(with_official_title(parse.parse(pages, source.name)), pages)
    built = passages.build(document, source.name)
    if not built:
        raise NoTextError("tidak ada teks yang dapat dibaca di dalamnya. / No readable text in it.")
    return Reading(
        source=source,
        document=document,
        passages=tuple(built),
        definitions=tuple(glossary.mine(document, source.name)),
        relations=tuple(relations.mine(document, source.name)),
        pages=sum(p.number is not None for p in pages),
        pasal=sum(p.kind is Kind.PASAL and p.locator.startswith("Pasal") for p in document.walk()),
    )


def renamed(item: Reading, name: str) -> Reading:
    """Returns what was read under another document name."""
    return replace(
        item,
        source=replace(item.source, name=name),
        passages=tuple(passages.renamed(item.passages, name)),
        definitions=tuple(replace(d, document=name) for d in item.definitions),
        relations=tuple(replace(r, document=name) for r in item.relations),
    )


def read_one(source: Source, pages_done: Pages = lambda *_: None) -> Reading | Failure:
    """Reads, parses and mines one file."""
    shown = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal shown
        if total >= _SHOWN_PAGES and time.monotonic() - shown > _PAGES_SECONDS:
            shown = time.monotonic()
            with contextlib.suppress(OSError):  # the parent is gone, and with it the bar
                pages_done(source.name, done, total)

    try:
        return taken(source, read(source.file, show))
    except KnowledgeError as error:
        return Failure(source.origin, str(error))
    except OSError as error:
        return Failure(source.origin, f"tidak dapat dibaca ({error.strerror}). / Cannot be read.")
    except Exception as error:  # noqa: BLE001 - a file that trips a reader must not keep the others out
        return Failure(source.origin, f"tidak dapat diuraikan ({type(error).__name__}: {error}). / Cannot be parsed.")


def _with_scan_gaps(document: ParsedDocument, pages: Sequence[Page]) -> ParsedDocument:
    if all(page.quality is None for page in pages):
        return document
    from knowledge.read import ocr

    return replace(document, gaps=document.gaps + scan_gaps(pages, document, recognised=ocr.is_available()))
