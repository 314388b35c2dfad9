"""What admins have done with documents that are in the index: removed, brought back, read again, all of it redone."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import InlineKeyboardMarkup

from bot import texts_uploads as texts
from bot.desk import Desk, spoken
from bot.jobs import Job, Kind, State
from bot.keyboards import DOCUMENTS, said
from bot.texts import INDONESIAN
from bot.uploads_html import name_of
from bot.workshop import WorkError, WorkLostError
from knowledge import DocumentError

RESTORE = "u"
MOST_FAILURES = 10


async def do(desk: Desk, job: Job) -> None:
    """Does a chore and says how it went."""
    try:
        html, keyboard, result = await _DO[job.kind](desk, job)
    except (DocumentError, WorkError, WorkLostError) as error:
        await _undone(desk, job)
        lost = isinstance(error, WorkLostError)
        name = name_of(job)
        html = (
            texts.NOT_DONE(job.language, name=name)
            if lost
            else texts.FAILED(job.language, name=name, reason=_reason(error, job.language))
        )
        await desk.jobs.move(job.id, [State.NEW], State.FAILED)
        await desk.say(replace(job, state=State.FAILED), html)
        await desk.record(job.user_id, job.kind, name, "gagal")
    else:
        await desk.jobs.move(job.id, [State.NEW], State.DONE)
        await desk.say(replace(job, state=State.DONE), html, keyboard)
        await desk.record(job.user_id, job.kind, name_of(job), result)


Done = tuple[str, InlineKeyboardMarkup | None, str]


async def _undone(desk: Desk, job: Job) -> None:
    """Puts the files back where they were before a chore that failed."""
    with suppress(DocumentError):
        if job.kind is Kind.REMOVE:
            await asyncio.to_thread(desk.uploads.take_back, job.task.placings)
        elif job.kind is Kind.RESTORE:
            await asyncio.to_thread(desk.uploads.publish, job.task.placings)


async def _remove(desk: Desk, job: Job) -> Done:
    await asyncio.to_thread(desk.uploads.publish, job.task.placings)
    await desk.work(job, name_of(job), ["remove", *job.task.documents])
    undo = InlineKeyboardMarkup([[said(texts.UNDO, job.language, DOCUMENTS, RESTORE, job.id)]])
    return texts.REMOVED(job.language, name=name_of(job), days=desk.days), undo, "dihapus"


async def _restore(desk: Desk, job: Job) -> Done:
    await asyncio.to_thread(desk.uploads.take_back, job.task.placings)
    report = await desk.work(job, name_of(job), ["ingest", *(one.file for one in job.task.placings)])
    _check(report)
    return texts.RESTORED(job.language, name=name_of(job)), None, "dikembalikan"


async def _reread(desk: Desk, job: Job) -> Done:
    report = await desk.work(job, name_of(job), ["ingest", *(one.file for one in job.task.placings), "--reread"])
    _check(report)
    return texts.REREAD_DONE(job.language, name=name_of(job)), None, "dibaca ulang"


async def _ingest(desk: Desk, job: Job) -> Done:
    report = await desk.work(job, name_of(job), ["ingest"])
    counted, recorded = _counted(report, job.language), _counted(report, INDONESIAN)
    lines = [texts.INGESTED(job.language, counts=counted, seconds=round(report["seconds"]))]
    lines += [
        texts.FAILED(job.language, name=one["path"].rpartition("/")[2], reason=spoken(one["reason"], job.language))
        for one in report["failed"][:MOST_FAILURES]
    ]
    return "\n".join(lines), None, recorded


def _counted(report: dict[str, Any], language: str) -> str:
    """Returns how many files an ingest met of each kind, "1 baru, 57 tetap"."""
    counts = [sentence(language, count=len(report[name])) for name, sentence in texts.COUNTS.items() if report[name]]
    return ", ".join(counts) or texts.NOTHING_THERE(language)


async def _rollback(desk: Desk, job: Job) -> Done:
    version = await desk.work(job, name_of(job), ["rollback", *job.task.documents])
    shown = version.lstrip("0")
    return texts.ROLLED_BACK(job.language, version=shown), None, f"versi {shown}"


_DO = {
    Kind.REMOVE: _remove,
    Kind.RESTORE: _restore,
    Kind.REREAD: _reread,
    Kind.INGEST: _ingest,
    Kind.ROLLBACK: _rollback,
}


def _check(report: dict[str, Any]) -> None:
    """Raises what kept the one document out."""
    if report["failed"]:
        raise WorkError(report["failed"][0]["reason"])


def _reason(error: Exception, language: str) -> str:
    problems: Sequence[str] = error.problems if isinstance(error, WorkError) else ()
    return "; ".join(problems[:3]) if problems else spoken(str(error), language)
