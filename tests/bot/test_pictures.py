"""The picture of a source: sent on a tap, with a caption that says what it is."""

import pytest

from bot.app import TelegramBot
from knowledge import PictureKind
from tests.bot.library import SmallLibrary
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

Server = BotApiServer
pytestmark = pytest.mark.usefixtures("bot")


async def asked(server: Server, budi: Person, text: str = "peta rencana?") -> Json:
    budi.says(text)
    [reply] = await server.replies(budi.id)
    return reply


async def test_the_page_of_the_first_source_is_sent(server: Server, budi: Person, library: SmallLibrary) -> None:
    budi.taps(await asked(server, budi), "Gambar")
    picture = (await server.replies(budi.id, 2))[1]
    assert picture["photo"]
    assert picture["caption"] == "Pasal 5 ayat (2)\nPerpres 95/2018, hlm. 7"
    [(locator, quote)] = library.drawn
    assert locator == "Pasal 5 ayat (2)"
    assert quote.startswith("Peta Rencana SPBE disusun")


async def test_an_opened_source_has_a_picture_too(server: Server, budi: Person, library: SmallLibrary) -> None:
    reply = await asked(server, budi)
    budi.taps(reply, "[1]")
    await server.until(lambda: "‹ Pasal 4" in str(reply["reply_markup"]))
    budi.taps(reply, "‹ Pasal 4")
    await server.until(lambda: reply["text"].startswith("Pasal 4"))
    budi.taps(reply, "Gambar")
    picture = (await server.replies(budi.id, 2))[1]
    assert picture["caption"].startswith("Pasal 4\n")
    assert library.drawn == [("Pasal 4", "")]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (PictureKind.FILE_GONE, "tidak ada lagi"),
        (PictureKind.FILE_CHANGED, "sudah berubah"),
        (PictureKind.NOT_DRAWN, "tidak dapat digambar"),
    ],
)
async def test_a_card_in_place_of_the_page_is_said(
    server: Server, budi: Person, library: SmallLibrary, kind: PictureKind, words: str
) -> None:
    library.pictured = kind
    budi.taps(await asked(server, budi), "Gambar")
    assert words in (await server.replies(budi.id, 2))[1]["caption"]


async def test_in_a_topic_the_picture_goes_there(server: Server, budi: Person) -> None:
    office = server.group(-1001, topics=(7,))
    budi.says("/tanya peta rencana?", to=office, topic=7)
    [reply] = await server.replies(office.id)
    budi.taps(reply, "Gambar")
    assert (await server.replies(office.id, 2))[1]["message_thread_id"] == 7


async def test_a_place_that_is_not_indexed_any_more_is_said(server: Server, budi: Person) -> None:
    reply = await asked(server, budi)
    budi.sends_tap(reply, "p:AAAAAAAAAAA:-")
    await server.until(lambda: all(server.world.callbacks.values()))
    assert "diperbarui" in server.accepted("answerCallbackQuery")[-1].values["text"]


async def test_a_picture_whose_sending_met_a_flood_wait_still_comes(server: Server, budi: Person) -> None:
    reply = await asked(server, budi)
    server.fail("sendPhoto", "flood", seconds=1)
    budi.taps(reply, "Gambar")
    await server.replies(budi.id, 2)


async def test_a_picture_that_failed_is_offered_again(server: Server, budi: Person, bot: TelegramBot) -> None:
    reply = await asked(server, budi)
    server.fail("sendPhoto", "unavailable")
    budi.taps(reply, "Gambar")
    failure = (await server.replies(budi.id, 2))[1]
    assert failure["text"].startswith("Maaf, terjadi gangguan")
    budi.taps(failure, "Coba lagi")
    assert (await server.replies(budi.id, 3))[2]["photo"]
