"""Documents that admins send: taken, and decided on by a tap."""

import re
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from telegram import CallbackQuery, Message, Update
from telegram.constants import CallbackQueryLimit, FileSizeLimit
from telegram.error import BadRequest

from bot import texts
from bot import texts_uploads as said
from bot.context import Context, Handler
from bot.handlers.admitting import name_now
from bot.handlers.buttons import read, toast
from bot.jobs import Job, Kind, Sent, State, Task
from bot.texts import escaped
from bot.uploads_html import ANYWAY, CANCEL, OPEN, REPLACE, SAVE, UNDO, name_of, offer

MOST_BYTES = int(FileSizeLimit.FILESIZE_DOWNLOAD)
"""What getFile gives bots."""
MOST_LETTERS = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
LINK = re.compile(r"https?://\S+", re.IGNORECASE)
LONGEST_NAME = 120
DECISIONS = {SAVE: State.DECIDED, REPLACE: State.DECIDED, ANYWAY: State.DECIDED, CANCEL: State.CANCELLED}


async def receive(update: Update, context: Context) -> None:
    """Takes a document of an admin's to be looked at."""
    message = update.message
    if message is None or message.document is None:
        return
    document = message.document
    name = (document.file_name or f"dokumen-{message.message_id}")[-LONGEST_NAME:]
    if document.file_size and document.file_size > MOST_BYTES:
        html = said.TOO_LARGE(context.language, name=name, limit=MOST_BYTES // 1_000_000)
        await context.reply(message, html)
    elif document.file_size == 0:
        await context.reply(message, said.PROBLEMS["EmptyFileError"](context.language, name=name))
    else:
        await _take(message, Sent(name, file_id=document.file_id), context)


async def receive_link(update: Update, context: Context) -> None:
    """Takes an address of an admin's to be downloaded and looked at."""
    message = update.message
    if message and message.text:
        url = message.text.strip()
        name = PurePosixPath(unquote(urlsplit(url).path)).name or urlsplit(url).hostname or url
        await _take(message, Sent(name[-LONGEST_NAME:], url=url), context)


async def refuse_photo(update: Update, context: Context) -> None:
    """Asks an admin to send a picture of a document as a file."""
    if update.message:
        await context.reply(update.message, said.NOT_A_PHOTO(context.language))


async def _take(message: Message, sent: Sent, context: Context) -> None:
    album = f"{message.chat_id} {message.media_group_id}" if message.media_group_id else ""
    if album and await context.jobs.join(album, sent):
        context.works.wake()
        return
    ahead = await context.jobs.ahead("")
    sentence = said.QUEUED if ahead else said.CHECKING
    [notice, *_] = await context.reply(message, sentence(context.language, name=sent.name, count=ahead))
    await context.jobs.add(
        context.key, Kind.UPLOAD, message.chat_id, notice, context.user_id, context.language, Task((sent,)), album
    )
    context.works.wake()


async def decide(update: Update, context: Context) -> None:
    """Carries out a tap under an upload: saved, put in the old one's place, thrown away, or taken out again."""
    query, pieces = read(update)
    message = query.message if isinstance(query.message, Message) else None
    job = await context.jobs.get(pieces[2]) if len(pieces) > 2 else None
    if job is None or message is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    decision = pieces[1]
    if decision == OPEN and job.state is State.OFFERED:
        await context.post.edit(message.chat_id, message.message_id, *offer(job))
        await toast(query, None, context)
        return
    place = (message.chat_id, message.message_id)
    task = _decided(job, decision, place)
    before, after = (State.DONE, State.UNDOING) if decision == UNDO else (State.OFFERED, DECISIONS.get(decision))
    if after is None or not await context.jobs.move(job.id, [before], after, by=context.user_id, task=task):
        await _too_late(query, message, await context.jobs.get(job.id) or job, after, context)
        return
    await toast(query, None, context)
    job = replace(job, state=after, task=task, decided_by=context.user_id)
    if after is State.CANCELLED:
        context.works.desk.uploads.clear(job.id)
        await context.works.desk.say(job, said.CANCELLED(job.language, name=name_of(job)))
        await context.record("upload", name_of(job), "dibatalkan")
        return
    ahead = await context.jobs.ahead(job.id)
    sentence = said.SAVING_QUEUED if ahead else said.SAVING
    await context.works.desk.say(job, sentence(job.language, name=name_of(job), count=ahead))
    context.works.wake()


def _decided(job: Job, decision: str, place: tuple[int, int]) -> Task:
    """Returns what is decided; the message in which another admin did it shows how it goes, too."""
    also = job.task.also if place == (job.chat_id, job.notice) else (*job.task.also, place)
    task = replace(job.task, also=tuple(dict.fromkeys(also)))
    if decision in (SAVE, REPLACE):
        return replace(task, replace=decision == REPLACE)
    return replace(task, force=True) if decision == ANYWAY else task


async def _too_late(query: CallbackQuery, message: Message, job: Job, after: State | None, context: Context) -> None:
    """Tells an admin that another one was faster; a tap that is handled again after a crash has done its work.

    A message in which a job is not followed must not go on offering what was decided.
    """
    if job.decided_by == context.user_id and after is not None and job.state in (after, State.DONE):
        await toast(query, None, context)
        context.works.wake()
        return
    what = texts.label(said.DECISIONS[job.state], context.language)
    who = await name_now(job.decided_by or job.user_id, context)
    text = texts.label(said.DECIDED_BY_OTHER, context.language).format(who=who, what=what)
    place = (message.chat_id, message.message_id)
    if place not in ((job.chat_id, job.notice), *job.task.also):
        await context.post.edit(*place, escaped(text))
    try:
        await query.answer(text[:MOST_LETTERS], show_alert=True)
    except BadRequest as error:
        if "query is too old" not in str(error).lower():
            raise


async def save_all(update: Update, context: Context) -> None:
    """Saves everything that waits for a decision, by one ingest."""
    query, _ = read(update)
    for job in await context.jobs.those([State.OFFERED]):
        if await context.jobs.move(job.id, [State.OFFERED], State.DECIDED, by=context.user_id):
            await context.works.desk.say(job, said.SAVING(job.language, name=name_of(job)))
    await toast(query, None, context)
    context.works.wake()


def for_admins_in_private(handler: Handler, otherwise: Handler) -> Handler:
    """Returns a handler for what admins send in their private chat; everything else goes the usual way."""

    async def guarded(update: Update, context: Context) -> None:
        message = update.message
        private = message is not None and message.chat.type == message.chat.PRIVATE
        await (handler if context.is_admin and private else otherwise)(update, context)

    return guarded
