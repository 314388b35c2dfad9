"""Admins keep the knowledge base from the chat: sent, looked at, decided on, found."""

import asyncio
import errno
import os
import shutil
import zipfile
from collections.abc import AsyncIterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import pytest

import bot.desk
import bot.limits
import bot.works
from bot.app import TelegramBot
from bot.jobs import State
from tests.bot.conftest import MakeBot, RunBot
from tests.bot.office import Admin, Threads, locked_pdf, parks
from tests.bot.test_buttons import labels
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer
ADMINS = frozenset({99, 98})
QUESTION = "kapan pengelola wajib membuka taman kota cerdas?"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.limits, "BURST", 1000)
    monkeypatch.setattr(bot.desk, "SHOWN_EVERY", 0.0)
    monkeypatch.setattr(bot.works, "ALBUM_SECONDS", 1)
    monkeypatch.setattr(bot.works, "ALBUM_LOOKED_EVERY", 0.05)


@pytest.fixture
def index(index_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(index_dir, tmp_path / "index"))


@pytest.fixture
def threads(index: Path) -> Threads:
    return Threads(index)


@pytest.fixture
async def running(run_bot: RunBot, threads: Threads) -> AsyncIterator[TelegramBot]:
    async with run_bot(admin_ids=ADMINS, workshop=threads, knowledge=threads.index) as started:
        yield started
        threads.gate.set()


@pytest.fixture
def admin(server: Server, ani: Person) -> Admin:
    return Admin(server, ani)


