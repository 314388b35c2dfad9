"""The picture of a source: the cited page with the quoted lines marked, or a card of the provision."""

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot import texts
from bot.context import Context, thread_of
from bot.handlers.buttons import read, toast
from bot.keyboards import NO_ANSWER
from bot.render import picture_caption
from bot.saved import Place, Saved


async def show_page(update: Update, context: Context) -> None:
    """Sends the picture of a place, below the message with the button."""
    query, pieces = read(update)
    message = query.message if isinstance(query.message, Message) else None
    place = await context.archive.place(pieces[1])
    saved = await context.archive.by_id(pieces[2]) if pieces[2] != NO_ANSWER else None
    if message is None or place is None:
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    await toast(query, texts.DRAWING, context)
    await _tell_drawing(message, context)
    quote = _quoted(saved, place)
    image = await context.consult(lambda knowledge: knowledge.page_image(place.document, place.locator, quote))
    if image is None:
        await context.reply(message, texts.OUTDATED(context.language))
        return
    await context.send_picture(message, image.picture, picture_caption(image, context.language))


async def _tell_drawing(message: Message, context: Context) -> None:
    try:
        await context.bot.send_chat_action(
            message.chat_id, ChatAction.UPLOAD_PHOTO, message_thread_id=thread_of(message)
        )
    except TelegramError:  # the picture itself will tell
        return


def _quoted(saved: Saved | None, place: Place) -> str:
    """Returns what an answer quotes from a place."""
    cited = saved.answer.citations if saved else ()
    return "\n".join(one.quote for one in cited if (one.document, one.locator) == (place.document, place.locator))
