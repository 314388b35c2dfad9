"""A hundred and fifty entries of the question bank drawn at random, and the share whose provision answers the question.

    python -m benchmarks.bank_sample draw    prints each entry with the text of its provision
    python -m benchmarks.bank_sample check   compares the sample with the verdicts and prints the shares

The draw takes the entries of the core regulations with the lowest hash of seed and id. An id is made of regulation,
address and question, so an entry that is mended is another entry and has to be judged anew.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from benchmarks.structure import CORPUS
from knowledge.bank import BankEntry, read_file
from knowledge.parse import parse
from knowledge.read import read

BANK = Path(__file__).parents[1] / "knowledge" / "questions"
VERDICTS = Path(__file__).parent / "verdicts" / "bank.jsonl"
SEED = "2026"
SIZE = 150
_SHOWN = 430


def main() -> None:
    """Runs the command that the command line names."""
    command = sys.argv[1] if len(sys.argv) > 1 else "check"
    sys.exit({"draw": show, "check": check}[command]())


def draw() -> list[BankEntry]:
    """Returns the sample, lowest hash first."""
    files = [BANK / f"{path.stem}.jsonl" for path in sorted((CORPUS / "core").iterdir())]
    entries = [entry for file in files if file.is_file() for entry in read_file(file)]
    return sorted(entries, key=_rank)[:SIZE]


def show() -> int:
    """Prints the sample, each question with its provision."""
    for entry in draw():
        text = _texts(entry.key).get(entry.locator, "(no provision has this address)")
        print(f"{entry.id} {entry.key} | {entry.locator}\n  ?? {entry.question}\n  == {text[:_SHOWN]}\n")
    return 0


def check() -> int:
    """Prints how the sample was judged, and which entries still have to be."""
    verdicts = {row["id"]: row for row in map(json.loads, VERDICTS.read_text(encoding="utf-8").splitlines())}
    sample = draw()
    lacking = [entry for entry in sample if entry.id not in verdicts]
    shares = Counter(verdicts[entry.id]["verdict"] for entry in sample if entry.id in verdicts)
    for entry in lacking:
        print(f"not judged: {entry.id} {entry.key} {entry.locator}")
    print(" · ".join(f"{verdict} {count}/{shares.total()}" for verdict, count in shares.most_common()))
    return 1 if lacking else 0


def _rank(entry: BankEntry) -> str:
    return hashlib.sha1(f"{SEED}|{entry.id}".encode()).hexdigest()


@cache
def _texts(key: str) -> dict[str, str]:
    """Returns what stands at each address of a core regulation, the first where an address comes twice."""
    path = next(path for path in (CORPUS / "core").iterdir() if path.stem == key)
    texts: dict[str, str] = {}
    for provision in parse(read(path), key).walk():
        texts.setdefault(provision.locator, " ".join(piece.text for piece in provision.walk() if piece.text))
    return texts


if __name__ == "__main__":
    main()
