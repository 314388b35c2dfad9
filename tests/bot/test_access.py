"""Who may ask."""

import pytest

from tests.bot.conftest import RunBot
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


async def test_a_stranger_learns_the_number_to_hand_to_the_admin(server: Server, run_bot: RunBot) -> None:
    stranger = server.person(4711)
    async with run_bot(allowed_ids=frozenset({5001})):
        stranger.says("apa itu spbe?")
        [reply] = await server.replies(stranger.id)
    assert "4711" in reply["text"]
    assert "Pasal" not in reply["text"]


async def test_a_registered_person_and_an_admin_are_answered(server: Server, budi: Person, run_bot: RunBot) -> None:
    admin = server.person(99)
    async with run_bot(allowed_ids=frozenset({5001}), admin_ids=frozenset({99})):
        for person in (budi, admin):
            person.says("apa itu spbe?")
            assert "Pasal 1" in (await server.replies(person.id))[0]["text"]


async def test_everyone_in_a_registered_group_may_ask(server: Server, run_bot: RunBot) -> None:
    office = server.group(-1001234567890)
    async with run_bot(allowed_ids=frozenset({office.id})):
        server.person(4711).says("/tanya apa itu spbe?", to=office)
        assert "Pasal 1" in (await server.replies(office.id))[0]["text"]


@pytest.mark.parametrize("group_id", [-1001234567890])
async def test_a_stranger_in_a_group_is_not_lectured(
    server: Server, budi: Person, run_bot: RunBot, group_id: int
) -> None:
    office = server.group(group_id)
    async with run_bot(allowed_ids=frozenset({5001})):
        server.person(4711).says("/tanya apa itu spbe?", to=office)
        budi.says("/tanya apa itu spbe?", to=office)
        assert len(await server.replies(office.id)) == 1
