"""A day of an admin: some thirty actions on the real bot, with the real knowledge base, as a transcript.

    python -m benchmarks.admin_day [--index DIR] [--target docs/admin-day.md]

The index is the shipped guidance; every job of the admin runs in a process of its own, as in service.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import textwrap
import zipfile
from io import BytesIO
from pathlib import Path

from benchmarks.stage import Scene, Stage, played, staged
from bot import desk, promises
from knowledge.settings import SHIPPED_DOCUMENTS
from tests.bot.office import locked_pdf, parks
from tests.knowledge.papers import pdf
from tests.servers.people import Person

ADMIN, SECOND = 99, 98
NAME = "perbup-taman-7-2023.pdf"
QUESTION = "apa isi pasal 2 perbup contoh 7/2023?"
MISSED = "taman kota buka setiap apa?"
LOOKED_EVERY = 0.02
INTRODUCTION = """\
# A day of an admin

Written by `python -m benchmarks.admin_day`: the real bot, with the shipped guidance indexed, against a Bot API server
on loopback. Access is by invitation. Ani and Badu are admins of a regency, Budi and Citra are officials. The
regulations that the admins send are made up."""
NEWS = "Peraturan tentang taman kota cerdas sudah dimuat. Silakan bertanya."


class Day(Scene):
    """Lets people act one after the other and writes down what comes of it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.ani = stage.server.person(ADMIN, name="Ani")
        self.badu = stage.server.person(SECOND, name="Badu")
        self.budi = stage.server.person(5001, name="Budi")
        self.citra = stage.server.person(5002, name="Citra")

    async def says(self, text: str, *, who: Person | None = None) -> None:
        """Sends a text."""
        self.did(who or self.ani, text)
        (who or self.ani).says(text)
        await self._answered()

    async def replies(self, text: str) -> None:
        """Replies to the last message."""
        self.did(self.ani, f"membalas: {text}")
        self.ani.says(text, reply_to=self.stage.server.shown(ADMIN)[-1])
        await self._answered()

    async def sends(self, name: str, content: bytes, *, size: int | None = None) -> None:
        """Sends a document."""
        self.did(self.ani, f"mengirim berkas `{name}`")
        self.ani.sends_document(name, content, size=size)
        await self._answered()

    async def sends_photo(self) -> None:
        """Sends a picture from the gallery."""
        self.did(self.ani, "mengirim foto")
        self.ani.sends_photo()
        await self._answered()

    async def taps(self, label: str, *, who: Person | None = None) -> None:
        """Taps a button of the last message that has it."""
        who = who or self.ani
        message, full = self.having(label, who.id)
        self.did(who, f"mengetuk `[ {full} ]`")
        who.taps(message, label)
        await self._answered()

    async def _answered(self) -> None:
        services = self.stage.bot.application.bot_data
        await self.stage.settled()
        while (  # noqa: ASYNC110 - as in `settled`
            services.works.is_busy
            or await services.works.desk.jobs.waiting()
            or await services.announcements.unfinished()
            or await services.trials.pending()
        ):
            await asyncio.sleep(LOOKED_EVERY)
        await services.promises.keep()
        await self.stage.settled()
        self.written.look()


async def play(day: Day, folder: Path) -> None:
    """Plays the day."""
    first = pdf(folder / NAME, _lines("setiap hari")).read_bytes()
    later = pdf(folder / "later.pdf", _lines("setiap pagi")).read_bytes()
    await _invited(day)
    await _missing(day)
    await _kept(day, first)
    await _refused(day, first)
    await _replaced(day, later)
    await _looked_after(day)
    await _unanswered(day)
    await _announced(day)
    await _looked_back(day)


async def _invited(day: Day) -> None:
    day.written.heading("Siapa yang boleh bertanya")
    await day.says("/start")
    await day.says("apa itu quick win?", who=day.budi)
    await day.says("/undang 10 7")
    code = day.stage.server.texts(ADMIN)[-1].split("start=")[1].split()[0]
    await day.says(f"/start {code}", who=day.budi)
    await day.says("/akses 5002")
    await day.taps("Boleh bertanya")
    await day.says("/akses")
    await day.taps("Pengguna (2)")
    await day.says("/kabar ya", who=day.budi)
    await day.says("/kabar ya", who=day.citra)


