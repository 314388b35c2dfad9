"""What a person decides for themselves: the language, and what is stored on them."""

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update

from bot import texts
from bot.context import Context
from bot.handlers.buttons import read, toast
from bot.keyboards import ERASE, LANGUAGE, button, said
from bot.texts import ENGLISH, INDONESIAN, LANGUAGES


async def offer_languages(update: Update, context: Context) -> None:
    """Offers the languages."""
    if update.message:
        row = [button("🇮🇩 Bahasa Indonesia", LANGUAGE, INDONESIAN), button("🇬🇧 English", LANGUAGE, ENGLISH)]
        await context.reply(update.message, texts.WHICH_LANGUAGE(context.language), InlineKeyboardMarkup([row]))


async def choose_language(update: Update, context: Context) -> None:
    """Keeps the language that was tapped."""
    query, pieces = read(update)
    if pieces[1] not in LANGUAGES:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    await context.memory.choose(query.from_user.id, pieces[1])
    await context.load()
    await _put(query, texts.LANGUAGE_CHOSEN(context.language), context)
    await toast(query, None, context)


async def privacy(update: Update, context: Context) -> None:
    """Says what is stored, in general and on this person."""
    if update.message:
        days = context.settings.retention_days
        await context.reply(
            update.message, texts.PRIVACY(context.language, days=days) + "\n\n" + await _stored(context)
        )


async def offer_erasure(update: Update, context: Context) -> None:
    """Shows what is stored on this person and offers to erase it."""
    if update.message:
        row = [said(texts.ERASE_ALL, context.language, ERASE, "all")]
        await context.reply(update.message, await _stored(context), InlineKeyboardMarkup([row]))


async def erase(update: Update, context: Context) -> None:
    """Erases what is stored on this person."""
    query, _ = read(update)
    await context.memory.erase(query.from_user.id)
    await context.counting.forget(query.from_user.id)
    await context.load()
    await _put(query, texts.ERASED(context.language), context)
    await toast(query, None, context)


async def _stored(context: Context) -> str:
    stored = await context.memory.stored(context.user_id)
    language = texts.LANGUAGE_NAMES.get(stored.language, texts.NOT_CHOSEN)
    return texts.STORED(
        context.language,
        turns=stored.turns,
        shown=stored.shown,
        ticks=stored.ticks,
        reminders=stored.reminders,
        chosen=texts.label(language, context.language),
    )


async def _put(query: CallbackQuery, html: str, context: Context) -> None:
    if isinstance(query.message, Message):
        await context.post.edit(query.message.chat_id, query.message.message_id, html)
