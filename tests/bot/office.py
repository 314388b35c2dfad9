"""An office that keeps its documents from the chat: a small real index, jobs in a thread instead of a process."""

import asyncio
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.workshop import Step, Told, WorkError, WorkLostError
from knowledge import KnowledgeError
from knowledge.errors import AuditError
from knowledge.job import WORK, parser
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

PARKS = """\
PERATURAN BUPATI CONTOH
NOMOR {number} TAHUN 2023
TENTANG
TAMAN KOTA CERDAS

BUPATI CONTOH,

MEMUTUSKAN:

Menetapkan : PERATURAN BUPATI TENTANG TAMAN KOTA CERDAS.

BAB I
KETENTUAN UMUM

Pasal 1
Taman Kota Cerdas adalah ruang terbuka hijau yang dilengkapi jaringan nirkabel.

Pasal 2
Pengelola wajib membuka Taman Kota Cerdas {when}.

Pasal 3
Pada saat Peraturan Bupati ini mulai berlaku, Peraturan Bupati Contoh Nomor 3 Tahun 2011 tentang Taman, dicabut dan \
dinyatakan tidak berlaku.

Pasal 4
Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.
"""


def parks(when: str = "setiap hari", number: int = 7) -> bytes:
    """Returns a regulation, opened when it is said to be."""
    return PARKS.format(when=when, number=number).encode()


def locked_pdf() -> bytes:
    """Returns a PDF that only a password opens."""
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        f"<</Filter/Standard/V 1/R 2/P -4/O<{'ab' * 32}>/U<{'cd' * 32}>>>",
    )
    written, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += f"{number} 0 obj{part}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<{'11' * 16}><{'11' * 16}>]>>"
    return written + f"xref\n0 5\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(written)}\n%%EOF".encode()


@dataclass
class Threads:
    """Does jobs in a thread; `gate` closed, each waits before it begins; `lost` ones end without a word."""

    index: Path
    gate: threading.Event = field(default_factory=threading.Event)
    lost: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    async def run(self, arguments: Sequence[str], told: Told) -> Any:
        return await asyncio.to_thread(self._run, arguments, told)

    def _run(self, arguments: Sequence[str], told: Told) -> Any:
        self.gate.wait(30)
        if arguments[0] in self.lost:
            self.lost.remove(arguments[0])
            raise WorkLostError(-9)
        options = parser().parse_args(["--index", str(self.index), *arguments])
        try:
            result = WORK[options.work](options, lambda *step: told(Step(*step)))
        except KnowledgeError as error:
            problems = error.problems if isinstance(error, AuditError) else ()
            raise WorkError(str(error), problems) from error
        self.done.append(arguments[0])
        return json.loads(json.dumps(result, default=str))


@dataclass
class Admin:
    """An admin at work: sends, waits, taps."""

    server: BotApiServer
    person: Person

    async def sees(self, *words: str) -> Json:
        """Waits until one message of the bot says all of this, and returns it."""

        def found() -> list[Json]:
            return [one for one in self.server.shown(self.person.id) if all(word in one["text"] for word in words)]

        try:
            await self.server.until(lambda: bool(found()))
        except TimeoutError:
            raise AssertionError(f"{words} not among {self.server.texts(self.person.id)}") from None
        return found()[-1]

    async def uploads(self, name: str = "perbup-7-2023.txt", content: bytes | None = None) -> Json:
        """Sends a document and waits for the report."""
        self.person.sends_document(name, parks() if content is None else content)
        return await self.sees("Simpan?", name)

    async def keeps(self, name: str = "perbup-7-2023.txt", content: bytes | None = None) -> Json:
        """Sends a document and saves it."""
        self.person.taps(await self.uploads(name, content), "Simpan")
        return await self.sees("tersimpan", name)

    async def asks(self, text: str) -> str:
        """Asks a question and returns the answer."""
        count = len(self.server.shown(self.person.id))
        self.person.says(text)
        return str((await self.server.replies(self.person.id, count + 1))[-1]["text"])

    async def alerted(self, words: str) -> None:
        """Waits for a word over the chat."""
        await self.server.until(
            lambda: any(words in call.values.get("text", "") for call in self.server.accepted("answerCallbackQuery"))
        )