async def _missing(day: Day) -> None:
    day.written.heading("Pagi: apakah jawabannya benar, dan apa yang tidak ditemukan")
    await day.says("/uji")
    await day.says(QUESTION, who=day.budi)
    await day.taps("Kabari saya", who=day.budi)
    await day.says("/tak_terjawab")


async def _kept(day: Day, content: bytes) -> None:
    day.written.heading("Dokumennya dikirim dan disimpan")
    await day.sends(NAME, content)
    await day.taps("Simpan")
    await day.says(QUESTION, who=day.budi)


async def _refused(day: Day, content: bytes) -> None:
    day.written.heading("Yang tidak dapat diterima")
    await day.sends("salinan.pdf", content)
    await day.sends_photo()
    await day.sends("kosong.pdf", b"")
    await day.sends("terkunci.pdf", locked_pdf())
    await day.sends("surat.docm", b"PK\x03\x04")
    await day.sends("pindaian-besar.pdf", b"x", size=48_000_000)
    await day.sends("luar.zip", _packed(**{"../../etc/perda.txt": parks()}))
    await day.says("http://10.0.0.5/perda.pdf")


async def _replaced(day: Day, content: bytes) -> None:
    day.written.heading("Versi baru, arsip, dan dua admin")
    await day.sends("perbup taman terbaru.pdf", content)
    await day.taps("Ganti yang lama")
    await day.says(QUESTION, who=day.budi)
    archive = _packed(
        **{"perbup-8.txt": parks(number=8), "perbup-9.txt": parks(number=9), "catatan.pdf": b"%PDF-1.4 x"}
    )
    await day.sends("kiriman.zip", archive)
    await day.says("/dokumen", who=day.badu)
    await day.taps("Menunggu keputusan", who=day.badu)
    await day.taps("2 dokumen", who=day.badu)
    await day.taps("Simpan (2)", who=day.badu)


async def _looked_after(day: Day) -> None:
    day.written.heading("Indeks dirawat dari obrolan")
    await day.says("/dokumen")
    await day.taps("Perbup Contoh 9/2023")
    await day.taps("Hapus")
    await day.taps("Ya, hapus")
    await day.taps("Urungkan")
    await day.says("/pulihkan")
    await day.taps("Ya, kembali")
    await day.says("/ingest")


async def _unanswered(day: Day) -> None:
    day.written.heading("Sore: yang dicari orang dan tidak ditemukan")
    await day.says(MISSED, who=day.citra)
    await day.taps("👎", who=day.citra)
    await day.taps("Tidak menjawab", who=day.citra)
    await day.says("/tak_terjawab")
    await day.taps("1")
    await day.taps("Cari lagi")
    await day.replies("pengelola wajib membuka taman kota cerdas setiap pagi")
    await day.taps("🔗 1")
    await day.says(MISSED, who=day.citra)
    await day.says("taman mana yang paling ramai?", who=day.budi)
    await day.taps("👎", who=day.budi)
    await day.says("/tak_terjawab")
    await day.taps("1")
    await day.taps("Di luar pokok")


async def _announced(day: Day) -> None:
    day.written.heading("Pengumuman")
    await day.says(f"/umumkan {NEWS}")
    await day.taps("Kirim (2)")


async def _looked_back(day: Day) -> None:
    day.written.heading("Petang: diuji lagi, angka, dan jejak")
    await day.says("/uji")
    await day.says("/statistik")
    await day.says("/jejak")


def _lines(when: str) -> str:
    """Returns a regulation in lines that fit a page."""
    lines = parks(when).decode().splitlines()
    return "\n".join(piece for line in lines for piece in textwrap.wrap(line, 90) or [""])


def _packed(**parts: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


async def run(index: Path | None) -> str:
    """Plays the day and returns the transcript."""
    desk.SHOWN_EVERY = 1.0
    promises.LOOKED_EVERY = 3600.0  # the day keeps them itself, so that the order is always the same
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DOCUMENTS_DIR"] = str(folder / "dokumen")
        copy = Path(shutil.copytree(index, folder / "index")) if index else None
        async with staged(folder, copy, [SHIPPED_DOCUMENTS], admins=(ADMIN, SECOND), access="invitation") as stage:
            day = Day(stage)
            await play(day, folder)
            return day.page(INTRODUCTION)


if __name__ == "__main__":
    played(__doc__, run, "admin-day.md")
