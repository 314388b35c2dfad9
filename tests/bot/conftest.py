"""A Bot API server, a small library and the running bot between them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import TelegramBot
from bot.asking import Asking
from bot.database import Database
from bot.settings import Settings
from tests.bot.library import SmallLibrary
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

RunBot = Callable[..., AbstractAsyncContextManager[TelegramBot]]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of the developer's
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    running = BotApiServer()
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def library() -> SmallLibrary:
    return SmallLibrary()


@pytest.fixture
def budi(server: BotApiServer) -> Person:
    return server.person(5001, name="Budi")


@pytest.fixture
def run_bot(server: BotApiServer, library: SmallLibrary, tmp_path: Path) -> RunBot:
    @asynccontextmanager
    async def running(**changes: object) -> AsyncIterator[TelegramBot]:
        settings = Settings(
            telegram_bot_token=SecretStr(server.token),
            telegram_api_base_url=server.base_url,
            database_url=f"sqlite:///{tmp_path / 'bot.sqlite'}",
        ).model_copy(update=changes)
        database = Database.open(settings.database_url)
        bot = TelegramBot(settings, Asking(lambda: library, settings.answer_threads), database)
        stop = asyncio.Event()
        task = asyncio.create_task(bot.run(stop))
        try:
            yield bot
        finally:
            stop.set()
            library.gate.set()
            await task
            database.close()

    return running


@pytest.fixture
async def bot(run_bot: RunBot) -> AsyncIterator[TelegramBot]:
    async with run_bot() as running:
        yield running
