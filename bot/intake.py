"""An upload is fetched, looked at in a process of its own, and offered for a decision."""

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot import texts_uploads as texts
from bot.desk import Desk, spoken
from bot.jobs import Job, Sent, State
from bot.uploads_html import name_of, offer
from bot.workshop import Step, WorkError, WorkLostError
from knowledge import DocumentError, Inspection

logger = logging.getLogger(__name__)

FOUND = TypeAdapter(tuple[Inspection, ...])
TRIES = 5
"""Times that a file is asked of Telegram; the pauses between add up to half a minute."""


class NotFetchedError(Exception):
    """Telegram does not give a file."""


async def look(desk: Desk, job: Job) -> None:
    """Fetches what was sent and offers it, or says what is wrong with it."""
    try:
        files = await _fetched(desk, job)
        found = await _inspected(desk, job, files)
    except NotFetchedError:
        await fail(desk, job, texts.NOT_FETCHED(job.language, name=name_of(job)))
    except (DocumentError, WorkError) as error:
        reason = spoken(str(error), job.language)
        for sent in job.task.sent:  # the admin knows which link it was
            reason = reason.removeprefix(f"{sent.url}: ")
        await fail(desk, job, texts.FAILED(job.language, name=name_of(job), reason=reason))
    except WorkLostError as error:
        sentence = texts.LATE if error.is_late else texts.LOST
        await fail(desk, job, sentence(job.language, name=name_of(job)))
    else:
        await _offer(desk, job, found)


async def fail(desk: Desk, job: Job, html: str) -> None:
    """Ends a job that cannot be done; nothing of it stays."""
    await desk.jobs.move(job.id, [job.state], State.FAILED)
    desk.uploads.clear(job.id)
    await desk.say(replace(job, state=State.FAILED), html)


async def _offer(desk: Desk, job: Job, found: tuple[Inspection, ...]) -> None:
    others = [one for one in await desk.jobs.those([State.OFFERED, State.DECIDED]) if one.id != job.id]
    waiting = {one.sha256 for other in others for one in other.task.found if one.is_new}
    fresh = tuple(one for one in found if not (one.is_new and one.sha256 in waiting))
    offered = replace(job, task=replace(job.task, found=fresh), state=State.OFFERED)
    twice = [texts.SAME_WAITING(job.language, name=Path(one.file).name) for one in found if one not in fresh]
    if not any(one.is_new for one in fresh):
        html, _ = offer(offered)
        await fail(desk, job, "\n\n".join(filter(None, [html if fresh else "", *twice])))
        return
    await desk.jobs.move(job.id, [State.NEW], State.OFFERED, task=offered.task)
    html, keyboard = offer(offered)
    await desk.say(offered, "\n\n".join([*twice, html]), keyboard)


async def _fetched(desk: Desk, job: Job) -> list[Path]:
    """Returns the files; those that an earlier run fetched are there already."""
    room = await asyncio.to_thread(desk.uploads.room, job.id)
    files: list[Path] = []
    for number, sent in enumerate(job.task.sent):
        place = f"{job.id}/{number}" if len(job.task.sent) > 1 else job.id
        if sent.url:
            files.append(Path(await desk.work(job, sent.name, ["fetch", str(room), sent.url])))
        else:
            async with desk.showing(job, name_of(job)) as told:
                told(Step("fetch", number, len(job.task.sent), sent.name))
                files.append(await _from_telegram(desk, place, sent))
    return files


async def _from_telegram(desk: Desk, place: str, sent: Sent) -> Path:
    for attempt in range(1, TRIES + 1):
        try:
            file = await desk.bot.get_file(sent.file_id)
            content = await file.download_as_bytearray()
        except BadRequest as error:
            raise NotFetchedError from error
        except (NetworkError, RetryAfter) as error:
            logger.warning("A file cannot be fetched yet (%s)", type(error).__name__)
            if attempt == TRIES:
                raise NotFetchedError from error
            await asyncio.sleep(2.0**attempt - 1.5)
        else:
            return await asyncio.to_thread(desk.uploads.keep, place, sent.name, bytes(content))
    raise NotFetchedError


async def _inspected(desk: Desk, job: Job, files: list[Path]) -> tuple[Inspection, ...]:
    room = str(desk.uploads.room(job.id))
    return FOUND.validate_python(await desk.work(job, name_of(job), ["inspect", room, *map(str, files)]))
