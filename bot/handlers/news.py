"""/kabar: whether this chat hears announcements."""

from telegram import InlineKeyboardMarkup, Message, Update

from bot import texts
from bot.context import Context
from bot.handlers.buttons import read, toast
from bot.handlers.entering import after_command
from bot.keyboards import NEWS, said, start_keyboard
from bot.listeners import NO, YES

WORDS = {"ya": YES, "on": YES, "aktif": YES, "tidak": NO, "off": NO, "berhenti": NO}
AT_START = "start"


async def show(update: Update, context: Context) -> None:
    """Shows this chat's wish, and takes one from `/kabar ya` or `/kabar tidak`."""
    message = update.message
    if message is None:
        return
    wish = WORDS.get(after_command(message.text).lower())
    if wish:
        await context.listeners.set(message.chat_id, wish, context.language)
    wish = wish or await context.listeners.wish(message.chat_id) or NO
    await context.reply(message, *_shown(wish, context.language))


async def choose(update: Update, context: Context) -> None:
    """Takes a wish from a button; under /start only the button goes."""
    query, pieces = read(update)
    message = query.message if isinstance(query.message, Message) else None
    if message is None or pieces[1] not in (YES, NO):
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    wish, language = pieces[1], context.language
    await context.listeners.set(message.chat_id, wish, language)
    if pieces[2:] == [AT_START]:
        shown = texts.START(language), start_keyboard(language, asking=False)
    else:
        shown = _shown(wish, language)
    await context.post.edit(message.chat_id, message.message_id, *shown)
    await toast(query, texts.NEWS_ON if wish == YES else texts.NEWS_OFF, context)


def _shown(wish: str, language: str) -> tuple[str, InlineKeyboardMarkup]:
    if wish == YES:
        row = [said(texts.NEWS_BUTTON_OFF, language, NEWS, NO)]
        return texts.NEWS_ON(language), InlineKeyboardMarkup([row])
    return texts.NEWS_OFF(language), InlineKeyboardMarkup([[said(texts.NEWS_BUTTON_ON, language, NEWS, YES)]])
