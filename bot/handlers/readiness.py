"""/siap: the readiness questions one by one, then a short summary of the gaps as text and picture."""

import asyncio
from collections.abc import Mapping

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot import texts
from bot.context import Context
from bot.handlers.buttons import read, toast
from bot.handlers.guide import say
from bot.keyboards import NO_ANSWER, READINESS, VIEW, button, said
from bot.picture import readiness_picture
from bot.saved import Place
from bot.texts import escaped
from knowledge import Programme, ReadinessQuestion

LIST = "siap"
YES, PARTLY, NO = "y", "p", "n"
WEIGHT = {YES: 1.0, PARTLY: 0.5, NO: 0.0}
BEGIN, RESULT = "b", "z"
MOST_ADVICE = 6
"""Gaps written out; the rest are named by their number, so that the summary stays short."""

Shown = tuple[str, InlineKeyboardMarkup]


async def start(update: Update, context: Context) -> None:
    """Begins the self-check, or goes on where this chat stopped."""
    message = update.message
    if message is None:
        return
    programme = await context.programme()
    answered = await context.checklists.values(message.chat_id, LIST)
    number = next((n for n, one in enumerate(programme.questions) if one.id not in answered), None)
    shown = (
        _question(programme, number, answered, context.language)
        if number is not None
        else _result(programme, answered, context.language)
    )
    await context.reply(message, *shown)


async def turn(update: Update, context: Context) -> None:
    """Takes an answer and shows the next question, in place; after the last one the summary."""
    query, pieces = read(update)
    message = query.message if isinstance(query.message, Message) else None
    programme = await context.programme()
    if message is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    match pieces[1:]:
        case [mark] if mark == BEGIN:
            await context.checklists.clear(message.chat_id, LIST)
            await _show(message, _question(programme, 0, {}, context.language), context)
        case [number, value] if number.isdigit() and int(number) < len(programme.questions) and value in WEIGHT:
            await _answer(message, programme, int(number), value, context)
        case _:
            await toast(query, texts.OUTDATED, context, alert=True)
            return
    await toast(query, None, context)


async def _answer(message: Message, programme: Programme, number: int, value: str, context: Context) -> None:
    await context.checklists.set(message.chat_id, LIST, programme.questions[number].id, value)
    answered = await context.checklists.values(message.chat_id, LIST)
    if number + 1 < len(programme.questions):
        await _show(message, _question(programme, number + 1, answered, context.language), context)
        return
    html, keyboard = _result(programme, answered, context.language)
    gaps = [one for one in programme.questions if answered.get(one.id) in (NO, PARTLY)]
    await context.archive.note([Place(one.source.document, one.source.section) for one in gaps])
    await _show(message, (html, keyboard), context)
    rows = [(texts.label(texts.ELEMENTS[name], context.language), share) for name, share in shares(programme, answered)]
    title = texts.label(texts.READINESS_TITLE, context.language)
    picture = await asyncio.to_thread(readiness_picture, title, rows)
    await context.send_picture(message, picture, texts.READINESS_CAPTION(context.language))


async def _show(message: Message, shown: Shown, context: Context) -> None:
    await context.post.edit(message.chat_id, message.message_id, *shown)


def _question(programme: Programme, number: int, answered: Mapping[str, str], language: str) -> Shown:
    one = programme.questions[number]
    element = texts.label(texts.ELEMENTS[one.element], language)
    head = f"<b>{number + 1}/{len(programme.questions)} · {escaped(element)}</b>"
    rows = [
        [
            said(texts.YES, language, READINESS, number, YES),
            said(texts.PARTLY, language, READINESS, number, PARTLY),
            said(texts.NO, language, READINESS, number, NO),
        ]
    ]
    if answered:
        rows.append([said(texts.BEGIN_AGAIN, language, READINESS, BEGIN)])
    return f"{head}\n{escaped(say(one.question, language))}", InlineKeyboardMarkup(rows)


def _result(programme: Programme, answered: Mapping[str, str], language: str) -> Shown:
    lines = [texts.READINESS_RESULT(language)]
    for name, share in shares(programme, answered):
        lines.append(f"{_mark(share)} {escaped(texts.label(texts.ELEMENTS[name], language))}: {round(100 * share)}%")
    gaps = [one for one in programme.questions if answered.get(one.id) in (NO, PARTLY)]
    gaps.sort(key=lambda one: WEIGHT[answered[one.id]])
    if gaps:
        lines += ["", texts.GAPS_TITLE(language)]
        lines += [f"{n}. {escaped(say(one.advice, language))}" for n, one in enumerate(gaps[:MOST_ADVICE], 1)]
        if len(gaps) > MOST_ADVICE:
            lines.append(texts.MORE_GAPS(language, count=len(gaps) - MOST_ADVICE))
    else:
        lines += ["", texts.NO_GAPS(language)]
    buttons = [_source_button(n, one) for n, one in enumerate(gaps[:MOST_ADVICE], 1)]
    rows = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    return "\n".join(lines), InlineKeyboardMarkup([*rows, [said(texts.BEGIN_AGAIN, language, READINESS, BEGIN)]])


def _source_button(number: int, question: ReadinessQuestion) -> InlineKeyboardButton:
    return button(f"📄 {number}", VIEW, Place(question.source.document, question.source.section).id, NO_ANSWER, 1)


def shares(programme: Programme, answered: Mapping[str, str]) -> list[tuple[str, float]]:
    """Returns how much of each element is in place, from 0 to 1, in the order of the questions."""
    weights: dict[str, list[float]] = {}
    for one in programme.questions:
        weights.setdefault(one.element, []).append(WEIGHT.get(answered.get(one.id, NO), 0.0))
    return [(name, sum(values) / len(values)) for name, values in weights.items()]


def _mark(share: float) -> str:
    return "🟢" if share >= 0.8 else "🟡" if share >= 0.5 else "🔴"
