"""/dokumen, /ingest, /pulihkan and links: the index looked after from the chat."""

import threading
from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.app import TelegramBot
from tests.bot.conftest import RunBot
from tests.bot.office import Admin, Threads, parks
from tests.bot.test_buttons import labels
from tests.bot.test_uploads import ADMINS, QUESTION, documents
from tests.bot.test_uploads import _quick as _quick
from tests.bot.test_uploads import admin as admin
from tests.bot.test_uploads import folder as folder
from tests.bot.test_uploads import index as index
from tests.bot.test_uploads import threads as threads
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

Server = BotApiServer


@pytest.fixture
async def running(run_bot: RunBot, threads: Threads) -> AsyncIterator[TelegramBot]:
    async with run_bot(admin_ids=ADMINS, workshop=threads, knowledge=threads.index) as started:
        yield started
        threads.gate.set()


async def opened(admin: Admin) -> Json:
    """Returns the page of the document that was kept."""
    await admin.keeps()
    admin.person.says("/dokumen")
    listed = await admin.sees("2 dokumen")
    admin.person.taps(listed, "Perbup 7/2023")
    return await admin.sees("Berkas: perbup-7-2023.txt")


@pytest.mark.usefixtures("running")
class TestDocuments:
    async def test_only_the_offices_own_can_be_removed(self, admin: Admin) -> None:
        assert labels(await opened(admin)) == ["🔁 Ingest ulang", "🗑 Hapus", "↩️ Daftar"]
        admin.person.taps(await admin.sees("Berkas:"), "Daftar")
        admin.person.taps(await admin.sees("2 dokumen"), "Perwali 1/2024")
        assert labels(await admin.sees("di luar folder")) == ["🔁 Ingest ulang", "↩️ Daftar"]

    async def test_a_document_is_removed_after_a_second_word_and_can_come_back(
        self, admin: Admin, folder: Path
    ) -> None:
        admin.person.taps(await opened(admin), "Hapus")
        asked = await admin.sees("Hapus", "90 hari")
        assert documents(folder) == ["perbup-7-2023.txt"]
        admin.person.taps(asked, "Ya, hapus")
        removed = await admin.sees("dihapus. Berkasnya disimpan 90 hari")
        assert "setiap hari" not in await admin.asks(QUESTION)
        assert documents(folder) == []
        admin.person.taps(removed, "Urungkan")
        await admin.sees("kembali dan dapat ditanya")
        assert "setiap hari" in await admin.asks(QUESTION)
        assert documents(folder) == ["perbup-7-2023.txt"]

    async def test_a_removal_is_undone_once(self, admin: Admin) -> None:
        admin.person.taps(await opened(admin), "Hapus")
        admin.person.taps(await admin.sees("90 hari"), "Ya, hapus")
        removed = deepcopy(await admin.sees("dihapus. Berkasnya"))
        admin.person.taps(removed, "Urungkan")
        await admin.sees("kembali dan dapat ditanya")
        admin.person.taps(removed, "Urungkan")
        await admin.alerted("sudah")

    async def test_a_removal_that_fails_leaves_the_document(self, admin: Admin, threads: Threads, folder: Path) -> None:
        admin.person.taps(await opened(admin), "Hapus")
        threads.lost = ["remove"]
        admin.person.taps(await admin.sees("90 hari"), "Ya, hapus")
        await admin.sees("gagal karena kesalahan")
        assert documents(folder) == ["perbup-7-2023.txt"]
        assert "setiap hari" in await admin.asks(QUESTION)

    async def test_a_document_is_read_again(self, admin: Admin, threads: Threads) -> None:
        admin.person.taps(await opened(admin), "Ingest ulang")
        await admin.sees("dibaca ulang")
        assert threads.done == ["inspect", "ingest", "ingest"]
        assert "setiap hari" in await admin.asks(QUESTION)

    async def test_who_changes_their_mind_changes_nothing(self, admin: Admin) -> None:
        admin.person.taps(await opened(admin), "Hapus")
        admin.person.taps(await admin.sees("90 hari"), "Tidak jadi")
        assert "🗑 Hapus" in labels(await admin.sees("Berkas: perbup-7-2023.txt"))


