"""Times ingest beside the pipeline that tutorials show, on the same files: first, unchanged, and memory.

    python -m benchmarks.ingesting              both sides, and memory against pages
    python -m benchmarks.ingesting --no-memory

The other side is LangChain's loaders, RecursiveCharacterTextSplitter (1,000 characters, 200 overlapping), Chroma and
all-MiniLM-L6-v2. It skips what is unchanged by LangChain's own `index()` with a record manager in memory, which is more
than the tutorials do: they store everything again. Models are loaded before the clock starts; each run is a process
of its own. The files are few, because the transformer takes minutes for more. Needs the extra `peers`. Writes
ingesting.json and ingesting.md to benchmarks/out (`--out`).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")

from benchmarks.documents import OUT, corpus
from benchmarks.peers.langchain_peers import CHUNK, OVERLAP, minilm
from benchmarks.report import table
from knowledge.settings import ROOT

SETS = {
    "text": (
        "core/uu-25-2004.md",
        "core/pp-38-2017.md",
        "core/uu-18-2008.md",
        "core/uu-24-2007.md",
        "core/uu-11-2008.md",
    ),
    "PDF": ("pdf/permendagri-7-2019.pdf", "pdf/uu-14-2008.pdf", "pdf/permenkominfo-5-2020.pdf"),
}
OURS, THEIRS = "this project", "LangChain + Chroma, MiniLM"
# A law of 460 pages with a text layer, and a scan, each cut short or repeated to these numbers of pages.
LONG, SCAN = ("pdf/uu-23-2014.pdf", (60, 120, 240, 460)), ("pdf/permenko-ekon-4-2023.pdf", (5, 10, 20))


def main() -> None:
    """Reads the options, measures, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-memory", action="store_true", help="leave memory against pages out")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the figures")
    parser.add_argument("--worker", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        system, folder, *files = options.worker
        print(json.dumps(_WORKERS[system](Path(folder), [Path(file) for file in files])))
        return
    record: dict[str, Any] = {"made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), "cores": os.cpu_count()}
    with tempfile.TemporaryDirectory(prefix="ingesting-") as scratch:
        record["runs"] = [_compared(name, system, Path(scratch)) for name in SETS for system in (OURS, THEIRS)]
        record["memory"] = [] if options.no_memory else _against_pages(Path(scratch))
    write(record, options.out)


def _compared(name: str, system: str, scratch: Path) -> dict[str, Any]:
    files = [corpus() / file for file in SETS[name]]
    found = _process(system, scratch / f"{name}-{system.split()[0]}", files)
    size = sum(file.stat().st_size for file in files)
    return {"set": name, "system": system, "files": len(files), "bytes": size, "load": os.getloadavg()[0], **found}


def _against_pages(scratch: Path) -> list[dict[str, Any]]:
    found = []
    for kind, (source, sizes) in (("text layer", LONG), ("scan", SCAN)):
        for pages in sizes:
            file = scratch / f"{Path(source).stem}-{pages}.pdf"
            _write_pages(corpus() / source, file, pages)
            found.append({"kind": kind, "pages": pages, **_process(OURS, scratch / f"{file.stem}-index", [file])})
    return found


def _write_pages(source: Path, target: Path, count: int) -> None:
    import pypdfium2

    original, cut = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    for start in range(0, count, len(original)):
        cut.import_pages(original, list(range(min(len(original), count - start))))
    cut.save(target)


# in processes of their own


def _ours(folder: Path, files: Sequence[Path]) -> dict[str, Any]:
    from knowledge.embed import load_embedder
    from knowledge.index import Index
    from knowledge.ingestion import ingest
    from knowledge.settings import SHIPPED_QUESTIONS, load_settings

    embedder, index = load_embedder(load_settings().embedding_model), Index(folder)
    times = {}
    for label in ("first_s", "unchanged_s"):
        started = time.perf_counter()
        report = ingest(index, embedder, files, banks=[SHIPPED_QUESTIONS])
        times[label] = time.perf_counter() - started
    with index.catalog() as catalog:
        pages = sum(entry.pages for entry in catalog.documents())
    assert len(report.unchanged) == len(files), report
    return {**times, "passages": index.manifest().passages, "pages": pages, **_peaks()}


def _theirs(folder: Path, files: Sequence[Path]) -> dict[str, Any]:
    from langchain_chroma import Chroma
    from langchain_core.indexing import InMemoryRecordManager
    from langchain_core.indexing import index as index_documents
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    store = Chroma("regulations", HuggingFaceEmbeddings(model_name=minilm()), persist_directory=str(folder))
    records = InMemoryRecordManager("regulations")
    records.create_schema()
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    times, loaded = {}, []
    for label in ("first_s", "unchanged_s"):
        started = time.perf_counter()
        loaded = [page for file in files for page in _loaded(file)]
        chunks = splitter.split_documents(loaded)
        # Its "incremental" way would embed anew whatever document lies across two of its batches.
        index_documents(chunks, records, store, cleanup="full", key_encoder="sha256")
        times[label] = time.perf_counter() - started
    pages = sum(page.metadata["source"].endswith(".pdf") for page in loaded)
    return {**times, "passages": len(chunks), "pages": pages, **_peaks()}


def _loaded(file: Path) -> list[Any]:
    from langchain_community.document_loaders import PyPDFLoader, TextLoader

    loader = PyPDFLoader(str(file)) if file.suffix == ".pdf" else TextLoader(str(file), encoding="utf-8")
    return list(loader.load())


def _peaks() -> dict[str, int]:
    """Returns the peak of this process, and of the largest of those that it started."""
    kinds = {"process_bytes": resource.RUSAGE_SELF, "worker_bytes": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(kind).ru_maxrss * 1024 for name, kind in kinds.items()}


_WORKERS: dict[str, Callable[[Path, Sequence[Path]], dict[str, Any]]] = {OURS: _ours, THEIRS: _theirs}


def _process(system: str, folder: Path, files: Sequence[Path]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.ingesting", "--worker", system, str(folder), *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    shutil.rmtree(folder, ignore_errors=True)
    reply: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return reply


# what is written


def write(record: dict[str, Any], folder: Path) -> None:
    """Writes the figures as JSON and tables, and prints the tables."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ingesting.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    text = f"Made {record['made']} on {record['cores']} cores.\n\n{_runs(record)}\n"
    if record["memory"]:
        text += f"\n{_memory(record)}\n"
    (folder / "ingesting.md").write_text(text, encoding="utf-8")
    print(text)


def _runs(record: dict[str, Any]) -> str:
    rows = [
        [
            run["set"],
            run["system"],
            f"{run['files']}, {run['bytes'] / 1e3:,.0f} kB",
            f"{run['passages']:,}",
            f"{run['first_s']:.1f}",
            f"{run['passages'] / run['first_s']:,.0f}",
            f"{run['pages'] / run['first_s']:,.0f}" if run["pages"] else "–",
            f"{run['bytes'] / 1e3 / run['first_s']:,.0f}",
            f"{run['unchanged_s']:.3f}",
            f"{run['first_s'] / run['unchanged_s']:,.0f}×",
            _memory_of(run, record["cores"]),
            f"{run['load']:.1f}",
        ]
        for run in record["runs"]
    ]
    head = ["files", "system", "how many", "passages", "first, s", "passages/s", "pages/s", "kB/s", "unchanged, s"]
    return table([*head, "faster", "peak MB: process + workers", "load"], rows)


def _memory_of(run: dict[str, Any], cores: int) -> str:
    workers = f" + {cores} × {run['worker_bytes'] / 1e6:.0f}" if run["worker_bytes"] else ""
    return f"{run['process_bytes'] / 1e6:,.0f}{workers}"


def _memory(record: dict[str, Any]) -> str:
    rows = [
        [
            run["kind"],
            f"{run['pages']}",
            f"{run['passages']:,}",
            f"{run['first_s']:.1f}",
            _memory_of(run, record["cores"]),
        ]
        for run in record["memory"]
    ]
    return table(["one PDF, this project", "pages", "passages", "first, s", "peak MB: process + workers"], rows)


if __name__ == "__main__":
    main()
