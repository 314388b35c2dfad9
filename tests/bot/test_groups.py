"""In groups and topics."""

import pytest

from tests.bot.library import SmallLibrary
from tests.servers.people import Group, Person
from tests.servers.telegram import BotApiServer

pytestmark = pytest.mark.usefixtures("bot")
Server = BotApiServer
FORUM = 77


@pytest.fixture
def office(server: Server) -> Group:
    return server.group(-1001234567890, topics=(FORUM,))


async def test_only_what_is_meant_for_the_bot_is_answered(
    server: Server, budi: Person, office: Group, library: SmallLibrary
) -> None:
    budi.says("selamat pagi semua", to=office)
    budi.says("/sumber@bot_lain", to=office)
    budi.says("@tanya_bot apa itu spbe?", to=office)
    [reply] = await server.replies(office.id)
    assert "Pasal 1 angka 1" in reply["text"]
    assert [question for question, _ in library.asked] == ["apa itu spbe?"]


async def test_a_reply_to_the_bot_is_a_question(server: Server, budi: Person, office: Group) -> None:
    budi.says("/tanya apa itu spbe?", to=office)
    [first] = await server.replies(office.id)
    budi.says("unsur?", to=office, reply_to=first)
    assert "Pasal 4" in (await server.replies(office.id, 2))[1]["text"]


async def test_a_comment_on_a_channels_post_is_answered_as_a_comment(
    server: Server, budi: Person, office: Group
) -> None:
    post = budi.sends(
        to=office, text="Pengumuman", is_automatic_forward=True, sender_chat={"id": -100, "type": "channel"}
    )
    asked = budi.sends(
        to=office,
        text="/tanya apa itu spbe?",
        entities=[{"type": "bot_command", "offset": 0, "length": 6}],
        message_thread_id=post["message_id"],
        reply_to=post,
    )
    [reply] = await server.replies(office.id)
    assert reply["reply_to_message"]["message_id"] == asked["message_id"]
    assert not server.refused()


async def test_a_channels_own_post_is_left_alone(server: Server, budi: Person, office: Group) -> None:
    channel = {"id": -1002, "type": "channel", "title": "Kanal"}
    server.world.queue(
        "channel_post", {"message_id": 1, "date": 1, "chat": channel, "text": "@tanya_bot apa itu spbe?"}
    )
    budi.says("/tanya unsur?", to=office)
    [reply] = await server.replies(office.id)
    assert "Pasal 4" in reply["text"]


async def test_an_administrator_who_stays_anonymous_is_answered(server: Server, office: Group) -> None:
    anonymous = server.person(1087968824, name="Group", language=None)
    anonymous.sends(
        to=office,
        text="@tanya_bot unsur?",
        entities=[{"type": "mention", "offset": 0, "length": 10}],
        sender_chat={"id": office.id, "type": "supergroup", "title": "Diskominfo"},
    )
    [reply] = await server.replies(office.id)
    assert "Pasal 4" in reply["text"]


async def test_a_photo_in_a_group_is_left_alone_unless_it_is_meant_for_the_bot(
    server: Server, budi: Person, office: Group
) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    budi.sends(to=office, photo=photo)
    mention = [{"type": "mention", "offset": 0, "length": 10}]
    budi.sends(to=office, photo=photo, caption="@tanya_bot ini apa?", caption_entities=mention)
    [reply] = await server.replies(office.id)
    assert "ketik pertanyaannya" in reply["text"]


async def test_the_answer_is_a_reply_to_the_question(server: Server, budi: Person, office: Group) -> None:
    asked = budi.says("/tanya@tanya_bot apa itu spbe?", to=office)
    [reply] = await server.replies(office.id)
    assert reply["reply_to_message"]["message_id"] == asked["message_id"]


async def test_a_question_in_a_topic_is_answered_there(
    server: Server, budi: Person, office: Group, library: SmallLibrary
) -> None:
    library.gate.clear()
    budi.says("/tanya apa itu spbe?", to=office, topic=FORUM)
    await server.until(lambda: bool(server.accepted("sendChatAction")))
    library.gate.set()
    [reply] = await server.replies(office.id)
    assert reply["message_thread_id"] == FORUM
    assert server.accepted("sendChatAction")[0].values["message_thread_id"] == str(FORUM)


async def test_an_unknown_command_in_a_group_is_left_to_others(server: Server, budi: Person, office: Group) -> None:
    budi.says("/apaini", to=office)
    budi.says("/tanya apa itu spbe?", to=office)
    assert len(await server.replies(office.id)) == 1


async def test_the_command_without_a_question_says_how(server: Server, budi: Person, office: Group) -> None:
    budi.says("/tanya", to=office)
    [reply] = await server.replies(office.id)
    assert "/tanya apa itu SPBE?" in reply["text"]
