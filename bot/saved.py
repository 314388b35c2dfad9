"""Answers and places that buttons lead back to: short ids that stay good after a restart and a re-ingest."""

import secrets
import string
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from bot.database import Database, insert_new
from bot.tables import answers, places
from knowledge import Answer

ANSWER = TypeAdapter(Answer)
NO_BREAK = "\u00a0"
LETTERS = string.ascii_letters + string.digits
ID_LENGTH = 10
"""Letters of an answer's id: 60 bits, so that nobody finds the questions of others by guessing."""


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer that was given, under the id its buttons carry."""

    id: str
    answer: Answer
    generation: str


@dataclass(frozen=True, slots=True)
class Place:
    """A provision of a document, or the document itself where the locator is empty."""

    document: str
    locator: str = ""

    @property
    def id(self) -> str:
        """Returns the short id of this place, always the same."""
        digest = blake2b(f"{self.document}\n{self.locator}".encode(), digest_size=8).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")


class Archive:
    """Keeps answers and places."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def by_key(self, key: str) -> Saved | None:
        """Returns the answer that was already made for this question of this update."""
        return await self._find(answers.c.key, key)

    async def by_id(self, answer_id: str) -> Saved | None:
        """Returns the answer a button belongs to, None when it is no longer kept."""
        return await self._find(answers.c.id, answer_id)

    async def save(self, key: str, answer: Answer, generation: str) -> Saved:
        """Keeps an answer and the places it leads to."""
        saved = Saved("".join(secrets.choice(LETTERS) for _ in range(ID_LENGTH)), answer, generation)
        row = {
            "id": saved.id,
            "key": key,
            "question": answer.question,
            "answer": write_answer(answer),
            "generation": generation,
            "at": int(time.time()),
            "kind": answer.kind.value,
            "took_ms": round(1000 * answer.seconds),
            "cited": write_documents(one.document for one in answer.citations),
        }
        cited = [Place(one.document, one.locator) for one in answer.citations]
        also = [Place(document, locator) for document, locator in answer.see_also]

        def work(connection: Connection) -> None:
            insert_new(connection, answers, [row])
            _note(connection, [*cited, *also])

        await self._database.run(work)
        return saved

    async def note(self, noted: list[Place]) -> None:
        """Makes places known, so that their ids lead somewhere."""
        await self._database.run(lambda connection: _note(connection, noted))

    async def place(self, place_id: str) -> Place | None:
        """Returns the place behind an id."""
        query = select(places.c.document, places.c.locator).where(places.c.id == place_id)
        row = await self._database.run(lambda connection: connection.execute(query).first())
        return Place(row.document, row.locator) if row else None

    async def _find(self, column: object, value: str) -> Saved | None:
        query = select(answers.c.id, answers.c.answer, answers.c.generation).where(column == value)  # type: ignore[arg-type]  # a column's comparison is a clause
        row = await self._database.run(lambda connection: connection.execute(query).first())
        return Saved(row.id, read_answer(row.answer), row.generation) if row else None


def write_answer(answer: Answer) -> str:
    """Writes an answer as JSON."""
    return ANSWER.dump_json(answer).decode()


def read_answer(text: str) -> Answer:
    """Reads an answer back from its JSON."""
    return ANSWER.validate_json(text)


def write_documents(names: Iterable[str]) -> str:
    """Writes names of documents into one text, each once; a blank within a name becomes one that does not break."""
    return " ".join(name.replace(" ", NO_BREAK) for name in dict.fromkeys(names))


def read_documents(text: str) -> list[str]:
    """Reads the names back."""
    return [name.replace(NO_BREAK, " ") for name in text.split(" ") if name]


def _note(connection: Connection, noted: list[Place]) -> None:
    unique = {place.id: place for place in noted}
    rows: list[dict[str, object]] = [
        {"id": place_id, "document": place.document, "locator": place.locator} for place_id, place in unique.items()
    ]
    insert_new(connection, places, rows)
