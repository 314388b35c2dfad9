"""By invitation: codes and links let someone in, and nobody by guessing."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.database import Database
from bot.invitations import LENGTH, LETTERS, Entry, Invitations, is_code, normal, wait_after
from bot.tables import invitations
from tests.bot.conftest import ADMINS, RunBot
from tests.bot.library import SmallLibrary
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer
BY_INVITATION = {"access": "invitation", "admin_ids": ADMINS}


async def said(server: Server, person: Person, text: str) -> str:
    count = len(server.shown(person.id))
    person.says(text)
    return str((await server.replies(person.id, count + 1))[count]["text"])


def code_in(text: str) -> str:
    found = re.search(r"/masuk (\S+)", text)
    assert found
    return found[1]


async def test_a_stranger_comes_in_by_the_link(server: Server, ani: Person, budi: Person, run_bot: RunBot) -> None:
    async with run_bot(**BY_INVITATION):
        assert "/masuk KODE" in await said(server, budi, "apa itu spbe?")
        invited = await said(server, ani, "/undang 1 7")
        link = re.search(r"https://t\.me/tanya_bot\?start=(\S+)", invited)
        assert link
        assert "Selamat datang" in await said(server, budi, f"/start {link[1]}")
        assert "Pasal 1" in await said(server, budi, "apa itu spbe?")


async def test_a_code_may_be_typed_carelessly(server: Server, ani: Person, budi: Person, run_bot: RunBot) -> None:
    async with run_bot(**BY_INVITATION):
        code = code_in(await said(server, ani, "/undang 1 7"))
        typed = code.lower().replace("-", " ").replace("1", "l").replace("0", "o")
        assert "Selamat datang" in await said(server, budi, f"/masuk {typed}")


async def test_a_code_is_good_for_as_many_as_were_invited(server: Server, ani: Person, run_bot: RunBot) -> None:
    guests = [server.person(number) for number in (6001, 6002, 6003)]
    async with run_bot(**BY_INVITATION):
        code = code_in(await said(server, ani, "/undang 2 7"))
        told = [await said(server, guest, f"/masuk {code}") for guest in guests]
        again = await said(server, guests[0], f"/masuk {code}")
    assert ["Selamat datang" in text for text in told] == [True, True, False]
    assert "tidak berlaku" in told[2]
    assert "sudah boleh bertanya" in again


async def test_a_withdrawn_code_lets_nobody_in(server: Server, ani: Person, budi: Person, run_bot: RunBot) -> None:
    async with run_bot(**BY_INVITATION):
        code = code_in(await said(server, ani, "/undang 1 7"))
        ani.taps(server.shown(ani.id)[-1], "Cabut")
        await server.until(lambda: "(0)" in server.texts(ani.id)[-1])
        assert "tidak berlaku" in await said(server, budi, f"/masuk {code}")


async def test_a_group_comes_in_by_a_code_of_its_own(
    server: Server, ani: Person, budi: Person, run_bot: RunBot
) -> None:
    office = server.group()
    async with run_bot(**BY_INVITATION):
        await said(server, ani, "/undang")
        ani.taps(server.shown(ani.id)[-1], "Satu grup")
        await server.until(lambda: "startgroup=" in server.texts(ani.id)[-1])
        code = code_in(server.texts(ani.id)[-1])
        assert "tidak berlaku" in await said(server, budi, f"/masuk {code}")
        budi.says(f"/start@tanya_bot {code}", to=office)
        assert "Semua anggota grup" in (await server.replies(office.id))[0]["text"]
        server.person(7002).says("/tanya apa itu spbe?", to=office)
        assert "Pasal 1" in (await server.replies(office.id, 2))[1]["text"]


async def test_guessing_has_to_wait_even_with_the_right_code(
    server: Server, ani: Person, budi: Person, run_bot: RunBot
) -> None:
    async with run_bot(**BY_INVITATION):
        code = code_in(await said(server, ani, "/undang 1 7"))
        guesses = [await said(server, budi, f"/masuk AAAA-BBBB-CCC{n}") for n in range(3)]
        assert ["Coba lagi" in text for text in guesses] == [False, False, True]
        assert "30 detik" in guesses[2]
        assert "Terlalu banyak kode yang salah" in await said(server, budi, f"/masuk {code}")
        other = server.person(6001)
        assert "Selamat datang" in await said(server, other, f"/masuk {code}")


async def test_who_invited_and_who_came_is_recorded(
    server: Server, ani: Person, budi: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    async with run_bot(**BY_INVITATION):
        code = code_in(await said(server, ani, "/undang 1 7"))
        await said(server, budi, f"/masuk {code}")
        listed = await said(server, ani, "/jejak")
    came, invited = library.journal.newest(9)[0]
    assert (invited.who, invited.what) == ("telegram 99", "/undang")
    assert (came.who, came.what, came.detail) == ("telegram 5001", "/masuk", "5001")
    assert "/masuk" in listed
    assert normal(code) not in normal(listed)


@pytest.mark.parametrize("mode", ["open", "list"])
async def test_without_invitations_none_can_be_made(server: Server, ani: Person, run_bot: RunBot, mode: str) -> None:
    async with run_bot(access=mode, admin_ids=ADMINS):
        assert "ACCESS=invitation" in await said(server, ani, "/undang 1 7")


@pytest.mark.parametrize("words", ["0 7", "5", "5 0", "lima 7", "5 999"])
async def test_an_invitation_out_of_range_is_explained(
    server: Server, ani: Person, run_bot: RunBot, words: str
) -> None:
    async with run_bot(**BY_INVITATION):
        assert "1–1000" in await said(server, ani, f"/undang {words}")


class TestStore:
    @pytest.fixture
    def clock(self) -> list[float]:
        return [1_000_000.0]

    @pytest.fixture
    def kept(self, tmp_path: Path, clock: list[float]) -> Invitations:
        return Invitations(Database.open(f"sqlite:///{tmp_path / 'bot.sqlite'}"), lambda: clock[0])

    async def test_the_code_itself_is_not_stored(self, kept: Invitations) -> None:
        _, code = await kept.create(1, 7, by=99, for_group=False)
        rows = await kept._database.run(lambda connection: list(connection.execute(select(invitations))))
        assert normal(code) not in str(rows)
        assert code not in str(rows)

    async def test_an_expired_code_lets_nobody_in(self, kept: Invitations, clock: list[float]) -> None:
        _, code = await kept.create(1, 7, by=99, for_group=False)
        clock[0] += 7 * 24 * 3600
        assert (await kept.redeem(code, 5001))[0] is Entry.WRONG
        assert await kept.open() == []

    async def test_the_wait_doubles_and_is_forgotten_after_a_day(self, kept: Invitations, clock: list[float]) -> None:
        waits = []
        for _ in range(6):
            outcome, seconds, _ = await kept.redeem("AAAABBBBCCCC", 5001)
            assert outcome is Entry.WRONG
            waits.append(seconds)
            clock[0] += seconds
        assert waits == [0, 0, 30, 60, 120, 240]
        clock[0] += 2 * 24 * 3600
        assert (await kept.redeem("AAAABBBBCCCC", 5001))[1] == 0

    async def test_a_restart_shortens_no_wait(self, kept: Invitations, tmp_path: Path, clock: list[float]) -> None:
        for _ in range(4):
            waiting = (await kept.redeem("AAAABBBBCCCC", 5001))[1]
            clock[0] += waiting
        _, code = await kept.create(1, 7, by=99, for_group=False)
        await kept.redeem("AAAABBBBCCCC", 5001)
        kept._database.close()
        restarted = Invitations(Database.open(f"sqlite:///{tmp_path / 'bot.sqlite'}"), lambda: clock[0])
        assert await restarted.redeem(code, 5001) == (Entry.WAIT, 120, "")
        clock[0] += 120
        assert (await restarted.redeem("AAAABBBBCCCC", 5001))[1] == 240

    async def test_coming_in_forgets_the_wrong_codes(self, kept: Invitations) -> None:
        _, code = await kept.create(2, 7, by=99, for_group=False)
        for _ in range(2):
            await kept.redeem("AAAABBBBCCCC", 5001)
        assert (await kept.redeem(code, 5001))[0] is Entry.ADMITTED
        assert (await kept.redeem(code, 5001))[0] is Entry.KNOWN
        assert [one.used for one in await kept.open()] == [1]


@given(st.integers(0, 10_000))
def test_a_wait_is_at_most_a_day_and_never_shrinks(wrong: int) -> None:
    assert 0 <= wait_after(wrong) <= wait_after(wrong + 1) <= 24 * 3600


@given(st.text(LETTERS, min_size=LENGTH, max_size=LENGTH))
def test_a_code_is_known_by_its_form(code: str) -> None:
    assert is_code(f"{code[:4]}-{code[4:8]}-{code[8:]}".lower())
    assert normal(code) == code


def test_the_links_of_the_bot_itself_are_no_codes() -> None:
    assert not is_code("tanya")
