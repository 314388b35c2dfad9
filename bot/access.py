"""Who is asking, and whether they may."""

from collections.abc import Set

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from bot import texts
from bot.context import Context
from bot.handlers.buttons import toast
from bot.handlers.entering import after_command
from bot.invitations import is_code
from bot.members import ADMIN, BLOCKED, GROUP, USER
from bot.settings import Settings

OPEN, INVITATION = "open", "invitation"


async def recognise(update: Update, context: Context) -> None:
    """Reads the person's language and stops whoever may not ask; that is said in a private chat, not in a group."""
    await context.load()
    if may_ask(update, context) or _is_entering(update.message, context):
        return
    chat = update.effective_chat
    if update.callback_query:
        await toast(update.callback_query, texts.NO_ACCESS_TOAST, context, alert=True)
    elif update.message and chat and chat.type == ChatType.PRIVATE:
        sentence = texts.NOT_INVITED if context.settings.access_mode == INVITATION else texts.NO_ACCESS
        await context.reply(update.message, sentence(context.language, id=chat.id))
    raise ApplicationHandlerStop


def may_ask(update: Update, context: Context) -> bool:
    """Tells whether whoever caused the update may ask, in this chat."""
    ids = {one.id for one in (update.effective_user, update.effective_chat) if one is not None}
    return is_let_in(ids, set(context.roles.values()), context.settings)


def is_let_in(ids: Set[int], roles: Set[str], settings: Settings) -> bool:
    """Tells whether a person, or a person in a chat, with these ids and roles may ask."""
    if ids & settings.admin_ids:
        return True
    if BLOCKED in roles:
        return False
    if settings.access_mode == OPEN or ids & settings.allowed_ids:
        return True
    return bool(roles & {USER, GROUP, ADMIN})


def _is_entering(message: Message | None, context: Context) -> bool:
    """Tells whether a stranger shows a code, or asks where to put one."""
    text = (message.text if message else None) or ""
    if context.settings.access_mode != INVITATION or BLOCKED in context.roles.values():
        return False
    command = text.split(maxsplit=1)[0].partition("@")[0] if text.strip() else ""
    return command == "/masuk" or (command == "/start" and is_code(after_command(text)))
