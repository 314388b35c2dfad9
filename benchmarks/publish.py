"""Puts the figures of the last runs into docs/benchmarks.md: `python -m benchmarks.publish`.

Each table stands between two comments that name it (`<!-- quality -->` … `<!-- /quality -->`); a run that was not made
leaves its part as it is. Charts are copied beside the page.
"""

from __future__ import annotations

import re
import shutil

from benchmarks.documents import OUT
from knowledge.settings import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
RUNS = ("quality", "answers", "peers-asked", "peers-mixed", "speed", "ingesting", "kill")


def main() -> None:
    """Replaces every part for which there are figures."""
    page = PAGE.read_text(encoding="utf-8")
    for run in RUNS:
        figures = OUT / f"{run}.md"
        if figures.exists():
            text = re.sub(r"^## ", "#### ", figures.read_text(encoding="utf-8"), flags=re.MULTILINE)
            page = _filled(page, run, text.strip())
            print(f"{run}: {figures}")
    charts = PAGE.parent / "benchmarks"
    charts.mkdir(exist_ok=True)
    for chart in sorted(OUT.glob("*.png")):
        shutil.copyfile(chart, charts / chart.name)
    PAGE.write_text(page, encoding="utf-8")


def _filled(page: str, run: str, text: str) -> str:
    start, end = f"<!-- {run} -->", f"<!-- /{run} -->"
    head, opened, rest = page.partition(start)
    _, closed, tail = rest.partition(end)
    if not (opened and closed):
        raise SystemExit(f"{PAGE} has no place for {run}: {start} … {end}")
    return f"{head}{start}\n{text}\n{end}{tail}"


if __name__ == "__main__":
    main()
