"""Logs: one line or one JSON object a record, with the update's id, and nothing personal."""

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest

from bot.errors import BotError
from bot.logs import formatter, name_request, request
from tests.bot.conftest import RunBot
from tests.bot.library import SmallLibrary
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Returns what is logged as JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter("json", ("rahasia",)))
    handler.addFilter(name_request)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def records(written: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


async def test_every_record_about_an_update_carries_its_id(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot, written: io.StringIO
) -> None:
    library.broken = ValueError("apa itu spbe?")
    async with run_bot():
        for _ in range(2):
            budi.says("apa itu spbe?")
        await server.replies(budi.id, 2)
    failed = [one for one in records(written) if one["level"] == "ERROR"]
    assert len({one["request"] for one in failed}) == 2
    assert all(one["request"].startswith("update-") for one in failed)
    assert all("ValueError" in one["error"] and "library.py" in one["error"] for one in failed)


async def test_a_question_is_logged_nowhere_even_where_an_error_quotes_it(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot, written: io.StringIO
) -> None:
    library.broken = RuntimeError("cannot read 'apa kabar pak lurah'")
    async with run_bot():
        budi.says("apa kabar pak lurah")
        await server.replies(budi.id)
    assert "lurah" not in written.getvalue()
    assert "Budi" not in written.getvalue()
    assert "RuntimeError" in written.getvalue()


def test_what_threads_log_belongs_to_the_same_update(written: io.StringIO) -> None:
    request.set("update-7")
    logging.getLogger("bot").error("token 123456:AAE_secretsecret and rahasia")
    [one] = records(written)
    assert one["request"] == "update-7"
    assert one["message"] == "token <token> and <secret>"
    assert one["time"]
    assert one["logger"] == "bot"


@pytest.mark.parametrize("form", ["text", "json"])
def test_our_own_errors_keep_their_sentence_through_a_chain(form: str) -> None:
    question = " ".join(("pertanyaan", "warga"))
    try:
        try:
            int(question)
        except ValueError as error:
            raise BotError("WEBHOOK_PORT: 80 is taken") from error
    except BotError:
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.setFormatter(formatter(form))
        record = logging.LogRecord("bot", logging.ERROR, "", 1, "gagal", (), None)
        record.exc_info = sys.exc_info()
        name_request(record)
        handler.handle(record)
    assert "WEBHOOK_PORT: 80 is taken" in stream.getvalue()
    assert "ValueError" in stream.getvalue()
    assert question not in stream.getvalue()
