"""Free text is a question: ask the knowledge base, show the answer, remember the turn."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from telegram import Message, Update
from telegram.constants import ChatType

from bot import texts
from bot.addressed import is_addressed, question_of
from bot.asking import Knowledge
from bot.context import Context, thread_of
from bot.courtesy import is_greeting, is_thanks
from bot.keyboards import answer_keyboard, examples_keyboard, retry_keyboard
from bot.moments import clock, span
from bot.quota import TooManyError
from bot.render import answer_html
from bot.saved import Saved
from bot.several import separate
from bot.waiting import in_place, waiting
from knowledge import Answer, AnswerKind, Hit, QuestionError

LATE_HOURS = 1
"""A question that waited longer than this gets a word about it."""
PREVIEWED = 3
"""Passages named while a slow answer is on its way."""
COMMAND = re.compile(r"^/\w+(?:@\w+)?\s*")


async def answer_text(update: Update, context: Context) -> None:
    """Answers a text message; in a group only one that is meant for the bot."""
    message = update.message
    if message is None or not is_addressed(message, context.bot.username, context.bot.id):
        return
    asked = question_of(message, context.bot.username)
    if is_thanks(asked):
        if message.chat.type == ChatType.PRIVATE:  # a group needs no further word
            await context.reply(message, texts.WELCOME(context.language))
    elif is_greeting(asked):
        await context.reply(message, texts.HELLO(context.language), examples_keyboard(context.language))
    elif asked:
        await answer_all(message, asked, context)
    else:
        await context.reply(message, texts.HELP(context.language, username=context.bot.username))


async def answer_command(update: Update, context: Context) -> None:
    """Answers `/tanya pertanyaan`."""
    message = update.message
    if message is None:
        return
    asked = COMMAND.sub("", message.text or "").strip()
    if asked:
        await answer_all(message, asked, context)
    else:
        await context.reply(message, texts.ASK_WHAT(context.language))


async def answer_edited(update: Update, context: Context) -> None:
    """Answers a changed question in the messages that answered it before."""
    message = update.edited_message
    if message is None or not message.text:
        return
    is_command = message.text.startswith("/")
    if is_command and not message.text.startswith("/tanya"):
        return
    if not is_command and not is_addressed(message, context.bot.username, context.bot.id):
        return
    asked = COMMAND.sub("", question_of(message, context.bot.username)).strip()
    before = await context.memory.shown(message.chat_id, message.message_id)
    if not asked or [one.question for one in before] == separate(asked):
        return  # only a link preview or the like has changed
    await answer_all(message, asked, context, replacing=[one.message_ids for one in before])


async def refuse_other(update: Update, context: Context) -> None:
    """Says that only text is read, to a photo, voice message or document that is meant for the bot."""
    message = update.message
    if message and is_addressed(message, context.bot.username, context.bot.id):
        await context.reply(message, texts.ONLY_TEXT(context.language))


async def answer_all(message: Message, asked: str, context: Context, replacing: Sequence[Sequence[int]] = ()) -> None:
    """Answers each question of a message in a message of its own."""
    questions = separate(asked)
    for place, question in enumerate(questions):
        old = replacing[place] if place < len(replacing) else ()
        await answer(message, question, context, place=place, replacing=old)
    for surplus in replacing[len(questions) :]:
        for number in surplus:
            await context.post.remove(message.chat_id, number)


async def answer(
    message: Message,
    question: str,
    context: Context,
    *,
    place: int = 0,
    replacing: Sequence[int] = (),
    tapped: bool = False,
    work: Callable[[Knowledge], Answer] | None = None,
) -> None:
    """Answers one question; one that was tapped on a button is repeated above its answer.

    `work` answers it in another way than by asking the knowledge base.
    """
    step = f"question {place}"
    try:
        saved = await _ask(message, question, context, step, work, may_place=not replacing)
    except QuestionError as error:
        await context.reply(message, texts.escaped(str(error)), step=step, replacing=replacing)
        return
    except TooManyError as error:
        await _hold_back(message, question, context, step, error.seconds)
        return
    replacing = replacing or await in_place(context, message, step)
    above = texts.TAPPED(context.language, question=question) + "\n\n" if tapped else _late(message, context.language)
    keyboard = answer_keyboard(saved, context.language)
    numbers = await context.reply(message, above + answer_html(saved.answer), keyboard, step=step, replacing=replacing)
    question_id = numbers[0] if tapped else message.message_id
    await context.memory.remember(message.chat_id, thread_of(message), question_id, place, saved.id, numbers)


async def _ask(
    message: Message,
    question: str,
    context: Context,
    step: str,
    work: Callable[[Knowledge], Answer] | None,
    *,
    may_place: bool,
) -> Saved:
    """Returns the answer, made now or before a crash."""
    key = f"{context.key} {step}"
    saved = await context.archive.by_key(key)
    if saved:
        return saved
    if not context.is_admin:
        context.quota.take(context.user_id, message.chat_id)
    turns = await context.memory.turns(message.chat_id, thread_of(message))

    async def reading() -> list[Hit]:
        return await context.asking.run(lambda knowledge: knowledge.search(question, PREVIEWED))

    async with waiting(context, message, step, reading, may_place=may_place) as wait:
        ask = work or (lambda knowledge: knowledge.ask(question, turns, context.chosen_language, wait.hear))
        found, generation = await context.consult(lambda knowledge: (ask(knowledge), knowledge.generation))
    context.metrics.answered(found)
    await context.counting.visited(context.user_id)
    return await context.archive.save(key, found, generation)


async def _hold_back(message: Message, question: str, context: Context, step: str, seconds: float) -> None:
    """Says when the next question may be asked, with a button that asks this one then."""
    key = f"{context.key} {step} held"
    held = Answer(question, AnswerKind.UNAVAILABLE, context.language, "")
    saved = await context.archive.by_key(key) or await context.archive.save(key, held, "")
    html = texts.TOO_MANY(context.language, wait=span(seconds, context.language), time=clock(seconds))
    await context.reply(message, html, retry_keyboard(saved, context.language), step=step)


def _late(message: Message, language: str) -> str:
    hours = int((datetime.now(UTC) - message.date).total_seconds() // 3600)
    return texts.LATE(language, hours=hours) + "\n\n" if hours >= LATE_HOURS else ""
