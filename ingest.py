"""`python ingest.py`: bring the index up to date with documents, and look after it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge import KnowledgeError
from knowledge.errors import AuditError
from knowledge.shell import DefaultGroup, progress_bars, recorded

if TYPE_CHECKING:
    from knowledge.report import IngestReport

app = typer.Typer(
    cls=DefaultGroup, add_completion=False, pretty_exceptions_enable=False, help=__doc__, rich_markup_mode=None
)

IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder of the index, instead of INDEX_DIR.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Serve the new version even if the check refuses it.")]
NamesArgument = Annotated[list[str], typer.Argument(help="Names of documents, as `list` shows them.")]


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; default: the shipped documents and DOCUMENTS_DIR.")
    ] = None,
    prune: Annotated[bool, typer.Option(help="Remove documents whose file is gone from the folders.")] = False,
    rebuild: Annotated[bool, typer.Option(help="Read everything anew, also what did not change.")] = False,
    if_needed: Annotated[
        bool, typer.Option("--if-needed", help="Do nothing when the index holds what is shipped.")
    ] = False,
    questions: Annotated[
        bool,
        typer.Option(help="Then let the LLM write questions for regulations that have none; goes on where it stopped."),
    ] = False,
    force: ForceOption = False,
    golden: Annotated[
        Path | None, typer.Option(help="Question set that the new version must answer, instead of GOLDEN_QUESTIONS.")
    ] = None,
    threshold: Annotated[
        float | None, typer.Option(help="Share of it that must be right, instead of GOLDEN_THRESHOLD.", min=0, max=1)
    ] = None,
    as_json: JsonOption = False,
    index: IndexOption = None,
) -> None:
    """Ingest files and folders into the index; unchanged files are skipped, changed ones replaced. The default."""
    from knowledge.report import summary
    from knowledge.upkeep import Upkeep

    upkeep = Upkeep.open(index)
    if if_needed and upkeep.is_up_to_date():
        return
    try:
        with progress_bars(quiet=as_json) as progress, recorded(upkeep, "ingest", paths or []) as record:
            report = upkeep.ingest(
                paths or [],
                prune=prune,
                rebuild=rebuild,
                force=force,
                golden=golden,
                threshold=threshold,
                progress=progress,
            )
            record(summary(report))
            if questions:
                report = replace(report, written=upkeep.write_questions(progress))
    except KnowledgeError as error:
        # For a start script what went wrong matters less than that there is something to serve.
        if not (if_needed and upkeep.is_current()):
            raise
        print(error, file=sys.stderr)
        return
    _tell(report, as_json, failing=bool(report.failed) and not (if_needed and upkeep.is_current()))


@app.command()
def add(
    addresses: Annotated[
        list[str], typer.Argument(help="Web addresses, or regulations of `official` such as perpres-95-2018.")
    ],
    force: ForceOption = False,
    as_json: JsonOption = False,
    index: IndexOption = None,
) -> None:
    """Download documents into DOCUMENTS_DIR and ingest them."""
    from knowledge.report import summary
    from knowledge.upkeep import Upkeep

    upkeep = Upkeep.open(index)
    with progress_bars(quiet=as_json) as progress, recorded(upkeep, "add", addresses) as record:
        report = upkeep.add(
            addresses,
            force=force,
            progress=progress,
            downloading=lambda address, size, total: progress("download", size, total, address),
        )
        record(summary(report))
    _tell(report, as_json, failing=bool(report.failed))


@app.command()
def remove(names: NamesArgument, as_json: JsonOption = False, index: IndexOption = None) -> None:
    """Take documents out of the index. Their files stay: remove those too, or the next ingest takes them in again."""
    from knowledge.report import summary
    from knowledge.upkeep import Upkeep

    upkeep = Upkeep.open(index)
    with progress_bars(quiet=as_json) as progress, recorded(upkeep, "remove", names) as record:
        report = upkeep.remove(names, progress)
        record(summary(report))
    _tell(report, as_json, failing=False)


@app.command("list")
def list_documents(as_json: JsonOption = False, index: IndexOption = None) -> None:
    """List what is indexed."""
    from knowledge.report import document_lines
    from knowledge.upkeep import Upkeep

    documents = Upkeep.open(index).documents()
    _print({"documents": [asdict(entry) for entry in documents]}, document_lines(documents), as_json)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Name of a document.")],
    as_json: JsonOption = False,
    index: IndexOption = None,
) -> None:
    """Show everything about one document: file, pages, articles, gaps, status, questions, copies."""
    from knowledge.report import detail_lines
    from knowledge.upkeep import Upkeep

    detail = Upkeep.open(index).show(name)
    _print(asdict(detail), detail_lines(detail), as_json)


@app.command()
def status(as_json: JsonOption = False, index: IndexOption = None) -> None:
    """Show the state of the index; exit code 1 when it cannot be served."""
    from knowledge.report import status_lines
    from knowledge.upkeep import Upkeep

    found = Upkeep.open(index).status()
    _print(asdict(found), status_lines(found), as_json)
    if found.problem:
        raise typer.Exit(1)


@app.command()
def verify(as_json: JsonOption = False, index: IndexOption = None) -> None:
    """Prove that both indexes, the catalogue and the files agree; exit code 1 when they do not."""
    from knowledge.upkeep import Upkeep

    problems = Upkeep.open(index).verify()
    text = [*problems, "Perbaiki dengan python ingest.py; bila tetap: --rebuild, atau rollback. / Ingest again."]
    _print(
        {"ok": not problems, "problems": problems},
        text if problems else ["Indeks utuh dan sama dengan berkasnya."],
        as_json,
    )
    if problems:
        raise typer.Exit(1)


@app.command()
def rollback(as_json: JsonOption = False, index: IndexOption = None) -> None:
    """Serve the version before the current one again."""
    from knowledge.upkeep import Upkeep

    upkeep = Upkeep.open(index)
    with recorded(upkeep, "rollback", []) as record:
        name = upkeep.rollback()
        record(f"versi {name}")
    said = f"Versi {name} melayani lagi. Perbaiki berkasnya sebelum ingest berikutnya, yang membacanya lagi."
    _print({"generation": name}, [said], as_json)


@app.command()
def official(as_json: JsonOption = False) -> None:
    """List the central regulations whose official page is known."""
    from knowledge.official import pages

    known = sorted(pages().values(), key=lambda page: page.key)
    _print({"pages": [asdict(p) for p in known]}, (f"{p.key}  {p.title}\n    {p.url}" for p in known), as_json)


@app.command()
def watch(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Folders; default: the shipped documents and DOCUMENTS_DIR.")
    ] = None,
    polling: Annotated[bool, typer.Option(help="Look at every file again and again, for network shares.")] = False,
    prune: Annotated[bool, typer.Option(help="Remove documents whose file is gone.")] = True,
    index: IndexOption = None,
) -> None:
    """Ingest, then ingest again whenever documents change; stop with Ctrl-C."""
    from knowledge.report import summary
    from knowledge.upkeep import Upkeep

    upkeep = Upkeep.open(index)
    folders = paths or upkeep.folders()
    for _ in upkeep.watched(folders, polling=polling):
        try:
            with progress_bars(quiet=False) as progress, recorded(upkeep, "watch", folders) as record:
                report = upkeep.ingest(folders, prune=prune, progress=progress)
                record(summary(report))
            _tell(report, as_json=False, failing=False)
        except KnowledgeError as error:
            print(error, file=sys.stderr)


def _tell(report: IngestReport, as_json: bool, *, failing: bool) -> None:
    from knowledge.report import failure_line, lines

    for failure in report.failed:
        if not as_json:
            print(failure_line(failure), file=sys.stderr)
    _print(asdict(report), lines(report), as_json)
    if failing:
        raise typer.Exit(1)


def _print(found: object, text: Iterable[str], as_json: bool) -> None:
    if as_json:
        print(json.dumps(found, ensure_ascii=False, default=str))
    else:
        for line in text:
            print(line, flush=True)


def main() -> None:
    """Runs the command; an expected failure is one sentence and exit code 1."""
    sys.exit(run(app))


def run(command: Callable[[], None]) -> int:
    """Runs a command line and returns its exit code."""
    try:
        command()
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        if "--json" in sys.argv:
            problems = error.problems if isinstance(error, AuditError) else ()
            print(json.dumps({"error": str(error), "problems": problems}, ensure_ascii=False))
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


if __name__ == "__main__":
    main()
