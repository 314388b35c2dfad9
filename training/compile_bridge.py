"""Compiles the bridge from everyday, colloquial and English words to the law's terms, and the gloss the other way.

Reads the `bridge_*.jsonl` (term → what people say) and `everyday_*.jsonl` (what people say → terms) of the
corpus and of `training/lexicons`, all written for this project, and writes `knowledge/bridge.tsv`: one
expression a line, as stems, with the stems of the terms it stands for; and `knowledge/gloss.tsv`: a term of two
words or more, and its English.

    python -m training.compile_bridge [LEXICONS_FOLDER]
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from knowledge.words import stems

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "knowledge" / "bridge.tsv"
GLOSS = ROOT / "knowledge" / "gloss.tsv"
OWN = ROOT / "training" / "lexicons"
# Their words are English; in the others of that kind they are Indonesian.
ENGLISH = {"everyday_3", "everyday_english"}
# An expression that stands for more terms than this says nothing in particular.
MOST_TERMS = 12
LONGEST = 4

Table = dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]]


def add(table: Table, kind: str, expression: str, term: str) -> None:
    """Enters one pair unless it says nothing that the words themselves do not."""
    said, meant = tuple(stems(expression)), tuple(stems(term))
    if said and meant and len(said) <= LONGEST and not set(meant) <= set(said):
        table[kind, said].add(meant)


def rows(folders: Sequence[Path], pattern: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yields every entry of the files of that name, folder by folder, with its file."""
    for path in (path for folder in folders for path in sorted(folder.glob(pattern))):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path, json.loads(line)


def compile_table(folders: Sequence[Path]) -> Table:
    """Returns (kind, expression stems) → term stems, from all files of the folders."""
    table: Table = defaultdict(set)
    for _, row in rows(folders, "bridge_*.jsonl"):
        for kind in ("everyday", "short", "english"):
            for expression in row.get(kind, []):
                add(table, kind, expression, row["term"])
    for path, row in rows(folders, "everyday_*.jsonl"):
        kind = "english" if path.stem in ENGLISH else "everyday"
        for term in row["terms"]:
            add(table, kind, row["word"], term)
    return table


def gloss(folders: Sequence[Path]) -> dict[str, str]:
    """Returns the terms of two words or more with the first of their English words."""
    found: dict[str, str] = {}
    for _, row in rows(folders, "bridge_*.jsonl"):
        if row.get("english") and len(row["term"].split()) > 1:
            found.setdefault(row["term"].lower(), row["english"][0])
    return found


def main() -> None:
    """Writes the table, sorted, so that a change of the sources shows as a small difference."""
    folders = [Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus" / "lexicons", OWN]
    lines = [
        "\t".join([kind, " ".join(said), "|".join(sorted(" ".join(term) for term in terms))])
        for (kind, said), terms in sorted(compile_table(folders).items())
        if len(terms) <= MOST_TERMS
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    terms = sorted(gloss(folders).items())
    GLOSS.write_text("".join(f"{term}\t{english}\n" for term, english in terms), encoding="utf-8")
    print(f"{len(lines)} expressions → {TARGET.name} ({TARGET.stat().st_size / 1e6:.2f} MB)")


if __name__ == "__main__":
    main()
