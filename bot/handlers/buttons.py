"""Taps on buttons: sources opened in place, related questions asked, votes taken."""

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot import texts
from bot.asking import Knowledge
from bot.context import Context
from bot.feedback import DID_NOT_HELP, HELPED, REASONS
from bot.handlers.questions import answer
from bot.keyboards import (
    DOWN,
    NO_ANSWER,
    answer_keyboard,
    asked_by,
    places_keyboard,
    reasons_keyboard,
    view_keyboard,
)
from bot.render import answer_html, places_html, provision_html, view_html, without_heading
from bot.saved import Place
from bot.split import split
from bot.texts import Sentence
from knowledge import Citation, ProvisionView

VIEW_UNITS = 3000
"""UTF-16 units of a provision on one page: a phone scrolls through it, and its heading fits above."""


async def open_source(update: Update, context: Context) -> None:
    """Shows a provision: in place of the answer in a private chat, beside it in a group."""
    query, pieces = read(update)
    place = await context.archive.place(pieces[1])
    view = await _view(place, context) if place else None
    saved = await context.archive.by_id(pieces[2]) if pieces[2] != NO_ANSWER else None
    if place is None or view is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    answer_id, page = pieces[2], int(pieces[3])
    message = _message(query)
    if message is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    beside = message.chat.type != ChatType.PRIVATE and answer_id != NO_ANSWER
    quotes = [one.quote for one in saved.answer.citations if _is_at(one, place)] if saved else []
    html, keyboard = _page(place, view, quotes, NO_ANSWER if beside else answer_id, page, context.language)
    await context.archive.note([Place(view.document, one) for one in (view.previous, view.next) if one])
    if beside:
        await context.reply(message, html, keyboard)
    else:
        await context.post.edit(message.chat_id, message.message_id, html, keyboard)
    await toast(query, None, context)


async def back_to_answer(update: Update, context: Context) -> None:
    """Shows the answer again where a source was opened."""
    query, pieces = read(update)
    saved, message = await context.archive.by_id(pieces[1]), _message(query)
    if saved is None or message is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    last = split(answer_html(saved.answer))[-1]
    keyboard = answer_keyboard(saved, context.language)
    await context.post.edit(message.chat_id, message.message_id, last, keyboard)
    await toast(query, None, context)


async def see_also(update: Update, context: Context) -> None:
    """Lists the provisions that the answer's sources refer to."""
    query, pieces = read(update)
    saved, message = await context.archive.by_id(pieces[1]), _message(query)
    if saved is None or message is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    titles = {entry.name: entry.title for entry in await context.consult(lambda knowledge: knowledge.documents())}
    known = [Place(document, locator) for document, locator in saved.answer.see_also if document in titles]
    html = places_html(known, titles, context.language)
    beside = message.chat.type != ChatType.PRIVATE
    keyboard = places_keyboard(known, NO_ANSWER if beside else saved.id, context.language)
    if beside:
        await context.reply(message, html, keyboard)
    else:
        await context.post.edit(message.chat_id, message.message_id, html, keyboard)
    await toast(query, None, context)


async def ask_related(update: Update, context: Context) -> None:
    """Asks the question on the button."""
    query, pieces = read(update)
    saved = await context.archive.by_id(pieces[1])
    question = asked_by(saved.answer, pieces[2]) if saved else None
    await _ask(query, question, context)


async def ask_example(update: Update, context: Context) -> None:
    """Asks one of the example questions of /start."""
    query, pieces = read(update)
    known = pieces[1].isdigit() and int(pieces[1]) < len(texts.EXAMPLES)
    question = texts.label(texts.EXAMPLES[int(pieces[1])], context.language) if known else None
    await _ask(query, question, context)


async def vote(update: Update, context: Context) -> None:
    """Takes a vote; a 👎 may be followed by a reason, and need not be."""
    query, pieces = read(update)
    saved = await context.archive.by_id(pieces[1])
    if saved is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    down, number = pieces[2] == DOWN, pieces[3] if len(pieces) > 3 else ""
    reason = REASONS[int(number)] if number.isdigit() and int(number) < len(REASONS) else ""
    await context.feedback.vote(saved.id, query.from_user.id, DID_NOT_HELP if down else HELPED, reason)
    asks_why = down and not reason
    await toast(query, texts.WHY_NOT if asks_why else texts.THANKS, context)
    if asks_why or reason:
        keyboard = reasons_keyboard(saved, context.language) if asks_why else answer_keyboard(saved, context.language)
        await _change_keyboard(query, keyboard)


async def expired(update: Update, context: Context) -> None:
    """Answers a button of an earlier version of the bot."""
    query, _ = read(update)
    await toast(query, texts.OUTDATED, context, alert=True)


async def _ask(query: CallbackQuery, question: str | None, context: Context) -> None:
    message = _message(query)
    if question is None or message is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    await toast(query, None, context)
    await answer(message, question, context, tapped=True)


async def _view(place: Place, context: Context) -> ProvisionView | None:
    """Returns the whole provision that a place lies in: of "Pasal 4 ayat (2) huruf a" all of Pasal 4."""

    def find(knowledge: Knowledge) -> ProvisionView | None:
        locator = place.locator
        while locator:
            view = knowledge.provision(place.document, locator)
            if view:
                return view
            locator = locator.rsplit(" ", 2)[0] if locator.count(" ") > 1 else ""
        return None

    return await context.consult(find)


def _is_at(citation: Citation, place: Place) -> bool:
    return (citation.document, citation.locator) == (place.document, place.locator)


def _page(
    place: Place, view: ProvisionView, quotes: list[str], answer_id: str, page: int, language: str
) -> tuple[str, InlineKeyboardMarkup]:
    text = without_heading(view.text, view.locator)
    pages = split(provision_html(text, quotes), VIEW_UNITS) or [""]
    page = min(max(page, 1), len(pages))
    before = Place(view.document, view.previous) if view.previous else None
    after = Place(view.document, view.next) if view.next else None
    keyboard = view_keyboard(place, before, after, answer_id, page, len(pages), language)
    return view_html(view, pages[page - 1], language), keyboard


def read(update: Update) -> tuple[CallbackQuery, list[str]]:
    """Returns the tap and the pieces of the button's data."""
    query = update.callback_query
    if query is None or query.data is None:
        raise ValueError("the handler takes taps on buttons only")
    return query, query.data.split(":")


def _message(query: CallbackQuery) -> Message | None:
    """Returns the message with the button, None where it is too old for Telegram to tell."""
    return query.message if isinstance(query.message, Message) else None


async def toast(query: CallbackQuery, sentence: Sentence | None, context: Context, *, alert: bool = False) -> None:
    """Ends the button's spinner, with a word where there is one."""
    text = texts.label(sentence, context.language) if sentence else None
    try:
        await query.answer(text, show_alert=alert)
    except BadRequest as error:
        if "query is too old" not in str(error).lower():
            raise


async def _change_keyboard(query: CallbackQuery, keyboard: InlineKeyboardMarkup) -> None:
    try:
        await query.edit_message_reply_markup(keyboard)
    except BadRequest as error:
        if "not modified" not in str(error).lower() and "not found" not in str(error).lower():
            raise
