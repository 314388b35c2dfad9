"""Kabari saya and /pantau: promises are made, listed and ended."""

from telegram import InlineKeyboardMarkup, Message, Update

from bot import texts
from bot.context import Context, thread_of
from bot.handlers.buttons import read, toast
from bot.handlers.questions import COMMAND
from bot.keyboards import END, effects_keyboard, said
from bot.promises import mark
from bot.reminders import DOCUMENT, QUESTION, Reminder
from bot.render import effects_html
from bot.saved import Place
from bot.titles import short_title
from knowledge import Watched


async def promise_answer(update: Update, context: Context) -> None:
    """Promises to come back to a question that the documents could not answer."""
    query, pieces = read(update)
    saved = await context.archive.by_id(pieces[1])
    message = query.message if isinstance(query.message, Message) else None
    if saved is None or message is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    await context.reminders.add(message.chat_id, thread_of(message), QUESTION, saved.answer.question, context.language)
    await toast(query, texts.WILL_TELL, context, alert=True)


async def watch_source(update: Update, context: Context) -> None:
    """Watches the regulation that an answer cites first."""
    query, pieces = read(update)
    saved = await context.archive.by_id(pieces[1])
    message = query.message if isinstance(query.message, Message) else None
    titles = [one.title for one in saved.answer.citations] if saved else []
    watched = await _named(titles[0], context) if titles else None
    if message is None or watched is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    await _watch(message, watched, context)
    await toast(query, texts.WATCHING_TOAST, context)


async def watch(update: Update, context: Context) -> None:
    """Watches the regulation of `/pantau Perpres 95/2018`, or lists what is watched."""
    message = update.message
    if message is None:
        return
    name = COMMAND.sub("", message.text or "").strip()
    if not name:
        await _list(message, context)
        return
    watched = await _named(name, context)
    if watched is None:
        await context.reply(message, texts.WATCH_WHAT(context.language))
        return
    subject = await _watch(message, watched, context)
    html = texts.WATCHING(context.language, regulation=subject)
    if not watched.effects:
        await context.reply(message, html)
        return
    places = [Place(effect.document, effect.locator) for effect in watched.effects]
    await context.archive.note(places)
    known = effects_html(subject, list(watched.effects), context.language)
    await context.reply(message, f"{html}\n\n{known}", effects_keyboard(places))


async def end(update: Update, context: Context) -> None:
    """Ends a promise."""
    query, pieces = read(update)
    message = query.message if isinstance(query.message, Message) else None
    if message is None or not await context.reminders.end(pieces[1], message.chat_id):
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    found = await context.reminders.of(message.chat_id, thread_of(message))
    await context.post.edit(message.chat_id, message.message_id, *_listed(found, context.language))
    await toast(query, texts.ENDED, context)


async def _named(text: str, context: Context) -> Watched | None:
    return await context.consult(lambda knowledge: knowledge.watched(text))


async def _watch(message: Message, watched: Watched, context: Context) -> str:
    """Makes the promise and returns what is watched, as people write it."""
    subject = short_title(watched.title) if watched.title else texts.written(watched.key)
    known = [mark(effect) for effect in watched.effects]
    await context.reminders.add(message.chat_id, thread_of(message), DOCUMENT, subject, context.language, known)
    return subject


async def _list(message: Message, context: Context) -> None:
    found = await context.reminders.of(message.chat_id, thread_of(message))
    await context.reply(message, *_listed(found, context.language))


def _listed(found: list[Reminder], language: str) -> tuple[str, InlineKeyboardMarkup | None]:
    if not found:
        return texts.NOTHING_WATCHED(language), None
    lines = [texts.WATCHED_TITLE(language)]
    signs = {DOCUMENT: "👁", QUESTION: "🔔"}
    lines += [f"{n}. {signs[one.kind]} {texts.escaped(one.subject)}" for n, one in enumerate(found, 1)]
    buttons = [said(texts.END_NUMBER, language, END, one.id, number=n) for n, one in enumerate(found, 1)]
    return "\n".join(lines), InlineKeyboardMarkup([buttons[start : start + 4] for start in range(0, len(buttons), 4)])