@pytest.mark.usefixtures("running")
class TestFolder:
    async def test_what_lies_in_the_folder_is_ingested(
        self, admin: Admin, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("knowledge.upkeep.SHIPPED_DOCUMENTS", tmp_path / "shipped")
        folder.mkdir(exist_ok=True)  # noqa: ASYNC240 - the test alone waits for it
        (folder / "perbup-7-2023.txt").write_bytes(parks())
        (folder / "rusak.pdf").write_bytes(b"%PDF-1.7 x")
        admin.person.says("/ingest")
        said = await admin.sees("Folder dokumen", "1 gagal")
        assert "rusak.pdf" in said["text"]
        assert "setiap hari" in await admin.asks(QUESTION)

    async def test_the_version_before_comes_back(self, admin: Admin) -> None:
        await admin.keeps()
        admin.person.says("/pulihkan")
        asked = await admin.sees("Kembali dari versi 2 ke versi 1?")
        admin.person.taps(asked, "Ya, kembali ke 1")
        await admin.sees("Versi 1 dipakai lagi")
        assert "setiap hari" not in await admin.asks(QUESTION)

    async def test_there_may_be_no_version_before(self, admin: Admin) -> None:
        admin.person.says("/pulihkan")
        await admin.sees("Belum ada versi indeks sebelumnya")

    async def test_two_taps_return_one_version(self, admin: Admin, threads: Threads) -> None:
        await admin.keeps()
        await admin.keeps("perbup-8.txt", parks(number=8))
        admin.person.says("/pulihkan")
        asked = deepcopy(await admin.sees("versi 3 ke versi 2"))
        for _ in range(2):
            admin.person.taps(asked, "Ya, kembali")
        await admin.sees("Versi 2 dipakai lagi")
        admin.person.says("/pulihkan")
        await admin.sees("versi 2 ke versi 1")


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Returns the address of a web server that has one regulation."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/perbup-7-2023.txt"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(parks() if found else b"")

        def log_message(self, format: str, *_: object) -> None:
            """Says nothing."""

    monkeypatch.setenv("DOWNLOAD_PRIVATE", "true")
    web = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{web.server_port}"
    web.shutdown()
    web.server_close()


@pytest.mark.usefixtures("running")
class TestLinks:
    async def test_a_link_is_offered_like_a_file(self, admin: Admin, folder: Path, site: str) -> None:
        admin.person.says(f"{site}/perbup-7-2023.txt")
        admin.person.taps(await admin.sees("4 Pasal ditemukan", "Simpan?"), "Simpan")
        await admin.sees("tersimpan")
        assert documents(folder) == ["perbup-7-2023.txt"]
        assert f"{site}/perbup-7-2023.txt" in (folder / ".sumber.json").read_text(encoding="utf-8")

    async def test_a_link_that_leads_nowhere_is_said(self, admin: Admin, site: str) -> None:
        admin.person.says(f"{site}/tidak-ada.pdf")
        await admin.sees("tidak-ada.pdf", "404")

    async def test_a_link_into_the_own_network_is_refused(
        self, admin: Admin, site: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("DOWNLOAD_PRIVATE")
        admin.person.says(f"{site}/perbup-7-2023.txt")
        await admin.sees("jaringan dalam")

    async def test_a_question_about_a_link_is_a_question(self, admin: Admin, site: str) -> None:
        assert "Pasal 1" in await admin.asks(f"apa itu kota cerdas menurut {site} ?")

    async def test_a_link_of_others_is_a_question(self, server: Server, budi: Person, site: str) -> None:
        budi.says(f"{site}/perbup-7-2023.txt")
        [reply] = await server.replies(budi.id)
        assert "Simpan" not in " ".join(labels(reply))
