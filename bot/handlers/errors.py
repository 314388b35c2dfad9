"""What happens when a handler fails: one calm sentence to the person, one record for the admin."""

import logging

from sqlalchemy.exc import SQLAlchemyError
from telegram import InlineKeyboardMarkup, Update
from telegram.error import Forbidden, TelegramError

from bot import texts
from bot.addressed import question_of
from bot.context import Context
from bot.handlers.questions import COMMAND
from bot.keyboards import retry_keyboard, same_tap_keyboard
from knowledge import Answer, AnswerKind, KnowledgeError

logger = logging.getLogger(__name__)


async def handle_error(update: object, context: Context) -> None:
    """Tells the person; a person who has blocked the bot is not an error."""
    error = context.error
    context.metrics.failed(error)
    if isinstance(error, Forbidden):
        logger.info("A chat no longer takes messages from the bot")
        return
    if isinstance(error, KnowledgeError):
        logger.error("%s", error)
    else:
        logger.error("An update could not be handled", exc_info=error)
    if not isinstance(update, Update) or update.inline_query or update.effective_message is None:
        return
    context.take(update)
    failed = texts.TAP_FAILED if update.callback_query else texts.FAILED
    sentence = texts.NOT_READY if isinstance(error, KnowledgeError) else failed
    try:
        keyboard = await _retry_keyboard(update, context)
        await context.reply(update.effective_message, sentence(context.language), keyboard, step="error")
    except (TelegramError, SQLAlchemyError) as failure:
        logger.warning("The person could not be told either: %s", type(failure).__name__)


async def _retry_keyboard(update: Update, context: Context) -> InlineKeyboardMarkup | None:
    """Returns a button that asks the question again, or does again what a button was to do."""
    if update.callback_query and update.callback_query.data:
        return same_tap_keyboard(update.callback_query.data, context.language)
    message = update.message or update.edited_message
    question = COMMAND.sub("", question_of(message, context.bot.username)).strip() if message else ""
    if not question:
        return None
    failed = Answer(question, AnswerKind.UNAVAILABLE, context.language, "")
    saved = await context.archive.by_key(f"{context.key} error")
    return retry_keyboard(saved or await context.archive.save(f"{context.key} error", failed, ""), context.language)
