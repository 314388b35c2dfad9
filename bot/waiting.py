"""What a person sees while an answer is on its way: "typing…", renewed for as long as it takes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.context import Context, thread_of

RENEWED_EVERY = 4.0
"""Seconds; Telegram shows the action for five."""


@asynccontextmanager
async def typing(context: Context, message: Message) -> AsyncIterator[None]:
    """Shows "typing…" in the message's chat until the block ends; a failure here never disturbs the answer."""
    task = asyncio.create_task(_keep_typing(context, message))
    try:
        yield
    finally:
        task.cancel()


async def _keep_typing(context: Context, message: Message) -> None:
    while True:
        try:
            await context.bot.send_chat_action(message.chat_id, ChatAction.TYPING, message_thread_id=thread_of(message))
        except TelegramError:  # blocked, flooded or offline: the answer itself will tell
            return
        await asyncio.sleep(RENEWED_EVERY)
