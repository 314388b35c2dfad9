"""What an ingest did, as an admin reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that did not go in, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file that was left out because `document` holds the same; `reason` says why that one is better."""

    path: str
    document: str
    reason: str


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
class IngestReport:
    """What an ingest did; `documents` lists those that were added or changed, `moved` (old name, new name)."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failed: tuple[Failure, ...] = ()
    documents: tuple[DocumentReport, ...] = ()
    overruled: tuple[str, ...] = ()
    passages: int = 0
    questions: int = 0
    generation: str = ""
    seconds: float = 0.0


def lines(report: IngestReport) -> Iterator[str]:
    """Yields the report as text, without the failures: documents, then what happened to the rest, then the sum."""
    for document in report.documents:
        yield _document(document)
        yield from (f"       - {text}" for text in (*document.gaps, *document.notes))
    yield from (f"pindah {old} → {new}" if old != new else f"pindah {old}" for old, new in report.moved)
    yield from (f"ganda  {d.path}: sudah ada sebagai {d.document} ({d.reason})" for d in report.duplicates)
    yield from (f"hapus  {name}" for name in report.removed)
    yield from (f"PAKSA  {problem}" for problem in report.overruled)
    counts = (
        (len(report.added), "baru"),
        (len(report.changed), "berubah"),
        (len(report.moved), "pindah"),
        (len(report.unchanged), "tetap"),
        (len(report.removed), "dihapus"),
        (len(report.failed), "gagal"),
    )
    said = ", ".join(f"{count} {word}" for count, word in counts if count or word in ("baru", "tetap", "gagal"))
    yield f"{said} · {report.seconds:.1f} detik"


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
