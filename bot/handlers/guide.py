"""/panduan: the programme step by step, each with a checklist to tick, the regulations that apply, and its source."""

from collections.abc import Mapping

from telegram import InlineKeyboardMarkup, Message, Update

from bot import texts
from bot.context import Context
from bot.handlers.buttons import read, toast
from bot.keyboards import CATALOGUE, GUIDE, NO_ANSWER, VIEW, Row, button, said
from bot.saved import Place
from bot.texts import escaped
from bot.titles import short_title
from knowledge import DocumentEntry, Programme, Step, Wording

TICKED = "1"
OVERVIEW = "o"

Shown = tuple[str, InlineKeyboardMarkup]


async def start(update: Update, context: Context) -> None:
    """Shows the steps of the programme and how far this chat is."""
    if update.message:
        programme = await context.programme()
        await context.reply(update.message, *await _overview(programme, update.message.chat_id, context))


async def turn(update: Update, context: Context) -> None:
    """Opens a step, or ticks a point of its checklist, in place."""
    query, pieces = read(update)
    message = query.message if isinstance(query.message, Message) else None
    shown = await _follow(pieces[1:], message.chat_id, context) if message else None
    if message is None or shown is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    await context.post.edit(message.chat_id, message.message_id, *shown)
    await toast(query, None, context)


async def _follow(pieces: list[str], chat_id: int, context: Context) -> Shown | None:
    programme = await context.programme()
    steps = {step.id: step for step in programme.steps}
    match pieces:
        case [mark] if mark == OVERVIEW:
            return await _overview(programme, chat_id, context)
        case [step_id] if step_id in steps:
            return await _step(programme, steps[step_id], chat_id, context)
        case [step_id, number] if step_id in steps and number.isdigit():
            step = steps[step_id]
            if int(number) >= len(step.checklist):
                return None
            item = step.checklist[int(number)].id
            ticked = await context.checklists.values(chat_id, step.id)
            await context.checklists.set(chat_id, step.id, item, "" if item in ticked else TICKED)
            return await _step(programme, step, chat_id, context)
    return None


async def _overview(programme: Programme, chat_id: int, context: Context) -> Shown:
    rows: list[Row] = []
    for number, step in enumerate(programme.steps, 1):
        done = await _done(step, chat_id, context)
        mark = "✅" if done == len(step.checklist) else f"{done}/{len(step.checklist)}"
        rows.append([button(f"{number}. {say(step.title, context.language)} · {mark}", GUIDE, step.id)])
    return texts.GUIDE_TITLE(context.language), InlineKeyboardMarkup(rows)


async def _step(programme: Programme, step: Step, chat_id: int, context: Context) -> Shown:
    language = context.language
    ticked = await context.checklists.values(chat_id, step.id)
    entries = {entry.name: entry for entry in await context.consult(lambda knowledge: knowledge.documents())}
    number = programme.steps.index(step) + 1
    html = _step_html(step, number, len(programme.steps), ticked, entries, language)
    ticks = [
        button(f"{'☑' if task.id in ticked else '☐'} {place}", GUIDE, step.id, place - 1)
        for place, task in enumerate(step.checklist, 1)
    ]
    source = Place(step.source.document, step.source.section)
    known = [Place(key) for key in step.regulations if key in entries]
    await context.archive.note([source, *known])
    rules = [button(f"📕 {short_title(entries[one.document].title)}", CATALOGUE, "d", one.id, 1) for one in known]
    rows = [ticks[start : start + 4] for start in range(0, len(ticks), 4)]
    rows += [rules[start : start + 2] for start in range(0, len(rules), 2)]
    rows.append([said(texts.OPEN_SOURCE, language, VIEW, source.id, NO_ANSWER, 1)])
    rows.append(_neighbours(programme, number, language))
    return html, InlineKeyboardMarkup(rows)


def _step_html(
    step: Step, number: int, count: int, ticked: Mapping[str, str], entries: Mapping[str, DocumentEntry], language: str
) -> str:
    tasks = [
        f"{'☑' if task.id in ticked else '☐'} {place}. {escaped(say(task.text, language))}"
        for place, task in enumerate(step.checklist, 1)
    ]
    rules = [short_title(entries[key].title) if key in entries else texts.written(key) for key in step.regulations]
    blocks = [
        f"<b>{number}/{count} · {escaped(say(step.title, language))}</b>",
        escaped(say(step.summary, language)),
        texts.TO_PREPARE(language) + "\n" + "\n".join(tasks),
        texts.RULES_THAT_APPLY(language, rules=", ".join(rules)),
        texts.WRITTEN_IN(language, document=_title(step, entries), section=step.source.section),
    ]
    return "\n\n".join(blocks)


def _title(step: Step, entries: Mapping[str, DocumentEntry]) -> str:
    entry = entries.get(step.source.document)
    return entry.title if entry else step.source.document


def _neighbours(programme: Programme, number: int, language: str) -> Row:
    row: Row = []
    if number > 1:
        row.append(button(f"‹ {number - 1}", GUIDE, programme.steps[number - 2].id))
    row.append(said(texts.ALL_STEPS, language, GUIDE, OVERVIEW))
    if number < len(programme.steps):
        row.append(button(f"{number + 1} ›", GUIDE, programme.steps[number].id))
    return row


async def _done(step: Step, chat_id: int, context: Context) -> int:
    ticked = await context.checklists.values(chat_id, step.id)
    return sum(task.id in ticked for task in step.checklist)


def say(wording: Wording, language: str) -> str:
    """Returns the wording in a language."""
    return wording.en if language == texts.ENGLISH else wording.id
