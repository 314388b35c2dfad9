"""An evening of an official: some thirty messages to the real bot, with the real knowledge base, as a transcript.

    python -m benchmarks.evening [--index DIR] [--target docs/evening.md]

The index is the shipped guidance; a made-up regulation is indexed in the middle, as an admin would do it.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from benchmarks.pictures import REGULATION
from benchmarks.stage import Scene, Stage, labels, played, staged
from bot import promises
from knowledge import KnowledgeBase
from knowledge.settings import SHIPPED_DOCUMENTS
from tests.knowledge.papers import pdf
from tests.servers.people import Group, Person
from tests.servers.world import Json

PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}]
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 4}
DOCUMENT = {"file_id": "d", "file_unique_id": "d", "file_name": "perwali.pdf"}
INTRODUCTION = """\
# An evening of an official

Written by `python -m benchmarks.evening`: the real bot, with the shipped guidance indexed, against a Bot API server on
loopback. Ratna works at a city's planning board; Budi is a colleague. In the middle an admin indexes a made-up
regulation."""


class Evening(Scene):
    """Lets people act one after the other and writes down what comes of it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.ratna = stage.server.person(5001, name="Ratna")
        self.budi = stage.server.person(5002, name="Budi")
        self.office = stage.server.group(-1001)

    async def says(self, text: str, *, who: Person | None = None, to: Group | None = None) -> Json:
        """Sends a text."""
        who = who or self.ratna
        self.did(who, text + (" *(di grup)*" if to else ""))
        message = who.says(text, to=to)
        await self._answered()
        return message

    async def edits(self, message: Json, text: str) -> None:
        """Changes a message."""
        self.did(self.ratna, f"mengubah pesannya menjadi: {text}")
        self.ratna.edits(message, text)
        await self._answered()

    async def taps(self, label: str, *, who: Person | None = None, to: Group | None = None, shown: bool = True) -> None:
        """Taps a button of the last message that has it; what comes of it is written down where it is `shown`."""
        who = who or self.ratna
        message, full = self.having(label, to.id if to else who.id)
        if shown:
            self.did(who, f"mengetuk `[ {full} ]`")
        else:
            self.count += 1
        who.taps(message, label)
        await self.stage.settled()
        if shown:
            self.written.look()

    async def sends(self, what: str, **content: object) -> None:
        """Sends something that is not text."""
        self.did(self.ratna, f"mengirim {what}")
        self.ratna.sends(**content)
        await self._answered()

    async def types(self, query: str) -> None:
        """Types an inline query in another chat."""
        self.did(self.ratna, f"di chat lain mengetik: @tanya_bot {query}")
        before = len(self.stage.server.accepted("answerInlineQuery"))
        self.ratna.types_inline(query)
        await self.stage.server.until(lambda: len(self.stage.server.accepted("answerInlineQuery")) > before)
        await self._answered()

    async def shares(self, question: str) -> None:
        """Asks, and shares the answer into another chat by its button."""
        await self.says(question)
        rows = self.stage.server.shown(self.ratna.id)[-1]["reply_markup"]["inline_keyboard"]
        await self.types(
            next(one["switch_inline_query"] for row in rows for one in row if "switch_inline_query" in one)
        )

    async def ingests(self, file: Path) -> None:
        """Lets an admin index a file, and waits for the promises that this keeps."""
        self.written.note(f"seorang admin memuat dokumen baru: {file.name}")
        before = len(self.stage.server.shown(self.ratna.id))
        await asyncio.to_thread(_ingest, self.stage.index, file)
        await self.stage.server.until(lambda: len(self.stage.server.shown(self.ratna.id)) >= before + 2, 60)
        await self._answered()

    async def _answered(self) -> None:
        await self.stage.settled()
        self.written.look()


async def play(evening: Evening, regulation: Path) -> None:
    """Plays the evening."""
    await _questions(evening)
    await _checking(evening)
    await _programme(evening)
    await _together(evening)
    await _promised(evening, regulation)
    await _leaving(evening)


