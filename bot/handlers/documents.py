"""/dokumen, /ingest and /pulihkan: what is in the index, looked after from the chat."""

from collections.abc import Sequence
from pathlib import Path

from telegram import InlineKeyboardMarkup, Message, Update

from bot import texts
from bot import texts_uploads as said
from bot.chores import RESTORE
from bot.context import Context
from bot.handlers.buttons import read, toast
from bot.jobs import Kind, State, Task
from bot.keyboards import DOCUMENTS, UPLOAD, Row, button
from bot.keyboards import said as labelled
from bot.render import document_html, status_name
from bot.saved import Place
from bot.titles import short_title
from bot.uploads_html import ALL, OPEN, name_of
from knowledge import DocumentEntry

LIST, PENDING, DETAIL, ASK, REMOVE, REREAD, ROLLBACK, NOTHING = "l", "w", "d", "x", "y", "i", "b", "n"
PER_PAGE = 8
INSIDE = "!"

Shown = tuple[str, InlineKeyboardMarkup | None]


async def browse(update: Update, context: Context) -> None:
    """Lists the documents for an admin."""
    if update.message:
        await context.reply(update.message, *await _list(1, context))


async def ingest(update: Update, context: Context) -> None:
    """Re-indexes the folders, with progress."""
    if update.message:
        name = said.FOLDER(context.language)
        html = said.INGESTING(context.language, name=name)
        if ahead := await context.jobs.ahead(""):
            html = said.SAVING_QUEUED(context.language, name=name, count=ahead)
        [notice, *_] = await context.reply(update.message, html)
        await _hand_over(Kind.INGEST, update.message.chat_id, notice, Task(title=name), context)


async def ask_rollback(update: Update, context: Context) -> None:
    """Asks whether to return to the version before."""
    if update.message is None:
        return
    history = await context.consult(lambda knowledge: knowledge.history())
    if len(history) < 2:
        await context.reply(update.message, said.NO_ROLLBACK(context.language))
        return
    version, before = (name.lstrip("0") for name in history[:2])
    row = [
        labelled(said.YES_ROLLBACK, context.language, DOCUMENTS, ROLLBACK, history[0], before=before),
        labelled(said.NO_KEEP, context.language, DOCUMENTS, NOTHING, 0),
    ]
    html = said.ASK_ROLLBACK(context.language, version=version, before=before)
    await context.reply(update.message, html, InlineKeyboardMarkup([row]))


async def turn(update: Update, context: Context) -> None:
    """Follows a button of the list, in place."""
    query, pieces = read(update)
    message = query.message if isinstance(query.message, Message) else None
    shown = await _shown(pieces[1], pieces[2], message, context) if message and len(pieces) > 2 else None
    if shown is None or message is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    await context.post.edit(message.chat_id, message.message_id, *shown)
    await toast(query, None, context)
    context.works.wake()


async def _shown(step: str, value: str, message: Message, context: Context) -> Shown | None:
    if step == LIST and value.isdigit():
        return await _list(int(value), context)
    if step == PENDING:
        return await _pending(context)
    if step == NOTHING:
        return said.UNTOUCHED(context.language), None
    if step == ROLLBACK:
        title = said.VERSION(context.language)
        task = Task(title=title, documents=(value,))
        return await _chore(Kind.ROLLBACK, said.ROLLING_BACK(context.language, name=title), task, message, context)
    if step == RESTORE:
        return await _restore(value, message, context)
    entry = await _entry(value, context)
    if entry is None:
        return None
    if step == DETAIL:
        return _detail(entry, value, context)
    if step == ASK:
        return _ask(entry, value, context)
    title = short_title(entry.title)
    if step == REREAD:
        task = Task(title=title, documents=(entry.name,), placings=(context.works.desk.uploads.bin("", entry.source),))
        return await _chore(Kind.REREAD, said.REREADING(context.language, name=title), task, message, context)
    if step == REMOVE and _is_own(entry, context):
        binned = context.works.desk.uploads.bin(f"{context.key.replace(' ', '-')}", entry.source)
        task = Task(title=title, documents=(entry.name,), placings=(binned,))
        return await _chore(Kind.REMOVE, said.REMOVING(context.language, name=title), task, message, context)
    return None


async def _chore(kind: Kind, html: str, task: Task, message: Message, context: Context, key: str = "") -> Shown:
    if ahead := await context.jobs.ahead(""):
        html = said.SAVING_QUEUED(context.language, name=task.title, count=ahead)
    await _hand_over(kind, message.chat_id, message.message_id, task, context, key)
    return html, None


