"""/akses: who may ask and who may administer, person by person, with buttons."""

import asyncio
import re
from collections.abc import Sequence

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.error import TelegramError

from bot import texts, texts_admin
from bot.context import Context
from bot.handlers.buttons import read, toast
from bot.handlers.entering import after_command
from bot.handlers.inviting import LIST as INVITATIONS
from bot.keyboards import ACCESS, INVITE, Row, button, said
from bot.members import ADMIN, BLOCKED, GROUP, ROLES, USER
from bot.texts import escaped

HOME, LIST, ONE, SET = "home", "l", "o", "s"
STRANGER = "-"
PAGE = 8
NUMBER = re.compile(r"-?\d{1,19}")

Shown = tuple[str, InlineKeyboardMarkup]


async def show(update: Update, context: Context) -> None:
    """Shows how access is ruled; `/akses 5001` shows one person or group."""
    message = update.message
    if message is None:
        return
    asked = after_command(message.text)
    if not asked:
        await context.reply(message, *await _home(context))
    elif NUMBER.fullmatch(asked):
        await context.reply(message, *await _one(int(asked), context))
    else:
        await context.reply(message, texts_admin.ACCESS_HOW(context.language))


async def turn(update: Update, context: Context) -> None:
    """Turns a page, opens one person or group, or gives a role."""
    query, pieces = read(update)
    match pieces[1:]:
        case [mark] if mark == HOME:
            await _show(query, await _home(context), context)
        case [mark, role, page] if mark == LIST and role in ROLES and page.isdecimal():
            await _show(query, await _list(role, int(page), context), context)
        case [mark, number] if mark == ONE and NUMBER.fullmatch(number):
            await _show(query, await _one(int(number), context), context)
        case [mark, number, role] if mark == SET and NUMBER.fullmatch(number) and role in (*ROLES, STRANGER):
            await _give(query, int(number), role, context)
            return
        case _:
            await toast(query, texts.OUTDATED, context, alert=True)
            return
    await toast(query, None, context)


async def _give(query: CallbackQuery, number: int, role: str, context: Context) -> None:
    """Gives a role; whom the settings make an admin, nobody here can touch."""
    if number in context.settings.admin_ids:
        await toast(query, texts_admin.FIXED_ADMIN, context, alert=True)
        return
    if (role == ADMIN and number < 0) or (role == GROUP) != (number < 0 and role not in (STRANGER, BLOCKED)):
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    before = (await context.members.roles({number})).get(number)
    if await context.members.set(number, "" if role == STRANGER else role):
        await context.record("/akses", str(number), texts_admin.ROLE_RECORDED[role])
    if role == ADMIN:
        await context.profile.list_for_admin(number)
    elif before == ADMIN:
        await context.profile.unlist_for_admin(number)
    await _show(query, await _one(number, context), context)
    await toast(query, texts_admin.ROLE_GIVEN, context)


async def _home(context: Context) -> Shown:
    language = context.language
    counts = {role: len(await _ids(role, context)) for role in ROLES}
    mode = texts_admin.MODES[context.settings.access_mode]
    html = texts_admin.ACCESS_TITLE(language, mode=texts.label(mode, language))
    rows = [
        [said(texts_admin.ROLES[role], language, ACCESS, LIST, role, 0, count=counts[role]) for role in pair]
        for pair in ((USER, GROUP), (ADMIN, BLOCKED))
    ]
    rows.append([said(texts_admin.INVITATIONS, language, INVITE, INVITATIONS)])
    return html, InlineKeyboardMarkup(rows)


async def _list(role: str, page: int, context: Context) -> Shown:
    language = context.language
    ids = await _ids(role, context)
    shown = ids[page * PAGE : (page + 1) * PAGE]
    names = await asyncio.gather(*(name_now(one, context) for one in shown))
    rows: list[Row] = [[button(name, ACCESS, ONE, one)] for one, name in zip(shown, names, strict=True)]
    turning: Row = [said(texts_admin.LATER, language, ACCESS, LIST, role, page - 1)] if page else []
    if len(ids) > (page + 1) * PAGE:
        turning.append(said(texts_admin.EARLIER, language, ACCESS, LIST, role, page + 1))
    back = [said(texts_admin.BACK_TO_ACCESS, language, ACCESS, HOME)]
    title = texts.label(texts_admin.ROLES[role], language).format(count=len(ids))
    return f"<b>{escaped(title)}</b>", InlineKeyboardMarkup([row for row in (*rows, turning, back) if row])


async def _one(number: int, context: Context) -> Shown:
    """Returns one person or group: who they are, what they may do, and what can be changed about that."""
    language, settings = context.language, context.settings
    member = await context.members.of(number)
    role = member.role if member else STRANGER
    lines = [f"<b>{escaped(await name_now(number, context))}</b> <code>{number}</code>"]
    lines.append(texts.label(texts_admin.ROLE_NAMES[role], language))
    if member and member.invitation:
        lines.append(texts_admin.CAME_BY(language, id=member.invitation))
    if number in settings.admin_ids:
        lines[1] = texts.label(texts_admin.FIXED_ADMIN, language)
    elif number in settings.allowed_ids:
        lines.append(texts.label(texts_admin.FIXED_ALLOWED, language))
    possible = () if number in settings.admin_ids else _possible(role, number)
    rows = [[said(texts_admin.ROLE_BUTTONS[one], language, ACCESS, SET, number, one)] for one in possible]
    rows.append([said(texts_admin.BACK_TO_ACCESS, language, ACCESS, HOME)])
    return "\n".join(lines), InlineKeyboardMarkup(rows)


def _possible(role: str, number: int) -> Sequence[str]:
    given = (USER, ADMIN, BLOCKED, STRANGER) if number > 0 else (GROUP, BLOCKED, STRANGER)
    return [one for one in given if one != role]


async def _ids(role: str, context: Context) -> list[int]:
    """Returns everyone with a role: those whom the settings name first."""
    settings = context.settings
    named: dict[str, list[int]] = {
        ADMIN: sorted(settings.admin_ids),
        USER: sorted(one for one in settings.allowed_ids if one > 0),
        GROUP: sorted(one for one in settings.allowed_ids if one < 0),
    }
    found = [member.id for member in await context.members.listed(role)]
    return list(dict.fromkeys([*named.get(role, []), *found]))


async def name_now(number: int, context: Context) -> str:
    """Returns the name as Telegram has it now; names are not stored."""
    try:
        chat = await context.bot.get_chat(number)
    except TelegramError:
        return str(number)
    return chat.effective_name or str(number)


async def _show(query: CallbackQuery, shown: Shown, context: Context) -> None:
    if isinstance(query.message, Message):
        await context.post.edit(query.message.chat_id, query.message.message_id, *shown)