async def _questions(evening: Evening) -> None:
    evening.written.heading("Bertanya")
    await evening.says("/start")
    await evening.says("selamat malam min")
    await evening.taps("Apa saja enam dimensi smart city?")
    await evening.says("syarat ikut smart city apa aja min?")
    await evening.says("kalau untuk kota?")
    await evening.says("apa itu quik win")
    await evening.says("brp lama masterplan berlaku")
    asked = await evening.says("siapa saja anggota dewan smart city? apa tugas tim pelaksana?")
    await evening.edits(asked, "apa tugas dewan smart city? apa tugas tim pelaksana?")
    await evening.says("apa isi psl 5 ayat 2 perpres spbe")
    await evening.says("apakah perpres 95/2018 masih berlaku?")
    await evening.says("who selects the regions?")
    await evening.says("resep rendang padang?")


async def _checking(evening: Evening) -> None:
    evening.written.heading("Memeriksa jawabannya")
    await evening.says("apa saja empat strategi mendagri")
    await evening.taps("[1]")
    await evening.taps(" ›")
    await evening.taps("Kembali ke jawaban")
    await evening.taps("Gambar")
    await evening.taps("👎")
    await evening.taps("Kurang lengkap")
    await evening.says("/cari tim pelaksana")
    await evening.taps("[2]")
    await evening.says("/istilah SPBE")
    await evening.says("/sumber")
    await evening.sends("foto", photo=PHOTO)
    await evening.sends("pesan suara", voice=VOICE)
    await evening.sends("berkas PDF", document=DOCUMENT)


async def _programme(evening: Evening) -> None:
    evening.written.heading("Program, langkah demi langkah")
    await evening.says("/panduan")
    await evening.taps("2. ")
    await evening.taps("☐")
    await evening.taps("Semua langkah")
    await evening.says("/daerah Sleman")
    await evening.says("/daerah Slemann")
    await evening.says("/siap")
    await evening.taps("Ya")
    evening.written.note("pertanyaan berikutnya dijawab bergantian: Sebagian, Belum, Ya")
    answers = ("Sebagian", "Belum", "Ya")
    number = 0
    while "Ya" in labels(evening.stage.server.shown(evening.ratna.id)[-1]):
        await evening.taps(answers[number % 3], shown=False)
        number += 1
    evening.written.look()


async def _together(evening: Evening) -> None:
    evening.written.heading("Bersama orang lain")
    await evening.says("besok rapat jam 9 ya", who=evening.budi, to=evening.office)
    await evening.says("@tanya_bot apa saja bimtek smart city?", who=evening.budi, to=evening.office)
    await evening.taps("[1]", who=evening.budi, to=evening.office)
    await evening.types("quick win")
    await evening.shares("apa isi buku 2 masterplan?")


async def _promised(evening: Evening, regulation: Path) -> None:
    evening.written.heading("Dijanjikan dan ditepati")
    await evening.says("/pantau Perpres 95/2018")
    await evening.says("berapa kali dewan kota cerdas contoh bertemu dalam satu tahun menurut perwali contoh 4/2024?")
    await evening.taps("Kabari saya")
    await evening.says("/pantau")
    await evening.ingests(regulation)
    await evening.taps("Gambar")
    await evening.says("kapan laporannya disampaikan?")


async def _leaving(evening: Evening) -> None:
    evening.written.heading("Pulang")
    await evening.says("/baru")
    await evening.says("terima kasih banyak ya")
    await evening.says("/bahasa")
    await evening.says("/privasi")
    await evening.says("/hapus_data")
    await evening.taps("Hapus semuanya")


def _ingest(index: Path, file: Path) -> None:
    knowledge = KnowledgeBase.open(index)
    report = knowledge.ingest([file])
    knowledge.close()
    if report.failed:
        raise SystemExit(str(report.failed))


async def run(index: Path | None) -> str:
    """Plays the evening and returns the transcript."""
    promises.LOOKED_EVERY = 1.0
    with tempfile.TemporaryDirectory() as folder:
        regulation = pdf(Path(folder) / "perwali-contoh-4-2024.pdf", *REGULATION)
        async with staged(Path(folder), index, [SHIPPED_DOCUMENTS]) as stage:
            evening = Evening(stage)
            await play(evening, regulation)
            return evening.page(INTRODUCTION)


if __name__ == "__main__":
    played(__doc__, run, "evening.md")
