"""The regulations that the benchmarks index, as files: the core, and all of the bulk written out."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

from knowledge.settings import ROOT, SHIPPED_DOCUMENTS

OUT = ROOT / "benchmarks" / "out"


def corpus() -> Path:
    """Returns the corpus folder: CORPUS_DIR, else `../shared/corpus` beside the checkout.

    Raises:
        SystemExit: it is not there.
    """
    folder = Path(os.environ.get("CORPUS_DIR") or ROOT.parent / "shared" / "corpus")
    if not (folder / "core").is_dir():
        raise SystemExit(f"The benchmarks need the corpus, and {folder} holds none; set CORPUS_DIR.")
    return folder


def core() -> list[Path]:
    """Returns the folders of the core index: the central regulations and the shipped guidance."""
    return [corpus() / "core", SHIPPED_DOCUMENTS]


def bulk() -> Iterator[tuple[str, str]]:
    """Yields (name, text) of the other regulations."""
    with gzip.open(corpus() / "bulk" / "bulk.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["id"], row["text"]


def write_bulk(folder: Path, *, copies: int = 1) -> Path:
    """Writes the bulk regulations as text files, unless they are there, and returns the folder.

    With `copies`, each is written under so many names. A copy has the text of its original, so its words, lists of
    postings and vectors are as real ones are; only that answers come several times over is not.
    """
    for copy in range(1, copies + 1):
        inside = folder / f"{copy:02d}"
        if inside.is_dir():
            continue
        unfinished = folder / f"{copy:02d}.writing"
        unfinished.mkdir(parents=True, exist_ok=True)
        for name, text in bulk():
            file = f"{name}.txt" if copy == 1 else f"{name}-salinan-{copy}.txt"
            (unfinished / file).write_text(text, encoding="utf-8")
        unfinished.rename(inside)
    return folder


def size(folder: Path) -> int:
    """Returns the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
