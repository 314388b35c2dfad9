"""Commands that need no document: start, help, a new conversation."""

from telegram import Update
from telegram.constants import ChatType

from bot import texts
from bot.context import Context, thread_of
from bot.handlers.entering import after_command, enter
from bot.invitations import is_code
from bot.keyboards import start_keyboard
from bot.listeners import ASKED


async def start(update: Update, context: Context) -> None:
    """Says in two lines what the bot is for; does not wait for the index."""
    message = update.message
    if message is None:
        return
    if is_code(after_command(message.text)):
        await enter(update, context)
        return
    private = message.chat.type == ChatType.PRIVATE
    asking = private and await context.listeners.wish(message.chat_id) is None
    await context.reply(message, texts.START(context.language), start_keyboard(context.language, asking=asking))
    if asking:
        await context.listeners.set(message.chat_id, ASKED, context.language)
    if context.is_admin and private:  # before this their chat was not there to list in
        await context.profile.list_for_admin(message.chat_id)


async def show_help(update: Update, context: Context) -> None:
    """Shows how to ask."""
    if update.message:
        await context.reply(update.message, texts.HELP(context.language, username=context.bot.username))


async def unknown(update: Update, context: Context) -> None:
    """Answers a command the bot does not have, in a private chat; in a group it is another bot's."""
    if update.message:
        await context.reply(update.message, texts.UNKNOWN_COMMAND(context.language))


async def afresh(update: Update, context: Context) -> None:
    """Forgets the conversation of this chat and topic."""
    if update.message:
        await context.memory.afresh(update.message.chat_id, thread_of(update.message))
        await context.reply(update.message, texts.AFRESH(context.language))
