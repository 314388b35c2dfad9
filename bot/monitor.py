"""/healthz, /readyz and /metrics, on this machine's loopback only: what they tell is nobody else's."""

import asyncio
import json
import logging
import time
from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.asking import Asking
from bot.database import Database
from bot.errors import MonitorError
from bot.metrics import Metrics
from bot.receive import POLL_SECONDS
from knowledge import KnowledgeError

logger = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
SILENT_SECONDS = 3.0 * POLL_SECONDS
"""After so long without an answer to getUpdates Telegram counts as out of reach."""
LOOKED_AT_MOST = 5.0
"""Seconds that one look at the database or the index may take."""
OK = "ok"


class Heartbeat:
    """When Telegram was last heard; a webhook is heard once, when it is registered, and then only called."""

    def __init__(self, *, polling: bool, now: Callable[[], float] = time.monotonic) -> None:
        self._polling = polling
        self._now = now
        self._last: float | None = None

    def beat(self) -> None:
        """Notes that Telegram answered."""
        self._last = self._now()

    def state(self) -> str:
        """Returns "ok", or what is wrong."""
        if self._last is None:
            return "not connected yet"
        silent = self._now() - self._last
        return f"no answer for {silent:.0f} s" if self._polling and silent > SILENT_SECONDS else OK


class Readiness:
    """Whether a question that comes now could be answered."""

    def __init__(self, database: Database, asking: Asking, heartbeat: Heartbeat) -> None:
        self._database = database
        self._asking = asking
        self._heartbeat = heartbeat

    async def look(self) -> dict[str, str]:
        """Returns the state of each part: "ok", or what is wrong."""
        found = await asyncio.gather(self._database_state(), self._index_state())
        return {"telegram": self._heartbeat.state(), "database": found[0], "index": found[1]}

    async def version(self) -> str:
        """Returns the served version of the index, "" where there is none or it cannot be told in time."""
        try:
            return await asyncio.wait_for(self._asking.run(lambda knowledge: knowledge.generation), LOOKED_AT_MOST)
        except (KnowledgeError, TimeoutError):
            return ""

    async def _database_state(self) -> str:
        look = self._database.run(lambda connection: connection.execute(text("SELECT 1")))
        try:
            await asyncio.wait_for(look, LOOKED_AT_MOST)
        except SQLAlchemyError as error:
            return type(error).__name__
        except TimeoutError:
            return "no answer in time"
        return OK

    async def _index_state(self) -> str:
        try:
            documents = await asyncio.wait_for(self._asking.run(lambda known: known.documents()), LOOKED_AT_MOST)
        except KnowledgeError as error:
            return str(error)
        except TimeoutError:
            return "no answer in time"
        return OK if documents else "no documents"


class Monitor:
    """Listens on METRICS_PORT; 0 means not at all."""

    def __init__(self, port: int, metrics: Metrics, readiness: Readiness) -> None:
        self._port = port
        self._parts = {"metrics": metrics, "readiness": readiness}

    async def run(self) -> None:
        """Listens until cancelled.

        Raises:
            MonitorError: the port is taken.
        """
        if not self._port:
            await asyncio.Event().wait()
        routes = [("/healthz", _Health), ("/readyz", _Ready, self._parts), ("/metrics", _Figures, self._parts)]
        server = HTTPServer(Application(routes, log_function=lambda request: None))  # type: ignore[arg-type]  # any rule
        try:
            server.listen(self._port, LOOPBACK)
        except OSError as error:
            raise MonitorError(f"METRICS_PORT: {self._port} cannot be listened on ({error}); choose another") from error
        logger.info("Metrics and health on %s:%d", LOOPBACK, self._port)
        try:
            await asyncio.Event().wait()
        finally:
            server.stop()
            await server.close_all_connections()


class _Health(RequestHandler):
    """Whether the process is alive: it answers."""

    def get(self) -> None:
        self.finish({"status": "alive"})


class _Ready(RequestHandler):
    def initialize(self, metrics: Metrics, readiness: Readiness) -> None:
        self._readiness = readiness

    async def get(self) -> None:
        parts = await self._readiness.look()
        ready = set(parts.values()) == {OK}
        self.set_status(200 if ready else 503)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"ready": ready, "parts": parts}, ensure_ascii=False))


class _Figures(RequestHandler):
    def initialize(self, metrics: Metrics, readiness: Readiness) -> None:
        self._metrics = metrics
        self._readiness = readiness

    async def get(self) -> None:
        self._metrics.serves(await self._readiness.version())
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(self._metrics.written())
