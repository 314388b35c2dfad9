"""The real bot with the real knowledge base, against the tests' Bot API server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from bot.app import TelegramBot
from bot.asking import Asking
from bot.database import Database
from bot.settings import Settings
from bot.workshop import Processes
from knowledge import KnowledgeBase
from tests.servers.telegram import BotApiServer

_LOOKED_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Stage:
    """A running bot, its server and its index."""

    server: BotApiServer
    bot: TelegramBot
    index: Path

    async def settled(self) -> None:
        """Waits until every update was handled."""
        inbox = self.bot.application.bot_data.inbox
        while self.server.world.updates or await inbox.leftovers() or not all(self.server.world.callbacks.values()):  # noqa: ASYNC110 - what is waited for stands in a database
            await asyncio.sleep(_LOOKED_EVERY)


@asynccontextmanager
async def staged(
    folder: Path,
    index: Path | None = None,
    paths: Sequence[Path] = (),
    server: BotApiServer | None = None,
    admins: Collection[int] = (),
    access: Literal["", "invitation"] = "",
) -> AsyncIterator[Stage]:
    """Runs the bot on an index, by default a new one of the shipped documents."""
    index = index or folder / "index"
    knowledge = KnowledgeBase.open(index)
    if not knowledge.generation:
        knowledge.ingest(paths)
    knowledge.documents()
    server = server or BotApiServer()
    await server.start()
    settings = Settings(
        telegram_bot_token=SecretStr(server.token),
        telegram_api_base_url=server.base_url,
        database_url=f"sqlite:///{folder / 'bot.sqlite'}",
        allowed_ids=frozenset(),
        admin_ids=frozenset(admins),
        access=access,
        webhook_url=None,
    )
    database = Database.open(settings.database_url)
    bot = TelegramBot(settings, Asking(lambda: knowledge, settings.answer_threads), database, Processes(index))
    stop = asyncio.Event()
    running = asyncio.create_task(bot.run(stop))
    try:
        yield Stage(server, bot, index)
    finally:
        stop.set()
        await running
        database.close()
        await server.stop()
