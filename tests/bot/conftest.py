"""A Bot API server, a small library and the running bot between them."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import TelegramBot
from bot.asking import Asking
from bot.database import Database
from bot.settings import Settings
from bot.workshop import Workshop
from knowledge import KnowledgeBase, Programme, load_programme
from knowledge.settings import Settings as KnowledgeSettings
from tests.bot.library import SmallLibrary
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

MakeBot = Callable[..., TelegramBot]
RunBot = Callable[..., AbstractAsyncContextManager[TelegramBot]]
ADMINS = frozenset({99})


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of the developer's
    for name in (*Settings.model_fields, *KnowledgeSettings.model_fields):
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DOCUMENTS_DIR", str(tmp_path / "dokumen"))


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    running = BotApiServer()
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def library(tmp_path: Path) -> SmallLibrary:
    return SmallLibrary(tmp_path)


@pytest.fixture
def budi(server: BotApiServer) -> Person:
    return server.person(5001, name="Budi")


@pytest.fixture
def ani(server: BotApiServer) -> Person:
    """Returns the admin, where a bot runs with `admin_ids=ADMINS`."""
    return server.person(99, name="Ani")


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without content, to copy: migrating one for each test takes longer than most tests."""
    path = tmp_path_factory.mktemp("database") / "bot.sqlite"
    Database.open(f"sqlite:///{path}").close()
    return path


BOTH_WAYS = {
    f"tests.bot.{name}"
    for name in (
        "test_buttons", "test_conversation", "test_courtesy", "test_groups", "test_guide", "test_pictures",
        "test_promises", "test_questions", "test_reading", "test_waiting",
    )
}  # fmt: skip
"""What people see: it must be the same whether updates are polled for or delivered."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs what people see in polling and in webhook mode."""
    if "delivered_by" in metafunc.fixturenames and metafunc.module.__name__ in BOTH_WAYS:
        metafunc.parametrize("delivered_by", ["polling", "webhook"], indirect=True)


@pytest.fixture
def delivered_by(request: pytest.FixtureRequest) -> dict[str, object]:
    """The settings of how updates come to the bot; polling unless the test is run both ways."""
    if getattr(request, "param", "polling") == "polling":
        return {}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {"webhook_url": f"http://127.0.0.1:{port}/9f3c1a", "webhook_port": port}


@pytest.fixture
def make_bot(
    server: BotApiServer,
    library: SmallLibrary,
    tmp_path: Path,
    blank_database: Path,
    delivered_by: dict[str, object],
) -> Iterator[MakeBot]:
    shutil.copy(blank_database, tmp_path / "bot.sqlite")
    opened: list[Database] = []

    def make(
        opens: Exception | None = None,
        programme: Programme | None = None,
        workshop: Workshop | None = None,
        knowledge: Path | None = None,
        **changes: object,
    ) -> TelegramBot:
        settings = Settings(
            telegram_bot_token=SecretStr(server.token),
            telegram_api_base_url=server.base_url,
            database_url=f"sqlite:///{tmp_path / 'bot.sqlite'}",
        ).model_copy(update=delivered_by | changes)
        opened.append(Database.open(settings.database_url))
        asking = Asking(
            lambda: (KnowledgeBase.open(knowledge) if knowledge else library) if opens is None else fail(opens),
            settings.answer_threads,
            load_programme=(lambda: programme) if programme else load_programme,
        )
        return TelegramBot(settings, asking, opened[-1], workshop)

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def run_bot(make_bot: MakeBot, library: SmallLibrary) -> RunBot:
    @asynccontextmanager
    async def running(**changes: object) -> AsyncIterator[TelegramBot]:
        bot = make_bot(**changes)
        stop = asyncio.Event()
        task = asyncio.create_task(bot.run(stop))
        try:
            yield bot
        finally:
            stop.set()
            library.gate.set()
            await task

    return running


def fail(error: Exception) -> SmallLibrary:
    raise error


RULE = """# PERATURAN WALI KOTA CONTOH NOMOR 1 TAHUN 2024 TENTANG KOTA CERDAS

## BAB I KETENTUAN UMUM

Pasal 1

Dalam Peraturan Wali Kota ini yang dimaksud dengan:
1. Kota Cerdas adalah kota yang memakai teknologi untuk melayani warga.
2. Dewan Kota Cerdas adalah tim yang mengarahkan pelaksanaan.

Pasal 2

Dewan Kota Cerdas bertemu paling sedikit 4 (empat) kali dalam satu tahun.

Pasal 3

(1) Masterplan disusun untuk jangka waktu 5 (lima) tahun.
(2) Masterplan ditinjau setiap 2 (dua) tahun.
"""


@pytest.fixture(scope="session")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real index of one small regulation."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "perwako-1-2024.md").write_text(RULE, encoding="utf-8")
    knowledge = KnowledgeBase.open(folder / "index")
    report = knowledge.ingest([folder / "perwako-1-2024.md"])
    knowledge.close()
    assert not report.failed
    return folder / "index"


@pytest.fixture
async def bot(run_bot: RunBot) -> AsyncIterator[TelegramBot]:
    async with run_bot() as running:
        yield running
