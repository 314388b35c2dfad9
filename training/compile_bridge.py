"""Compiles the bridge from everyday, colloquial and English words to the law's terms, and the gloss the other way.

Reads the `bridge_*.jsonl` (term → what people say) and `everyday_*.jsonl` (what people say → terms) of the
corpus, which were written for this project, and writes `knowledge/bridge.tsv`: one expression a line, as
stems, with the stems of the terms it stands for; and `knowledge/gloss.tsv`: a term of two words or more, and
its English.

    python -m training.compile_bridge [LEXICONS_FOLDER]
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from knowledge.words import stems

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "knowledge" / "bridge.tsv"
GLOSS = ROOT / "knowledge" / "gloss.tsv"
# An expression that stands for more terms than this says nothing in particular.
MOST_TERMS = 12
LONGEST = 4

Table = dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]]


def add(table: Table, kind: str, expression: str, term: str) -> None:
    """Enters one pair unless it says nothing that the words themselves do not."""
    said, meant = tuple(stems(expression)), tuple(stems(term))
    if said and meant and len(said) <= LONGEST and not set(meant) <= set(said):
        table[kind, said].add(meant)


def compile_table(folder: Path) -> Table:
    """Returns (kind, expression stems) → term stems, from all files of the folder."""
    table: Table = defaultdict(set)
    for path in sorted(folder.glob("bridge_*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            for kind, field in (("everyday", "everyday"), ("short", "short"), ("english", "english")):
                for expression in row.get(field, []):
                    add(table, kind, expression, row["term"])
    for path in sorted(folder.glob("everyday_*.jsonl")):
        kind = "english" if path.stem == "everyday_3" else "everyday"
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            for term in row["terms"]:
                add(table, kind, row["word"], term)
    return table


def gloss(folder: Path) -> dict[str, str]:
    """Returns the terms of two words or more with the first of their English words."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("bridge_*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if row.get("english") and len(row["term"].split()) > 1:
                found.setdefault(row["term"].lower(), row["english"][0])
    return found


def main() -> None:
    """Writes the table, sorted, so that a change of the sources shows as a small difference."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus" / "lexicons"
    lines = [
        "\t".join([kind, " ".join(said), "|".join(sorted(" ".join(term) for term in terms))])
        for (kind, said), terms in sorted(compile_table(folder).items())
        if len(terms) <= MOST_TERMS
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    terms = sorted(gloss(folder).items())
    GLOSS.write_text("".join(f"{term}\t{english}\n" for term, english in terms), encoding="utf-8")
    print(f"{len(lines)} expressions → {TARGET.name} ({TARGET.stat().st_size / 1e6:.2f} MB)")


if __name__ == "__main__":
    main()
