"""Measures this project and its peers on the same documents and questions, each in a process of its own.

    python -m benchmarks.peers                              all of them over core and the bulk asked about
    python -m benchmarks.peers --fast                       without those that embed with a transformer (minutes each)
    python -m benchmarks.peers --documents mixed --fast     over core and all of the bulk (2,000 documents)
    python -m benchmarks.peers --only bm25s …               some of them

Needs the `peers` extra and the corpus. Writes JSON, a table and charts to benchmarks/out (`--out`). Questions
are those of the `test` half. Times compare within one run on a quiet machine only.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import chart
from benchmarks.documents import INDEXES, OUT, of
from benchmarks.measures import DEPTH, RANKING, Result, average_precision, figures
from benchmarks.peers import table
from benchmarks.peers.places import Places, ranked
from benchmarks.peers.worker import SLOW, SYSTEMS
from benchmarks.sets import OWN_BULK, OWN_CORE, REGULATION, Question, load
from knowledge.evaluate import is_hit
from knowledge.ingestion import files_in
from knowledge.settings import ROOT

Found = list[dict[str, str]]


def main() -> None:
    """Reads the options, runs each peer, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", choices=INDEXES, default="asked", help="which documents")
    parser.add_argument("--fast", action="store_true", help="without those that embed with a transformer")
    parser.add_argument("--only", nargs="+", choices=list(SYSTEMS), help="only these")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the figures")
    options = parser.parse_args()
    names = options.only or [n for n in SYSTEMS if not (options.fast and n in SLOW)]
    record = measure(names, files_in(of(options.documents)), asked(options.documents), options.out)
    write(record, options.out, f"peers-{options.documents}")


def asked(documents: str) -> list[Question]:
    """Returns the questions with gold provisions that the documents can answer."""
    chosen = [q for q in load() if q.half == "test" and q.item.gold and q.item.answerable]
    return [q for q in chosen if q.column in (OWN_CORE, OWN_BULK, REGULATION) and (documents != "core" or q.in_core)]


def measure(names: Sequence[str], files: Sequence[Path], questions: Sequence[Question], out: Path) -> dict[str, Any]:
    """Returns the figures of each peer; one that cannot run is named with the last line of what it said."""
    wanted = {document for q in questions for document, _ in q.item.gold}
    places = {f.stem.lower(): Places.of(f) for f in files if f.stem.lower() in wanted}
    record: dict[str, Any] = {
        "made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "documents": len(files),
        "bytes": sum(f.stat().st_size for f in files),
        "peers": [],
    }
    for name in names:
        print(f"{name} …", flush=True)
        reply = _run(name, files, questions, out)
        if "error" in reply:
            print(f"  {reply['error']}")
        else:
            reply |= _scored(reply.pop("found"), questions, places)
            times = reply.pop("query_ms")
            reply["p50_ms"], reply["p95_ms"] = (float(np.quantile(times, q)) for q in (0.5, 0.95))
        record["peers"].append({"name": name, **reply})
    return record


def _run(name: str, files: Sequence[Path], questions: Sequence[Question], out: Path) -> dict[str, Any]:
    scratch = out / "peers-scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    request = scratch / "request.json"
    texts = [q.item.question for q in questions]
    request.write_text(
        json.dumps({"files": list(map(str, files)), "questions": texts, "folder": str(scratch / "index")}),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.peers.worker", name, str(request)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    reply_file = request.with_suffix(".reply.json")
    if done.returncode or not reply_file.exists():
        return {"error": (done.stderr.strip().splitlines() or ["it said nothing"])[-1]}
    reply: dict[str, Any] = json.loads(reply_file.read_text(encoding="utf-8"))
    shutil.rmtree(scratch, ignore_errors=True)
    return reply


def _scored(found: Sequence[Found], questions: Sequence[Question], places: Mapping[str, Places]) -> dict[str, Any]:
    results = [_result(question, pieces, places) for question, pieces in zip(questions, found, strict=True)]
    names = {n: RANKING[n] for n in ("hit@1", "recall@5", "recall@10", "recall@50", "MRR@10", "MAP@10")}
    scores = {
        column: {n: asdict(e) for n, e in figures([r for r in results if r.question.column == column], names).items()}
        for column in dict.fromkeys(q.column for q in questions)
    }
    return {"scores": scores}


def _result(question: Question, found: Found, places: Mapping[str, Places]) -> Result:
    gold = question.item.gold
    standing = ranked(_places(piece, places) for piece in found)[:DEPTH]
    ranks = tuple(next((n for n, held in enumerate(standing, 1) if _right(held, *pair)), 0) for pair in gold)
    return Result(question, ranks, (), average_precision(ranks, gold))


def _places(piece: Mapping[str, str], places: Mapping[str, Places]) -> frozenset[tuple[str, str]]:
    """Returns the (document, locator) that a piece counts for; nothing for documents without gold provisions."""
    document = piece["document"]
    if piece["locator"]:
        return frozenset({(document, piece["locator"])})
    if document not in places:
        return frozenset()
    return frozenset((document, locator) for locator in places[document].holding(piece["text"]))


def _right(held: Iterable[tuple[str, str]], document: str, locator: str) -> bool:
    return any(is_hit(*place, document, locator) for place in held)


def write(record: dict[str, Any], folder: Path, name: str) -> None:
    """Writes the figures as JSON, a table and a chart, and prints the table."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = table.peers(record)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    measured = [p for p in record["peers"] if "scores" in p]
    for number, column in enumerate(measured[0]["scores"] if measured else ()):
        rows = [(p["name"], p["scores"][column]) for p in measured]
        chart.bars(rows, ["hit@1", "recall@5"], f"Right Pasal found: {column}", folder / f"{name}-{number + 1}.png")
    print(text)


if __name__ == "__main__":
    main()
