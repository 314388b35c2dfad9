"""How updates come in by webhook: verified, bounded in size, written down, and only then answered with 200."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlparse

from telegram.error import BadRequest
from telegram.ext import ExtBot
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler

from bot.errors import WebhookError
from bot.inbox import Json
from bot.receive import ALLOWED_UPDATES, patiently
from bot.settings import Settings

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_BODY = 1 << 20
"""Bytes of one update; Telegram's own are far smaller, what is larger is not Telegram's."""
ONE_AFTER_THE_OTHER = 1
"""Connections that Telegram may deliver by: over several the questions of a chat arrive in any order. A delivery only
writes the update down, so that one connection takes some hundred a second."""

Take = Callable[[list[Json]], Awaitable[None]]


class Webhook:
    """Listens for Telegram's deliveries; put a TLS proxy in front."""

    def __init__(
        self, bot: ExtBot[str], settings: Settings, take: Take, heard: Callable[[], None] = lambda: None
    ) -> None:
        self._heard = heard
        self._bot = bot
        self._settings = settings
        self._take = take

    async def run(self) -> None:
        """Listens until cancelled.

        Raises:
            WebhookError: the port is taken, or Telegram does not accept the address.
        """
        settings = self._settings
        url = settings.webhook_url or ""
        handler = {"take": self._take, "secret": settings.webhook_token}
        application = Application([(urlparse(url).path, _Delivery, handler)], log_function=lambda request: None)
        server = HTTPServer(application, max_body_size=MAX_BODY, max_buffer_size=2 * MAX_BODY)
        try:
            server.listen(settings.webhook_port, settings.webhook_listen)
        except OSError as error:
            raise WebhookError(f"WEBHOOK_PORT: {settings.webhook_port} cannot be listened on ({error})") from error
        try:
            await patiently(lambda: self._register(url))
            self._heard()
            logger.info("Waiting for updates on port %d", settings.webhook_port)
            await asyncio.Event().wait()
        finally:
            server.stop()
            await server.close_all_connections()

    async def _register(self, url: str) -> None:
        try:
            await self._bot.set_webhook(
                url,
                secret_token=self._settings.webhook_token,
                allowed_updates=ALLOWED_UPDATES,
                drop_pending_updates=False,
                max_connections=ONE_AFTER_THE_OTHER,
            )
        except BadRequest as error:
            raise WebhookError(f"WEBHOOK_URL: Telegram does not accept it ({error})") from error


class _Delivery(RequestHandler):
    """One delivery. Anything but 200 makes Telegram deliver the update again."""

    def initialize(self, take: Take, secret: str) -> None:
        self._take = take
        self._secret = secret

    async def post(self) -> None:
        if not _is_telegram(self.request, self._secret):
            self.set_status(403)
            return
        try:
            update = json.loads(self.request.body)
            known = isinstance(update, dict) and isinstance(update.get("update_id"), int)
        except ValueError:
            known = False
        if not known:
            self.set_status(400)
            return
        try:
            await self._take([update])
        except Exception:  # not written down, so not taken: Telegram keeps it
            logger.exception("An update could not be written down")
            self.set_status(503)


def _is_telegram(request: HTTPServerRequest, secret: str) -> bool:
    return hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode())
