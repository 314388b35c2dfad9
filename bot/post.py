"""Sending each message once: after a crash, a lost reply or a 502 it is looked for before it is repeated.

Telegram offers no way to say "send this unless you have it". But editing is safe to repeat, and message numbers
only grow. So a send is written down before it is made, with a floor: a number it will be above. Where the outcome
is unknown, a short marker is sent; its number closes the range. Each unknown number in the range is edited into the
message: "message is not modified" or success means that Telegram has it, and the marker goes. If none is ours, the
marker itself becomes the message. Interrupted at any point, the same steps lead to the same end.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import httpx
from telegram import InlineKeyboardMarkup, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.limits import HAD_ITS_TURN, Pace
from bot.numbers import box_of
from bot.sends import Sends, Sent
from bot.split import plain

logger = logging.getLogger(__name__)

MARKER = "⏳"
MARKED = " marker"
"""What is added to a step for the marker that was sent for it."""
MAX_CANDIDATES = 100
"""Numbers tried for a lost message. Private chats share one sequence, so other chats' messages lie between."""
FIRST_PAUSE = 0.25
MAX_PAUSE = 30.0
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "no text in the message to edit")
"""What Telegram says of a message that is not there or not the bot's own text."""

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Failures before anything left this machine."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to send; `key` and `step` name it for good, `floor` is a number known to be below its own."""

    key: str
    step: str
    chat_id: int
    html: str
    keyboard: InlineKeyboardMarkup | None = None
    thread: int | None = None
    reply_to: int | None = None
    floor: int = 0
    formatted: bool = True

    @property
    def text(self) -> str:
        """Returns what is handed to Telegram."""
        return self.html if self.formatted else plain(self.html)

    @property
    def parse_mode(self) -> str | None:
        """Returns how Telegram is to read it."""
        return "HTML" if self.formatted else None


class UnknownOutcomeError(Exception):
    """The call failed and Telegram may have done it all the same, under a number above `floor`."""

    def __init__(self, floor: int) -> None:
        super().__init__(floor)
        self.floor = floor


