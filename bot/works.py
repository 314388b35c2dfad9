"""Admins' jobs one after the other, taken up again after a restart: at most one heavy process beside the answers."""

import asyncio
import logging
import time

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot import chores, intake, saving
from bot import texts_uploads as texts
from bot.desk import Desk
from bot.jobs import OPEN, Job, Kind, State
from bot.uploads_html import name_of, offer
from knowledge import KnowledgeError

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
"""Times that one job may find the bot ended while it is done."""
ALBUM_SECONDS = 2
"""How long the parts of an album are waited for."""
ALBUM_LOOKED_EVERY = 0.3
LOOKED_EVERY = 60.0
TIDIED_EVERY = 24 * 3600


class Works:
    """Does what admins hand over."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._woken = asyncio.Event()
        self._tidied = 0.0
        self._coming = False
        self.is_busy = False

    def wake(self) -> None:
        """Says that there is something to do."""
        self._woken.set()

    async def run(self) -> None:
        """Does jobs until cancelled."""
        started = False
        while True:
            try:
                if not started:
                    await self._start()
                    started = True
                await self._tidy()
                while await self._one():
                    pass
            except (SQLAlchemyError, TelegramError, OSError) as error:
                logger.warning("Admins' jobs are looked at again later: %s", error)
            await self._pause()

    async def _pause(self) -> None:
        # Not `wait_for`: until Python 3.12 that forgets it was cancelled where the event comes at the same moment.
        try:
            async with asyncio.timeout(ALBUM_LOOKED_EVERY if self._coming else LOOKED_EVERY):
                await self._woken.wait()
        except TimeoutError:
            return
        self._woken.clear()

    async def _start(self) -> None:
        """Looks what an earlier run left: jobs in hand are taken up, reports shown again."""
        jobs = await self.desk.jobs.those([*OPEN, State.OFFERED])
        self.desk.taken_up = {job.id for job in jobs if job.attempts}
        for job in jobs:
            if job.state is State.OFFERED and not job.attempts:
                await self.desk.say(job, *offer(job))

    async def _tidy(self) -> None:
        if time.monotonic() - self._tidied < TIDIED_EVERY and self._tidied:
            return
        self._tidied = time.monotonic()
        for id_ in await self.desk.jobs.forget(self.desk.days):
            self.desk.uploads.clear(id_)
        known = [job.id for job in await self.desk.jobs.those([*OPEN, State.OFFERED])]
        await asyncio.to_thread(self.desk.uploads.sweep, known)
        await asyncio.to_thread(self.desk.uploads.tidy, self.desk.days)

    async def _one(self) -> bool:
        """Does the next job, or all saves that wait together; returns whether there was one."""
        waiting = await self.desk.jobs.waiting()
        jobs = [job for job in waiting if not _is_coming(job)]
        self._coming = len(jobs) < len(waiting)
        if not jobs:
            return False
        first = jobs[0]
        together = [job for job in jobs if job.state is State.DECIDED] if first.state is State.DECIDED else [first]
        begun = [job for job in together if await self._begin(job)]
        if begun:
            await self._do(begun)
        return True

    async def _begin(self, job: Job) -> bool:
        if await self.desk.jobs.begin(job.id) <= MOST_ATTEMPTS:
            return True
        await self._give_up(job)
        return False

    async def _do(self, jobs: list[Job]) -> None:
        [first, *_] = jobs
        self.is_busy = True
        try:
            if first.state is State.DECIDED:
                await saving.save(self.desk, jobs)
            elif first.state is State.UNDOING:
                await saving.take_out(self.desk, first)
            elif first.kind is Kind.UPLOAD:
                await intake.look(self.desk, first)
            else:
                await chores.do(self.desk, first)
        except (SQLAlchemyError, TelegramError):
            raise
        except KnowledgeError as error:
            logger.error("A job failed: %s", error)
            await self._give_up(*jobs)
        except Exception:  # one job that cannot be done must not keep the others from being done
            logger.exception("A job failed")
            await self._give_up(*jobs)
        finally:
            self.is_busy = False
            self.desk.taken_up -= {job.id for job in jobs}

    async def _give_up(self, *jobs: Job) -> None:
        """Ends jobs that cannot be done; an upload that was to be saved waits for a decision again."""
        for job in jobs:
            html = texts.NOT_DONE(job.language, name=name_of(job))
            if job.state is State.DECIDED:
                await saving.put_back(self.desk, await self.desk.jobs.get(job.id) or job, html)
                continue
            if await self.desk.jobs.move(job.id, [job.state], State.FAILED):
                await self.desk.say(job, html)


def _is_coming(job: Job) -> bool:
    """Tells whether further parts of an album may still arrive."""
    return bool(job.album) and not job.attempts and time.time() - job.at < ALBUM_SECONDS
