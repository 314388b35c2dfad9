"""What a person sees while an answer is on its way: "typing…", and after a second what is being read or written.

In a private chat that is a draft, which Telegram shows as it grows and drops when the answer comes. A group has no
drafts, and an old Bot API server has none at all: there one message says that the search is on, and the answer takes
its place. It is edited once and not with every word: edits count as messages, and a group may have twenty a minute.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from telegram import Message
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot import texts
from bot.context import Context, thread_of
from bot.post import Letter
from bot.render import answer_html, reading_html
from bot.split import split
from knowledge import Answer, Hit, KnowledgeError

TYPED_AFTER = 0.3
"""Seconds; most answers are there sooner, and a call for each of them would only hold up the others."""
RENEWED_EVERY = 4.0
"""Seconds; Telegram shows the action for five."""
DRAFT_AFTER = 1.0
"""Seconds; an answer that comes sooner needs no draft."""
LOOKED_AFTER = 0.7
"""Seconds before it is looked up what is being read; an answer that comes sooner needs no second search."""
DRAFT_EVERY = 1.0
"""Seconds between two drafts; faster ones run into flood limits."""
DRAFT_FADES = 20.0
"""Seconds after which an unchanged draft is sent again; Telegram drops it after thirty."""
PLACE_AFTER = 3.0
"""Seconds before a message is spent on saying that the search is on."""

Reading = Callable[[], Awaitable[Sequence[Hit]]]


class Waiting:
    """The wait for one answer; `hear` takes what is known of it so far, from any thread."""

    def __init__(self, context: Context, message: Message, step: str, reading: Reading, *, may_place: bool) -> None:
        self._context = context
        self._message = message
        self._step = step
        self._reading = reading
        self._may_place = may_place
        self._heard: Answer | None = None
        self._hits: Sequence[Hit] = ()
        self._tasks: list[asyncio.Task[None]] = []
        self._placing: asyncio.Task[int] | None = None

    def hear(self, answer: Answer) -> None:
        """Takes the answer as far as it is written."""
        self._heard = answer

    def begin(self) -> None:
        """Starts telling the person."""
        self._tasks = [asyncio.create_task(one()) for one in (self._keep_typing, self._look, self._tell)]

    async def end(self) -> None:
        """Stops telling; a message that is being sent is waited for, so that the answer can take its place."""
        for task in self._tasks:
            task.cancel()
        if self._placing:
            await asyncio.wait({self._placing})

    async def clear(self) -> None:
        """Takes back the message that said the search is on."""
        if self._placing and not self._placing.exception():
            await self._context.post.remove(self._message.chat_id, self._placing.result())

    async def _look(self) -> None:
        await asyncio.sleep(LOOKED_AFTER)
        if self._context.asking.place.locked():  # many are waiting: another search would make all of them wait longer
            return
        try:
            self._hits = await self._reading()
        except KnowledgeError:  # the answer reports what is wrong
            return

    async def _keep_typing(self) -> None:
        message = self._message
        await asyncio.sleep(TYPED_AFTER)
        while True:
            try:
                await self._context.bot.send_chat_action(
                    message.chat_id, ChatAction.TYPING, message_thread_id=thread_of(message)
                )
            except TelegramError:  # blocked, flooded or offline: the answer itself will tell
                return
            await asyncio.sleep(RENEWED_EVERY)

    async def _tell(self) -> None:
        await asyncio.sleep(DRAFT_AFTER)
        has_drafts = self._message.chat.type == ChatType.PRIVATE and await self._keep_drafting()
        if not has_drafts and self._may_place:
            await asyncio.sleep(PLACE_AFTER - DRAFT_AFTER)
            self._placing = asyncio.create_task(self._context.post.send(self._letter()))

    async def _keep_drafting(self) -> bool:
        """Shows drafts until it is cancelled; returns False where Telegram has none."""
        shown, at = "", 0.0
        while True:
            html = self._html()
            if html != shown or time.monotonic() - at > DRAFT_FADES:
                try:
                    await self._context.bot.send_message_draft(self._message.chat_id, self._message.message_id, html)
                except (BadRequest, InvalidToken):  # an unknown method is "Not Found", which the library takes so
                    return False
                except TelegramError:  # a draft is a courtesy; the next one may go through
                    pass
                shown, at = html, time.monotonic()
            await asyncio.sleep(DRAFT_EVERY)

    def _html(self) -> str:
        language = self._context.language
        if self._heard:
            return split(answer_html(self._heard))[0]
        return reading_html(self._hits, language) if self._hits else texts.LOOKING(language)

    def _letter(self) -> Letter:
        return placed(self._context, self._message, self._step, self._html())


@asynccontextmanager
async def waiting(
    context: Context, message: Message, step: str, reading: Reading, *, may_place: bool = True
) -> AsyncIterator[Waiting]:
    """Keeps a person informed until the block ends; a failure here never disturbs the answer.

    `reading` returns the passages that are being read; `may_place` is off where earlier answers are to be edited.
    """
    wait = Waiting(context, message, step, reading, may_place=may_place)
    wait.begin()
    try:
        yield wait
    except Exception:
        await wait.end()
        await wait.clear()
        raise
    finally:
        await wait.end()


def placed(context: Context, message: Message, step: str, html: str) -> Letter:
    """Returns the letter that says the search is on; under its step it is found again after a crash."""
    reply_to = message.message_id if message.chat.type != ChatType.PRIVATE else None
    return Letter(
        context.key,
        f"{step}.waiting",
        message.chat_id,
        html,
        thread=thread_of(message),
        reply_to=reply_to,
        floor=message.message_id,
    )


async def in_place(context: Context, message: Message, step: str) -> list[int]:
    """Returns the number of the message that says the search is on, where one was sent, now or before a crash."""
    letter = placed(context, message, step, texts.LOOKING(context.language))
    return [await context.post.send(letter)] if await context.post.has_begun(letter) else []
