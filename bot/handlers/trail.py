"""/jejak: what admins did, in the chat and in the shell, the newest first."""

import asyncio
from datetime import datetime

from telegram import InlineKeyboardMarkup, Message, Update

from bot import texts, texts_admin
from bot.context import Context
from bot.handlers.admitting import name_now
from bot.handlers.buttons import read, toast
from bot.keyboards import TRAIL, said, shortened
from bot.texts import escaped
from knowledge import Action

PAGE = 10
LONGEST_DETAIL = 150
IN_CHAT = "telegram "


async def show(update: Update, context: Context) -> None:
    """Shows the newest actions."""
    if update.message:
        await context.reply(update.message, *await _page(0, context))


async def turn(update: Update, context: Context) -> None:
    """Shows another page in place."""
    query, pieces = read(update)
    if isinstance(query.message, Message) and pieces[1].isdigit():
        html, keyboard = await _page(int(pieces[1]), context)
        await context.post.edit(query.message.chat_id, query.message.message_id, html, keyboard)
        await toast(query, None, context)
    else:
        await toast(query, texts.OUTDATED, context, alert=True)


async def _page(page: int, context: Context) -> tuple[str, InlineKeyboardMarkup | None]:
    found, count = await context.consult(lambda knowledge: knowledge.journal.newest(PAGE, page * PAGE))
    if not count:
        return texts_admin.TRAIL_EMPTY(context.language), None
    row = [said(texts_admin.LATER, context.language, TRAIL, page - 1)] if page else []
    if count > (page + 1) * PAGE:
        row.append(said(texts_admin.EARLIER, context.language, TRAIL, page + 1))
    people = sorted({action.who for action in found})
    names = dict(zip(people, await asyncio.gather(*(_who(one, context) for one in people)), strict=True))
    lines = [_line(action, names[action.who], context.language) for action in found]
    html = "\n\n".join([texts_admin.TRAIL_TITLE(context.language, count=count), *lines])
    return html, InlineKeyboardMarkup([row]) if row else None


def _line(action: Action, who: str, language: str) -> str:
    moment = datetime.fromisoformat(action.at).astimezone().strftime("%d-%m-%Y %H:%M")
    said = shortened(action.detail, LONGEST_DETAIL)
    known = texts_admin.ACTIONS.get(action.what)
    what = texts.label(known, language) if known else action.what
    line = f"{moment} · {who} · <b>{escaped(what)}</b>{f' {escaped(said)}' if said else ''}"
    return f"{line}\n→ {escaped(shortened(action.result, LONGEST_DETAIL))}" if action.result else line


async def _who(who: str, context: Context) -> str:
    """Returns an admin by the name that they have now: the record holds only their number."""
    user = who.removeprefix(IN_CHAT)
    if who == user or not user.isdigit():
        return escaped(who)
    return f'<a href="tg://user?id={user}">{escaped(await name_now(int(user), context))}</a>'
