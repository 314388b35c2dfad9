"""Starting and stopping `python -m bot`: settings, sentences, exit codes."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.database import Database
from bot.errors import BotSettingError, StoreError, TokenError
from bot.post import MARKER
from bot.settings import Settings
from knowledge import EmptyIndexError
from tests.bot.conftest import MakeBot, RunBot
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

ROOT = Path(__file__).resolve().parents[2]


def clean_environment(**changes: str) -> dict[str, str]:
    """Returns the environment without the developer's own settings of the bot."""
    kept = {key: value for key, value in os.environ.items() if key.lower() not in Settings.model_fields}
    return kept | {"PYTHONPATH": str(ROOT)} | changes


def run(*arguments: str, folder: Path, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `python -m bot` as a user does, away from the developer's own settings."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=text,
        cwd=folder,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ADMIN_IDS", "budi", "ADMIN_IDS: 'budi'"),
        ("ALLOWED_IDS", "12, x", "ALLOWED_IDS: 'x'"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL:"),
        ("TELEGRAM_API_BASE_URL", "telegram", "TELEGRAM_API_BASE_URL:"),
        ("TELEGRAM_BOT_TOKEN", "123 456", "TELEGRAM_BOT_TOKEN:"),
        ("ANSWER_THREADS", "0", "ANSWER_THREADS:"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BotSettingError) as caught:
        Settings.load()
    assert str(caught.value).startswith(words)
    assert "\n" not in str(caught.value)


def test_all_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", "budi")
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    with pytest.raises(BotSettingError) as caught:
        Settings.load()
    assert len(str(caught.value).splitlines()) == 2


def test_ids_may_be_separated_by_commas_or_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", "12, 13 -100123")
    assert Settings.load().admin_ids == {12, 13, -100123}


def test_settings_are_read_from_a_file_beside_the_project(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ALLOWED_IDS=7\nTELEGRAM_BOT_TOKEN=\n", encoding="utf-8")
    settings = Settings.load()
    assert settings.allowed_ids == {7}
    assert settings.telegram_bot_token is None


def test_files_come_from_the_same_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", "http://127.0.0.1:8081/bot")
    assert Settings.load().file_base_url == "http://127.0.0.1:8081/file/bot"


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/nowhere/bot.sqlite", "oracle://x/y"])
def test_a_database_that_cannot_be_opened_is_said(url: str) -> None:
    with pytest.raises(StoreError, match="DATABASE_URL"):
        Database.open(url)


def test_a_wrong_setting_ends_the_command_with_code_2(tmp_path: Path) -> None:
    done = run(folder=tmp_path, ADMIN_IDS="budi")
    assert done.returncode == 2
    assert "ADMIN_IDS" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_index_is_said_and_ends_the_console(tmp_path: Path) -> None:
    done = run("--console", "--index", str(tmp_path / "none"), folder=tmp_path)
    assert done.returncode == 1
    assert "ingest.py" in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_refused_token_ends_the_start_with_a_sentence(server: BotApiServer, make_bot: MakeBot) -> None:
    bot = make_bot()
    server.token = "123456:another-token"
    with pytest.raises(TokenError, match="BotFather"):
        await bot.run(asyncio.Event())


async def test_a_token_that_is_revoked_ends_the_bot(server: BotApiServer, make_bot: MakeBot) -> None:
    running = asyncio.create_task(make_bot().run(asyncio.Event()))
    await server.until(lambda: server.polls.is_waiting)
    server.token = "123456:another-token"
    server.person().says("halo")
    with pytest.raises(TokenError, match="BotFather"):
        await running


async def test_an_index_that_cannot_be_opened_ends_the_bot(server: BotApiServer, make_bot: MakeBot) -> None:
    with pytest.raises(EmptyIndexError, match="ingest"):
        await make_bot(opens=EmptyIndexError("Run: python ingest.py")).run(asyncio.Event())


async def test_a_stop_is_heard_while_telegram_cannot_be_reached(server: BotApiServer, run_bot: RunBot) -> None:
    server.fail("getMe", "unavailable", times=100)
    async with run_bot():
        await server.until(lambda: server.met("getMe") > 0)


@asynccontextmanager
async def started(
    server: BotApiServer, index: Path, folder: Path, **environment: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Runs `python -m bot` against the server."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--index", str(index),
        cwd=folder,
        env=clean_environment(
            TELEGRAM_BOT_TOKEN=server.token,
            TELEGRAM_API_BASE_URL=server.base_url,
            DATABASE_URL=f"sqlite:///{folder / 'bot.sqlite'}",
            **environment,
        ),
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_sigterm_ends_the_process_after_the_answer(
    server: BotApiServer, budi: Person, index_dir: Path, tmp_path: Path
) -> None:
    async with started(server, index_dir, tmp_path) as process:
        budi.says("berapa kali dewan kota cerdas bertemu?")
        [reply] = await server.replies(budi.id)
        assert "4 (empat) kali" in reply["text"]
        assert "Pasal 2" in reply["text"]
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_a_killed_process_answers_after_its_restart(
    server: BotApiServer, budi: Person, index_dir: Path, tmp_path: Path
) -> None:
    async with started(server, index_dir, tmp_path) as process:
        held = server.fail("sendMessage", "hold")
        budi.says("berapa kali dewan kota cerdas bertemu?")
        await server.until(lambda: server.met("sendMessage") == 1 and not server.world.updates)
        process.kill()
        await process.wait()
    held.event.set()
    async with started(server, index_dir, tmp_path):
        await server.until(lambda: any("4 (empat) kali" in text for text in server.texts(budi.id)))
    assert len(server.shown(budi.id)) == 1


async def test_neither_token_nor_question_is_logged_at_any_level(
    server: BotApiServer, budi: Person, index_dir: Path, tmp_path: Path
) -> None:
    async with started(server, index_dir, tmp_path, LOG_LEVEL="DEBUG") as process:
        server.fail("sendMessage", "unavailable")
        budi.says("/tanya rahasia jabatan")
        await server.until(lambda: any(text != MARKER for text in server.texts(budi.id)))
        process.send_signal(signal.SIGTERM)
        _, log = await process.communicate()
    assert b"Connected as @tanya_bot" in log
    assert server.token.encode() not in log
    assert b"rahasia" not in log


def test_the_console_answers_a_pipe_line_by_line(index_dir: Path, tmp_path: Path) -> None:
    text = "kota cerdas itu apa?\n/sumber\n"
    done = run("--console", "--index", str(index_dir), folder=tmp_path, text=text)
    assert done.returncode == 0, done.stderr
    assert "kota yang memakai teknologi" in done.stdout
    assert "[1] Perwali 1/2024" in done.stdout


def test_a_piped_question_without_words_ends_with_code_1(index_dir: Path, tmp_path: Path) -> None:
    done = run("--console", "--index", str(index_dir), folder=tmp_path, text="😀\n")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
