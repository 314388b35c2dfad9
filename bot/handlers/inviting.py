"""/undang: invitations are made, listed and withdrawn."""

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot import texts, texts_admin
from bot.context import Context
from bot.handlers.buttons import read, toast
from bot.handlers.entering import BY_INVITATION, after_command
from bot.invitations import Invitation
from bot.keyboards import ACCESS, INVITE, said
from bot.moments import day

NEW, LIST, REVOKE = "n", "l", "x"
PERSON, GROUP = "p", "g"
OFFERED = ((1, 7, PERSON), (10, 7, PERSON), (50, 30, PERSON), (1, 7, GROUP))
"""Uses, days, and for whom."""
MOST_USES, MOST_DAYS = 1000, 365


async def offer(update: Update, context: Context) -> None:
    """Offers what invitations can be; `/undang 25 14` makes one for 25 people and 14 days at once."""
    message = update.message
    if message is None:
        return
    words = after_command(message.text).split()
    if context.settings.access_mode != BY_INVITATION:
        await context.reply(message, texts_admin.INVITE_NOT_NOW(context.language, mode=context.settings.access_mode))
    elif not words:
        rows = [[_offer(one, context.language)] for one in OFFERED]
        rows.append([said(texts_admin.INVITATIONS, context.language, INVITE, LIST)])
        await context.reply(message, texts_admin.INVITE_WHICH(context.language), InlineKeyboardMarkup(rows))
    elif _are_in_range(words):
        html, keyboard = await _made(int(words[0]), int(words[1]), PERSON, context)
        await context.reply(message, html, keyboard)
    else:
        await context.reply(message, texts_admin.INVITE_HOW(context.language, uses=MOST_USES, days=MOST_DAYS))


async def turn(update: Update, context: Context) -> None:
    """Makes the invitation that was chosen, lists those that are open, or withdraws one."""
    query, pieces = read(update)
    match pieces[1:]:
        case [mark, uses, days, kind] if mark == NEW and _are_in_range([uses, days]):
            await _show(query, *await _made(int(uses), int(days), kind, context), context)
            await toast(query, None, context)
        case [mark] if mark == LIST:
            await _show(query, *await _listed(context), context)
            await toast(query, None, context)
        case [mark, invitation] if mark == REVOKE:
            revoked = await context.invitations.revoke(invitation)
            if revoked:
                await context.record("/undang", f"undangan {invitation}", "dicabut")
            await _show(query, *await _listed(context), context)
            await toast(query, texts_admin.REVOKED if revoked else texts.OUTDATED, context)
        case _:
            await toast(query, texts.OUTDATED, context, alert=True)


async def _made(uses: int, days: int, kind: str, context: Context) -> tuple[str, InlineKeyboardMarkup]:
    """Makes an invitation and returns how it is told, the only time its code is shown."""
    language = context.language
    made, code = await context.invitations.create(uses, days, context.user_id, for_group=kind == GROUP)
    await context.record("/undang", f"undangan {made.id}", f"{uses} × {'grup' if made.for_group else 'orang'}")
    start = "startgroup" if made.for_group else "start"
    link = f"https://t.me/{context.bot.username}?{start}={code}"
    sentence = texts_admin.INVITED_GROUP if made.for_group else texts_admin.INVITED
    html = sentence(language, link=link, code=code, uses=uses, until=day(made.expires_at))
    return html, InlineKeyboardMarkup([[said(texts_admin.REVOKE, language, INVITE, REVOKE, made.id)]])


async def _listed(context: Context) -> tuple[str, InlineKeyboardMarkup]:
    language = context.language
    found = await context.invitations.open()
    lines = [texts_admin.INVITATIONS_OPEN(language, count=len(found)), *(_line(one, language) for one in found)]
    rows = [[said(texts_admin.REVOKE_ONE, language, INVITE, REVOKE, one.id, id=one.id)] for one in found]
    rows.append([said(texts_admin.BACK_TO_ACCESS, language, ACCESS, "home")])
    return "\n".join(lines), InlineKeyboardMarkup(rows)


def _line(one: Invitation, language: str) -> str:
    sentence = texts_admin.INVITATION_OF_GROUP if one.for_group else texts_admin.INVITATION
    return sentence(language, id=one.id, used=one.used, uses=one.uses, until=day(one.expires_at))


def _offer(offered: tuple[int, int, str], language: str) -> InlineKeyboardButton:
    uses, days, kind = offered
    sentence = texts_admin.OFFER_GROUP if kind == GROUP else texts_admin.OFFER
    return said(sentence, language, INVITE, NEW, uses, days, kind, count=uses, span=days)


def _are_in_range(words: list[str]) -> bool:
    if len(words) != 2 or not all(word.isdecimal() for word in words):
        return False
    uses, days = map(int, words)
    return 1 <= uses <= MOST_USES and 1 <= days <= MOST_DAYS


async def _show(query: CallbackQuery, html: str, keyboard: InlineKeyboardMarkup, context: Context) -> None:
    if isinstance(query.message, Message):
        await context.post.edit(query.message.chat_id, query.message.message_id, html, keyboard)
