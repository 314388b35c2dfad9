"""/akses: who may ask and who may administer, changed with buttons."""

from tests.bot.conftest import ADMINS, RunBot
from tests.bot.library import SmallLibrary
from tests.bot.test_buttons import labels
from tests.bot.test_invitations import said
from tests.bot.test_profile import names
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

Server = BotApiServer
LISTED = {"access": "list", "admin_ids": ADMINS}


async def opened(server: Server, ani: Person, asked: str = "/akses") -> Json:
    await said(server, ani, asked)
    return server.shown(ani.id)[-1]


async def tapped(server: Server, ani: Person, message: Json, label: str) -> None:
    """Taps and waits for the end of the spinner, which comes after everything else."""
    before = len(server.accepted("answerCallbackQuery"))
    ani.taps(message, label)
    await server.until(lambda: len(server.accepted("answerCallbackQuery")) > before)


async def test_a_person_is_let_in_and_taken_out_again(
    server: Server, ani: Person, budi: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    async with run_bot(**LISTED):
        assert "5001" in await said(server, budi, "apa itu spbe?")
        shown = await opened(server, ani, "/akses 5001")
        assert "Budi" in shown["text"]
        await tapped(server, ani, shown, "Boleh bertanya")
        assert "Pasal 1" in await said(server, budi, "apa itu spbe?")
        await tapped(server, ani, shown, "Keluarkan")
        assert "Pasal" not in await said(server, budi, "apa itu spbe?")
    assert [action.result for action in library.journal.newest(9)[0]] == ["dikeluarkan", "boleh bertanya"]


async def test_a_group_is_let_in(server: Server, ani: Person, run_bot: RunBot) -> None:
    office = server.group(-1001234567890)
    async with run_bot(**LISTED):
        shown = await opened(server, ani, f"/akses {office.id}")
        assert "Diskominfo" in shown["text"]
        assert not any("admin" in label for label in labels(shown))
        await tapped(server, ani, shown, "Boleh bertanya")
        server.person(4711).says("/tanya apa itu spbe?", to=office)
        assert "Pasal 1" in (await server.replies(office.id))[0]["text"]


async def test_an_appointed_admin_administers_until_dismissed(
    server: Server, ani: Person, budi: Person, run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS):
        shown = await opened(server, ani, "/akses 5001")
        await tapped(server, ani, shown, "Jadikan admin")
        assert "jejak" in names(server, "id", type="chat", chat_id=budi.id)
        assert "Jejak" in await said(server, budi, "/jejak")
        await tapped(server, ani, shown, "Keluarkan")
        assert names(server, "id", type="chat", chat_id=budi.id) == []
        assert "tidak saya kenal" in await said(server, budi, "/jejak")


async def test_an_admin_of_the_settings_cannot_be_touched(
    server: Server, ani: Person, budi: Person, run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS):
        shown = await opened(server, ani, "/akses 5001")
        await tapped(server, ani, shown, "Jadikan admin")
        fixed = await opened(server, budi, "/akses 99")
        assert "ADMIN_IDS" in fixed["text"]
        assert labels(fixed) == ["↩️ Akses"]
        budi.sends_tap(fixed, "k:s:99:blocked")
        await server.until(lambda: "ADMIN_IDS" in server.accepted("answerCallbackQuery")[-1].values.get("text", ""))
        assert "Jejak" in await said(server, ani, "/jejak")


async def test_the_blocked_are_not_answered_even_where_all_may_ask(
    server: Server, ani: Person, budi: Person, run_bot: RunBot
) -> None:
    async with run_bot(admin_ids=ADMINS):
        await tapped(server, ani, await opened(server, ani, "/akses 5001"), "Blokir")
        assert "Pasal" not in await said(server, budi, "apa itu spbe?")
        budi.sends_tap(server.shown(budi.id)[-1], "e:0")
        await server.until(lambda: "terdaftar" in server.accepted("answerCallbackQuery")[-1].values.get("text", ""))
        assert len(server.shown(budi.id)) == 1


async def test_lists_are_turned_page_by_page_and_lead_to_each(server: Server, ani: Person, run_bot: RunBot) -> None:
    people = [server.person(6000 + number, name=f"Pegawai {number}") for number in range(9)]
    async with run_bot(allowed_ids=frozenset(person.id for person in people), admin_ids=ADMINS):
        home = await opened(server, ani)
        assert "hanya yang ada dalam daftar" in home["text"]
        await tapped(server, ani, home, "Pengguna (9)")
        assert labels(home) == [*(f"Pegawai {n}" for n in range(8)), "Lebih lama ›", "↩️ Akses"]
        await tapped(server, ani, home, "Lebih lama")
        assert labels(home) == ["Pegawai 8", "‹ Lebih baru", "↩️ Akses"]
        await tapped(server, ani, home, "Pegawai 8")
        assert "ALLOWED_IDS" in home["text"]


async def test_what_is_no_id_is_explained(server: Server, ani: Person, run_bot: RunBot) -> None:
    async with run_bot(admin_ids=ADMINS):
        assert "/akses 5001" in await said(server, ani, "/akses budi")


async def test_a_group_that_became_a_supergroup_stays_in(
    server: Server, ani: Person, budi: Person, run_bot: RunBot
) -> None:
    old, new = server.group(-77, basic=True), server.group(-1009876543210)
    async with run_bot(**LISTED) as running:
        await tapped(server, ani, await opened(server, ani, "/akses -77"), "Boleh bertanya")
        budi.sends(to=old, migrate_to_chat_id=new.id)
        while not await running.application.bot_data.members.of(new.id):
            await server.notify()
        budi.says("/tanya apa itu spbe?", to=new)
        assert "Pasal 1" in (await server.replies(new.id))[0]["text"]
