"""`python ingest.py`: bring the index up to date with documents, and look after it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from knowledge import KnowledgeError

if TYPE_CHECKING:
    from knowledge.ingestion import IngestReport
    from knowledge.ingestion import Progress as Report

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
STAGES = {
    "wait": "Menunggu ingest lain",
    "read": "Membaca dan menguraikan",
    "pages": "Halaman",
    "index": "Mengindeks",
    "bank": "Memasang bank pertanyaan",
    "audit": "Memeriksa versi baru",
}


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; default: the shipped documents and DOCUMENTS_DIR.")
    ] = None,
    prune: Annotated[bool, typer.Option(help="Remove documents whose file is gone from the folders.")] = False,
    rebuild: Annotated[bool, typer.Option(help="Read everything anew, also what did not change.")] = False,
    if_needed: Annotated[bool, typer.Option("--if-needed", help="Do nothing when a usable index is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one summary object.")] = False,
    index: Annotated[Path | None, typer.Option("--index", help="Folder of the index, instead of INDEX_DIR.")] = None,
) -> None:
    """Ingest files and folders into the index; unchanged files are skipped, changed ones replaced."""
    from knowledge import KnowledgeBase

    knowledge = KnowledgeBase.open(index)
    if if_needed and knowledge.is_current():
        return
    with _progress(quiet=as_json) as progress:
        report = knowledge.ingest(paths or [], prune=prune, rebuild=rebuild, progress=progress)
    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False))
    else:
        _print(report)
    if report.failed:
        raise typer.Exit(1)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Report]:
    """Shows a bar for each stage on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}"),
    )
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bars:
        tasks = {stage: bars.add_task(label, total=None, visible=False, what="") for stage, label in STAGES.items()}

        def show(stage: str, done: int, total: int, what: str) -> None:
            bars.update(tasks[stage], completed=done, total=total, visible=True, what=what)

        yield show


def _print(report: IngestReport) -> None:
    from knowledge.report import lines

    for failure in report.failed:
        print(f"GAGAL  {failure.path}: {failure.reason}", file=sys.stderr)
    print("\n".join(lines(report)))


def main() -> None:
    """Runs the command; an expected failure is one sentence and exit code 1."""
    try:
        app()
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