@pytest.fixture
def other(server: Server) -> Admin:
    return Admin(server, server.person(98, name="Badu"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "dokumen"


def documents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*") if not path.name.startswith("."))


def packed(**parts: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


@pytest.mark.usefixtures("running")
class TestUpload:
    async def test_the_report_says_what_the_document_would_become(self, admin: Admin) -> None:
        report = await admin.uploads()
        for words in ("Nomor 7 Tahun 2023", "4 Pasal ditemukan", "mencabut", "(Pasal 3)"):
            assert words in report["text"]
        assert labels(report) == ["💾 Simpan", "✖ Batalkan"]

    async def test_nothing_can_be_found_before_it_is_saved(self, admin: Admin, folder: Path) -> None:
        await admin.uploads()
        assert "setiap hari" not in await admin.asks(QUESTION)
        assert documents(folder) == []

    async def test_what_is_saved_is_found_at_once(self, admin: Admin, folder: Path) -> None:
        await admin.keeps()
        assert "setiap hari" in await admin.asks(QUESTION)
        assert documents(folder) == ["perbup-7-2023.txt"]
        assert list((folder / ".menunggu").iterdir()) == []

    async def test_what_was_inspected_is_not_read_again(
        self, admin: Admin, threads: Threads, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = await admin.uploads()
        monkeypatch.setattr("knowledge.reading.read", lambda *_: pytest.fail("read again"))
        admin.person.taps(report, "Simpan")
        await admin.sees("tersimpan")
        assert threads.done == ["inspect", "ingest"]

    async def test_what_is_cancelled_leaves_nothing(self, admin: Admin, folder: Path) -> None:
        admin.person.taps(await admin.uploads(), "Batalkan")
        await admin.sees("dibatalkan")
        assert documents(folder) == []
        assert list((folder / ".menunggu").iterdir()) == []

    async def test_progress_is_shown_in_the_same_message(self, server: Server, admin: Admin, threads: Threads) -> None:
        threads.gate.clear()
        admin.person.sends_document("perbup-7-2023.txt", parks())
        await admin.sees("perbup-7-2023.txt", "Mengambil dari Telegram")
        threads.gate.set()
        await admin.sees("Simpan?")
        assert len(server.shown(admin.person.id)) == 1

    async def test_a_save_can_be_undone(self, admin: Admin, folder: Path) -> None:
        admin.person.taps(await admin.keeps(), "Urungkan")
        await admin.sees("diurungkan", "Simpan?")
        assert "setiap hari" not in await admin.asks(QUESTION)
        assert documents(folder) == []

    async def test_a_new_version_replaces_the_old_and_can_be_undone(self, admin: Admin, folder: Path) -> None:
        await admin.keeps()
        report = await admin.uploads("perbup-tujuh.md", parks("setiap pagi"))
        assert "berubah: Pasal 2" in report["text"]
        admin.person.taps(report, "Ganti yang lama")
        saved = await admin.sees("tersimpan", "perbup-tujuh.md")
        assert "setiap pagi" in await admin.asks(QUESTION)
        assert documents(folder) == ["perbup-7-2023.md"]
        admin.person.taps(saved, "Urungkan")
        await admin.sees("diurungkan")
        assert "setiap hari" in await admin.asks(QUESTION)
        assert documents(folder) == ["perbup-7-2023.txt"]

    async def test_a_new_version_that_lost_much_is_saved_only_on_a_second_word(
        self, admin: Admin, folder: Path
    ) -> None:
        many = "".join(f"Pasal {n}\nKetentuan nomor {n} berlaku bagi setiap taman.\n\n" for n in range(5, 30))
        await admin.keeps(content=parks() + many.encode())
        admin.person.taps(await admin.uploads("baru.txt", parks("setiap pagi")), "Ganti yang lama")
        refused = await admin.sees("ditolak pemeriksaan")
        assert "setiap hari" in await admin.asks(QUESTION)
        assert b"setiap hari" in (folder / "perbup-7-2023.txt").read_bytes()
        admin.person.taps(refused, "Tetap simpan")
        await admin.sees("baru.txt", "tersimpan")
        assert "setiap pagi" in await admin.asks(QUESTION)

    async def test_a_tap_that_comes_again_changes_nothing(
        self, server: Server, admin: Admin, running: TelegramBot
    ) -> None:
        report = deepcopy(await admin.uploads())
        query = admin.person.taps(report, "Simpan")
        await admin.sees("tersimpan")
        tap = {"id": query, "from": admin.person.to_json(), "message": report, "chat_instance": "1"}
        data = report["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        server.world.queue("callback_query", {**tap, "data": data})
        server.updated()
        await admin.asks("apa itu kota cerdas?")
        assert len(server.shown(admin.person.id)) == 2

    async def test_each_action_is_in_the_record(self, admin: Admin) -> None:
        await admin.keeps()
        assert "unggah perbup-7-2023.txt" in await admin.asks("/jejak")


@pytest.mark.usefixtures("running")
class TestSeveral:
    async def test_an_archive_is_one_decision(self, admin: Admin, folder: Path) -> None:
        archive = packed(**{"a.txt": parks(number=7), "b.txt": parks(number=8), "catatan.mp3": b"x"})
        admin.person.sends_document("kiriman.zip", archive)
        report = await admin.sees("Nomor 7 Tahun 2023", "Nomor 8 Tahun 2023")
        admin.person.taps(report, "Simpan (2)")
        await admin.sees("tersimpan")
        assert documents(folder) == ["a.txt", "b.txt"]

    async def test_an_album_is_one_decision(self, server: Server, admin: Admin, folder: Path) -> None:
        for number in (7, 8, 9):
            admin.person.sends_document("perbup.txt", parks(number=number), album="a1")
        report = await admin.sees("Nomor 7 Tahun 2023", "Nomor 9 Tahun 2023")
        assert len(server.shown(admin.person.id)) == 1
        admin.person.taps(report, "Simpan (3)")
        await admin.sees("tersimpan")
        assert documents(folder) == ["perbup-2.txt", "perbup-3.txt", "perbup.txt"]

    async def test_what_is_good_of_an_archive_can_be_saved(self, admin: Admin) -> None:
        admin.person.sends_document("kiriman.zip", packed(**{"a.txt": parks(), "rusak.pdf": b"%PDF-1.7 x"}))
        report = await admin.sees("4 Pasal ditemukan", "rusak.pdf")
        assert labels(report)[0] == "💾 Simpan"

    async def test_all_that_waits_is_saved_by_one_ingest(self, admin: Admin, threads: Threads) -> None:
        for number in (7, 8):
            await admin.uploads(f"perbup-{number}.txt", parks(number=number))
        admin.person.says("/dokumen")
        admin.person.taps(await admin.sees("dalam indeks"), "Menunggu keputusan (2)")
        admin.person.taps(await admin.sees("Menunggu keputusan (2)"), "Simpan semua (2)")
        await admin.sees("perbup-7.txt", "tersimpan")
        await admin.sees("perbup-8.txt", "tersimpan")
        assert threads.done.count("ingest") == 1


@pytest.mark.usefixtures("running")
class TestBadInput:
    BAD = {  # noqa: RUF012 - a table of the test
        "kosong.pdf": (b"", "berkas kosong"),
        "surat.docm": (b"PK\x03\x04", "makro"),
        "lagu.mp3": (b"ID3", "jenis berkas"),
        "rusak.pdf": (b"%PDF-1.7 x", "tidak terbaca"),
        "terkunci.pdf": (locked_pdf(), "kata sandi"),
        "lama.docx": (bytes.fromhex("d0cf11e0a1b11ae1"), "kata sandi"),
        "banyak.zip": (packed(**{f"{n}.txt": b"x" for n in range(10_000)}), "arsip"),
        "luar.zip": (packed(**{"../../etc/perda.txt": parks()}), "arsip"),
        "hampa.txt": (b" . ", "tidak ada teks"),
    }

    @pytest.mark.parametrize("name", BAD)
    async def test_it_is_one_clear_sentence(self, name: str, admin: Admin, folder: Path) -> None:
        content, words = self.BAD[name]
        admin.person.sends_document(name, content)
        said = await admin.sees(name, words)
        assert len(said["text"]) < 250
        assert labels(said) == []
        assert documents(folder) == []

    IN_ENGLISH = {  # noqa: RUF012 - a table of the test
        "kosong.pdf": "the file is empty (0 bytes)",
        "surat.docm": "holds macros",
        "lagu.mp3": "type of file",
        "rusak.pdf": "Not a readable PDF",
        "terkunci.pdf": "protected by a password",
        "banyak.zip": "archive",
        "luar.zip": "archive",
        "hampa.txt": "no text",
    }

    @pytest.mark.parametrize("name", IN_ENGLISH)
    async def test_it_is_said_in_english_too(self, name: str, server: Server) -> None:
        ann = Admin(server, server.person(99, language="en", name="Ann"))
        ann.person.sends_document(name, self.BAD[name][0])
        said = await ann.sees(name, self.IN_ENGLISH[name])
        assert "berkas" not in said["text"]
        assert "arsip" not in said["text"]

    @pytest.mark.parametrize(
        "name", ["a" * 300 + ".txt", "<b>perbup</b>&.txt", "تجربة.txt", "-.txt", "....txt", "PERBUP 7.TXT"]
    )
    async def test_any_name_will_do(self, name: str, admin: Admin, folder: Path) -> None:
        admin.person.sends_document(name, parks())
        admin.person.taps(await admin.sees("Simpan?"), "Simpan")
        await admin.sees("tersimpan")
        assert len(documents(folder)) == 1

    async def test_a_disk_that_fills_up_while_an_upload_is_kept_is_said(
        self, admin: Admin, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        for step in ("knowledge.inspection.keep", "os.fsync"):
            with monkeypatch.context() as patch:
                patch.setattr(step, full)
                admin.person.sends_document("perbup-7-2023.txt", parks())
                await admin.sees("perbup-7-2023.txt", "penuh")
        await admin.uploads("perbup-8.txt", parks(number=8))

    async def test_a_file_over_the_limit_is_told_the_other_ways(self, server: Server, admin: Admin) -> None:
        admin.person.sends_document("besar.pdf", b"x", size=20_000_001)
        said = await admin.sees("20 MB")
        for way in ("tautan", "ingest.py add", "/ingest"):
            assert way in said["text"]
        assert server.met("getFile") == 0

    async def test_a_file_whose_size_telegram_did_not_say_is_refused_by_it(self, server: Server, admin: Admin) -> None:
        admin.person.sends_document("hilang.pdf", b"x")
        server.world.files.clear()
        await admin.sees("hilang.pdf", "tidak dapat diambil")

    async def test_a_photo_is_asked_for_as_a_file(self, admin: Admin) -> None:
        admin.person.sends_photo()
        await admin.sees("sebagai berkas")

    async def test_the_same_file_twice_is_said(self, admin: Admin) -> None:
        await admin.uploads()
        admin.person.sends_document("salinan.txt", parks())
        await admin.sees("salinan.txt", "sudah menunggu keputusan")
        admin.person.taps(await admin.sees("Simpan?"), "Simpan")
        await admin.sees("tersimpan")
        admin.person.sends_document("lagi.txt", parks())
        await admin.sees("lagi.txt", "sama persis")

    async def test_a_reader_that_dies_is_said(self, admin: Admin, threads: Threads) -> None:
        threads.lost = ["inspect"]
        admin.person.sends_document("perbup.txt", parks())
        await admin.sees("perbup.txt", "berhenti mendadak")
        await admin.uploads()

    async def test_an_ingest_that_dies_leaves_the_upload_waiting(
        self, admin: Admin, threads: Threads, folder: Path
    ) -> None:
        threads.lost = ["ingest"]
        admin.person.taps(await admin.uploads(), "Simpan")
        waiting = await admin.sees("gagal karena kesalahan")
        assert documents(folder) == []
        admin.person.taps(waiting, "Simpan")
        await admin.sees("tersimpan")

    async def test_a_full_disk_is_said_and_loses_nothing(
        self, admin: Admin, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = await admin.uploads()

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("knowledge.uploads._move", full)
            admin.person.taps(report, "Simpan")
            waiting = await admin.sees("Disk penuh")
        admin.person.taps(waiting, "Simpan")
        await admin.sees("tersimpan")
        assert documents(folder) == ["perbup-7-2023.txt"]

    async def test_others_are_refused(self, server: Server, budi: Person) -> None:
        budi.sends_document("perbup.txt", parks())
        budi.sends_photo()
        replies = await server.replies(budi.id, 2)
        assert replies[0]["text"] == replies[1]["text"]
        assert server.met("getFile") == 0

    async def test_in_a_group_nothing_is_taken(self, server: Server, admin: Admin) -> None:
        office = server.group()
        admin.person.sends_document("perbup.txt", parks(), to=office)
        admin.person.says("/tanya apa itu kota cerdas?", to=office)
        await server.replies(office.id)
        assert server.met("getFile") == 0


@pytest.mark.usefixtures("running")
class TestTwoAdmins:
    async def test_the_first_decision_wins_and_the_second_is_told(
        self, server: Server, admin: Admin, other: Admin, folder: Path
    ) -> None:
        report = deepcopy(await admin.uploads())
        other.person.says("/dokumen")
        other.person.taps(await other.sees("dalam indeks"), "Menunggu keputusan")
        other.person.taps(await other.sees("Menunggu keputusan"), "perbup-7-2023.txt")
        seen = await other.sees("Simpan?")
        other.person.taps(seen, "Batalkan")
        await admin.sees("dibatalkan")
        await other.sees("dibatalkan")
        admin.person.taps(report, "Simpan")
        await admin.alerted("Sudah diputuskan oleh admin lain (Badu): dibatalkan")
        assert documents(folder) == []

    async def test_two_taps_at_once_are_one_save(
        self, admin: Admin, other: Admin, threads: Threads, folder: Path
    ) -> None:
        report = deepcopy(await admin.uploads())
        other.person.says("/dokumen")
        other.person.taps(await other.sees("dalam indeks"), "Menunggu keputusan")
        other.person.taps(await other.sees("Menunggu keputusan"), "perbup-7-2023.txt")
        seen = await other.sees("Simpan?")
        admin.person.taps(report, "Simpan")
        other.person.taps(seen, "Simpan")
        await admin.sees("tersimpan")
        assert labels(await other.sees("Sudah diputuskan oleh admin lain (Ani)")) == []
        assert threads.done.count("ingest") == 1
        assert documents(folder) == ["perbup-7-2023.txt"]

    async def test_what_comes_during_an_ingest_is_queued_and_said(
        self, admin: Admin, threads: Threads, folder: Path
    ) -> None:
        report = await admin.uploads()
        threads.gate.clear()
        admin.person.taps(report, "Simpan")
        await admin.sees("Menyimpan")
        admin.person.sends_document("perbup-8.txt", parks(number=8))
        await admin.sees("perbup-8.txt", "Antre: 1")
        threads.gate.set()
        await admin.sees("perbup-7-2023.txt", "tersimpan")
        await admin.sees("perbup-8.txt", "Simpan?")


class TestRestart:
    async def test_an_upload_in_hand_is_taken_up_again(
        self, server: Server, admin: Admin, make_bot: MakeBot, run_bot: RunBot, threads: Threads
    ) -> None:
        killed = make_bot(admin_ids=ADMINS, workshop=threads, knowledge=threads.index)
        threads.gate.clear()
        task = asyncio.create_task(killed.run(asyncio.Event()))
        admin.person.sends_document("perbup-7-2023.txt", parks())
        await admin.sees("Mengambil dari Telegram")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        threads.gate.set()
        async with run_bot(admin_ids=ADMINS, workshop=threads, knowledge=threads.index):
            report = await admin.sees("Bot sempat berhenti", "Simpan?")
            assert len(server.shown(admin.person.id)) == 1
            admin.person.taps(report, "Simpan")
            await admin.sees("tersimpan")

    async def test_a_decision_outlives_the_bot(
        self, admin: Admin, run_bot: RunBot, threads: Threads, folder: Path
    ) -> None:
        async with run_bot(admin_ids=ADMINS, workshop=threads, knowledge=threads.index) as first:
            report = await admin.uploads()
            [job] = await first.application.bot_data.works.desk.jobs.those([State.OFFERED])
        async with run_bot(admin_ids=ADMINS, workshop=threads, knowledge=threads.index):
            admin.person.taps(report, "Simpan")
            await admin.sees("tersimpan")
        assert documents(folder) == ["perbup-7-2023.txt"]
        assert not (folder / ".menunggu" / job.id).exists()

    async def test_a_save_that_was_cut_off_is_finished(
        self, admin: Admin, run_bot: RunBot, threads: Threads, folder: Path
    ) -> None:
        async with run_bot(admin_ids=ADMINS, workshop=threads, knowledge=threads.index) as first:
            await admin.uploads()
            jobs = first.application.bot_data.works.desk.jobs
            [job] = await jobs.those([State.OFFERED])
        await jobs.move(job.id, [State.OFFERED], State.DECIDED, by=99)
        await jobs.begin(job.id)
        async with run_bot(admin_ids=ADMINS, workshop=threads, knowledge=threads.index):
            await admin.sees("Bot sempat berhenti", "tersimpan")
        assert documents(folder) == ["perbup-7-2023.txt"]

    async def test_rooms_of_nobody_are_cleared(
        self, server: Server, admin: Admin, run_bot: RunBot, threads: Threads, folder: Path
    ) -> None:
        (folder / ".menunggu" / "siapa").mkdir(parents=True)
        (folder / ".menunggu" / "bot-lain").mkdir()
        os.utime(folder / ".menunggu" / "siapa", (0, 0))
        async with run_bot(admin_ids=ADMINS, workshop=threads, knowledge=threads.index) as started:
            await admin.asks("apa itu kota cerdas?")
            uploads = started.application.bot_data.works.desk.uploads
            await server.until(lambda: uploads.rooms() == {"bot-lain"})


async def test_a_job_runs_in_a_process_of_its_own(server: Server, admin: Admin, run_bot: RunBot, index: Path) -> None:
    from bot.workshop import Processes

    async with run_bot(admin_ids=ADMINS, workshop=Processes(index), knowledge=index):
        await admin.keeps()
        assert "setiap hari" in await admin.asks(QUESTION)
