"""The bot's place in a chat: added to a group, blocked, or the group became a supergroup."""

import logging

from telegram import ChatMember, Update
from telegram.constants import ChatType

from bot import texts
from bot.context import Context
from bot.post import Letter

logger = logging.getLogger(__name__)

PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)
GONE = (ChatMember.LEFT, ChatMember.BANNED)


async def changed(update: Update, context: Context) -> None:
    """Greets a group the bot was added to; forgets the promises to a chat that can no longer be reached."""
    change = update.my_chat_member
    if change is None:
        return
    before, now = change.old_chat_member.status, change.new_chat_member.status
    if now in GONE:
        await context.reminders.end_all(change.chat.id)
        await context.listeners.forget(change.chat.id)
    elif before in GONE and now in PRESENT and change.chat.type != ChatType.PRIVATE:
        html = texts.GROUP_HELLO(context.language, username=context.bot.username)
        await context.post.send(Letter(context.key, "hello", change.chat.id, html))


async def moved(update: Update, context: Context) -> None:
    """Takes what is kept of a group along to the supergroup it became."""
    message = update.message
    if message and message.migrate_to_chat_id:
        await context.memory.move(message.chat_id, message.migrate_to_chat_id)
        await context.members.move(message.chat_id, message.migrate_to_chat_id)
        logger.info("A group became a supergroup; what is kept of it was taken along")