class Post:
    """Sends and edits messages."""

    def __init__(
        self, bot: ExtBot[str], pace: Pace, sends: Sends, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._bot = bot
        self._pace = pace
        self._sends = sends
        self._sleep = sleep
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._top: defaultdict[int, int] = defaultdict(int)
        self._first: dict[int, int] = {}
        self._left_open: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        self._first_locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def start(self) -> None:
        """Looks up what an earlier run left open; called before anything is sent."""
        for box, key, step in await self._sends.left_open():
            self._left_open[box].append((key, step))

    def saw(self, chat_id: int, message_id: int) -> None:
        """Notes a number that Telegram has given out, so that later messages lie above it."""
        box = box_of(chat_id)
        self._top[box] = max(self._top[box], message_id)

    async def send(self, letter: Letter) -> int:
        """Sends the message unless it was sent before, and returns its number.

        Raises:
            Forbidden: the person has blocked the bot, or it was removed from the group.
            BadRequest: Telegram does not accept it even as plain text.
        """
        async with self._locks[letter.chat_id]:
            known = await self._sends.find(letter.key, letter.step)
            if known and known.message_id:
                return known.message_id
            number = await self._resume(letter, known) if known else await self._send_first(letter)
            await self._sends.sent(letter.key, letter.step, number)
            return number

    async def has_begun(self, letter: Letter) -> bool:
        """Tells whether this message was sent, or may have been."""
        return await self._sends.find(letter.key, letter.step) is not None

    async def send_picture(self, letter: Letter, picture: bytes) -> None:
        """Sends a picture with the letter's text below it, at most once: a lost one can be asked for again."""
        await self._send_once(
            letter,
            lambda: self._bot.send_photo(
                letter.chat_id,
                picture,
                caption=letter.text,
                parse_mode=letter.parse_mode,
                reply_markup=letter.keyboard,
                message_thread_id=letter.thread,
            ),
        )

    async def send_file(self, letter: Letter, content: bytes, name: str) -> None:
        """Sends a file with the letter's text below it, at most once."""
        await self._send_once(
            letter,
            lambda: self._bot.send_document(
                letter.chat_id,
                content,
                filename=name,
                caption=letter.text,
                parse_mode=letter.parse_mode,
                reply_markup=letter.keyboard,
                message_thread_id=letter.thread,
            ),
        )

    async def _send_once(self, letter: Letter, send: Callable[[], Awaitable[Message]]) -> None:
        if await self._sends.find(letter.key, letter.step):
            return
        await self._sends.intend(letter.key, letter.step, letter.chat_id, letter.floor)
        try:
            message = await send()
        except (BadRequest, Forbidden):
            await self._sends.forget(letter.key, letter.step)
            raise
        self.saw(letter.chat_id, message.message_id)
        await self._sends.sent(letter.key, letter.step, message.message_id)

    async def edit(
        self, chat_id: int, message_id: int, html: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> bool:
        """Puts this text into an earlier message; returns whether the message is still there."""
        return await self._put(message_id, Letter("", "", chat_id, html, keyboard))

    async def _send_first(self, letter: Letter) -> int:
        """Sends a message of which Telegram has nothing yet."""
        try:
            return await self._deliver(letter, intended=True)
        except UnknownOutcomeError as error:
            marker = await self._mark(letter)
            return await self._settle(letter, error.floor, marker, marker, thorough=True)
        except TelegramError:
            await self._sends.forget(letter.key, letter.step)
            raise

    async def _resume(self, letter: Letter, known: Sent) -> int:
        """Settles a send that an earlier run left open.

        Everything that run sent lies below the first number of this one, so that one marker is enough
        for all of them. A marker that was sent for this very message is used again; others may have been
        sent for it and lost, so that the search is thorough.
        """
        marker = await self._sends.find(letter.key, f"{letter.step}{MARKED}")
        if marker and marker.message_id:
            return await self._settle(letter, known.floor, marker.message_id, marker.message_id, thorough=True)
        if known.ceiling:
            return await self._settle(letter, known.floor, known.ceiling)
        box = box_of(letter.chat_id)
        async with self._first_locks[box]:
            number = None if box in self._first else await self._mark(letter)
        return await self._settle(letter, known.floor, number or self._first[box], number, thorough=known.marked)

    async def _settle(
        self, letter: Letter, floor: int, ceiling: int, marker: int | None = None, *, thorough: bool = False
    ) -> int:
        """Finds the message of an unknown outcome, or sends it; either way it is there once."""
        found = await self._search(letter, floor, ceiling, thorough=thorough)
        if found:
            if marker:
                await self.remove(letter.chat_id, marker)
            return found
        if marker and await self.edit(letter.chat_id, marker, letter.html, letter.keyboard):
            return marker
        return await self._send_first(letter)

    async def _search(self, letter: Letter, floor: int, ceiling: int, *, thorough: bool) -> int | None:
        """Turns the first message of ours in the range into this one; a thorough search removes further ones.

        Searches go on side by side, each at the pace of its chat. What one finds is none of another's
        candidates any more, so that is asked anew for each number.
        """
        floor = floor or max(0, ceiling - MAX_CANDIDATES)
        box = box_of(letter.chat_id)
        logger.info("The outcome of a send is unknown; looking for it among %d numbers", ceiling - floor - 1)
        found: int | None = None
        tried = 0
        for number in range(floor + 1, ceiling):
            if number in await self._sends.numbers(box, number - 1):
                continue
            if found is None:
                found = number if await self._is_ours(number, letter) else None
            elif await self._is_ours(number, _marker(letter)):
                await self.remove(letter.chat_id, number)
            tried += 1
            if tried == MAX_CANDIDATES or (found and not thorough):
                break
        return found

    async def _mark(self, letter: Letter) -> int:
        """Sends a marker, whose number closes the range in which to look.

        A marker whose own outcome is unknown lies in the range and is cleared away there.
        """
        await self._sends.mark(letter.key, letter.step)
        attempt = 0
        while True:
            try:
                number = await self._deliver(_marker(letter), intended=False)
            except UnknownOutcomeError:
                attempt += 1
                await self._pause(attempt)
            else:
                step = f"{letter.step}{MARKED}"
                await self._sends.intend(letter.key, step, letter.chat_id, number - 1)
                await self._sends.sent(letter.key, step, number)
                return number

    async def _deliver(self, letter: Letter, *, intended: bool) -> int:
        """Sends until Telegram accepts or refuses; the intention is written down when the turn has come."""
        attempt = floor = 0
        while True:
            await self._pace.turn(letter.chat_id)
            if intended:
                floor = max(self._top[box_of(letter.chat_id)], letter.floor)
                await self._sends.intend(letter.key, letter.step, letter.chat_id, floor)
            try:
                return await self._call(letter)
            except RetryAfter as error:
                self._pace.pause(letter.chat_id, error)
            except BadRequest as error:
                letter = _milder(letter, error)
            except ChatMigrated as error:
                letter = replace(letter, chat_id=error.new_chat_id, thread=None, reply_to=None, floor=0)
            except (Forbidden, InvalidToken):
                raise
            except TelegramError as error:
                if not isinstance(error.__cause__, NOT_SENT):
                    raise UnknownOutcomeError(floor) from error
                attempt += 1
                await self._pause(attempt)

    async def _call(self, letter: Letter) -> int:
        reply = ReplyParameters(letter.reply_to, allow_sending_without_reply=True) if letter.reply_to else None
        message = await self._bot.send_message(
            letter.chat_id,
            letter.text,
            parse_mode=letter.parse_mode,
            reply_markup=letter.keyboard,
            message_thread_id=letter.thread,
            reply_parameters=reply,
            rate_limit_args=HAD_ITS_TURN,
        )
        self.saw(letter.chat_id, message.message_id)
        await self._bound_earlier(box_of(letter.chat_id), message.message_id)
        return message.message_id

    async def _bound_earlier(self, box: int, number: int) -> None:
        """Notes the first number of this run: what the run before left open lies below it, for good."""
        if box in self._first:
            return
        self._first[box] = number
        if self._left_open[box]:
            await self._sends.bound(self._left_open.pop(box), number)

    async def _is_ours(self, number: int, letter: Letter) -> bool:
        try:
            return await self._put(number, letter)
        except BadRequest:
            return False

    async def _put(self, message_id: int, letter: Letter) -> bool:
        """Edits until Telegram accepts or refuses: doing it twice changes nothing."""
        attempt = 0
        while True:
            try:
                await self._bot.edit_message_text(
                    letter.text,
                    letter.chat_id,
                    message_id,
                    parse_mode=letter.parse_mode,
                    reply_markup=letter.keyboard,
                )
            except BadRequest as error:
                if _is(error, "message is not modified"):
                    return True
                if _is(error, *GONE):
                    return False
                letter = _milder(letter, error)
            except NetworkError:
                attempt += 1
                await self._pause(attempt)
            else:
                return True

    async def remove(self, chat_id: int, message_id: int) -> None:
        """Deletes a message of ours, if it is still there."""
        attempt = 0
        while True:
            try:
                await self._bot.delete_message(chat_id, message_id)
            except BadRequest:  # it is gone already
                return
            except (RetryAfter, NetworkError):
                attempt += 1
                await self._pause(attempt)
            else:
                return

    async def _pause(self, attempt: int) -> None:
        await self._sleep(min(MAX_PAUSE, FIRST_PAUSE * 2 ** min(attempt, 10)))


def _marker(letter: Letter) -> Letter:
    return replace(letter, html=MARKER, keyboard=None)


def _milder(letter: Letter, refusal: BadRequest) -> Letter:
    """Returns the letter without what Telegram refused, or raises the refusal again."""
    if _is(refusal, "can't parse entities") and letter.formatted:
        logger.error("Telegram could not read our HTML (%s); sending it as plain text", refusal)
        return replace(letter, formatted=False)
    if _is(refusal, "message thread not found") and letter.thread:
        return replace(letter, thread=None)
    raise refusal


def _is(error: BadRequest, *stems: str) -> bool:
    return any(stem.lower() in str(error).lower() for stem in stems)
