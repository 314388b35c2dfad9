"""What happens when a handler fails: one calm sentence to the person, one record for the admin."""

import logging

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot import texts
from bot.context import Context
from knowledge import KnowledgeError

logger = logging.getLogger(__name__)


async def handle_error(update: object, context: Context) -> None:
    """Tells the person; a person who has blocked the bot is not an error."""
    error = context.error
    if isinstance(error, Forbidden):
        logger.info("A chat no longer takes messages from the bot")
        return
    if isinstance(error, KnowledgeError):
        logger.error("%s", error)
    else:
        logger.error("An update could not be handled", exc_info=error)
    message = update.effective_message if isinstance(update, Update) else None
    if message is None or not isinstance(update, Update) or update.inline_query:
        return
    context.take(update)
    sentence = texts.NOT_READY if isinstance(error, KnowledgeError) else texts.FAILED
    try:
        await context.reply(message, sentence(context.language), step="error")
    except TelegramError as failure:
        logger.warning("The person could not be told either: %s", failure)
