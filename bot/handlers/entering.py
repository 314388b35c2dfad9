"""/masuk KODE and ?start=KODE: a stranger, or the group they write in, is let in."""

import re

from telegram import Message, Update
from telegram.constants import ChatType

from bot import texts
from bot.context import Context
from bot.invitations import Entry
from bot.keyboards import examples_keyboard
from bot.moments import clock, span

COMMAND = re.compile(r"^/\w+(?:@\w+)?\s*")
BY_INVITATION = "invitation"


async def enter(update: Update, context: Context) -> None:
    """Takes a code."""
    message = update.message
    if message is None:
        return
    code = after_command(message.text)
    if context.settings.access_mode != BY_INVITATION or await _is_known(message, context):
        await context.reply(message, texts.ENTERED_BEFORE(context.language))
    elif not code:
        await context.reply(message, texts.ENTER_WHAT(context.language))
    else:
        await _redeem(message, code, context)


def after_command(text: str | None) -> str:
    """Returns what follows the command of a message."""
    return COMMAND.sub("", text or "", count=1).strip()


async def _is_known(message: Message, context: Context) -> bool:
    named = context.settings.allowed_ids | context.settings.admin_ids
    entering = message.chat_id if message.chat.type != ChatType.PRIVATE else context.user_id
    return entering in named


async def _redeem(message: Message, code: str, context: Context) -> None:
    group = message.chat_id if message.chat.type != ChatType.PRIVATE else None
    outcome, seconds, invitation = await context.invitations.redeem(code, context.user_id, group)
    language = context.language
    later = texts.GUESS_LATER(language, wait=span(seconds, language), time=clock(seconds)) if seconds else ""
    if outcome is Entry.ADMITTED:
        await context.record("/masuk", str(group or context.user_id), f"undangan {invitation}")
        if group:
            await context.reply(message, texts.GROUP_ENTERED(language, username=context.bot.username))
        else:
            await context.reply(message, texts.ENTERED(language), examples_keyboard(language))
    elif outcome is Entry.KNOWN:
        await context.reply(message, texts.ENTERED_BEFORE(language))
    elif outcome is Entry.WRONG:
        await context.reply(message, "\n".join(filter(None, (texts.WRONG_CODE(language), later))))
    else:
        await context.reply(message, later)
