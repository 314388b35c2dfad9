"""An office for measuring: the bot as a process of its own, the tests' Bot API server, an admin and people who ask."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from knowledge import KnowledgeBase
from knowledge.settings import ROOT
from tests.servers.floods import FloodLimits
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

ADMIN = 99
WAIT_SECONDS = 600.0

REGULATION = """\
PERATURAN BUPATI CONTOH
NOMOR {number} TAHUN 2023
TENTANG
{subject}

BUPATI CONTOH,

MEMUTUSKAN:

Menetapkan : PERATURAN BUPATI TENTANG {subject}.

BAB I
KETENTUAN UMUM

{articles}
Ditetapkan di Contoh
pada tanggal 2 Maret 2023
"""


def regulation(number: int, fact: str, *, articles: int = 40, subject: str = "TAMAN KOTA CERDAS") -> bytes:
    """Returns a regulation whose Pasal 2 says the fact."""
    texts = [f"Pasal {n}\nPengelola mencatat keadaan bangku nomor {n} dalam buku taman.\n" for n in range(3, articles)]
    texts[:0] = ["Pasal 1\nTaman Kota Cerdas adalah ruang terbuka hijau.\n", f"Pasal 2\n{fact}\n"]
    return REGULATION.format(number=number, subject=subject, articles="\n".join(texts)).encode()


def built(folder: Path, paths: list[Path], ready: Path | None = None) -> Path:
    """Returns an index of these documents, or a copy of a ready one."""
    index = folder / "index"
    if ready:
        return Path(shutil.copytree(ready, index))
    knowledge = KnowledgeBase.open(index)
    knowledge.ingest(paths)
    knowledge.close()
    return index


@dataclass
class Office:
    """One server, one admin, and a bot that can be killed."""

    folder: Path
    index: Path
    server: BotApiServer = field(default_factory=BotApiServer)
    process: asyncio.subprocess.Process | None = None

    def __post_init__(self) -> None:
        self.documents = self.folder / "dokumen"
        self.documents.mkdir(parents=True, exist_ok=True)
        self.admin: Person = self.server.person(ADMIN)

    async def open(self) -> None:
        """Starts the server, with Telegram's limits, and the bot."""
        await self.server.start()
        self.server.limits = FloodLimits()
        await self.start()

    async def start(self) -> None:
        """Starts the bot and waits until it has connected."""
        environment = os.environ | {
            "TELEGRAM_BOT_TOKEN": self.server.token,
            "TELEGRAM_API_BASE_URL": self.server.base_url,
            "DATABASE_URL": f"sqlite:///{self.folder / 'bot.sqlite'}",
            "DOCUMENTS_DIR": str(self.documents),
            "ADMIN_IDS": str(ADMIN),
            "PYTHONPATH": str(ROOT),
        }
        seen = self.server.attempts["getme"]
        with (self.folder / "bot.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "--index", str(self.index), env=environment, stderr=log, cwd=self.folder
            )
        await self.server.until(lambda: self.server.attempts["getme"] > seen, WAIT_SECONDS)

    async def kill(self) -> None:
        """Ends the bot at once."""
        if self.process:
            self.process.kill()
            await self.process.wait()

    async def close(self) -> None:
        """Ends the bot as a service manager does, then the server."""
        if self.process and self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            await self.process.wait()
        await self.server.stop()

    def found(self, *words: str) -> Json | None:
        """Returns the last message to the admin that says all of this."""
        shown = [one for one in self.server.shown(ADMIN) if all(word in one.get("text", "") for word in words)]
        return shown[-1] if shown else None

    async def sees(self, *words: str, seconds: float = WAIT_SECONDS) -> Json:
        """Waits for a message that says all of this."""
        await self.server.until(lambda: self.found(*words) is not None, seconds)
        message = self.found(*words)
        assert message is not None
        return message

    async def asks(self, person: Person, text: str) -> tuple[float, str]:
        """Asks and returns the seconds until the answer, and the answer."""
        before = len(self.server.shown(person.id))
        started = time.perf_counter()
        person.says(text)
        await self.server.until(lambda: len(self.server.shown(person.id)) > before, WAIT_SECONDS)
        return time.perf_counter() - started, str(self.server.shown(person.id)[-1]["text"])

    async def until(self, condition: Callable[[], bool], seconds: float = WAIT_SECONDS) -> None:
        """Waits until something holds."""
        await self.server.until(condition, seconds)
