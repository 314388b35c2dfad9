"""Free text is a question: ask the knowledge base, show the answer."""

from datetime import UTC, datetime

from telegram import Message, Update

from bot import texts
from bot.addressed import is_addressed, question_of
from bot.context import Context
from bot.render import answer_html
from bot.waiting import typing
from knowledge import QuestionError

LATE_HOURS = 1
"""A question that waited longer than this gets a word about it."""


async def answer_text(update: Update, context: Context) -> None:
    """Answers a text message; in a group only one that is meant for the bot."""
    message = update.message
    if message is None or not is_addressed(message, context.bot.username, context.bot.id):
        return
    question = question_of(message, context.bot.username)
    if question:
        await answer(message, question, context)
    else:
        await context.reply(message, texts.HELP(context.language, username=context.bot.username))


async def answer_command(update: Update, context: Context) -> None:
    """Answers `/tanya pertanyaan`."""
    message = update.message
    if message is None:
        return
    question = " ".join(context.args or [])
    if question:
        await answer(message, question, context)
    else:
        await context.reply(message, texts.ASK_WHAT(context.language))


async def refuse_other(update: Update, context: Context) -> None:
    """Says that only text is read, to a photo, voice message or document that is meant for the bot."""
    message = update.message
    if message and is_addressed(message, context.bot.username, context.bot.id):
        await context.reply(message, texts.ONLY_TEXT(context.language))


async def answer(message: Message, question: str, context: Context) -> None:
    """Asks and replies."""
    try:
        async with typing(context, message):
            found = await context.asking.run(lambda knowledge: knowledge.ask(question))
    except QuestionError as error:
        await context.reply(message, texts.escaped(str(error)))
        return
    await context.reply(message, _late(message, context.language) + answer_html(found))


def _late(message: Message, language: str) -> str:
    hours = int((datetime.now(UTC) - message.date).total_seconds() // 3600)
    return texts.LATE(language, hours=hours) + "\n\n" if hours >= LATE_HOURS else ""
