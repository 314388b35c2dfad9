"""Invitations: codes that let someone in, for a while and a number of times; only a digest of a code is stored.

A code has 60 bits and its digest is slow to compute, so that neither guessing nor a copy of the database finds one.
Guessing is slowed all the same: after a few wrong codes each further one has to wait twice as long.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from hashlib import scrypt

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from bot.database import Database, put
from bot.members import ADMIN, BLOCKED, GROUP, USER, admit
from bot.tables import guesses, invitations, members

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is taken for another."""
MISTAKEN = str.maketrans("OIL", "011")
LENGTH = 12
SEPARATORS = re.compile(r"[\s_-]+")
FREE_GUESSES = 3
FIRST_WAIT = 30
LONGEST_WAIT = 24 * 3600
FORGOTTEN_AFTER = 24 * 3600
"""Seconds after the last wrong code until its person begins anew."""


class Entry(Enum):
    """What became of a code."""

    ADMITTED = "admitted"
    KNOWN = "known"
    WRONG = "wrong"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as admins see it."""

    id: str
    for_group: bool
    uses: int
    used: int
    expires_at: int


class Invitations:
    """Keeps invitations."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def create(self, uses: int, days: int, by: int, *, for_group: bool) -> tuple[Invitation, str]:
        """Makes an invitation and returns it with its code, which nobody can look up later."""
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        now = int(self._now())
        made = Invitation(secrets.token_hex(4), for_group, uses, 0, now + days * 24 * 3600)
        row: dict[str, object] = {
            "id": made.id,
            "digest": await _digest(code),
            "for_group": for_group,
            "uses": uses,
            "used": 0,
            "expires_at": made.expires_at,
            "revoked": False,
            "by": by,
            "at": now,
        }
        await self._database.run(lambda connection: put(connection, invitations, row))
        return made, "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))

    async def open(self) -> list[Invitation]:
        """Returns the invitations that still let someone in, the latest first."""
        query = select(invitations).where(_usable(int(self._now()))).order_by(invitations.c.at.desc(), invitations.c.id)
        return await self._database.run(lambda connection: [_read(row) for row in connection.execute(query)])

    async def revoke(self, invitation_id: str) -> bool:
        """Withdraws an invitation; returns whether it still let someone in. Those let in already stay."""
        usable = _usable(int(self._now()))
        change = update(invitations).where(invitations.c.id == invitation_id, usable).values(revoked=True)
        return await self._database.run(lambda connection: connection.execute(change).rowcount > 0)

    async def redeem(self, code: str, user_id: int, group_id: int | None = None) -> tuple[Entry, float, str]:
        """Lets a person in, or their group; returns the outcome, the seconds to wait, and the invitation's id."""
        waiting = await self._database.run(lambda connection: self._wait(connection, user_id))
        if waiting > 0:
            return Entry.WAIT, waiting, ""
        digest = await _digest(normal(code))
        return await self._database.run(lambda connection: self._redeem(connection, digest, user_id, group_id))

    def _redeem(
        self, connection: Connection, digest: str, user_id: int, group_id: int | None
    ) -> tuple[Entry, float, str]:
        waiting = self._wait(connection, user_id)
        if waiting > 0:
            return Entry.WAIT, waiting, ""
        entering, role = (user_id, USER) if group_id is None else (group_id, GROUP)
        held = connection.scalar(select(members.c.role).where(members.c.id == entering))
        if held in (USER, GROUP, ADMIN):
            return Entry.KNOWN, 0.0, ""
        here = (invitations.c.digest == digest) & (invitations.c.for_group == (group_id is not None))
        change = update(invitations).where(here, _usable(int(self._now()))).values(used=invitations.c.used + 1)
        if held == BLOCKED or not connection.execute(change).rowcount:
            return Entry.WRONG, self._count_wrong(connection, user_id), ""
        found = str(connection.scalar(select(invitations.c.id).where(here)))
        admit(connection, entering, role, found)
        connection.execute(delete(guesses).where(guesses.c.user_id == user_id))
        return Entry.ADMITTED, 0.0, found

    def _wait(self, connection: Connection, user_id: int) -> float:
        """Returns the seconds until this person may try a code."""
        row = connection.execute(select(guesses).where(guesses.c.user_id == user_id)).first()
        return max(0.0, row.at + wait_after(row.wrong) - self._now()) if row else 0.0

    def _count_wrong(self, connection: Connection, user_id: int) -> float:
        now = int(self._now())
        row = connection.execute(select(guesses).where(guesses.c.user_id == user_id)).first()
        wrong = row.wrong + 1 if row and now - row.at < FORGOTTEN_AFTER + wait_after(row.wrong) else 1
        put(connection, guesses, {"user_id": user_id, "wrong": wrong, "at": now})
        return wait_after(wrong)


def wait_after(wrong: int) -> float:
    """Returns how long a person waits after so many wrong codes in a row, in seconds."""
    return 0.0 if wrong < FREE_GUESSES else min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(wrong - FREE_GUESSES, 30))


def normal(text: str) -> str:
    """Returns a code as it was made, however it was typed."""
    return SEPARATORS.sub("", text).upper().translate(MISTAKEN)


def is_code(text: str) -> bool:
    """Tells whether this has the form of a code."""
    code = normal(text)
    return len(code) == LENGTH and set(code) <= set(LETTERS)


async def _digest(code: str) -> str:
    digest = await asyncio.to_thread(scrypt, code.encode(), salt=b"invitation", n=1 << 14, r=8, p=1, dklen=32)
    return digest.hex()


def _usable(now: int) -> ColumnElement[bool]:
    return (invitations.c.used < invitations.c.uses) & (invitations.c.expires_at > now) & ~invitations.c.revoked


def _read(row: Row[tuple[object, ...]]) -> Invitation:
    found = row._mapping
    return Invitation(
        id=str(found["id"]),
        for_group=bool(found["for_group"]),
        uses=int(found["uses"]),
        used=int(found["used"]),
        expires_at=int(found["expires_at"]),
    )
