"""Indexes built for measuring, kept in a scratch folder and built anew whenever the code, tables or model changed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.documents import OUT, of
from knowledge import ingestion
from knowledge.embed import Embedder, load_embedder
from knowledge.index import Index
from knowledge.settings import ROOT, SHIPPED_QUESTIONS, Settings, load_settings

# Nothing of the index comes from these.
_UNRELATED = {"ranker.json", "evaluate.py", "show.py", "answer.py", "extract.py", "phrases.py", "rank.py", "routes.py"}


@dataclass(frozen=True, slots=True)
class Built:
    """An index that is ready, with what it is opened with."""

    folder: Path
    embedder: Embedder
    settings: Settings


def build(name: str, *, scratch: Path = OUT, banked: bool = True) -> Built:
    """Returns one of `documents.INDEXES`, building it when there is none of the present code."""
    settings = load_settings()
    embedder = load_embedder(settings.embedding_model)
    label = f"{name}{'' if banked else '-without-bank'}-{fingerprint(embedder.name)}"
    folder = scratch / "indexes" / label
    if not (folder / "current").exists():
        _ingest(folder, embedder, of(name), [SHIPPED_QUESTIONS] if banked else [])
    return Built(folder, embedder, settings)


def _ingest(folder: Path, embedder: Embedder, paths: Sequence[Path], banks: Sequence[Path]) -> None:
    started = time.perf_counter()
    index = Index(folder)
    report = ingestion.ingest(index, embedder, paths, banks=banks)
    index.close()
    for failure in report.failed:
        print(f"not indexed: {failure.path}: {failure.reason}")
    print(
        f"{folder.name}: {len(report.added)} documents, {report.passages} passages, {report.questions} bank questions "
        f"in {time.perf_counter() - started:.0f} s"
    )


def fingerprint(model: str) -> str:
    """Returns a short hash of everything that an index is made from, documents of the corpus aside."""
    digest = hashlib.sha256(model.encode())
    for path in sorted((ROOT / "knowledge").rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and path.name not in _UNRELATED and path.parent.name != "model":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
