"""`python -m knowledge`: ask, search and evaluate on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from knowledge.errors import KnowledgeError, QuestionError

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
