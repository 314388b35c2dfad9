"""/uji: the index is tried with a question set, in the background."""

from telegram import Update

from bot import texts_insight
from bot.context import Context
from bot.trials import Asked


async def start(update: Update, context: Context) -> None:
    """Asks for a trial and says so."""
    message = update.message
    if message is None:
        return
    language = context.language
    [number] = await context.reply(message, texts_insight.TRYING(language, done=0, total="…"))
    if await context.trials.add(Asked(context.key, message.chat_id, number, language)):
        context.examiner.wake()
        await context.record("uji")
    else:
        await context.post.edit(message.chat_id, number, texts_insight.TRYING_ALREADY(language))
