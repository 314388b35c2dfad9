"""How updates come in: long polling that confirms a batch only when it is written down."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.errors import TokenError
from bot.inbox import CONTENT_KINDS, Json
from bot.network import connections

logger = logging.getLogger(__name__)

POLL_SECONDS = 25
MAX_PAUSE = 30.0
ALLOWED_UPDATES = list(CONTENT_KINDS)
"""Exactly the kinds that handlers take."""
TOKEN_REFUSED = "Telegram does not accept TELEGRAM_BOT_TOKEN; copy it again from @BotFather"


class Polling:
    """getUpdates in a loop. The library's own poller confirms updates before they are handled; this one after `take`.

    Updates are taken as raw JSON, so that one that cannot be read holds up no other.
    """

    def __init__(
        self,
        bot: ExtBot[str],
        take: Callable[[list[Json]], Awaitable[None]],
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        self._bot = bot
        self._heard = heard
        self._take = take
        self._request = connections(read_seconds=POLL_SECONDS + 10)
        self._offset = 0

    async def run(self) -> None:
        """Fetches updates until cancelled; an outage is waited out.

        Raises:
            TokenError: the token was revoked.
        """
        await self._request.initialize()
        failures = 0
        try:
            while True:
                try:
                    await self._fetch()
                except InvalidToken as error:
                    raise TokenError(TOKEN_REFUSED) from error
                except Exception as error:  # noqa: BLE001  # whatever goes wrong, the updates stay with Telegram
                    failures += 1
                    _report(error, failures)
                    await asyncio.sleep(min(MAX_PAUSE, 0.5 * 2 ** min(failures, 10)))
                else:
                    failures = 0
        finally:
            await self._request.shutdown()

    async def _fetch(self) -> None:
        query: dict[str, Any] = {"timeout": POLL_SECONDS, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if self._offset:
            query["offset"] = self._offset
        payload = await self._request.retrieve(f"{self._bot.base_url}/getUpdates?{urlencode(query)}")
        updates: list[Json] = self._request.parse_json_payload(payload)["result"]
        self._heard()
        if updates:
            await self._take(updates)
            self._offset = updates[-1]["update_id"] + 1


def _report(error: Exception, failures: int) -> None:
    if isinstance(error, Conflict):
        logger.error("Another program is fetching this bot's updates (%s); stop one of the two", error)
    elif isinstance(error, TelegramError):
        logger.warning("Telegram cannot be reached, trying again (%d): %s", failures, error)
    else:
        logger.error("Updates could not be written down, trying again (%d)", failures, exc_info=error)


async def patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Makes a call that must succeed before going on, through an outage."""
    attempt = 0
    while True:
        try:
            await call()
        except BadRequest:  # a subclass of NetworkError, but waiting does not help
            raise
        except (NetworkError, RetryAfter) as error:
            attempt += 1
            logger.warning("Telegram cannot be reached, trying again: %s", error)
            await asyncio.sleep(min(MAX_PAUSE, 2.0**attempt))
        else:
            return
