"""`python -m bot doctor`, and settings that are wrong at the start."""

import asyncio
import socket
import sys
from pathlib import Path

import pytest

from bot.checks import read_settings
from bot.doctor import FINE, NOTE, TROUBLE, Finding, examine, report
from bot.errors import BotSettingError
from tests.bot.conftest import MakeBot
from tests.bot.test_start import run
from tests.servers.telegram import BotApiServer

Server = BotApiServer


@pytest.fixture
def telegram(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, index_dir: Path) -> Server:
    """Returns a server that the settings of this test point to; everything else is in order."""
    for name, value in {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_BASE_URL": server.base_url,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite'}",
        "INDEX_DIR": str(index_dir),
        "DOCUMENTS_DIR": str(tmp_path / "documents"),
        "ADMIN_IDS": "99",
    }.items():
        monkeypatch.setenv(name, value)
    return server


async def lines(mark: str, language: str = "id") -> list[str]:
    return [one.line(language) for one in await examine(None) if one.mark == mark]


@pytest.mark.usefixtures("telegram")
async def test_what_is_in_order_is_told_in_both_languages() -> None:
    assert "✓ Token Telegram: diterima, bot @tanya_bot" in await lines(FINE)
    assert "✓ Index: 1 documents" in await lines(FINE, "en")
    assert "✓ Kiriman Telegram: diambil sendiri (polling)" in await lines(FINE)


async def test_a_refused_token_says_where_to_get_another(telegram: Server) -> None:
    telegram.token = "123456:another-token"
    [line] = [one for one in await lines(TROUBLE) if "Token" in one]
    assert "@BotFather" in line


async def test_telegram_out_of_reach_is_said(telegram: Server) -> None:
    await telegram.stop()
    assert any("TELEGRAM_API_BASE_URL" in line for line in await lines(TROUBLE))


@pytest.mark.usefixtures("telegram")
async def test_a_webhook_that_nobody_listens_on_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("WEBHOOK_URL", f"http://127.0.0.1:{port}/9f3c1a")
    assert any("WEBHOOK_URL tidak terjangkau" in line for line in await lines(TROUBLE))


async def test_a_webhook_that_leads_elsewhere_is_said(telegram: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", f"http://127.0.0.1:{telegram.port}/9f3c1a")
    assert any("menjawab 404" in line for line in await lines(TROUBLE))


async def test_a_webhook_that_the_bot_listens_on_is_fine(
    telegram: Server, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/9f3c1a"
    stop = asyncio.Event()
    running = asyncio.create_task(make_bot(webhook_url=url, webhook_port=port).run(stop))
    await telegram.until(lambda: telegram.webhook.url == url)
    monkeypatch.setenv("WEBHOOK_URL", url)
    assert any("WEBHOOK_URL terjangkau" in line for line in await lines(FINE))
    stop.set()
    await running


@pytest.mark.usefixtures("telegram")
async def test_what_is_missing_of_the_knowledge_base_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    monkeypatch.setenv("INDEX_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("DOCUMENTS_DIR", str(tmp_path / "taken" / "inside"))
    monkeypatch.setenv("LLM", "nonsense:model")
    monkeypatch.setenv("DATABASE_URL", "postgresql+nodriver://x/y")
    found = "\n".join(await lines(TROUBLE, "en"))
    assert "Index: " in found
    assert "ingest.py" in found
    assert "DOCUMENTS_DIR: " in found
    assert "LLM: " in found
    assert "The bot's database: cannot be opened" in found


@pytest.mark.usefixtures("telegram")
async def test_a_setting_that_is_nearly_one_is_pointed_out(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ADMIN_ID=5\nOPENAI_API_KEY=x\n", encoding="utf-8")
    assert await lines(NOTE) == ["! Setelan: ADMIN_ID dalam .env tidak dikenal; maksudnya ADMIN_IDS?"]


def test_the_sum_counts_what_has_to_be_mended() -> None:
    from bot import texts_doctor as say

    well, bad = Finding(FINE, say.OCR, say.OCR_OK, {}), Finding(TROUBLE, say.OCR, say.OCR_MISSING, {})
    assert report([well], "id").endswith("\nTidak ada yang kurang.")
    assert report([well, bad, bad], "en").endswith("\n2 to be mended.")


def test_the_command_lists_every_wrong_setting_at_once_and_fails(tmp_path: Path) -> None:
    done = run("doctor", folder=tmp_path, ADMIN_IDS="budi", GOLDEN_THRESHOLD="7", LOG_LEVEL="LOUD")
    assert done.returncode == 1
    assert all(name in done.stdout for name in ("ADMIN_IDS", "GOLDEN_THRESHOLD", "LOG_LEVEL"))
    assert "3 hal perlu diperbaiki" in done.stdout


def test_settings_of_both_rooms_are_wrong_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDEN_THRESHOLD", "7")
    monkeypatch.setenv("RETENTION_DAYS", "0")
    with pytest.raises(BotSettingError) as caught:
        read_settings()
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == ["RETENTION_DAYS", "GOLDEN_THRESHOLD"]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"ACCESS": "invitation"}, "ADMIN_IDS"),
        ({"ACCESS": "list"}, "ALLOWED_IDS"),
        ({"WEBHOOK_URL": "https://a.go.id/9f3c", "WEBHOOK_PORT": "9000", "METRICS_PORT": "9000"}, "METRICS_PORT"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
    ],
)
def test_settings_at_odds_with_each_other_are_said(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], words: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BotSettingError, match=words):
        read_settings()
