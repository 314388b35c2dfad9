"""How updates reach the bot: long polling with confirmation by offset, or a webhook that is tried again."""

import asyncio
import json
import time
from collections.abc import Callable
from urllib.parse import urlparse

from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest

from tests.servers.methods import Params
from tests.servers.world import Json, RefusedError, World

MAX_BATCH = 100
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_PAUSE = 0.05
"""Seconds between two tries of a webhook delivery; the real server waits longer."""


class Polls:
    """getUpdates: one poller at a time, an update leaves only when a higher offset is asked for."""

    def __init__(self, world: World, changed: Callable[[], None]) -> None:
        self.world = world
        self._changed = changed
        self._arrived = asyncio.Event()
        self._waiting: asyncio.Task[object] | None = None

    @property
    def is_waiting(self) -> bool:
        """Tells whether a long poll is open."""
        return self._waiting is not None and not self._waiting.done()

    def wake(self) -> None:
        """Ends the wait of a long poll."""
        self._arrived.set()

    async def get_updates(self, params: Params) -> list[Json]:
        """Returns the unconfirmed updates, waiting up to `timeout` seconds for the first."""
        if params.json("allowed_updates") is not None:
            self.world.allowed_updates = tuple(params.json("allowed_updates"))
        if self._waiting and not self._waiting.done():
            self._waiting.cancel()
            self._waiting = None
        self._confirm(params.number("offset"))
        if not self.world.updates and params.number("timeout"):
            self._waiting = asyncio.ensure_future(self._wait(params.number("timeout")))
            mine = self._waiting
            self._changed()
            try:
                await mine
            except asyncio.CancelledError:
                if mine is self._waiting:
                    raise
                message = (
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                )
                raise RefusedError(409, message) from None
        limit = min(params.number("limit", MAX_BATCH) or MAX_BATCH, MAX_BATCH)
        return self.world.updates[:limit]

    async def _wait(self, seconds: int) -> None:
        deadline = time.monotonic() + seconds
        while not self.world.updates and (left := deadline - time.monotonic()) > 0:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), left)
            except TimeoutError:
                return

    def _confirm(self, offset: int) -> None:
        updates = self.world.updates
        if offset < 0:
            del updates[:offset]
        elif offset:
            updates[:] = [update for update in updates if update["update_id"] >= offset]


class Webhook:
    """setWebhook: each update is posted until the bot answers 2xx."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.secret = ""
        self.statuses: list[int] = []
        self._connections = 4
        self._arrived = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Starts delivering what has arrived."""
        self._arrived.set()

    async def stop(self) -> None:
        """Stops delivering."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def answer(self, method: str, params: Params) -> Json | bool:
        """setWebhook, deleteWebhook and getWebhookInfo."""
        if method == "getwebhookinfo":
            return {"url": self.url, "has_custom_certificate": False, "pending_update_count": len(self.world.updates)}
        await self.stop()
        self.url = params.text("url") if method == "setwebhook" else ""
        if params.flag("drop_pending_updates"):
            self.world.updates.clear()
        if self.url:
            self._check(params)
            self.secret = params.text("secret_token")
            self._connections = params.number("max_connections", 40)
            if params.json("allowed_updates") is not None:
                self.world.allowed_updates = tuple(params.json("allowed_updates"))
            self._task = asyncio.ensure_future(self._deliver())
        return True

    def _check(self, params: Params) -> None:
        address = urlparse(self.url)
        if address.scheme != "https" and address.hostname != "127.0.0.1":
            self.url = ""
            raise RefusedError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")

    async def _deliver(self) -> None:
        inflight: dict[int, asyncio.Task[None]] = {}
        while True:
            for update in list(self.world.updates):
                number = update["update_id"]
                if number not in inflight and len(inflight) < self._connections:
                    inflight[number] = asyncio.ensure_future(self._post(update))
            self._arrived.clear()
            waiter = asyncio.ensure_future(self._arrived.wait())
            await asyncio.wait([waiter, *inflight.values()], return_when=asyncio.FIRST_COMPLETED)
            waiter.cancel()
            inflight = {number: task for number, task in inflight.items() if not task.done()}

    async def _post(self, update: Json) -> None:
        headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: self.secret} if self.secret else {})
        request = HTTPRequest(self.url, method="POST", headers=headers, body=json.dumps(update), request_timeout=20)
        try:
            status = (await AsyncHTTPClient().fetch(request, raise_error=False)).code
        except (OSError, HTTPError):  # nobody listens, or the connection was cut
            status = 599
        self.statuses.append(status)
        if 200 <= status <= 299:
            self.world.updates[:] = [one for one in self.world.updates if one is not update]
        else:
            await asyncio.sleep(RETRY_PAUSE)
