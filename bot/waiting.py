"""What a person sees while an answer is on its way: "typing…", and after a second a draft of what is being read."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from telegram import Message
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError

from bot.context import Context, thread_of

RENEWED_EVERY = 4.0
"""Seconds; Telegram shows the action for five."""
DRAFT_AFTER = 1.0
"""Seconds; an answer that comes sooner needs no draft."""
DRAFT_EVERY = 1.0
"""Seconds between two drafts; faster ones run into flood limits."""


@asynccontextmanager
async def waiting(context: Context, message: Message, preview: Callable[[], Awaitable[str]]) -> AsyncIterator[None]:
    """Keeps a person informed until the block ends; a failure here never disturbs the answer.

    `preview` says in HTML what is being read; it is asked only when the answer takes long, and only in
    private chats, where Telegram has drafts.
    """
    tasks = [asyncio.create_task(_keep_typing(context, message))]
    if message.chat.type == ChatType.PRIVATE:
        tasks.append(asyncio.create_task(_keep_drafting(context, message, preview)))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


async def _keep_typing(context: Context, message: Message) -> None:
    while True:
        try:
            await context.bot.send_chat_action(message.chat_id, ChatAction.TYPING, message_thread_id=thread_of(message))
        except TelegramError:  # blocked, flooded or offline: the answer itself will tell
            return
        await asyncio.sleep(RENEWED_EVERY)


async def _keep_drafting(context: Context, message: Message, preview: Callable[[], Awaitable[str]]) -> None:
    """Shows the preview; the same draft is sent again while it would otherwise fade after half a minute."""
    await asyncio.sleep(DRAFT_AFTER)
    last = ""
    while True:
        try:
            text = await preview()
            if text != last:
                await context.bot.send_message_draft(message.chat_id, message.message_id, text)
                last = text
        except Exception:  # noqa: BLE001  # a draft is a courtesy; the answer reports what is wrong
            return
        await asyncio.sleep(DRAFT_EVERY)
