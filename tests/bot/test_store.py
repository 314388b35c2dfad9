"""The bot's own database."""

import asyncio
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select

from bot.database import Database, put
from bot.inbox import Inbox, Json, without_names
from bot.saved import Place, read_answer, write_answer
from bot.tables import metadata, state
from knowledge import Answer, AnswerKind, Citation


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.open(f"sqlite:///{tmp_path / 'new' / 'bot.sqlite'}")


def test_the_migrations_lead_to_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_an_existing_database_is_opened_again(tmp_path: Path) -> None:
    for _ in range(2):
        Database.open(f"sqlite:///{tmp_path / 'bot.sqlite'}").close()


async def test_the_inbox_keeps_the_order_and_forgets_what_is_done(database: Database) -> None:
    inbox = Inbox(database)
    await inbox.add([message(3, "satu"), message(4, "dua")])
    await inbox.add([message(4, "dua"), message(5, "tiga")])
    await inbox.finish(3)
    assert [one.update_id for one in await inbox.leftovers()] == [4, 5]
    assert await inbox.add([message(3, "satu")]) == []


async def test_attempts_are_counted(database: Database) -> None:
    inbox = Inbox(database)
    await inbox.add([message(3, "satu")])
    assert [await inbox.begin(3), await inbox.begin(3)] == [1, 2]
    await inbox.came_through(3)
    assert await inbox.begin(3) == 1


async def test_work_that_comes_up_together_is_committed_together_and_in_order(database: Database) -> None:
    begun: list[int] = []
    event.listen(database.engine, "begin", lambda connection: begun.append(1))
    added = await asyncio.gather(*(database.run(partial(noted, number=n)) for n in range(50)))
    assert added == list(range(50))
    assert len(begun) < 10
    rows = await database.run(lambda connection: connection.scalars(select(state.c.name).order_by(state.c.value)).all())
    assert len(rows) == 50


async def test_work_that_fails_undoes_only_itself(database: Database) -> None:
    def fails(connection: Connection) -> int:
        noted(connection, 99)
        raise ValueError("boom")

    outcomes = await asyncio.gather(
        database.run(lambda connection: noted(connection, 1)),
        database.run(fails),
        database.run(lambda connection: noted(connection, 2)),
        return_exceptions=True,
    )
    assert outcomes[0] == 1
    assert isinstance(outcomes[1], ValueError)
    assert outcomes[2] == 2
    names = await database.run(lambda connection: set(connection.scalars(select(state.c.name))))
    assert names == {"1", "2"}


async def test_work_whose_commit_fails_is_told_so(database: Database) -> None:
    database.close()
    with pytest.raises(RuntimeError):
        await database.run(lambda connection: noted(connection, 1))


def noted(connection: Connection, number: int) -> int:
    put(connection, state, {"name": str(number), "value": ""})
    return number


def test_names_are_not_stored() -> None:
    update = message(3, "halo")
    update["message"]["reply_to_message"] = {"from": {"id": 9, "is_bot": True, "first_name": "Bot", "username": "b"}}
    stored = str(without_names(update))
    assert "Budi" not in stored
    assert "budi77" not in stored
    assert "'username': 'b'" in stored
    assert "halo" in stored


@given(st.text(), st.text(), st.one_of(st.none(), st.integers(1, 999)))
def test_an_answer_comes_back_as_it_was(lead: str, quote: str, page: int | None) -> None:
    citation = Citation("perpres-95-2018", "Perpres", "Pasal 5", page, quote)
    answer = Answer("apa?", AnswerKind.WHICH, "id", lead, (citation,), ("w",), ("r",), ("s",), (("a", "Pasal 1"),), 0.5)
    assert read_answer(write_answer(answer)) == answer


@given(st.text(min_size=1), st.text())
def test_a_place_has_a_short_id_that_is_its_own(document: str, locator: str) -> None:
    place = Place(document, locator)
    assert len(place.id) == 11
    assert place.id == Place(document, locator).id
    assert place.id != Place(document, f"{locator}x").id


def message(update_id: int, text: str) -> Json:
    sender = {"id": 7, "is_bot": False, "first_name": "Budi", "username": "budi77"}
    chat = {"id": 7, "type": "private", "first_name": "Budi", "username": "budi77"}
    return {"update_id": update_id, "message": {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": text}}
