"""Who is asking, and whether they may."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot import texts
from bot.context import Context


async def recognise(update: Update, context: Context) -> None:
    """Reads the person's language and stops whoever may not ask; that is said in a private chat, not in a group."""
    await context.load()
    allowed = context.settings.allowed_ids
    if not allowed:
        return
    user, chat = update.effective_user, update.effective_chat
    ids = {one.id for one in (user, chat) if one is not None}
    if ids & (allowed | context.settings.admin_ids):
        return
    if update.message and chat and chat.type == chat.PRIVATE:
        await context.reply(update.message, texts.NO_ACCESS(context.language, id=chat.id))
    raise ApplicationHandlerStop
