"""The same assistant in a terminal: rich on a screen, plain lines through a pipe."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot import texts, texts_console
from bot.asking import Knowledge
from bot.split import plain
from bot.titles import place_in
from knowledge import Answer, AnswerKind, Citation, KnowledgeError, Turn

KEPT_TURNS = 5
"""Earlier questions that a follow-up may refer to."""
LONGEST_HISTORY = 1000
LEAVE = ("/keluar", "/exit", "/quit", "/q")


class ConsoleChat:
    """A conversation: reads questions, prints answers, remembers the last turns."""

    def __init__(self, knowledge: Knowledge, console: Console, language: str = texts.INDONESIAN) -> None:
        self._knowledge = knowledge
        self._console = console
        self._language = language
        self._turns: deque[Turn] = deque(maxlen=KEPT_TURNS)
        self._commands: dict[str, Callable[[], None]] = {
            "/start": self._welcome,
            "/bantuan": self._help,
            "/help": self._help,
            "/sumber": self._sources,
            "/baru": self._afresh,
        }

    def run(self, lines: Iterator[str], *, greet: bool = True) -> int:
        """Answers line after line until the input or the person ends it; returns the exit code.

        Without a person at the keyboard a question that cannot be asked makes the exit code 1.
        """
        if greet:
            self._welcome()
        failed = False
        for line in lines:
            said = line.strip()
            if said.lower() in LEAVE:
                break
            if said:
                failed |= not self._answer(said)
        return 1 if failed and not greet else 0

    def _answer(self, said: str) -> bool:
        command = self._commands.get(said.split()[0].lower())
        try:
            if command:
                command()
            elif said.startswith("/"):
                self._console.print(plain(texts.UNKNOWN_COMMAND(self._language)))
            else:
                self._ask(said)
        except KnowledgeError as error:
            self._console.print(str(error), style="yellow", markup=False, highlight=False)
            return False
        return True

    def _ask(self, question: str) -> None:
        with self._console.status(plain(texts_console.SEARCHING(self._language))):
            answer = self._knowledge.ask(question, list(self._turns))
        self._turns.append(Turn(question, answer.citations, answer.lead))
        print_answer(self._console, answer)

    def _welcome(self) -> None:
        self._console.print(Panel(plain(texts_console.START(self._language)), border_style="cyan", expand=False))

    def _help(self) -> None:
        self._console.print(plain(texts_console.HELP(self._language)), markup=False, highlight=False)

    def _afresh(self) -> None:
        self._turns.clear()
        self._console.print(plain(texts.AFRESH(self._language)), markup=False)

    def _sources(self) -> None:
        table = Table(box=None, pad_edge=False)
        for heading in texts_console.TABLE:
            table.add_column(plain(heading(self._language)), overflow="fold")
        for entry in sorted(self._knowledge.documents(), key=lambda one: (one.kind, -(one.year or 0), one.title)):
            status = texts.STATUS.get(entry.status)
            year = str(entry.year or "")
            table.add_row(Text(entry.title), year, str(entry.pasal or ""), status(self._language) if status else "")
        self._console.print(table)


def print_answer(console: Console, answer: Answer) -> None:
    """Prints an answer with its numbered sources."""
    style = "bold" if answer.kind is AnswerKind.ANSWER else "yellow"
    first, _, rest = answer.lead.partition("\n")
    console.print(Text(first, style=style))
    if rest:
        console.print(Text(rest))
    for number, citation in enumerate(answer.citations, 1):
        console.print(Padding(_source(number, citation, answer.language), (1 if number == 1 else 0, 0, 0, 0)))
    for warning in answer.warnings:
        console.print(Text(f"⚠ {warning}", style="yellow"))
    for title, questions in ((texts.TRY_ASKING, answer.suggestions), (texts.RELATED, answer.related)):
        if questions:
            console.print(Text(plain(title(answer.language)), style="dim"))
            for question in questions:
                console.print(Text(f"  • {question}", style="dim"))
    console.print()


def _source(number: int, citation: Citation, language: str) -> Text:
    page = f", {plain(texts.PAGE(language))} {citation.page}" if citation.page is not None else ""
    return Text.assemble((f"[{number}] ", "cyan"), f"{place_in(citation.title, citation.locator)}{page}")


def typed_lines(prompt: str, history: Path) -> Iterator[str]:
    """Yields what a person types, with the history of earlier sessions on the arrow keys."""
    try:
        import readline
    except ImportError:  # Windows: the terminal keeps its own history
        pass
    else:
        history.parent.mkdir(parents=True, exist_ok=True)
        if history.is_file():
            readline.read_history_file(history)
        readline.set_history_length(LONGEST_HISTORY)
    try:
        while True:
            try:
                yield input(prompt)
            except (EOFError, KeyboardInterrupt):
                return
    finally:
        if "readline" in sys.modules:
            readline.write_history_file(history)


def run_console(open_knowledge: Callable[[], Knowledge], history: Path) -> int:
    """Runs the console chat on this terminal, or answers the lines of a pipe; returns the exit code."""
    console = Console()
    with console.status(plain(texts_console.OPENING(texts.INDONESIAN))):
        knowledge = open_knowledge()
    chat = ConsoleChat(knowledge, console)
    try:
        if sys.stdin.isatty():
            return chat.run(typed_lines("› ", history))
        return chat.run(iter(sys.stdin), greet=False)
    finally:
        knowledge.close()
