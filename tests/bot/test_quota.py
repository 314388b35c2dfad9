"""Limits for people and groups, with a word on when to go on."""

import pytest

from bot.moments import span
from bot.quota import Quota, TooManyError
from tests.bot.conftest import ADMINS, RunBot
from tests.bot.library import SmallLibrary
from tests.bot.test_buttons import labels
from tests.bot.test_invitations import said
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


async def test_over_the_limit_a_person_is_told_when_to_go_on(
    server: Server, budi: Person, library: SmallLibrary, run_bot: RunBot
) -> None:
    async with run_bot(user_questions_per_minute=2):
        for _ in range(2):
            assert "Pasal 1" in await said(server, budi, "apa itu spbe?")
        told = await said(server, budi, "apa saja unsur spbe?")
        assert "Mohon tunggu" in told
        assert "pukul" in told
        assert labels(server.shown(budi.id)[-1]) == ["🔁 Coba lagi"]
        assert "Pasal 1" in await said(server, server.person(5002), "apa itu spbe?")
    assert len(library.asked) == 3


async def test_a_group_has_a_limit_of_its_own(server: Server, budi: Person, run_bot: RunBot) -> None:
    office = server.group()
    async with run_bot(chat_questions_per_day=1):
        budi.says("/tanya apa itu spbe?", to=office)
        await server.replies(office.id)
        server.person(5002).says("/tanya apa itu spbe?", to=office)
        assert "24 jam" in (await server.replies(office.id, 2))[1]["text"]
        assert "Pasal 1" in await said(server, budi, "apa itu spbe?")


async def test_admins_have_no_limit(server: Server, ani: Person, run_bot: RunBot) -> None:
    async with run_bot(user_questions_per_minute=1, admin_ids=ADMINS):
        for _ in range(3):
            assert "Pasal 1" in await said(server, ani, "apa itu spbe?")


def test_the_window_slides() -> None:
    clock = [0.0]
    quota = Quota([(2, 60.0)], [], lambda: clock[0])
    quota.take(1, 1)
    clock[0] = 40.0
    quota.take(1, 1)
    with pytest.raises(TooManyError) as caught:
        quota.take(1, 1)
    assert caught.value.seconds == 20.0
    clock[0] = 60.0
    quota.take(1, 1)


def test_a_question_that_is_refused_is_not_counted() -> None:
    clock = [0.0]
    quota = Quota([(1, 60.0)], [(1, 30.0)], lambda: clock[0])
    quota.take(1, -5)
    with pytest.raises(TooManyError):
        quota.take(2, -5)
    quota.take(2, 2)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 detik"), (59.5, "60 detik"), (61, "2 menit"), (3601, "2 jam"), (86400, "24 jam")]
)
def test_spans_are_rounded_up(seconds: float, words: str) -> None:
    assert span(seconds, "id") == words
