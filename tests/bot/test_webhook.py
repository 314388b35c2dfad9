"""Deliveries by webhook."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import SecretStr

from bot.app import TelegramBot
from bot.errors import WebhookError
from bot.webhook import MAX_BODY, SECRET_HEADER
from tests.bot.conftest import MakeBot, RunBot
from tests.bot.library import SmallLibrary
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer
SECRET = "a-secret-of-telegram"


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def webhook(port: int) -> dict[str, object]:
    url = f"http://127.0.0.1:{port}/9f3c1a"
    return {"webhook_url": url, "webhook_port": port, "webhook_secret": SecretStr(SECRET)}


@pytest.fixture
async def hooked(server: Server, run_bot: RunBot, webhook: dict[str, object]) -> AsyncIterator[TelegramBot]:
    async with run_bot(**webhook) as running:
        await server.until(lambda: bool(server.webhook.url))
        yield running


def update(text: str = "apa itu spbe?") -> dict[str, object]:
    chat = {"id": 5001, "type": "private", "first_name": "Budi"}
    sender = {"id": 5001, "is_bot": False, "first_name": "Budi"}
    message = {"message_id": 900, "date": 1, "chat": chat, "from": sender, "text": text}
    return {"update_id": 7000, "message": message}


async def post(webhook: dict[str, object], body: bytes, secret: str | None = SECRET) -> int:
    headers = {SECRET_HEADER: secret} if secret else {}
    async with httpx.AsyncClient() as client:
        return (await client.post(str(webhook["webhook_url"]), content=body, headers=headers)).status_code


@pytest.mark.usefixtures("hooked")
class TestDeliveries:
    async def test_a_delivered_question_is_answered(self, server: Server, budi: Person) -> None:
        budi.says("apa itu spbe?")
        [reply] = await server.replies(budi.id)
        assert "Pasal 1" in reply["text"]
        assert server.webhook.statuses == [200]

    @pytest.mark.parametrize("secret", [None, "", "another-secret"])
    async def test_a_forged_delivery_is_refused(
        self, webhook: dict[str, object], library: SmallLibrary, secret: str | None
    ) -> None:
        assert await post(webhook, json.dumps(update()).encode(), secret) == 403
        assert not library.asked

    @pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b'{"update_id": "7"}', b"\xff\xfe"])
    async def test_what_is_no_update_is_refused(self, webhook: dict[str, object], body: bytes) -> None:
        assert await post(webhook, body) == 400

    async def test_a_delivery_of_endless_size_is_cut_off(self, webhook: dict[str, object], budi: Person) -> None:
        with contextlib.suppress(httpx.HTTPError):  # the connection may be closed before the whole body is sent
            assert await post(webhook, b" " * (MAX_BODY + 1)) in (400, 413)
        assert await post(webhook, json.dumps(update()).encode()) == 200

    async def test_a_repeated_delivery_is_answered_once(
        self, server: Server, webhook: dict[str, object], budi: Person
    ) -> None:
        for _ in range(2):
            assert await post(webhook, json.dumps(update()).encode()) == 200
        budi.says("unsur?")
        assert len(await server.replies(budi.id, 2)) == 2


async def test_an_update_that_cannot_be_written_down_stays_with_telegram(
    server: Server, run_bot: RunBot, webhook: dict[str, object], budi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run_bot(**webhook) as running:
        await server.until(lambda: bool(server.webhook.url))
        inbox = running.application.bot_data.inbox
        add, failures = inbox.add, [OSError("disk full")]

        async def add_when_possible(payloads: list[dict[str, object]]) -> object:
            if failures:
                raise failures.pop()
            return await add(payloads)

        monkeypatch.setattr(inbox, "add", add_when_possible)
        budi.says("apa itu spbe?")
        await server.replies(budi.id)
        assert server.webhook.statuses == [503, 200]


async def test_an_address_that_telegram_refuses_is_said(make_bot: MakeBot, port: int) -> None:
    bot = make_bot(webhook_url="http://bot.example/9f3c1a", webhook_port=port)
    with pytest.raises(WebhookError, match="WEBHOOK_URL"):
        await bot.run(asyncio.Event())


async def test_polling_takes_over_from_a_webhook(
    server: Server, run_bot: RunBot, webhook: dict[str, object], budi: Person
) -> None:
    async with run_bot(**webhook):
        await server.until(lambda: bool(server.webhook.url))
    async with run_bot():
        budi.says("apa itu spbe?")
        await server.replies(budi.id)