async def _hand_over(kind: Kind, chat_id: int, notice: int, task: Task, context: Context, key: str = "") -> None:
    await context.jobs.add(key or context.key, kind, chat_id, notice, context.user_id, context.language, task)
    context.works.wake()


async def _restore(id_: str, message: Message, context: Context) -> Shown | None:
    """Hands over the undoing of a removal, once."""
    job = await context.jobs.get(id_)
    if job is None or job.state is not State.DONE:
        return None
    title = name_of(job)
    task = Task(title=title, documents=job.task.documents, placings=job.task.placings)
    shown = await _chore(
        Kind.RESTORE, said.RESTORING(context.language, name=title), task, message, context, f"restore {id_}"
    )
    await context.jobs.move(id_, [State.DONE], State.CANCELLED)
    return shown


# what is shown


async def _list(page: int, context: Context) -> Shown:
    entries = await context.consult(lambda knowledge: knowledge.documents())
    entries = sorted(entries, key=lambda entry: (not _is_own(entry, context), -(entry.year or 0), entry.title))
    pages = max(1, -(-len(entries) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = entries[(page - 1) * PER_PAGE : page * PER_PAGE]
    await context.archive.note([Place(entry.name) for entry in shown])
    rows: list[Row] = [[button(_label(entry, context), DOCUMENTS, DETAIL, Place(entry.name).id)] for entry in shown]
    turning: Row = []
    if page > 1:
        turning.append(button(f"‹ {page - 1}/{pages}", DOCUMENTS, LIST, page - 1))
    if page < pages:
        turning.append(button(f"{page + 1}/{pages} ›", DOCUMENTS, LIST, page + 1))
    waiting = len(await context.jobs.those([State.OFFERED]))
    pending = [labelled(said.PENDING, context.language, DOCUMENTS, PENDING, 0, count=waiting)] if waiting else []
    keyboard = [row for row in (pending, *rows, turning) if row]
    return said.LIST(context.language, count=len(entries)), InlineKeyboardMarkup(keyboard)


def _label(entry: DocumentEntry, context: Context) -> str:
    mark = "📄" if _is_own(entry, context) else "📘"
    return f"{mark} {status_name(entry, context.language, mark=True)}{short_title(entry.title)}"


async def _pending(context: Context) -> Shown:
    jobs = await context.jobs.those([State.OFFERED])
    rows: list[Row] = [[button(f"📥 {name_of(job)}", UPLOAD, OPEN, job.id)] for job in jobs[: 3 * PER_PAGE]]
    if len(jobs) > 1:
        rows.append([labelled(said.SAVE_ALL, context.language, UPLOAD, ALL, "-", count=len(jobs))])
    rows.append([labelled(said.BACK_TO_LIST, context.language, DOCUMENTS, LIST, 1)])
    title = said.PENDING_TITLE(context.language, count=len(jobs)) if jobs else said.NOTHING_PENDING(context.language)
    return title, InlineKeyboardMarkup(rows)


def _detail(entry: DocumentEntry, place: str, context: Context) -> Shown:
    language = context.language
    lines = [document_html(entry, language), said.DETAIL_FILE(language, file=Path(entry.source).name)]
    if entry.gaps:
        lines.append(said.DETAIL_GAPS(language, gaps="; ".join(entry.gaps[:5])))
    own = _is_own(entry, context)
    if not own:
        lines.append(said.SHIPPED(language))
    row = [labelled(said.REREAD, language, DOCUMENTS, REREAD, place)] if INSIDE not in entry.source else []
    if own:
        row.append(labelled(said.REMOVE, language, DOCUMENTS, ASK, place))
    back = [labelled(said.BACK_TO_LIST, language, DOCUMENTS, LIST, 1)]
    return "\n".join(lines), InlineKeyboardMarkup([line for line in (row, back) if line])


def _ask(entry: DocumentEntry, place: str, context: Context) -> Shown:
    name = short_title(entry.title)
    row = [
        labelled(said.YES_REMOVE, context.language, DOCUMENTS, REMOVE, place),
        labelled(said.NO_KEEP, context.language, DOCUMENTS, DETAIL, place),
    ]
    html = said.ASK_REMOVE(context.language, name=name, days=context.settings.retention_days)
    return html, InlineKeyboardMarkup([row])


async def _entry(place_id: str, context: Context) -> DocumentEntry | None:
    place = await context.archive.place(place_id)
    entries: Sequence[DocumentEntry] = await context.consult(lambda knowledge: knowledge.documents())
    return next((entry for entry in entries if place and entry.name == place.document), None)


def _is_own(entry: DocumentEntry, context: Context) -> bool:
    """Tells whether a document's file is the office's own and a file by itself."""
    return INSIDE not in entry.source and context.works.desk.uploads.is_own(Path(entry.source))
