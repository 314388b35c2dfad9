"""/umumkan: a message to everyone who agreed, shown first, then sent or dropped."""

import re
from hashlib import blake2b

from telegram import InlineKeyboardMarkup, Message, Update

from bot import texts, texts_admin
from bot.access import is_let_in
from bot.announcing import STOP, announced
from bot.context import Context
from bot.handlers.buttons import read, toast
from bot.keyboards import ANNOUNCE, said
from bot.limits import OVERALL
from bot.listeners import Listener
from bot.moments import span
from bot.split import split

SEND, DROP = "y", "n"
COMMAND = re.compile(r"^((?:<[^>]+>)*)/\w+(?:@\w+)?\s*")
"""In HTML: what is bold from the command on stays bold."""


async def draft(update: Update, context: Context) -> None:
    """Shows what `/umumkan TEXT`, or the message it replies to, would look like, and to how many it would go."""
    message = update.message
    if message is None:
        return
    language = context.language
    html = _html(message)
    listeners = await _listeners(context)
    if not html:
        await context.reply(message, texts_admin.ANNOUNCE_WHAT(language))
    elif len(split(announced(html, language))) > 1:
        await context.reply(message, texts_admin.ANNOUNCE_TOO_LONG(language))
    elif not listeners:
        await context.reply(message, texts_admin.NO_LISTENERS(language))
    else:
        draft_id = blake2b(context.key.encode(), digest_size=6).hexdigest()
        await context.announcements.draft(draft_id, html, context.user_id, message.chat_id, language)
        await context.reply(message, announced(html, language))
        seconds = span(len(listeners) / OVERALL, language)
        row = [
            said(texts_admin.SEND, language, ANNOUNCE, SEND, draft_id, count=len(listeners)),
            said(texts_admin.DROP, language, ANNOUNCE, DROP, draft_id),
        ]
        ask = texts_admin.ANNOUNCE_ASK(language, count=len(listeners), span=seconds)
        await context.reply(message, ask, InlineKeyboardMarkup([row]))


async def decide(update: Update, context: Context) -> None:
    """Sends a draft, drops it, or stops what is being sent."""
    query, pieces = read(update)
    message = query.message if isinstance(query.message, Message) else None
    if message is None or len(pieces) != 3:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    mark, announcement = pieces[1], pieces[2]
    if mark == SEND:
        done = await context.announcements.begin(announcement, message.message_id, await _listeners(context))
        context.announcer.wake()
        sentence = texts_admin.BEGUN
    elif mark == STOP:
        done = await context.announcements.stop(announcement)
        sentence = texts_admin.STOPPED
    else:
        done = mark == DROP and await context.announcements.drop(announcement)
        sentence = texts_admin.DROPPED
        if done:
            await context.post.edit(message.chat_id, message.message_id, texts_admin.DROPPED(context.language))
    await toast(query, sentence if done else texts_admin.DECIDED, context, alert=not done)


async def _listeners(context: Context) -> list[Listener]:
    """Returns those who agreed and may still ask."""
    agreed = await context.listeners.all()
    roles = await context.members.all_roles()
    return [one for one in agreed if is_let_in({one.chat_id}, {roles.get(one.chat_id, "")}, context.settings)]


def _html(message: Message) -> str:
    """Returns what to announce, with its formatting."""
    written = COMMAND.sub(r"\1", message.text_html or "", count=1).strip()
    if written or message.reply_to_message is None:
        return written
    return (message.reply_to_message.text_html or message.reply_to_message.caption_html or "").strip()
