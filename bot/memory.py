"""What is remembered of a chat and a person: the last turns, which message answers which, the language."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from bot.database import Database, insert_new, put
from bot.saved import read_answer
from bot.tables import answers, listeners, preferences, reminders, shown, ticks, turns
from knowledge import Turn

KEPT_TURNS = 5
"""Earlier questions that a follow-up may refer to."""
TURN_SECONDS = 12 * 3600
"""After half a day a short question is no follow-up any more; the turns are forgotten."""
EDIT_SECONDS = 48 * 3600
"""How long a message can be edited in Telegram, and so how long its answer must be found."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which messages of ours answer a question of someone's message."""

    answer_id: str
    message_ids: tuple[int, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored on a person and their private chat, counted."""

    turns: int = 0
    shown: int = 0
    language: str = ""
    ticks: int = 0
    reminders: int = 0


class Memory:
    """Remembers conversations and languages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def turns(self, chat_id: int, thread: int | None) -> list[Turn]:
        """Returns the last turns of this chat and topic, oldest first."""
        query = (
            select(answers.c.answer)
            .join(turns, turns.c.answer_id == answers.c.id)
            .where(turns.c.chat_id == chat_id, turns.c.thread == (thread or 0))
            .where(turns.c.at_ms > _milliseconds() - 1000 * TURN_SECONDS)
            .order_by(turns.c.at_ms.desc())
            .limit(KEPT_TURNS)
        )
        texts = await self._database.run(lambda connection: list(connection.scalars(query)))
        found = [read_answer(text) for text in reversed(texts)]
        return [Turn(one.question, one.citations, one.lead) for one in found]

    async def remember(
        self, chat_id: int, thread: int | None, question_id: int, place: int, answer_id: str, message_ids: Sequence[int]
    ) -> None:
        """Notes that these messages answer the question, and that it is the chat's latest turn."""
        turn: dict[str, object] = {
            "chat_id": chat_id,
            "thread": thread or 0,
            "answer_id": answer_id,
            "at_ms": _milliseconds(),
        }
        row: dict[str, object] = {
            "chat_id": chat_id,
            "question_id": question_id,
            "place": place,
            "answer_id": answer_id,
            "message_ids": json.dumps(list(message_ids)),
            "at": int(time.time()),
        }

        def work(connection: Connection) -> None:
            here = (shown.c.chat_id == chat_id) & (shown.c.question_id == question_id) & (shown.c.place == place)
            replaced = select(shown.c.answer_id).where(here, shown.c.answer_id != answer_id).scalar_subquery()
            connection.execute(delete(turns).where(turns.c.chat_id == chat_id, turns.c.answer_id == replaced))
            insert_new(connection, turns, [turn])
            put(connection, shown, row)

        await self._database.run(work)

    async def shown(self, chat_id: int, question_id: int) -> list[Shown]:
        """Returns what answers this message, by the place of each question in it."""
        query = (
            select(shown.c.answer_id, shown.c.message_ids, answers.c.question)
            .join(answers, answers.c.id == shown.c.answer_id, isouter=True)
            .where(shown.c.chat_id == chat_id, shown.c.question_id == question_id)
            .order_by(shown.c.place)
        )
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return [Shown(row.answer_id, tuple(json.loads(row.message_ids)), row.question or "") for row in rows]

    async def afresh(self, chat_id: int, thread: int | None) -> None:
        """Forgets the conversation of this chat and topic."""
        strike = delete(turns).where(turns.c.chat_id == chat_id, turns.c.thread == (thread or 0))
        await self._database.run(lambda connection: connection.execute(strike))

    async def language(self, user_id: int) -> str | None:
        """Returns the language a person chose."""
        query = select(preferences.c.language).where(preferences.c.user_id == user_id)
        return await self._database.run(lambda connection: connection.scalar(query))

    async def choose(self, user_id: int, language: str) -> None:
        """Keeps the language a person chose."""
        row: dict[str, object] = {"user_id": user_id, "language": language}
        await self._database.run(lambda connection: put(connection, preferences, row))

    async def stored(self, user_id: int) -> Stored:
        """Counts what is stored on a person; their private chat has the same number as they."""

        def work(connection: Connection) -> Stored:
            return Stored(
                len(list(connection.execute(select(turns.c.answer_id).where(turns.c.chat_id == user_id)))),
                len(list(connection.execute(select(shown.c.at).where(shown.c.chat_id == user_id)))),
                connection.scalar(select(preferences.c.language).where(preferences.c.user_id == user_id)) or "",
                len(list(connection.execute(select(ticks.c.item).where(ticks.c.chat_id == user_id)))),
                len(list(connection.execute(select(reminders.c.id).where(reminders.c.chat_id == user_id)))),
            )

        return await self._database.run(work)

    async def move(self, old: int, new: int) -> None:
        """Takes what is kept of a chat along to its new number."""

        def work(connection: Connection) -> None:
            for table in (turns, shown, ticks, reminders, listeners):
                connection.execute(update(table).where(table.c.chat_id == old).values(chat_id=new))

        await self._database.run(work)

    async def erase(self, user_id: int) -> None:
        """Erases all of it."""

        def work(connection: Connection) -> None:
            connection.execute(delete(turns).where(turns.c.chat_id == user_id))
            connection.execute(delete(shown).where(shown.c.chat_id == user_id))
            connection.execute(delete(preferences).where(preferences.c.user_id == user_id))
            connection.execute(delete(ticks).where(ticks.c.chat_id == user_id))
            connection.execute(delete(reminders).where(reminders.c.chat_id == user_id))
            connection.execute(delete(listeners).where(listeners.c.chat_id == user_id))

        await self._database.run(work)


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000
