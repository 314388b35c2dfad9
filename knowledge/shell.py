"""What the admin's command line looks like: a default command, bars on a terminal, a record of what was done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from typer.core import TyperGroup

from knowledge.errors import KnowledgeError
from knowledge.report import Progress as Report

if TYPE_CHECKING:
    from knowledge.upkeep import Upkeep

STAGES = {
    "wait": "Menunggu ingest lain",
    "download": "Mengunduh",
    "read": "Membaca dan menguraikan",
    "pages": "Halaman",
    "index": "Mengindeks",
    "bank": "Memasang bank pertanyaan",
    "audit": "Memeriksa versi baru",
    "questions": "Menulis pertanyaan",
}


class DefaultGroup(TyperGroup):
    """Commands, of which `ingest` needs not be named: `ingest.py folder/ --prune` works."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own context class is private
        """Puts the name of the command first."""
        if args[:1] == ["--help"]:
            return super().parse_args(ctx, args)
        words = [word if args[n - 1 : n] != ["--index"] else "" for n, word in enumerate(args)]
        named = next((n for n, word in enumerate(words) if word in self.commands), None)
        before = args[:named] if named is not None else []
        if named is None or any(word and not word.startswith("-") for word in words[:named]):
            return super().parse_args(ctx, ["ingest", *args])
        return super().parse_args(ctx, [args[named], *before, *args[named + 1 :]])


@contextmanager
def recorded(upkeep: Upkeep, what: str, subjects: Sequence[object]) -> Iterator[Callable[[str], None]]:
    """Records the action with the result that is handed over, or with what went wrong."""
    from knowledge.journal import shell_user

    detail = ", ".join(map(str, subjects))
    result = ""

    def end(said: str) -> None:
        nonlocal result
        result = said

    try:
        yield end
    except KnowledgeError as error:
        end(f"gagal: {str(error).splitlines()[0]}")
        raise
    except KeyboardInterrupt:
        print("Dihentikan; indeks yang melayani tidak berubah. / Stopped; the index is as it was.", file=sys.stderr)
        raise
    finally:
        try:
            upkeep.journal.add(shell_user(), what, detail, result or "terhenti")
        except KnowledgeError as error:  # what was done is done
            print(error, file=sys.stderr)


@contextmanager
def progress_bars(*, quiet: bool) -> Iterator[Report]:
    """Shows a bar for each stage on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}", markup=False),
    )
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bars:
        tasks = {stage: bars.add_task(label, total=None, visible=False, what="") for stage, label in STAGES.items()}

        def tell(stage: str, done: int, total: int, what: str) -> None:
            if stage == "wait" and not quiet:
                print(f"Ingest lain sedang berjalan (proses {what or '?'}); menunggu selesai …", file=sys.stderr)
            bars.update(tasks[stage], completed=done, total=total or None, visible=stage != "wait", what=what)

        yield tell
