"""The regulations that the benchmarks index, as files.

- `core`: the central regulations and the shipped guidance; nearly every regulation has a question bank.
- `asked`: these, and the bulk regulations that an own-words question is about, which have none.
- `mixed`: core and all of the bulk, some 2,000 documents.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

from knowledge.settings import ROOT, SHIPPED_DOCUMENTS

OUT = ROOT / "benchmarks" / "out"
INDEXES = ("core", "asked", "mixed")


def corpus() -> Path:
    """Returns the corpus folder: CORPUS_DIR, else `../shared/corpus` beside the checkout.

    Raises:
        SystemExit: it is not there.
    """
    folder = Path(os.environ.get("CORPUS_DIR") or ROOT.parent / "shared" / "corpus")
    if not (folder / "core").is_dir():
        raise SystemExit(f"The benchmarks need the corpus, and {folder} holds none; set CORPUS_DIR.")
    return folder


def of(name: str) -> list[Path]:
    """Returns the files and folders of one of `INDEXES`; bulk regulations are written out where they are needed."""
    core = [corpus() / "core", SHIPPED_DOCUMENTS]
    if name == "core":
        return core
    if name == "asked":
        return [*core, _write(OUT / "bulk-asked", _asked())]
    return [*core, _write(OUT / "bulk", None)]


def _asked() -> set[str]:
    """Returns the names of the regulations that an own-words question is about."""
    lines = (corpus().parent / "eval" / "own_words.jsonl").read_text(encoding="utf-8").splitlines()
    return {gold["document"] for line in lines for gold in json.loads(line)["gold"]}


def _write(folder: Path, names: set[str] | None) -> Path:
    """Writes bulk regulations as text files, all of them or those named, unless they are there; returns the folder."""
    if not folder.is_dir():
        unfinished = folder.with_name(f"{folder.name}.writing")
        unfinished.mkdir(parents=True, exist_ok=True)
        with gzip.open(corpus() / "bulk" / "bulk.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if names is None or row["id"] in names:
                    (unfinished / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
        unfinished.rename(folder)
    return folder


def size(folder: Path) -> int:
    """Returns the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
