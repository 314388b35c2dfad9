"""Files → a new generation of the index: what changed is read, parsed and embedded, the rest is kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from knowledge import bank, glossary, parse, passages, relations
from knowledge.bank import BankEntry
from knowledge.catalog import Definition, IndexedPassage, Relation
from knowledge.embed import Embedder, StaticEmbedder
from knowledge.errors import DocumentError, KnowledgeError
from knowledge.index import FORMAT, Generation, Index, Manifest
from knowledge.lexical import Words
from knowledge.read import SUFFIXES, read
from knowledge.records import DocumentEntry, Kind, ParsedDocument, Passage
from knowledge.settings import SHIPPED_MODEL
from knowledge.words import stems

# Fewer files than this are parsed in this process: starting workers costs more than it saves.
_WORTH_WORKERS = 4
_EMBED_BATCH = 2_048

Progress = Callable[[str, int, int, str], None]
"""Called with (stage, done, total, what) as work goes on; stage is "read", "index" or "bank"."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that did not go in, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What one document became."""

    document: str
    title: str
    pages: int
    passages: int
    pasal: int
    gaps: tuple[str, ...] = ()
    questions: int = 0
    unattached: int = 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did; `documents` lists those that were added or changed."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    documents: tuple[DocumentReport, ...] = ()
    passages: int = 0
    questions: int = 0
    generation: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Source:
    """A file to ingest; the document is named after its stem."""

    path: Path
    sha256: str

    @property
    def name(self) -> str:
        return self.path.stem.lower()


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything taken from one file."""

    source: _Source
    document: ParsedDocument
    passages: tuple[Passage, ...]
    definitions: tuple[Definition, ...]
    relations: tuple[Relation, ...]
    pages: int
    pasal: int = field(default=0)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Returns the readable files named or found in the named folders, in a fixed order.

    Raises:
        DocumentError: a named path is not there.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(
                p
                for p in sorted(path.rglob("*"))
                if p.is_file() and p.suffix.lower() in SUFFIXES and not p.name.startswith((".", "README"))
            )
        elif path.exists():
            found.append(path)
        else:
            raise DocumentError(f"{path}: berkas atau folder tidak ada. / No such file or folder.")
    return list(dict.fromkeys(p.resolve() for p in found))


def ingest(
    index: Index,
    embedder: Embedder,
    paths: Sequence[Path],
    *,
    banks: Sequence[Path] = (),
    prune: bool = False,
    rebuild: bool = False,
    progress: Progress = lambda *_: None,
) -> IngestReport:
    """Brings the index up to date with the files under `paths`.

    A file that fails is reported and the others still go in. Nothing is switched when nothing changed.
    """
    failures: list[Failure] = []
    sources, duplicates = _sources(files_in(paths), failures)
    known = {} if rebuild else _known(index, embedder)
    fresh = [s for s in sources if known.get(s.name, ("", ""))[0] != s.sha256]
    removed = sorted(_gone(known, sources, paths)) if prune else []
    unchanged = tuple(s.name for s in sources if s not in fresh)
    reads = list(_read_all(fresh, failures, progress))
    entries = bank.load(banks)
    asked = bank.fingerprint(entries)
    if not reads and not removed and known and index.current().manifest.bank == asked:
        return IngestReport(
            unchanged=unchanged, duplicates=duplicates, failed=tuple(failures), generation=index.pointer()
        )
    if not reads and not known:
        return IngestReport(failed=tuple(failures), duplicates=duplicates)
    with index.build(afresh=not known) as generation:
        replaced = [r.source.name for r in reads if r.source.name in known]
        _remove(generation, [*removed, *replaced])
        _add(generation, embedder, reads, [*removed, *replaced], progress)
        attached = _attach(generation, embedder, entries, progress)
        problems = generation.problems()
        if problems:
            raise KnowledgeError("Indeks baru tidak utuh, yang lama tetap dipakai: " + "; ".join(problems))
        generation.complete(
            Manifest(
                format=FORMAT,
                model=embedder.name,
                dimensions=embedder.dimensions,
                documents=len(generation.catalog.fingerprints()),
                passages=generation.vectors.count,
                questions=generation.bank_words.count,
                bank=asked,
            )
        )
        total, questions = generation.vectors.count, generation.bank_words.count
    changed = set(known) & {r.source.name for r in reads}
    return IngestReport(
        added=tuple(r.source.name for r in reads if r.source.name not in changed),
        changed=tuple(sorted(changed)),
        unchanged=unchanged,
        removed=tuple(removed),
        duplicates=duplicates,
        failed=tuple(failures),
        documents=tuple(_report(r, attached) for r in reads),
        passages=total,
        questions=questions,
        generation=index.pointer(),
    )


def _report(item: _Read, attached: dict[str, tuple[int, int]]) -> DocumentReport:
    questions, unattached = attached.get(item.source.name, (0, 0))
    return DocumentReport(
        document=item.source.name,
        title=item.document.title,
        pages=item.pages,
        passages=len(item.passages),
        pasal=item.pasal,
        gaps=item.document.gaps,
        questions=questions,
        unattached=unattached,
    )


def _sources(files: Sequence[Path], failures: list[Failure]) -> tuple[list[_Source], tuple[str, ...]]:
    """Hashes the files; of several with one name the first stays (formats with pages come first)."""
    by_name: dict[str, _Source] = {}
    duplicates = []
    for path in sorted(files, key=lambda p: (p.suffix.lower() != ".pdf", str(p))):
        try:
            with path.open("rb") as handle:
                source = _Source(path, hashlib.file_digest(handle, "sha256").hexdigest())
        except OSError as error:
            failures.append(Failure(str(path), f"tidak dapat dibaca ({error.strerror}). / Cannot be read."))
            continue
        if source.name in by_name:
            duplicates.append(f"{path} ({by_name[source.name].path.name} dipakai)")
        else:
            by_name[source.name] = source
    return sorted(by_name.values(), key=lambda s: s.name), tuple(duplicates)


def _known(index: Index, embedder: Embedder) -> dict[str, tuple[str, str]]:
    """Returns what the served generation holds, nothing when it must be built anew."""
    if not index.pointer():
        return {}
    try:
        generation = index.current()
    except KnowledgeError:
        return {}
    return generation.catalog.fingerprints() if generation.manifest.model == embedder.name else {}


def _gone(known: dict[str, tuple[str, str]], sources: Sequence[_Source], paths: Sequence[Path]) -> Iterator[str]:
    """Yields documents whose file lay under one of the ingested folders and is there no more."""
    present = {s.name for s in sources}
    roots = [p.resolve() for p in paths if p.is_dir()]
    for name, (_, source) in known.items():
        if name not in present and any(Path(source).is_relative_to(root) for root in roots):
            yield name


def _read_all(sources: Sequence[_Source], failures: list[Failure], progress: Progress) -> Iterator[_Read]:
    total = len(sources)
    workers = min(os.cpu_count() or 1, total)
    if total < _WORTH_WORKERS or workers < 2:
        results: Iterable[_Read | Failure] = map(_read_one, sources)
        yield from _collect(results, total, failures, progress)
    else:
        # Spawned, not forked: threads of Chroma or torch in this process would not survive a fork.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            yield from _collect(pool.map(_read_one, sources, chunksize=1), total, failures, progress)


def _collect(
    results: Iterable[_Read | Failure], total: int, failures: list[Failure], progress: Progress
) -> Iterator[_Read]:
    for done, result in enumerate(results, 1):
        if isinstance(result, Failure):
            failures.append(result)
            progress("read", done, total, Path(result.path).name)
        else:
            progress("read", done, total, result.source.name)
            yield result


def _read_one(source: _Source) -> _Read | Failure:
    try:
        pages = read(source.path)
        document = parse.parse(pages, source.name)
        built = passages.build(document, source.name)
        if not built:
            return Failure(str(source.path), "tidak ada teks yang dapat dibaca di dalamnya. / No readable text in it.")
        return _Read(
            source=source,
            document=document,
            passages=tuple(built),
            definitions=tuple(glossary.mine(document, source.name)),
            relations=tuple(relations.mine(document, source.name)),
            pages=sum(p.number is not None for p in pages),
            pasal=sum(p.kind is Kind.PASAL and p.locator.startswith("Pasal") for p in document.walk()),
        )
    except KnowledgeError as error:
        return Failure(str(source.path), str(error))
    except OSError as error:
        return Failure(str(source.path), f"tidak dapat dibaca ({error.strerror}). / Cannot be read.")
    except Exception as error:  # noqa: BLE001 - a file that trips a reader must not keep the others out
        return Failure(
            str(source.path), f"tidak dapat diuraikan ({type(error).__name__}: {error}). / Cannot be parsed."
        )


def _remove(generation: Generation, names: Sequence[str]) -> None:
    frequencies = generation.token_frequencies
    for name in names:
        for tokens in generation.catalog.tokens_of(name):
            frequencies[np.unique(tokens)] -= 1
        generation.vectors.remove([item.passage.id for item in generation.catalog.of(name)])
    generation.catalog.remove(names)
    generation.write_token_frequencies(frequencies)


def _add(
    generation: Generation, embedder: Embedder, reads: Sequence[_Read], gone: Sequence[str], progress: Progress
) -> None:
    tokenizer = embedder if isinstance(embedder, StaticEmbedder) else StaticEmbedder(SHIPPED_MODEL)
    words: list[Words] = []
    frequencies = generation.token_frequencies
    if not len(frequencies):
        frequencies = np.zeros(len(tokenizer.vectors), dtype=np.int64)
    for done, item in enumerate(reads, 1):
        leads = [_lead(p) for p in item.passages]
        contexts = [passages.context(p, lead) for p, lead in zip(item.passages, leads, strict=True)]
        tokens = tokenizer.tokenize([p.text for p in item.passages])
        stemmed = [" ".join(stems(f"{lead} {p.text}")) for p, lead in zip(item.passages, leads, strict=True)]
        for ids in tokens:
            frequencies[np.unique(ids)] += 1
        findable = [not passages.is_empty_elucidation(p) for p in item.passages]
        _add_document(generation, item)
        generation.catalog.add_passages(
            IndexedPassage(p, s, t, f) for p, s, t, f in zip(item.passages, stemmed, tokens, findable, strict=True)
        )
        generation.catalog.add_definitions(item.definitions)
        generation.catalog.add_relations(item.relations)
        kept = [n for n, f in enumerate(findable) if f]
        for start in range(0, len(kept), _EMBED_BATCH):
            rows = kept[start : start + _EMBED_BATCH]
            vectors = embedder.embed([f"{contexts[n]}\n{item.passages[n].text}" for n in rows])
            generation.vectors.add(
                [item.passages[n].id for n in rows],
                np.asarray(vectors, dtype=np.float32),
                [{"document": item.source.name, "locator": item.passages[n].locator} for n in rows],
            )
        title = " ".join(stems(f"{item.document.title} {item.source.name.replace('-', ' ')}"))
        words.extend(
            Words(
                id=item.passages[n].id,
                document=item.source.name,
                body=stemmed[n],
                heading=" ".join(stems(" ".join((*item.passages[n].path, item.passages[n].locator)))),
                title=title,
            )
            for n in kept
        )
        progress("index", done, len(reads), item.source.name)
    generation.words.update(words, gone)
    generation.write_token_frequencies(frequencies)


def _lead(passage: Passage) -> str:
    """Returns the headings a passage stands under, as far as they say what it is about."""
    return passage.units[0].text if passage.units and passage.units[0].kind is Kind.HEADING else ""


def _add_document(generation: Generation, item: _Read) -> None:
    document, identity = item.document, item.document.identity
    issued = document.meta.get("promulgated") or document.meta.get("issued") or ""
    generation.catalog.add_document(
        DocumentEntry(
            name=item.source.name,
            title=document.title,
            kind=identity.kind if identity else document.meta.get("kind", ""),
            year=identity.year if identity else _year(document.meta.get("year", "")),
            pages=item.pages,
            passages=len(item.passages),
            pasal=item.pasal,
            sha256=item.source.sha256,
            source=str(item.source.path),
            url=document.meta.get("url") or None,
            issued=_date(issued),
            gaps=document.gaps,
        ),
        number=identity.number if identity else "",
        key=identity.key if identity else "",
        meta=document.meta,
    )


def _year(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _attach(
    generation: Generation, embedder: Embedder, known: Sequence[BankEntry], progress: Progress
) -> dict[str, tuple[int, int]]:
    """Rebuilds the bank's indexes for the documents now there; returns (attached, not attached) by document."""
    entries, counts = bank.attach(known, generation.catalog)
    generation.catalog.replace_bank(entries)
    held = {e.id for e in entries}
    present = generation.bank_vectors.ids()
    generation.bank_vectors.remove(sorted(present - held))
    fresh: list[BankEntry] = [e for e in entries if e.id not in present]
    for start in range(0, len(fresh), _EMBED_BATCH):
        rows = fresh[start : start + _EMBED_BATCH]
        generation.bank_vectors.add(
            [e.id for e in rows],
            np.asarray(embedder.embed([e.question for e in rows]), dtype=np.float32),
            [{"passage": e.passage, "locator": e.locator} for e in rows],
        )
        progress("bank", start + len(rows), len(fresh), "")
    generation.bank_words.update(
        (Words(id=e.id, document="bank", body=" ".join(stems(e.question))) for e in entries), ["bank"]
    )
    _ask(generation, entries)
    return counts


def _ask(generation: Generation, entries: Sequence[BankEntry]) -> None:
    """Rebuilds the index of passages read together with all questions that they answer."""
    by_passage: dict[str, list[str]] = {}
    for entry in entries:
        by_passage.setdefault(entry.passage, []).append(entry.question)
    found = generation.catalog.passages(list(by_passage))
    generation.asked_words.update(
        (
            Words(
                id=item.passage.id,
                document="bank",
                body=" ".join([item.stems, *stems(" ".join(by_passage[item.passage.id]))]),
                heading=" ".join(stems(" ".join((*item.passage.path, item.passage.locator)))),
                title=" ".join(stems(item.passage.title)),
            )
            for item in found
        ),
        ["bank"],
    )
