"""The one door from the event loop to the knowledge base: opened late, used on a few threads of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, Protocol, TypeVar

from knowledge import Answer, DocumentEntry, Hit, PageImage, ProvisionView, Turn, Watched

if TYPE_CHECKING:
    from knowledge import Exam, Item, Journal, Link, Outcome, Programme

T = TypeVar("T")


PROGRAMME_SECONDS = 60.0
"""How long a change an admin makes to the programme's files may go unnoticed."""


class Knowledge(Protocol):
    """What the bot needs of a knowledge base; all of it may block."""

    @property
    def generation(self) -> str:
        """Returns which version of the index is served."""

    def catch_up(self) -> None:
        """Waits until the newest version of the index is the one that is served."""

    def history(self) -> list[str]:
        """Returns the version that is served and those to return to, newest first."""

    @property
    def journal(self) -> Journal:
        """Returns the record of what admins did."""

    @property
    def revision(self) -> str:
        """Returns a text that changes with every ingest and every link."""

    def ask(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        language: str | None = None,
        heard: Callable[[Answer], None] | None = None,
    ) -> Answer:
        """Answers a question; `heard` is told the answer as far as it is written, where that takes long."""

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Returns the best passages."""

    def documents(self) -> list[DocumentEntry]:
        """Lists what is indexed."""

    def outline(self, document: str) -> list[tuple[str, str]]:
        """Lists the BAB and Pasal of a document."""

    def provision(self, document: str, locator: str) -> ProvisionView | None:
        """Returns a whole provision to read."""

    def page_image(self, document: str, locator: str, quote: str = "") -> PageImage | None:
        """Draws the page that a provision stands on, the quotation marked."""

    def define(self, term: str) -> Answer:
        """Explains a term."""

    def watched(self, text: str) -> Watched | None:
        """Returns the regulation that a text names and what is done to it."""

    def exam(self) -> Exam:
        """Returns the question set to try the index with."""

    def examine(self, item: Item) -> Outcome:
        """Puts one question of it."""

    def link(self, question: str, document: str, locator: str, *, by: str) -> Link:
        """Attaches a question to the provision that answers it."""

    def unlink(self, link_id: str) -> Link:
        """Takes a link out."""

    def grouped(self, questions: Sequence[str]) -> list[list[int]]:
        """Returns the positions of questions that mean the same together."""

    def close(self) -> None:
        """Lets go of the index."""


class Asking:
    """Opens the knowledge base once, in the background, and runs every question off the event loop."""

    def __init__(
        self,
        open_knowledge: Callable[[], Knowledge],
        threads: int = 4,
        load_programme: Callable[[], Programme] | None = None,
    ) -> None:
        self._open = open_knowledge
        self._load_programme = load_programme or _load_programme
        self._programme: tuple[float, Programme] | None = None
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="question")
        self.place = asyncio.Semaphore(threads)
        self._opening: asyncio.Task[Knowledge] | None = None

    async def opened(self) -> Knowledge:
        """Returns the knowledge base, beginning to open it on first use.

        Raises:
            KnowledgeError: with a sentence on what is missing; asking again does not try again.
        """
        if self._opening is None:
            loop = asyncio.get_running_loop()
            self._opening = asyncio.ensure_future(_later(loop, self._threads, self._open))
        return await asyncio.shield(self._opening)

    async def run(self, work: Callable[[Knowledge], T]) -> T:
        """Runs `work` with the knowledge base on a thread of its own."""
        knowledge = await self.opened()
        in_context = copy_context().run  # the records logged there belong to the same update
        return await asyncio.get_running_loop().run_in_executor(self._threads, in_context, work, knowledge)

    async def programme(self) -> Programme:
        """Returns the programme's steps, questions and regions, at most a minute old.

        Raises:
            DocumentError: one of its files is missing or cannot be used.
        """
        if self._programme is None or time.monotonic() - self._programme[0] > PROGRAMME_SECONDS:
            loop = asyncio.get_running_loop()
            loaded = await loop.run_in_executor(self._threads, self._load_programme)
            self._programme = (time.monotonic(), loaded)
        return self._programme[1]

    async def close(self) -> None:
        """Lets go of the knowledge base; a question still being worked on is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._opening and self._opening.done() and not self._opening.cancelled() and not self._opening.exception():
            self._opening.result().close()


async def _later(loop: asyncio.AbstractEventLoop, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await loop.run_in_executor(threads, work)


def _load_programme() -> Programme:
    from knowledge import load_programme

    return load_programme()
