"""Health, readiness and figures, on loopback."""

import asyncio
import re
import socket

import httpx
import pytest

from bot.errors import MonitorError
from bot.monitor import SILENT_SECONDS, Heartbeat
from knowledge import EmptyIndexError
from tests.bot.conftest import MakeBot, RunBot
from tests.bot.library import SmallLibrary
from tests.bot.test_invitations import said
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


async def fetched(port: int, path: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(f"http://127.0.0.1:{port}/{path}", timeout=20)


def figure(text: str, name: str) -> float:
    return next(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name + " "))


async def test_figures_tell_what_was_asked_and_how_long_it_took(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot, port: int
) -> None:
    async with run_bot(metrics_port=port):
        await said(server, budi, "apa itu spbe?")
        await said(server, budi, "xyzzy")
        library.broken = ValueError("xyzzy")
        await said(server, budi, "apa saja unsur spbe?")
        text = (await fetched(port, "metrics")).text
    assert figure(text, 'tanya_questions_total{kind="answer"}') == 1
    assert figure(text, 'tanya_questions_total{kind="not_found"}') == 1
    assert figure(text, "tanya_abstentions_total") == 1
    assert figure(text, 'tanya_errors_total{kind="other"}') == 1
    assert figure(text, 'tanya_index_version{version="1"}') == 1
    assert figure(text, 'tanya_stage_seconds_count{stage="knowledge"}') >= 2
    # The last send is counted once it has returned, which may be after its message is there.
    assert figure(text, 'tanya_stage_seconds_count{stage="telegram"}') >= 2
    assert not re.search(r"\b5001\b", text)
    assert "xyzzy" not in text


async def test_the_queue_is_as_deep_as_what_waits(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot, port: int
) -> None:
    library.gate.clear()
    async with run_bot(metrics_port=port):
        for _ in range(4):
            budi.says("apa itu spbe?")
        await server.until(lambda: library.working == 1 and server.polls.is_waiting)
        assert figure((await fetched(port, "metrics")).text, "tanya_queue_depth") == 4
        library.gate.set()
        await server.replies(budi.id, 4)


async def test_it_is_ready_once_telegram_answers(server: Server, budi: Person, run_bot: RunBot, port: int) -> None:
    hold = server.fail("getMe", "hold")
    async with run_bot(metrics_port=port):
        await server.until(lambda: server.met("getMe") > 0)
        before, alive = await fetched(port, "readyz"), await fetched(port, "healthz")
        hold.event.set()
        budi.says("apa itu spbe?")
        await server.replies(budi.id)
        after = await fetched(port, "readyz")
    assert before.status_code == 503
    assert before.json()["parts"] == {"telegram": "not connected yet", "database": "ok", "index": "ok"}
    assert alive.status_code == 200
    assert after.status_code == 200
    assert after.json()["ready"] is True


async def test_an_index_that_cannot_be_read_is_named(
    server: Server, library: SmallLibrary, run_bot: RunBot, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> list[object]:
        raise EmptyIndexError("Run: python ingest.py")

    async with run_bot(metrics_port=port):
        await server.until(lambda: server.polls.is_waiting)
        monkeypatch.setattr(library, "documents", gone)
        found = await fetched(port, "readyz")
    assert found.status_code == 503
    assert found.json()["parts"]["index"] == "Run: python ingest.py"


async def test_nothing_listens_unless_it_is_asked_for(server: Server, run_bot: RunBot, port: int) -> None:
    async with run_bot():
        await server.until(lambda: server.polls.is_waiting)
        with pytest.raises(httpx.ConnectError):
            await fetched(port, "healthz")


@pytest.mark.usefixtures("server")
async def test_a_port_that_is_taken_ends_the_start_with_a_sentence(make_bot: MakeBot) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(MonitorError, match="METRICS_PORT"):
            await make_bot(metrics_port=taken.getsockname()[1]).run(asyncio.Event())


def test_a_poller_that_hears_nothing_is_not_ready_and_a_webhook_is() -> None:
    clock = [0.0]
    polling = Heartbeat(polling=True, now=lambda: clock[0])
    called = Heartbeat(polling=False, now=lambda: clock[0])
    for heart in (polling, called):
        assert heart.state() == "not connected yet"
        heart.beat()
    clock[0] = SILENT_SECONDS + 1
    assert polling.state() == "no answer for 76 s"
    assert called.state() == "ok"
