"""The real bot with the real knowledge base, against the tests' Bot API server on loopback."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from benchmarks.transcript import Transcript
from bot.app import TelegramBot
from bot.asking import Asking
from bot.database import Database
from bot.settings import Settings
from bot.workshop import Processes
from knowledge import KnowledgeBase
from knowledge.settings import ROOT
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

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


class Scene:
    """People who act one after the other on a stage, and the transcript of what comes of it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.written = Transcript(stage.server)
        self.count = 0

    def did(self, who: Person, what: str) -> None:
        """Writes down what someone does."""
        self.count += 1
        self.written.did(who, what)

    def having(self, label: str, chat_id: int) -> tuple[Json, str]:
        """Returns the last message of a chat with such a button, and all that stands on the button."""
        shown = self.stage.server.shown(chat_id)
        found = [(one, text) for one in shown for text in labels(one) if label in text]
        if not found:
            raise SystemExit(f"no button {label!r} among {[labels(one) for one in shown]}")
        last = found[-1][0]
        return next((one, text) for one, text in found if one is last)

    def page(self, introduction: str) -> str:
        """Returns the transcript, and tells what the server refused."""
        refused = self.stage.server.refused()
        print(f"{self.count} messages and taps, {len(refused)} calls refused")
        for call in refused:
            print(f"  {call.method}: {call.error}")
        return "\n".join([introduction, *self.written.lines, ""])


def labels(message: Json) -> list[str]:
    """Returns what stands on the buttons of a message."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def played(about: str | None, play: Callable[[Path | None], Coroutine[None, None, str]], target: str) -> None:
    """Reads the options, plays, and writes the transcript."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="an index of the shipped documents, to save building one")
    parser.add_argument("--target", type=Path, default=ROOT / "docs" / target)
    options = parser.parse_args()
    options.target.write_text(asyncio.run(play(options.index)), encoding="utf-8")


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
