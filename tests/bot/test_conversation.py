"""Follow-ups, edited questions, several questions in one message."""

import pytest

from bot.several import separate
from tests.bot.conftest import RunBot
from tests.bot.library import SmallLibrary
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


@pytest.mark.usefixtures("bot")
class TestTurns:
    async def test_a_follow_up_knows_the_turn_before(self, server: Server, budi: Person) -> None:
        budi.says("unsur?")
        budi.says("kalau untuk kabupaten?")
        assert "Pasal 4" in (await server.replies(budi.id, 2))[1]["text"]

    async def test_baru_starts_afresh(self, server: Server, budi: Person) -> None:
        budi.says("unsur?")
        budi.says("/baru")
        budi.says("kalau untuk kabupaten?")
        assert "Tidak ditemukan" in (await server.replies(budi.id, 3))[2]["text"]

    async def test_the_turns_of_a_chat_are_its_own(self, server: Server, budi: Person, library: SmallLibrary) -> None:
        budi.says("unsur?")
        await server.replies(budi.id)
        siti = server.person(5002)
        siti.says("kalau untuk kabupaten?")
        await server.replies(siti.id)
        assert library.asked[-1] == ("kalau untuk kabupaten?", ())

    async def test_the_turns_of_a_topic_are_its_own(self, server: Server, budi: Person, library: SmallLibrary) -> None:
        forum = server.group(-1001234567890, topics=(7, 8))
        budi.says("/tanya unsur?", to=forum, topic=7)
        await server.replies(forum.id)
        budi.says("/tanya kalau untuk kabupaten?", to=forum, topic=8)
        await server.replies(forum.id, 2)
        budi.says("/tanya kalau untuk kabupaten?", to=forum, topic=7)
        replies = await server.replies(forum.id, 3)
        assert "Tidak ditemukan" in replies[1]["text"]
        assert "Pasal 4" in replies[2]["text"]


@pytest.mark.usefixtures("bot")
class TestEdits:
    async def test_an_edited_question_is_answered_in_the_same_message(self, server: Server, budi: Person) -> None:
        asked = budi.says("apa itu spbe?")
        [first] = await server.replies(budi.id)
        budi.edits(asked, "unsur?")
        await server.until(lambda: "Pasal 4" in server.texts(budi.id)[0])
        assert len(server.shown(budi.id)) == 1
        assert server.shown(budi.id)[0]["message_id"] == first["message_id"]

    async def test_the_new_question_takes_the_place_of_the_old_turn(
        self, server: Server, budi: Person, library: SmallLibrary
    ) -> None:
        asked = budi.says("apa itu spbe?")
        await server.replies(budi.id)
        budi.edits(asked, "unsur?")
        await server.until(lambda: "Pasal 4" in server.texts(budi.id)[0])
        budi.says("kalau untuk kabupaten?")
        await server.replies(budi.id, 2)
        assert [turn.question for turn in library.asked[-1][1]] == ["unsur?"]

    async def test_an_edit_that_changes_nothing_is_left_alone(
        self, server: Server, budi: Person, library: SmallLibrary
    ) -> None:
        asked = budi.says("apa itu spbe?")
        await server.replies(budi.id)
        budi.edits(asked, "apa itu spbe?")
        budi.says("unsur?")
        await server.replies(budi.id, 2)
        assert len(library.asked) == 2

    async def test_a_shorter_edit_removes_the_answers_that_are_too_many(self, server: Server, budi: Person) -> None:
        asked = budi.says("apa itu spbe? apa saja unsur?")
        await server.replies(budi.id, 2)
        budi.edits(asked, "peta rencana?")
        await server.until(lambda: len(server.shown(budi.id)) == 1)
        assert "Pasal 5" in server.texts(budi.id)[0]

    async def test_an_edited_command_is_not_run_again(self, server: Server, budi: Person) -> None:
        asked = budi.says("/start")
        await server.replies(budi.id)
        budi.edits(asked, "/start sekarang")
        budi.says("unsur?")
        assert len(await server.replies(budi.id, 2)) == 2

    async def test_an_answer_that_was_deleted_is_sent_anew(self, server: Server, budi: Person) -> None:
        asked = budi.says("apa itu spbe?")
        [first] = await server.replies(budi.id)
        del server.world.messages[budi.id, first["message_id"]]
        budi.edits(asked, "unsur?")
        assert "Pasal 4" in (await server.replies(budi.id))[0]["text"]


@pytest.mark.usefixtures("bot")
async def test_several_questions_of_one_message_are_each_answered(server: Server, budi: Person) -> None:
    budi.says("Selamat pagi. Apa itu SPBE? Lalu apa saja unsur SPBE? Terima kasih.")
    replies = await server.replies(budi.id, 2)
    assert "Pasal 1 angka 1" in replies[0]["text"]
    assert "Pasal 4" in replies[1]["text"]


async def test_turns_outlive_a_restart(server: Server, budi: Person, run_bot: RunBot) -> None:
    async with run_bot():
        budi.says("unsur?")
        await server.replies(budi.id)
    async with run_bot():
        budi.says("kalau untuk kabupaten?")
        assert "Pasal 4" in (await server.replies(budi.id, 2))[1]["text"]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("apa itu spbe", ["apa itu spbe"]),
        ("Selamat pagi pak, apa itu SPBE? Terima kasih.", ["Selamat pagi pak, apa itu SPBE? Terima kasih."]),
        ("Apa itu SPBE? Siapa koordinatornya?", ["Apa itu SPBE?", "Siapa koordinatornya?"]),
        ("Apa itu SPBE??\nSiapa koordinatornya?", ["Apa itu SPBE??", "Siapa koordinatornya?"]),
        ("Wajibkah kami ikut? Kenapa?", ["Wajibkah kami ikut? Kenapa?"]),
        ("Apa itu SPBE? Kapan terbit? Makasih ya Min", ["Apa itu SPBE?", "Kapan terbit?"]),
        (
            "Apa itu SPBE? Apa dasarnya? Kami dari kabupaten kecil di Papua.",
            ["Apa itu SPBE?", "Apa dasarnya? Kami dari kabupaten kecil di Papua."],
        ),
        ("lihat https://a.id/?x=1 apa isinya?", ["lihat https://a.id/?x=1 apa isinya?"]),
    ],
)
def test_questions_are_told_apart(text: str, questions: list[str]) -> None:
    assert separate(text) == questions
