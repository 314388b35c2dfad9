"""Every update written down before Telegram is told it arrived, and struck off when the user has the answer."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select, update

from bot.database import Database, insert_new
from bot.numbers import number_of
from bot.tables import inbox

Json = dict[str, Any]

KEPT_SECONDS = 3 * 24 * 3600
"""How long a done update's number is remembered. Telegram delivers an update again for 24 hours at most."""

NAMES = ("first_name", "last_name", "username")
CONTENT_KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")


@dataclass(frozen=True, slots=True)
class Received:
    """An update that waits to be answered; one lane is answered in order, lanes side by side."""

    update_id: int
    lane: str
    payload: Json
    kept: bool = True
    """Whether it is written down; what is typed inline is not, a moment later it is worth nothing."""
    taken_at: float = field(default_factory=time.monotonic, compare=False)


class Inbox:
    """The durable queue in front of all handling."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, payloads: Sequence[Json]) -> list[Received]:
        """Writes down the updates and returns those that were not known yet, in order."""
        rows = [Received(payload["update_id"], lane_of(payload), without_names(payload)) for payload in payloads]
        return await self._database.run(lambda connection: _add(connection, rows)) if rows else []

    async def leftovers(self) -> list[Received]:
        """Returns what an earlier run took in and did not finish, oldest first."""
        return await self._database.run(_leftovers)

    async def begin(self, update_id: int) -> int:
        """Counts a beginning of the work on this update that may end the process, and returns the count so far.

        Only this work counts: being killed while a message is on its way says nothing about the question.
        """
        return await self._database.run(lambda connection: _begin(connection, update_id))

    async def came_through(self, update_id: int) -> None:
        """Forgets the count: the work was done and the process is alive."""
        change = update(inbox).where(inbox.c.update_id == update_id, inbox.c.attempts > 0).values(attempts=0)
        await self._database.run(lambda connection: connection.execute(change))

    async def finish(self, update_id: int) -> None:
        """Strikes the update off; only its number stays, to know it when it comes again."""
        statement = update(inbox).where(inbox.c.update_id == update_id).values(payload=None, lane="")
        await self._database.run(lambda connection: connection.execute(statement))


def lane_of(payload: Json) -> str:
    """Returns the lane: a chat and topic, a chat's taps (which wait for no answer), or someone's inline typing."""
    if "callback_query" in payload:
        message = payload["callback_query"].get("message") or {}
        return f"tap {message.get('chat', {}).get('id', payload['callback_query']['from']['id'])}"
    if "inline_query" in payload:
        return f"inline {payload['inline_query']['from']['id']}"
    for kind in CONTENT_KINDS:
        content = payload.get(kind)
        if isinstance(content, dict) and "chat" in content:
            topic = content.get("message_thread_id") if content.get("is_topic_message") else None
            return f"chat {content['chat']['id']}" + (f" {topic}" if topic else "")
    return "other"


def without_names(payload: Json) -> Json:
    """Returns the update without people's names: who asks is not stored, only where the answer goes."""
    cleaned = {key: _cleaned(value) for key, value in payload.items()}
    if payload.get("is_bot") is False:
        return {key: value for key, value in cleaned.items() if key not in NAMES} | {"first_name": ""}
    if payload.get("type") == "private":
        return {key: value for key, value in cleaned.items() if key not in NAMES}
    return cleaned


def _cleaned(value: object) -> object:
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return without_names(value) if isinstance(value, dict) else value


def _add(connection: Connection, rows: list[Received]) -> list[Received]:
    known = set(
        connection.scalars(select(inbox.c.update_id).where(inbox.c.update_id.in_([row.update_id for row in rows])))
    )
    new = {row.update_id: row for row in rows if row.update_id not in known}
    now = int(time.time())
    insert_new(connection, inbox, [_row(received, now) for received in new.values()])
    return list(new.values())


def _row(received: Received, now: int) -> dict[str, object]:
    box, number = number_of(received.payload)
    return {
        "update_id": received.update_id,
        "lane": received.lane,
        "payload": json.dumps(received.payload),
        "attempts": 0,
        "box": box,
        "number": number,
        "received_at": now,
    }


def _leftovers(connection: Connection) -> list[Received]:
    rows = connection.execute(
        select(inbox.c.update_id, inbox.c.lane, inbox.c.payload)
        .where(inbox.c.payload.is_not(None))
        .order_by(inbox.c.update_id)
    )
    return [Received(row.update_id, row.lane, json.loads(row.payload)) for row in rows]


def _begin(connection: Connection, update_id: int) -> int:
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(attempts=inbox.c.attempts + 1))
    return connection.scalar(select(inbox.c.attempts).where(inbox.c.update_id == update_id)) or 0
