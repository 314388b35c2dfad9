"""Measures how fast documents go in and questions are answered, and what it takes.

    python -m benchmarks.speed                       at core size (110 documents)
    python -m benchmarks.speed --mixed               also core and bulk together (2,000 documents)
    python -m benchmarks.speed --sizes 10000 300000 1000000   also at these numbers of passages

Core and mixed are real files; `--sizes` adds copies to them (`benchmarks/grow.py`), for which no ingest is timed. Every
figure is taken in a process of its own. Writes speed.json, speed.md and, for several sizes, speed.png to benchmarks/out
(`--out`). Times mean something on a quiet machine only: the load of the machine is written down beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks import chart
from benchmarks.documents import OUT, of, size
from benchmarks.grow import grow
from benchmarks.report import table
from benchmarks.scratch import Built, build, fingerprint
from benchmarks.sets import load
from knowledge.base import KnowledgeBase
from knowledge.embed import load_embedder
from knowledge.index import Index
from knowledge.ingestion import files_in, ingest
from knowledge.settings import ROOT, SHIPPED_QUESTIONS, load_settings

# Asked once to warm up, then timed.
_QUESTIONS = 300
_STARTS = 3
# Smaller indexes are grown from the core, larger ones from core and bulk.
_MIXED_FROM = 80_000
_FIRST = "Siapa yang mengoordinasikan penyusunan rencana dan anggaran SPBE pemerintah daerah?"


def main() -> None:
    """Reads the options, measures, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mixed", action="store_true", help="also core and bulk together")
    parser.add_argument("--sizes", type=int, nargs="*", default=[], help="also at these numbers of passages")
    parser.add_argument("--no-ingest", action="store_true", help="time queries only")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the figures")
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        name, index = options.worker
        print(json.dumps(_WORKERS[name](Path(index))))
        return
    record: dict[str, Any] = {
        "made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), "cores": os.cpu_count(), "ingests": [], "points": []
    }  # fmt: skip
    names = ["core", "mixed"] if options.mixed else ["core"]
    if not options.no_ingest:
        record["ingests"] = [_ingested(name, options.out) for name in names]
    indexes = [build(name) for name in names] + [_of_size(size, options.out) for size in sorted(options.sizes)]
    record["points"] = [_served(built) for built in indexes]
    write(record, options.out)


def _of_size(passages: int, out: Path) -> Built:
    base = build("core" if passages < _MIXED_FROM else "mixed")
    return grow(base, out / "indexes" / f"grown-{passages}-{fingerprint(base.embedder.name)}", passages)


# what is measured in processes of their own


def _ingested(name: str, out: Path) -> dict[str, Any]:
    """Ingests real files into an empty index, then again with nothing changed."""
    folder = out / "speed-scratch"
    shutil.rmtree(folder, ignore_errors=True)
    found: dict[str, Any] = {"index": name, "load": os.getloadavg()[0]}
    for label in ("first", "unchanged"):
        found[label] = _process(f"ingest-{name}", folder)
    found["index_bytes"] = size(folder)
    shutil.rmtree(folder)
    return found


def _ingest(paths: Sequence[Path], folder: Path) -> dict[str, Any]:
    embedder, files = load_embedder(load_settings().embedding_model), files_in(paths)
    index = Index(folder)
    started = time.perf_counter()
    report = ingest(index, embedder, paths, banks=[SHIPPED_QUESTIONS])
    seconds = time.perf_counter() - started
    held = index.current().manifest.passages
    index.close()
    return {
        "seconds": seconds,
        "documents": len(files),
        "bytes": sum(f.stat().st_size for f in files),
        "passages": held,
        "changed": len(report.added) + len(report.changed),
        "peak_bytes": _peak(),
        "worker_bytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024,
    }


def _served(built: Built) -> dict[str, Any]:
    """Times a process that starts, and one that serves."""
    starts = []
    for _ in range(_STARTS):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "knowledge", "ask", _FIRST, "--json", "--index", str(built.folder)],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        starts.append(time.perf_counter() - started)
    return {"load": os.getloadavg()[0], "start_s": median(starts), **_process("serve", built.folder)}


def _serve(folder: Path) -> dict[str, Any]:
    knowledge = KnowledgeBase.open(folder)
    questions = [q.item.question for q in load() if q.item.gold]
    chosen = questions[:: max(len(questions) // _QUESTIONS, 1)][:_QUESTIONS]
    for question in chosen:
        knowledge.search(question)
    times = {"search": _timed(knowledge.search, chosen), "ask": _timed(knowledge.ask, chosen)}
    index = Index(folder)
    manifest = index.current().manifest
    return {
        "passages": manifest.passages,
        "documents": manifest.documents,
        "bank": manifest.questions,
        "index_bytes": size(folder / "generations" / index.pointer()),
        "peak_bytes": _peak(),
        **{f"{what}_p{q}": float(np.quantile(found, q / 100)) for what, found in times.items() for q in (50, 95)},
    }


def _timed(call: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    found = []
    for question in questions:
        started = time.perf_counter()
        call(question)
        found.append((time.perf_counter() - started) * 1e3)
    return found


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


_WORKERS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "ingest-core": lambda folder: _ingest(of("core"), folder),
    "ingest-mixed": lambda folder: _ingest(of("mixed"), folder),
    "serve": _serve,
}


def _process(worker: str, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed", "--worker", worker, str(folder)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    reply: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return reply


# what is written


def write(record: dict[str, Any], folder: Path) -> None:
    """Writes the figures as JSON, tables and a chart, and prints the tables."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "speed.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    text = f"Made {record['made']} on {record['cores']} cores.\n\n{_ingests(record)}\n\n{_points(record)}\n"
    (folder / "speed.md").write_text(text, encoding="utf-8")
    if len(record["points"]) > 2:
        chart.growth(record["points"], folder / "speed.png")
    print(text)


def _ingests(record: dict[str, Any]) -> str:
    rows = []
    for found in record["ingests"]:
        first, again = found["first"], found["unchanged"]
        rows.append(
            [
                found["index"],
                f"{first['documents']:,}",
                f"{first['bytes'] / 1e6:.1f}",
                f"{first['passages']:,}",
                f"{first['seconds']:.1f}",
                f"{first['passages'] / first['seconds']:,.0f}",
                f"{again['seconds']:.2f}",
                f"{first['seconds'] / again['seconds']:.0f}×",
                f"{first['peak_bytes'] / 1e6:.0f} + {record['cores']} × {first['worker_bytes'] / 1e6:.0f}",
                f"{found['index_bytes'] / 1e6:.0f}",
                f"{found['load']:.1f}",
            ]
        )
    head = ["ingest", "documents", "MB", "passages", "first, s", "passages/s", "unchanged, s", "faster"]
    return table([*head, "peak MB: process + workers", "index, MB", "load"], rows)


def _points(record: dict[str, Any]) -> str:
    rows = [
        [
            f"{p['passages']:,}",
            f"{p['documents']:,}",
            *(f"{p[name]:.1f}" for name in ("search_p50", "search_p95", "ask_p50", "ask_p95")),
            f"{p['start_s']:.2f}",
            f"{p['peak_bytes'] / 1e6:.0f}",
            f"{p['index_bytes'] / 1e6:.0f}",
            f"{p['load']:.1f}",
        ]
        for p in record["points"]
    ]
    head = ["passages", "documents", "search p50, ms", "p95", "ask p50, ms", "p95", "start to answer, s", "peak, MB"]
    return table([*head, "index, MB", "load"], rows)


if __name__ == "__main__":
    main()
