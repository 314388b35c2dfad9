"""What an ingest did, as an admin reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from knowledge.records import DocumentEntry

Progress = Callable[[str, int, int, str], None]
"""Called with (stage, done, total, what) as work goes on.

The stages are "wait" (for another writer), "read", "pages" (of one file), "index", "bank" and "audit".
"""


_SHOWN_NAMES = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that did not go in, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file left out because `document` holds the same; `reason` says why that one's file, `used`, is better."""

    path: str
    document: str
    reason: str
    used: str = ""


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What one document became; `status` is "berlaku", "diubah", "dicabut" or ""."""

    document: str
    title: str
    pages: int
    passages: int
    pasal: int
    gaps: tuple[str, ...] = ()
    questions: int = 0
    unattached: int = 0
    status: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """For how many provisions a language model wrote, how many questions, and how many of them were kept."""

    provisions: int
    written: int
    kept: int


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did; `documents` lists those that were added or changed, `moved` (old name, new name).

    `unlinked` are linked questions whose provision is no longer indexed; they are kept. `skipped`
    are files of the folders that no reader takes.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failed: tuple[Failure, ...] = ()
    skipped: tuple[Failure, ...] = ()
    documents: tuple[DocumentReport, ...] = ()
    overruled: tuple[str, ...] = ()
    unlinked: tuple[str, ...] = ()
    written: Written | None = None
    passages: int = 0
    questions: int = 0
    generation: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The state of an index folder; `problem` says why it cannot be served, "" when it can.

    `generations` are the served one and those to return to, newest first; `made` is when the served one was
    completed, `writer` the id of a process that is writing now, `megabytes` the size of everything in the folder,
    `with_gaps` the documents that a part is missing of, `left_out` the number of files that another stands for.
    """

    folder: str
    problem: str
    generations: tuple[str, ...] = ()
    made: str = ""
    model: str = ""
    documents: int = 0
    passages: int = 0
    questions: int = 0
    writer: str = ""
    megabytes: float = 0.0
    with_gaps: tuple[str, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """One document with what an admin asks about it; `left_out` are files that it stands for."""

    entry: DocumentEntry
    key: str
    articles: int
    questions: int
    unattached: int
    left_out: tuple[tuple[str, str], ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The version of a document that is served: the same regulation, or the same name.

    `source` is its file; `replaceable` tells that the file is the office's own. `added`, `lost` and `changed` are
    articles (or sections) of the new file against it.
    """

    document: str
    title: str
    source: str
    replaceable: bool
    added: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file would become if it were ingested; `file` is where it lies, `name` what its document is called.

    `problem` is the name of the error that keeps it out ("ProtectedError"), "" where nothing does, and `detail` says
    it in words. `same_as` is the document that holds these very bytes. `scanned` of the `pages` were recognised, with
    a mean confidence `quality` from 0 to 1. `does` are (verb, regulation, locator) that the text does to others,
    `fate` (verb, document's title) that indexed documents do to it.
    """

    file: str
    name: str
    sha256: str = ""
    problem: str = ""
    detail: str = ""
    same_as: str = ""
    title: str = ""
    pages: int = 0
    scanned: int = 0
    quality: float | None = None
    articles: int = 0
    passages: int = 0
    gaps: tuple[str, ...] = ()
    does: tuple[tuple[str, str, str], ...] = ()
    fate: tuple[tuple[str, str], ...] = ()
    questions: int = 0
    unattached: int = 0
    earlier: Earlier | None = None

    @property
    def is_new(self) -> bool:
        """Tells whether there is something to take in."""
        return not self.problem and not self.same_as


def failure_line(failure: Failure) -> str:
    """Returns a failure as one line, its file named once."""
    reason = failure.reason.removeprefix(f"{failure.path}: ").removeprefix(f"{PurePath(failure.path).name}: ")
    return f"GAGAL  {failure.path}: {reason}"


def lines(report: IngestReport) -> Iterator[str]:
    """Yields the report as text, without the failures: documents, then what happened to the rest, then the sum."""
    for document in report.documents:
        yield _document(document)
        yield from (f"       - {text}" for text in (*document.gaps, *document.notes))
    yield from (f"pindah {old} → {new}" if old != new else f"pindah {old}" for old, new in report.moved)
    yield from (f"ganda  {d.path}: yang dipakai {d.used or d.document} ({d.reason})" for d in report.duplicates)
    yield from (f"hapus  {name}" for name in report.removed)
    yield from _skipped(report.skipped)
    yield from (f"PAKSA  {problem}" for problem in report.overruled)
    yield from (f"tautan tanpa tempat  {text}" for text in report.unlinked)
    if found := report.written:
        yield f"pertanyaan  {found.kept} dari {found.written} tulisan LLM disimpan, untuk {found.provisions} ketentuan"
    yield f"{summary(report)} · {report.seconds:.1f} detik"


def summary(report: IngestReport) -> str:
    """Returns how many documents went which way."""
    counts = (
        (len(report.added), "baru"),
        (len(report.changed), "berubah"),
        (len(report.moved), "pindah"),
        (len(report.unchanged), "tetap"),
        (len(report.removed), "dihapus"),
        (len(report.failed), "gagal"),
    )
    return ", ".join(f"{count} {word}" for count, word in counts if count or word in ("baru", "tetap", "gagal"))


def _skipped(files: Sequence[Failure]) -> Iterator[str]:
    by_kind: dict[tuple[str, str], list[str]] = {}
    for file in files:
        path = PurePath(file.path)
        by_kind.setdefault((path.suffix.lower() or "tanpa akhiran", file.reason), []).append(path.name)
    for (suffix, advice), names in by_kind.items():
        more = ", …" if len(names) > _SHOWN_NAMES else ""
        yield f"lewat  {len(names)} berkas {suffix} ({', '.join(names[:_SHOWN_NAMES])}{more}): {advice}"


def _document(document: DocumentReport) -> str:
    parts = [
        f"{document.pages} hlm." if document.pages else "",
        f"{document.pasal} Pasal" if document.pasal else "",
        f"{document.passages} bagian",
        f"{document.questions} pertanyaan" if document.questions else "",
        f"{document.unattached} pertanyaan tanpa tempat" if document.unattached else "",
        document.status,
    ]
    return f"masuk  {document.document}: {', '.join(filter(None, parts))}"


def status_lines(status: IndexStatus) -> Iterator[str]:
    """Yields the state of an index as text."""
    yield f"Indeks      {status.folder} ({status.megabytes:.0f} MB)"
    if status.problem:
        yield f"Masalah     {status.problem}"
    if status.generations:
        made = datetime.fromisoformat(status.made).astimezone().strftime("%Y-%m-%d %H.%M")
        yield f"Versi       {status.generations[0]}, dibuat {made}"
        yield f"Isi         {status.documents} dokumen, {status.passages} bagian, {status.questions} pertanyaan bank"
        if status.with_gaps:
            yield f"Bercelah    {', '.join(status.with_gaps)} (rinciannya: python ingest.py show NAMA)"
        if status.left_out:
            yield f"Salinan     {status.left_out} berkas yang isinya sudah diwakili dokumen lain"
        yield f"Model       {status.model}"
        yield f"Dapat kembali ke {', '.join(status.generations[1:]) or '– (belum ada versi lain)'}"
    if status.writer:
        yield f"Sedang ditulis oleh proses {status.writer}"


def document_lines(documents: Sequence[DocumentEntry]) -> Iterator[str]:
    """Yields a list of documents as text, one a line."""
    width = max((len(entry.name) for entry in documents), default=0)
    for entry in documents:
        pages = f"{entry.pages} hlm." if entry.pages else ""
        articles = f"{entry.pasal} Pasal" if entry.pasal else f"{entry.passages} bagian"
        gaps = f"{len(entry.gaps)} celah" if entry.gaps else ""
        said = ", ".join(filter(None, (articles, pages, entry.status, gaps)))
        yield f"{entry.name:<{width}}  {entry.title}  [{said}]"


def detail_lines(detail: DocumentDetail) -> Iterator[str]:
    """Yields everything about a document as text."""
    entry = detail.entry
    yield entry.title
    yield f"dokumen     {entry.name}{f' (kunci {detail.key})' if detail.key else ''}"
    yield f"berkas      {entry.source}"
    pages = f"{entry.pages} hlm., " if entry.pages else ""
    yield f"isi         {pages}{detail.articles} Pasal, {entry.passages} bagian"
    yield f"bank        {detail.questions} pertanyaan terpasang, {detail.unattached} tanpa tempat"
    rest = (("tanggal", entry.issued), ("status", entry.status), ("halaman", entry.url))
    yield from (f"{label:<11} {value}" for label, value in rest if value)
    yield from (f"celah       {gap}" for gap in entry.gaps)
    yield from (f"hubungan    {relation}" for relation in detail.relations)
    yield from (f"salinan     {path} ({reason})" for path, reason in detail.left_out)
