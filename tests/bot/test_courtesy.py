"""A greeting or thanks is answered as such and not looked for in the documents."""

import pytest

from bot.courtesy import is_greeting, is_thanks
from tests.bot.library import SmallLibrary
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


@pytest.mark.parametrize(
    ("text", "greeting", "thanks"),
    [
        ("Selamat pagi, Pak", True, False),
        ("assalamualaikum wr wb", True, False),
        ("halo?", True, False),
        ("terima kasih banyak ya 🙏", False, True),
        ("Baik, thanks min", False, True),
        ("ok", False, True),
        ("pagi, apa itu SPBE", False, False),
        ("baik, lalu syaratnya?", False, False),
        ("terima kasih, kalau kabupaten bagaimana", False, False),
        ("siap 2024", False, False),
        ("ya", False, False),
        ("🙏", False, False),
        ("", False, False),
    ],
)
def test_politeness_is_told_from_questions(text: str, greeting: bool, thanks: bool) -> None:
    assert (is_greeting(text), is_thanks(text)) == (greeting, thanks)


@pytest.mark.usefixtures("bot")
async def test_thanks_are_answered_without_the_documents(server: Server, budi: Person, library: SmallLibrary) -> None:
    budi.says("terima kasih ya")
    [reply] = await server.replies(budi.id)
    assert reply["text"].startswith("Sama-sama")
    budi.says("selamat siang")
    assert "reply_markup" in (await server.replies(budi.id, 2))[1]
    assert not library.asked


@pytest.mark.usefixtures("bot")
async def test_a_group_hears_nothing_of_thanks(server: Server, budi: Person) -> None:
    office = server.group(-1001)
    budi.says("@tanya_bot terima kasih", to=office)
    budi.says("@tanya_bot unsur?", to=office)
    [reply] = await server.replies(office.id)
    assert "Pasal 4" in reply["text"]
