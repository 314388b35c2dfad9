"""The one door from the event loop to the knowledge base: opened late, used on a few threads of its own."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from knowledge import Answer, DocumentEntry, Hit, ProvisionView, Turn

T = TypeVar("T")


class Knowledge(Protocol):
    """What the bot needs of a knowledge base; all of it may block."""

    @property
    def generation(self) -> str:
        """Returns which version of the index is served."""

    def ask(self, question: str, turns: Sequence[Turn] = (), language: str | None = None) -> Answer:
        """Answers a question."""

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Returns the best passages."""

    def documents(self) -> list[DocumentEntry]:
        """Lists what is indexed."""

    def outline(self, document: str) -> list[tuple[str, str]]:
        """Lists the BAB and Pasal of a document."""

    def provision(self, document: str, locator: str) -> ProvisionView | None:
        """Returns a whole provision to read."""

    def define(self, term: str) -> Answer:
        """Explains a term."""

    def close(self) -> None:
        """Lets go of the index."""


class Asking:
    """Opens the knowledge base once, in the background, and runs every question off the event loop."""

    def __init__(self, open_knowledge: Callable[[], Knowledge], threads: int = 4) -> None:
        self._open = open_knowledge
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="question")
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
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, knowledge)

    async def close(self) -> None:
        """Lets go of the knowledge base; a question still being worked on is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._opening and self._opening.done() and not self._opening.cancelled() and not self._opening.exception():
            self._opening.result().close()


async def _later(loop: asyncio.AbstractEventLoop, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await loop.run_in_executor(threads, work)
