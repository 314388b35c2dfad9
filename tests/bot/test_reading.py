"""/cari, /istilah, /sumber, and the inline mode."""

import json

import pytest

from bot.render import snippet
from tests.bot.conftest import RunBot
from tests.bot.test_buttons import labels
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer, Call
from tests.servers.world import Json

pytestmark = pytest.mark.usefixtures("bot")
Server = BotApiServer


async def reply_to(server: Server, budi: Person, text: str) -> Json:
    budi.says(text)
    [reply] = await server.replies(budi.id)
    return reply


class TestSearch:
    async def test_cari_lists_passages_to_open(self, server: Server, budi: Person) -> None:
        reply = await reply_to(server, budi, "/cari peta rencana")
        assert "[1] Perpres 95/2018 Pasal 5 ayat (2), hlm. 7" in reply["text"]
        budi.taps(reply, "[1]")
        await server.until(lambda: server.texts(budi.id)[0].startswith("Pasal 5 ayat (2)"))

    @pytest.mark.parametrize(("said", "words"), [("/cari", "/cari peta"), ("/cari zebra", "Tidak ada bagian")])
    async def test_cari_without_a_result_says_so(self, server: Server, budi: Person, said: str, words: str) -> None:
        assert words in (await reply_to(server, budi, said))["text"]

    async def test_istilah_explains_a_term(self, server: Server, budi: Person) -> None:
        reply = await reply_to(server, budi, "/istilah SPBE")
        assert reply["text"].startswith("SPBE adalah")

    async def test_istilah_without_a_term_says_how(self, server: Server, budi: Person) -> None:
        assert "/istilah SPBE" in (await reply_to(server, budi, "/istilah"))["text"]


class TestCatalogue:
    async def test_one_goes_from_a_kind_to_a_provision_and_back(self, server: Server, budi: Person) -> None:
        reply = await reply_to(server, budi, "/sumber")
        budi.taps(reply, "Perpres (1)")
        await server.until(lambda: "Perpres 95/2018" in labels(reply))
        budi.taps(reply, "Perpres 95/2018")
        await server.until(lambda: "Pasal 4" in labels(reply))
        assert "110 halaman" in server.texts(budi.id)[0]
        budi.taps(reply, "Daftar dokumen")
        await server.until(lambda: "Perpres 95/2018" in labels(reply))
        budi.taps(reply, "Perpres 95/2018")
        await server.until(lambda: "Pasal 4" in labels(reply))
        budi.taps(reply, "Pasal 4")
        await server.until(lambda: server.texts(budi.id)[0].startswith("Pasal 4\n"))

    @pytest.mark.parametrize(("facet", "value"), [("tahun", "2018 (1)"), ("status", "berlaku (1)")])
    async def test_documents_are_also_sorted_by(self, server: Server, budi: Person, facet: str, value: str) -> None:
        reply = await reply_to(server, budi, "/sumber")
        budi.taps(reply, f"Menurut {facet}")
        await server.until(lambda: value in labels(reply))
        budi.taps(reply, value)
        await server.until(lambda: "Perpres 95/2018" in labels(reply))

    @pytest.mark.parametrize("data", ["c", "c:z", "c:k:nothing:1", "c:d:unknown:1", "c:b:unknown:0:1", "c:k:perpres:x"])
    async def test_an_old_button_says_so(self, server: Server, budi: Person, data: str) -> None:
        reply = await reply_to(server, budi, "/sumber")
        budi.sends_tap(reply, data)
        await server.until(lambda: bool(server.accepted("answerCallbackQuery")))
        assert "tanyakan lagi" in server.accepted("answerCallbackQuery")[0].values["text"]


class TestInline:
    async def results(self, server: Server, count: int = 1) -> Call:
        await server.until(lambda: len(server.accepted("answerInlineQuery")) >= count)
        return server.accepted("answerInlineQuery")[-1]

    async def test_passages_are_offered_as_cards(self, server: Server, budi: Person) -> None:
        budi.types_inline("peta rencana")
        call = await self.results(server)
        [card] = json.loads(call.values["results"])
        assert card["title"] == "Perpres 95/2018 Pasal 5 ayat (2)"
        assert "&lt;tetap&gt; &amp; ditinjau" in card["input_message_content"]["message_text"]
        assert int(call.values["cache_time"]) > 0

    @pytest.mark.parametrize("typed", ["", "a", "zebra", "jawaban unknown"])
    async def test_nothing_found_is_an_empty_list(self, server: Server, budi: Person, typed: str) -> None:
        budi.types_inline(typed)
        assert json.loads((await self.results(server)).values["results"]) == []

    async def test_an_answer_is_shared_with_its_source(self, server: Server, budi: Person) -> None:
        reply = await reply_to(server, budi, "apa itu spbe?")
        share = reply["reply_markup"]["inline_keyboard"][-1][-1]["switch_inline_query"]
        server.person(5002).types_inline(share)
        [card] = json.loads((await self.results(server)).values["results"])
        assert "Perpres 95/2018 Pasal 1 angka 1, hlm. 3" in card["input_message_content"]["message_text"]

    async def test_a_query_that_is_too_old_disturbs_nobody(self, server: Server, budi: Person) -> None:
        server.world.inline_queries.discard(budi.types_inline("peta rencana"))
        budi.types_inline("unsur")
        await self.results(server)
        assert not server.shown(budi.id)


class TestPersonal:
    async def test_bahasa_changes_the_language_for_good(self, server: Server, budi: Person, run_bot: RunBot) -> None:
        reply = await reply_to(server, budi, "/bahasa")
        budi.taps(reply, "English")
        await server.until(lambda: server.texts(budi.id)[0].startswith("I will use English"))
        budi.says("/bantuan")
        assert "How to ask" in (await server.replies(budi.id, 2))[1]["text"]

    async def test_a_chosen_language_is_also_the_answers(self, server: Server, budi: Person) -> None:
        reply = await reply_to(server, budi, "/bahasa")
        budi.taps(reply, "English")
        await server.until(lambda: server.texts(budi.id)[0].startswith("I will use English"))
        budi.says("resep rendang")
        assert (await server.replies(budi.id, 2))[1]["text"].startswith("Not found")

    async def test_privasi_says_what_is_stored(self, server: Server, budi: Person) -> None:
        budi.says("unsur?")
        budi.says("/privasi")
        reply = (await server.replies(budi.id, 2))[1]
        assert "90 hari" in reply["text"]
        assert "Percakapan yang diingat: 1" in reply["text"]

    async def test_hapus_data_erases_all_of_it(self, server: Server, budi: Person) -> None:
        budi.says("unsur?")
        budi.says("/hapus_data")
        reply = (await server.replies(budi.id, 2))[1]
        budi.taps(reply, "Hapus semuanya")
        await server.until(lambda: "sudah dihapus" in server.texts(budi.id)[1])
        budi.says("kalau untuk kabupaten?")
        budi.says("/privasi")
        replies = await server.replies(budi.id, 4)
        assert "Tidak ditemukan" in replies[2]["text"]
        assert "Percakapan yang diingat: 1" in replies[3]["text"]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("satu dua tiga", "dua", "satu dua tiga"),
        ("a " * 200 + "peta rencana spbe disusun " + "b " * 100, "peta rencana", "peta rencana spbe"),
    ],
)
def test_a_snippet_shows_where_the_words_stand(text: str, query: str, expected: str) -> None:
    shown = snippet(text, query)
    assert expected in shown
    assert len(shown) <= 190
