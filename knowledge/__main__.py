"""`python -m knowledge`: ask, search, evaluate and link on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knowledge.errors import KnowledgeError, LinkError, QuestionError

if TYPE_CHECKING:
    from knowledge.linking import Linked

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder of the index, instead of INDEX_DIR.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
BatchOption = Annotated[
    Path | None, typer.Option("--batch", help="JSON lines with a `question` each; answered in order.")
]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in Indonesian or English.")] = "",
    batch: BatchOption = None,
    history: Annotated[
        Path | None,
        typer.Option(help="Earlier turns, oldest first: what --json printed, or questions, one a line."),
    ] = None,
    as_json: JsonOption = False,
    index: IndexOption = None,
) -> None:
    """Answer a question from the indexed documents; a line of a batch may hold its earlier `turns`."""
    from knowledge import show
    from knowledge.base import KnowledgeBase
    from knowledge.turns import load_history, read_turns

    knowledge = KnowledgeBase.open(index)
    before = load_history(history) if history is not None else []
    if batch is not None:
        _each(
            batch, lambda row: show.answer_json(knowledge.ask(row["question"], read_turns(row.get("turns") or before)))
        )
        return
    answer = knowledge.ask(question, before)
    if as_json:
        print(json.dumps({"id": None, **show.answer_json(answer)}, ensure_ascii=False))
    else:
        print(show.answer_text(answer))


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="What to look for.")] = "",
    k: Annotated[int, typer.Option("-k", help="How many passages.", min=1, max=200)] = 10,
    batch: BatchOption = None,
    as_json: JsonOption = False,
    index: IndexOption = None,
) -> None:
    """List the passages that fit a question, best first."""
    from knowledge import show
    from knowledge.base import KnowledgeBase

    knowledge = KnowledgeBase.open(index)
    if batch is not None:
        _each(batch, lambda row: show.hits_json(knowledge.search(row["question"], k)))
        return
    hits = knowledge.search(question, k)
    if as_json:
        print(json.dumps(show.hits_json(hits), ensure_ascii=False))
    else:
        print(show.hits_text(hits))


@app.command()
def evaluate(
    questions: Annotated[Path, typer.Argument(help="A question set, JSON lines.", exists=True, dir_okay=False)],
    as_json: JsonOption = False,
    misses: Annotated[Path | None, typer.Option(help="Write the questions that went wrong here, JSON lines.")] = None,
    index: IndexOption = None,
) -> None:
    """Score a question set."""
    from knowledge import evaluate as scoring
    from knowledge import show
    from knowledge.base import KnowledgeBase

    outcomes = scoring.run(KnowledgeBase.open(index), scoring.load(questions))
    if misses is not None:
        misses.write_text("".join(show.miss_line(o) for o in outcomes), encoding="utf-8")
    print(json.dumps(scoring.as_json(outcomes), indent=2) if as_json else show.figures_table(outcomes))


@app.command()
def link(
    question: Annotated[str, typer.Argument(help="The question, as people put it.")] = "",
    document: Annotated[str, typer.Argument(help="Name of a document, or key of a regulation.")] = "",
    locator: Annotated[str, typer.Argument(help='The provision that answers it, such as "Pasal 12 ayat (3)".')] = "",
    csv: Annotated[Path | None, typer.Option("--csv", help="Link every line: question, document, locator.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="List what is linked.")] = False,
    export: Annotated[Path | None, typer.Option(help="Write what is linked to this CSV file.")] = None,
    remove: Annotated[str, typer.Option(metavar="ID", help="Take out the link with this id.")] = "",
    as_json: JsonOption = False,
    index: IndexOption = None,
) -> None:
    """Attach a question to the provision that answers it; from then on it is found, however it is worded."""
    from knowledge import linking
    from knowledge.base import KnowledgeBase
    from knowledge.journal import shell_user
    from knowledge.linking import Wanted

    knowledge = KnowledgeBase.open(index)
    wanted = linking.read_csv(csv) if csv is not None else [Wanted(question, document, locator)] if locator else []
    if wanted:
        made = knowledge.link_all(wanted, by=shell_user())
        knowledge.journal.add(shell_user(), "link", str(csv or wanted[0]), f"{len(made)} tautan")
        _print_links([one for one in knowledge.links() if one.link in made], as_json)
    elif remove:
        gone = knowledge.unlink(remove)
        knowledge.journal.add(shell_user(), "unlink", gone.id, gone.question)
        print(json.dumps({"removed": gone.id}) if as_json else f"Dihapus: {gone.question}")
    elif export is not None:
        linking.write_csv(export, knowledge.links())
    elif listing:
        _print_links(knowledge.links(), as_json)
    else:
        raise LinkError(
            'Tulis: python -m knowledge link "PERTANYAAN" DOKUMEN LOKATOR, atau --csv, --list, --export, --remove. / '
            "Name question, document and locator, or one of these options."
        )


def _each(batch: Path, reply: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answers every line of a file; a line that cannot be answered gives an `error` and the others go on."""
    for number, line in _lines(batch):
        try:
            row = json.loads(line)
            result = reply({**row, "question": str(row["question"])})
        except (ValueError, KeyError, TypeError):
            row, result = {}, {"error": f"baris {number}: perlu JSON dengan `question` / needs JSON with a question"}
        except QuestionError as error:
            result = {"error": str(error)}
        identity = row.get("id") if isinstance(row, dict) else None
        print(json.dumps({"id": identity, **result}, ensure_ascii=False), flush=True)


def _print_links(links: Sequence[Linked], as_json: bool) -> None:
    from knowledge import show

    if as_json:
        print(json.dumps({"links": [show.link_json(one) for one in links]}, ensure_ascii=False))
    else:
        for one in links:
            print(show.link_text(one))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise KnowledgeError(
            f"{path}: tidak dapat dibaca sebagai teks UTF-8. / Cannot be read as UTF-8 text."
        ) from None
    yield from ((n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip())


def main() -> None:
    """Runs the command line; an expected failure is one sentence and exit code 1."""
    try:
        app()
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
