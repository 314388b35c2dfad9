"""What admins' jobs are done with: the folder, the workshop, and a message in the chat that shows how it goes."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot import texts_uploads as texts
from bot.asking import Asking
from bot.jobs import Job, Jobs
from bot.post import Letter, Post
from bot.split import split
from bot.workshop import Step, Told, Workshop
from knowledge import KnowledgeError, Uploads

logger = logging.getLogger(__name__)

SHOWN_EVERY = 2.5
"""Seconds between two edits of one message: Telegram counts edits as messages, and takes one a second in a chat."""
BAR = 10


@dataclass(slots=True)
class Desk:
    """Everything a job needs."""

    jobs: Jobs
    uploads: Uploads
    workshop: Workshop
    post: Post
    bot: ExtBot[str]
    asking: Asking
    days: int
    """How long what was removed or replaced can come back."""
    taken_up: set[str] = field(default_factory=set)
    """Jobs that an earlier run left unfinished."""

    async def say(self, job: Job, html: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Puts this into the messages of a job; one that was deleted is sent anew."""
        text = split(self.marked(job, html))[0]
        places = [(job.chat_id, job.notice), *job.task.also]
        for place, (chat_id, number) in enumerate(places):
            try:
                if not await self.post.edit(chat_id, number, text, keyboard) and not place:
                    step = f"{job.state} {job.attempts}"
                    await self.post.send(Letter(f"job {job.id}", step, chat_id, text, keyboard=keyboard))
            except (Forbidden, BadRequest) as error:
                logger.info("An admin could not be told of a job: %s", error)

    async def work(self, job: Job, name: str, arguments: Sequence[str]) -> Any:  # noqa: ANN401  # JSON
        """Has something done and shows how it goes.

        Raises:
            WorkError, WorkLostError: it was not done.
        """
        async with self.showing(job, name) as told:
            done = await self.workshop.run(arguments, told)
            # What is said to be done can be asked for: the version that it made is being served.
            with suppress(KnowledgeError):
                await self.asking.run(lambda knowledge: knowledge.catch_up())
            return done

    @asynccontextmanager
    async def showing(self, job: Job, name: str) -> AsyncIterator[Told]:
        """Shows steps in the job's message until the block ends; no edit is on its way after that."""
        steps: list[Step] = []
        over = asyncio.Event()
        showing = asyncio.create_task(self._show(job, name, steps, over))
        try:
            yield steps.append
        finally:
            over.set()
            await showing

    async def _show(self, job: Job, name: str, steps: list[Step], over: asyncio.Event) -> None:
        shown = ""
        while not over.is_set():
            html = self.progress(job, name, steps[-1]) if steps else shown
            steps[:-1] = []
            if html != shown:
                shown = html
                with suppress(TelegramError):
                    await self.post.edit(job.chat_id, job.notice, html)
            with suppress(TimeoutError):
                async with asyncio.timeout(SHOWN_EVERY):
                    await over.wait()

    def progress(self, job: Job, name: str, step: Step) -> str:
        """Returns how far a job is, in words and with a bar."""
        if step.stage == "wait":
            stage = texts.WAITING(job.language, what=step.what or "?")
        else:
            stage = texts.STAGES[step.stage](job.language)
            if step.total > 1:
                full = round(BAR * step.done / step.total)
                stage += f" {step.done}/{step.total}\n{'▓' * full}{'░' * (BAR - full)}"
        return self.marked(job, texts.WORKING(job.language, name=name, stage="") + stage)

    def marked(self, job: Job, html: str) -> str:
        """Returns the text, with a word before it where an earlier run was interrupted."""
        return f"{texts.TAKEN_UP(job.language)}\n\n{html}" if job.id in self.taken_up else html

    async def record(self, who: int, what: str, detail: str, result: str) -> None:
        """Adds what an admin did to the record; a record that cannot be written undoes nothing."""
        try:
            await self.asking.run(lambda knowledge: knowledge.journal.add(f"telegram {who}", what, detail, result))
        except KnowledgeError as error:
            logger.error("An admin's action could not be recorded: %s", error)


def spoken(message: str, language: str) -> str:
    """Returns the half of "Kalimat. / Sentence." that is in this language."""
    indonesian, _, english = message.partition(" / ")
    return (english or indonesian) if language == "en" else indonesian
