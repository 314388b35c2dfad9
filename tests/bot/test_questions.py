"""What people write, and what they get."""

import pytest

from bot.app import TelegramBot
from knowledge import IndexStateError
from tests.bot.library import SmallLibrary
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json


def rows(message: Json) -> list[list[dict[str, str]]]:
    found: list[list[dict[str, str]]] = message["reply_markup"]["inline_keyboard"]
    return found


pytestmark = pytest.mark.usefixtures("bot")
Server = BotApiServer


async def test_a_question_is_answered_with_its_source(server: Server, budi: Person) -> None:
    budi.says("apa itu spbe?")
    [reply] = await server.replies(budi.id)
    assert reply["text"].startswith("SPBE adalah penyelenggaraan")
    assert "[1] Perpres 95/2018 Pasal 1 angka 1, hlm. 3" in reply["text"]


async def test_the_direct_answer_is_bold(server: Server, budi: Person) -> None:
    budi.says("apa itu spbe?")
    [reply] = await server.replies(budi.id)
    assert reply["entities"][0]["type"] == "bold"
    assert reply["entities"][0]["offset"] == 0


async def test_text_from_documents_is_escaped(server: Server, budi: Person) -> None:
    budi.says("peta rencana?")
    [reply] = await server.replies(budi.id)
    assert "tahun <tetap> & ditinjau" in reply["text"]
    assert not server.refused()


async def test_start_introduces_the_bot_before_the_documents_are_open(server: Server, budi: Person) -> None:
    budi.says("/start")
    [reply] = await server.replies(budi.id)
    assert "Smart City" in reply["text"]


@pytest.mark.parametrize("command", ["/help", "/bantuan", "/bantuan@tanya_bot"])
async def test_help_says_how_to_ask(server: Server, budi: Person, command: str) -> None:
    budi.says(command)
    [reply] = await server.replies(budi.id)
    assert "Cara bertanya" in reply["text"]
    assert "@tanya_bot" in reply["text"]


async def test_sumber_lists_the_documents(server: Server, budi: Person) -> None:
    budi.says("/sumber")
    [reply] = await server.replies(budi.id)
    assert "2 dokumen" in reply["text"]
    assert {"Panduan (1)", "Perpres (1)"} <= {button["text"] for row in rows(reply) for button in row}


async def test_an_english_phone_gets_english_words(server: Server) -> None:
    jane = server.person(5002, language="en-GB")
    jane.says("/start")
    [reply] = await server.replies(jane.id)
    assert reply["text"].startswith("I answer questions")


async def test_a_phone_without_a_language_gets_indonesian(server: Server) -> None:
    person = server.person(5003, language=None)
    person.says("/start")
    [reply] = await server.replies(person.id)
    assert reply["text"].startswith("Saya menjawab")


@pytest.mark.parametrize("text", ["😀😀", "???", "…"])
async def test_a_question_without_words_gets_a_sentence(server: Server, budi: Person, text: str) -> None:
    budi.says(text)
    [reply] = await server.replies(budi.id)
    assert reply["text"].startswith("Tulis pertanyaan dengan kata-kata")


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]},
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
        {"video_note": {"file_id": "n", "file_unique_id": "n", "duration": 3, "length": 240}},
        {"location": {"longitude": 110.4, "latitude": -7.8}},
        {"contact": {"phone_number": "0", "first_name": "B"}},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_what_is_no_text_is_answered_with_a_request_to_type(server: Server, budi: Person, content: Json) -> None:
    budi.sends(**content)
    [reply] = await server.replies(budi.id)
    assert "ketik pertanyaannya" in reply["text"]


async def test_an_unknown_command_points_to_help(server: Server, budi: Person) -> None:
    budi.says("/apaini")
    [reply] = await server.replies(budi.id)
    assert "/bantuan" in reply["text"]


async def test_a_failure_is_said_politely_and_the_next_question_is_answered(
    server: Server, budi: Person, library: SmallLibrary
) -> None:
    library.broken = RuntimeError("boom")
    budi.says("apa itu spbe?")
    [reply] = await server.replies(budi.id)
    assert reply["text"].startswith("Maaf, terjadi gangguan")
    library.broken = None
    budi.says("unsur?")
    assert "Pasal 4" in (await server.replies(budi.id, 2))[1]["text"]
    budi.taps(reply, "Coba lagi")
    assert "Pasal 1" in (await server.replies(budi.id, 3))[2]["text"]


async def test_documents_that_cannot_be_read_are_said(server: Server, budi: Person, library: SmallLibrary) -> None:
    library.broken = IndexStateError("the index is gone")
    budi.says("apa itu spbe?")
    [reply] = await server.replies(budi.id)
    assert reply["text"].startswith("Dokumen sedang tidak dapat dibaca")


async def test_one_slow_question_never_blocks_other_chats(server: Server, budi: Person, library: SmallLibrary) -> None:
    library.slow_word = "lambat"
    library.gate.clear()
    budi.says("lambat sekali spbe?")
    await server.until(lambda: library.working == 1)
    others = [server.person(6000 + number) for number in range(10)]
    for other in others:
        other.says("apa itu spbe?")
    for other in others:
        await server.replies(other.id)
    assert not server.shown(budi.id)
    library.gate.set()
    await server.replies(budi.id)


async def test_the_questions_of_a_chat_are_answered_in_order(server: Server, budi: Person) -> None:
    for text in ("apa itu spbe?", "unsur?", "peta rencana?"):
        budi.says(text)
    replies = await server.replies(budi.id, 3)
    found = [next(line for line in reply["text"].splitlines() if line.startswith("[1]")) for reply in replies]
    assert ["Pasal 1" in found[0], "Pasal 4" in found[1], "Pasal 5" in found[2]] == [True] * 3


async def test_a_blocked_bot_does_not_stop_for_it(server: Server, budi: Person, bot: TelegramBot) -> None:
    budi.says("apa itu spbe?")
    budi.blocks()
    other = server.person(5009)
    other.says("apa itu spbe?")
    await server.replies(other.id)
    await server.until(lambda: any("blocked" in call.error for call in server.calls))


async def test_a_malformed_update_holds_up_no_other(server: Server, budi: Person) -> None:
    server.world.queue("message", {"message_id": "not a number"})
    budi.says("apa itu spbe?")
    await server.replies(budi.id)


async def test_a_question_that_waited_long_is_answered_with_a_word_about_it(server: Server, budi: Person) -> None:
    budi.says("apa itu spbe?", sent_hours_ago=3)
    [reply] = await server.replies(budi.id)
    assert reply["text"].startswith("Maaf terlambat: pertanyaan ini dikirim 3 jam yang lalu")
    assert "[1] Perpres 95/2018" in reply["text"]
