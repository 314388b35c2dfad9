"""Nothing lost, nothing doubled: crashes, outages, floods."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.app import TelegramBot
from bot.context import MAX_ATTEMPTS
from bot.post import MARKER
from tests.bot.conftest import MakeBot, RunBot
from tests.bot.library import SmallLibrary
from tests.servers.methods import Params
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


@asynccontextmanager
async def doomed(make_bot: MakeBot, **changes: object) -> AsyncIterator[TelegramBot]:
    """Runs a bot that ends as by kill -9: no shutdown, whatever it was doing."""
    bot = make_bot(**changes)
    before = asyncio.all_tasks()
    task = asyncio.create_task(bot.run(asyncio.Event()))
    yield bot
    bot.application.bot_data.post.send = _never  # type: ignore[method-assign]  # a dead process sends nothing more
    bot.database.close()
    ours = {one for one in asyncio.all_tasks() - before if one is not asyncio.current_task()}
    for one in (task, *ours):
        one.cancel()
    await asyncio.gather(task, *ours, return_exceptions=True)


async def _never(letter: object) -> int:
    return await asyncio.Event().wait()


def answers(server: Server, chat_id: int, words: str) -> list[str]:
    return [text for text in server.texts(chat_id) if words in text]


async def test_a_question_in_the_making_is_answered_after_a_crash(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot, make_bot: MakeBot
) -> None:
    library.gate.clear()
    async with doomed(make_bot):
        budi.says("apa itu spbe?")
        budi.says("unsur?")
        await server.until(lambda: library.working == 1 and not server.world.updates)
    library.gate.set()
    async with run_bot():
        replies = await server.replies(budi.id, 2)
    assert "Pasal 1 angka 1" in replies[0]["text"]
    assert "Pasal 4" in replies[1]["text"]


@pytest.mark.parametrize("lost", ["drop_after", "unavailable_after", "drop_before", "unavailable"])
async def test_a_send_whose_outcome_is_unknown_leaves_one_answer(
    server: Server, budi: Person, run_bot: RunBot, lost: str
) -> None:
    server.fail("sendMessage", lost)  # type: ignore[arg-type]  # the four kinds
    async with run_bot():
        budi.says("apa itu spbe?")
        await server.until(lambda: bool(answers(server, budi.id, "Pasal 1")))
        budi.says("unsur?")
        await server.until(lambda: bool(answers(server, budi.id, "Pasal 4")))
    assert len(answers(server, budi.id, "Pasal 1")) == 1
    assert len(server.shown(budi.id)) == 2
    assert MARKER not in server.texts(budi.id)


async def test_a_message_accepted_just_before_a_crash_is_not_sent_again(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot, make_bot: MakeBot
) -> None:
    async with doomed(make_bot):
        server.fail("sendMessage", "drop_after")
        held = server.fail("sendMessage", "hold")
        budi.says("apa itu spbe?")
        await server.until(lambda: bool(server.accepted("sendMessage")))
    held.event.set()
    async with run_bot():
        await server.until(lambda: bool(server.accepted("deleteMessage")))
    assert len(answers(server, budi.id, "Pasal 1")) == 1
    assert len(server.shown(budi.id)) == 1


async def test_markers_of_an_interrupted_search_are_cleared_away(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot, make_bot: MakeBot
) -> None:
    async with doomed(make_bot):
        server.fail("sendMessage", "drop_before")
        held = server.fail("editMessageText", "hold")
        budi.says("apa itu spbe?")
        await server.until(lambda: MARKER in server.texts(budi.id))
    held.event.set()
    async with run_bot():
        await server.until(lambda: server.texts(budi.id) != [MARKER])
        await server.until(lambda: MARKER not in server.texts(budi.id))
    assert len(server.shown(budi.id)) == 1
    assert answers(server, budi.id, "Pasal 1")


async def test_a_marker_that_was_lost_before_the_crash_is_cleared_away_with_the_other(
    server: Server, budi: Person, run_bot: RunBot, make_bot: MakeBot
) -> None:
    async with doomed(make_bot):
        server.fail("sendMessage", "drop_after", times=2)  # the answer and the first marker arrive unheard
        held = server.fail("editMessageText", "hold")
        budi.says("apa itu spbe?")
        await server.until(lambda: server.met("editMessageText") == 1)
        assert server.texts(budi.id).count(MARKER) == 2
    held.event.set()
    async with run_bot():
        await server.until(lambda: len(server.shown(budi.id)) == 1)
    assert answers(server, budi.id, "Pasal 1")


async def test_an_update_delivered_twice_is_answered_once(server: Server, budi: Person, run_bot: RunBot) -> None:
    async with run_bot():
        budi.says("apa itu spbe?")
        again = dict(server.world.updates[0])
        await server.replies(budi.id)
        server.world.updates.append(again)
        budi.says("unsur?")
        await server.until(lambda: bool(answers(server, budi.id, "Pasal 4")))
    assert len(server.shown(budi.id)) == 2


async def test_a_stop_finishes_what_is_in_the_making(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    library.gate.clear()
    async with run_bot():
        budi.says("apa itu spbe?")
        await server.until(lambda: library.working == 1)
    assert len(answers(server, budi.id, "Pasal 1")) == 1


async def test_nothing_is_done_again_at_the_next_start(server: Server, budi: Person, run_bot: RunBot) -> None:
    async with run_bot():
        budi.says("apa itu spbe?")
        await server.replies(budi.id)
    async with run_bot():
        budi.says("unsur?")
        await server.replies(budi.id, 2)
    assert len(server.shown(budi.id)) == 2


async def test_a_flood_wait_is_obeyed_and_the_answer_comes(server: Server, budi: Person, run_bot: RunBot) -> None:
    server.fail("sendMessage", "flood", seconds=1)
    async with run_bot():
        budi.says("apa itu spbe?")
        await server.replies(budi.id)
    assert len(server.accepted("sendMessage")) == 1


async def test_a_group_that_became_a_supergroup_gets_the_answer_there(
    server: Server, budi: Person, run_bot: RunBot
) -> None:
    old, new = server.group(-500, basic=True), server.group(-1009876543210)
    async with run_bot():
        old.chat.migrated_to = new.id
        budi.says("/tanya apa itu spbe?", to=old)
        await server.replies(new.id)


async def test_an_outage_at_the_start_is_waited_out(server: Server, budi: Person, run_bot: RunBot) -> None:
    server.fail("getMe", "unavailable")
    async with run_bot():
        budi.says("apa itu spbe?")
        await server.replies(budi.id)


async def test_another_poller_is_noticed_and_said(
    server: Server, budi: Person, run_bot: RunBot, caplog: pytest.LogCaptureFixture
) -> None:
    async with run_bot():
        await server.until(lambda: server.polls.is_waiting)
        other = asyncio.ensure_future(server.polls.get_updates(Params({"timeout": "5"}, {})))
        await server.until(lambda: "Another program" in caplog.text)
        other.cancel()
        budi.says("apa itu spbe?")
        await server.replies(budi.id)


async def test_a_question_that_ends_the_process_again_and_again_is_given_up(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot, make_bot: MakeBot
) -> None:
    library.slow_word = "mematikan"
    library.gate.clear()
    budi.says("pertanyaan mematikan")
    for number in range(1, MAX_ATTEMPTS + 1):
        async with doomed(make_bot):
            await server.until(lambda number=number: len(library.asked) == number)  # type: ignore[misc]
    library.gate.set()
    async with run_bot():
        [reply] = await server.replies(budi.id)
        assert reply["text"].startswith("Maaf, terjadi gangguan")
        budi.says("unsur?")
        await server.replies(budi.id, 2)
    assert [question for question, _ in library.asked].count("pertanyaan mematikan") == MAX_ATTEMPTS
