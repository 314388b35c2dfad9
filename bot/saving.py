"""What was decided on is carried out: into the folder and the index, or out again."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot import texts_uploads as texts
from bot.desk import Desk, spoken
from bot.jobs import Job, State
from bot.uploads_html import after_failure, name_of, offer, undo
from bot.workshop import WorkError, WorkLostError
from knowledge import DocumentError, Inspection, Placing

logger = logging.getLogger(__name__)


async def save(desk: Desk, jobs: Sequence[Job]) -> None:
    """Takes uploads in by one ingest; one that fails goes back to where it waited."""
    ready: list[Job] = []
    for job in jobs:
        try:
            ready.append(await _published(desk, job))
        except DocumentError as error:
            await put_back(
                desk, job, texts.FAILED(job.language, name=name_of(job), reason=spoken(str(error), job.language))
            )
    if not ready:
        return
    lead = ready[0]
    force = ["--force"] if any(job.task.force for job in ready) else []
    files = [one.target for job in ready for one in job.task.placings]
    rooms = [str(desk.uploads.room(job.id)) for job in ready]
    try:
        report = await desk.work(lead, name_of(lead), ["ingest", *files, *force, "--rooms", *rooms])
    except WorkError as error:
        await _refused(desk, ready, error)
    except WorkLostError:
        for job in ready:
            await put_back(desk, job, texts.NOT_DONE(job.language, name=name_of(job)))
    else:
        for job in ready:
            await _saved(desk, job, report)


async def _published(desk: Desk, job: Job) -> Job:
    """Puts the files of an upload into the folder; where they go is written down first."""
    if not job.task.placings:
        new = [one for one in job.task.found if one.is_new]
        replaced = [_replaced(one) if job.task.replace else "" for one in new]
        pairs = list(zip([one.file for one in new], replaced, strict=True))
        placings = await asyncio.to_thread(desk.uploads.plan, job.id, pairs)
        job = replace(job, task=replace(job.task, placings=tuple(placings)))
        await desk.jobs.keep(job.id, job.task)
    await asyncio.to_thread(desk.uploads.publish, job.task.placings)
    return job


async def _refused(desk: Desk, jobs: Sequence[Job], error: WorkError) -> None:
    if len(jobs) > 1:  # one of them is bad: each is tried on its own
        for job in jobs:
            await asyncio.to_thread(desk.uploads.take_back, job.task.placings)
        for job in jobs:
            await save(desk, [replace(job, task=replace(job.task, placings=()))])
        return
    [job] = jobs
    name = name_of(job)
    if error.problems:
        problems = "\n".join(f"• {problem}" for problem in error.problems[:8])
        await put_back(desk, job, texts.REFUSED(job.language, name=name, problems=problems), anyway=True)
    else:
        reason = spoken(str(error), job.language)
        await put_back(desk, job, texts.FAILED(job.language, name=name, reason=reason))


async def put_back(desk: Desk, job: Job, html: str, *, anyway: bool = False) -> None:
    """Lets an upload wait for a decision again, its files where they were before."""
    try:
        await asyncio.to_thread(desk.uploads.take_back, job.task.placings)
    except DocumentError as error:
        logger.error("An upload's files could not be taken back: %s", error)
    task = replace(job.task, placings=(), force=False)
    await desk.jobs.move(job.id, [State.DECIDED], State.OFFERED, task=task)
    keyboard = after_failure(job) if anyway else offer(replace(job, task=task))[1]
    await desk.say(replace(job, state=State.OFFERED), html, keyboard)
    await desk.record(job.decided_by, "upload", name_of(job), "gagal")


async def _saved(desk: Desk, job: Job, report: dict[str, Any]) -> None:
    targets = {one.target for one in job.task.placings}
    left = [one for one in report["duplicates"] if one["path"] in targets]
    failed = [one for one in report["failed"] if one["path"] in targets]
    if failed:
        reason = spoken(failed[0]["reason"], job.language)
        await put_back(desk, job, texts.FAILED(job.language, name=name_of(job), reason=reason))
        return
    version = report["generation"].lstrip("0")
    lines = [texts.SAVED(job.language, name=name_of(job), version=version)]
    lines += [
        texts.LEFT_OUT(job.language, name=Path(one["path"]).name, document=one["document"], reason=one["reason"])
        for one in left
    ]
    await desk.jobs.move(job.id, [State.DECIDED], State.DONE)
    desk.uploads.clear(job.id)
    await desk.say(replace(job, state=State.DONE), "\n".join(lines), undo(job))
    await desk.record(job.decided_by, "upload", name_of(job), f"disimpan, versi {version}")


async def take_out(desk: Desk, job: Job) -> None:
    """Undoes a save: the documents leave the index, the files wait for a decision again, what they replaced is back."""
    names = await documents_of(desk, job.task.placings)
    back = [one.replaced for one in job.task.placings if one.replaced]
    try:
        await asyncio.to_thread(desk.uploads.take_back, job.task.placings)
        if back:
            await desk.work(job, name_of(job), ["ingest", *back])
        replaced = {name for target, name in names.items() if _was_replaced(target, job.task.placings)}
        gone = sorted({*job.task.documents, *names.values()} - replaced)
        if gone:
            await desk.work(job, name_of(job), ["remove", *gone])
    except (DocumentError, WorkError, WorkLostError) as error:
        logger.warning("An upload could not be undone: %s", error)
        with suppress(DocumentError):
            await asyncio.to_thread(desk.uploads.publish, job.task.placings)
        await desk.jobs.move(job.id, [State.UNDOING], State.DONE)
        await desk.say(replace(job, state=State.DONE), texts.NOT_DONE(job.language, name=name_of(job)), undo(job))
        return
    waiting = replace(job, task=replace(job.task, placings=(), documents=()), state=State.OFFERED)
    await desk.jobs.move(job.id, [State.UNDOING], State.OFFERED, task=waiting.task)
    html, keyboard = offer(waiting)
    await desk.say(waiting, f"{texts.UNDONE(job.language, name=name_of(job))}\n\n{html}", keyboard)
    await desk.record(job.decided_by, "upload", name_of(job), "diurungkan")


def _replaced(one: Inspection) -> str:
    """Returns the file that a new one takes the place of, "" where there is none."""
    earlier = one.earlier
    return earlier.source if earlier and earlier.replaceable and Path(earlier.source).is_file() else ""


def _was_replaced(target: str, placings: Sequence[Placing]) -> bool:
    return any(one.target == target and one.replaced for one in placings)


async def documents_of(desk: Desk, placings: Sequence[Placing]) -> dict[str, str]:
    """Returns file → document of the files that are indexed."""
    targets = {one.target for one in placings}
    entries = await desk.asking.run(lambda knowledge: knowledge.documents())
    return {entry.source: entry.name for entry in entries if entry.source in targets}
