"""Who was let in, made admin or blocked, beside those whom the settings name."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from bot.database import Database, put
from bot.tables import members

USER, GROUP, ADMIN, BLOCKED = "user", "group", "admin", "blocked"
ROLES = (USER, GROUP, ADMIN, BLOCKED)


@dataclass(frozen=True, slots=True)
class Member:
    """A person or group with a role; `invitation` is the one that let them in, "" where an admin did."""

    id: int
    role: str
    invitation: str = ""


class Members:
    """Keeps roles; whoever has none is a stranger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def roles(self, ids: Collection[int]) -> Mapping[int, str]:
        """Returns the roles of those among the ids who have one."""
        query = select(members.c.id, members.c.role).where(members.c.id.in_(ids))
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return {row.id: row.role for row in rows}

    async def all_roles(self) -> Mapping[int, str]:
        """Returns the roles of all who have one."""
        query = select(members.c.id, members.c.role)
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return {row.id: row.role for row in rows}

    async def of(self, member_id: int) -> Member | None:
        """Returns one of them."""
        query = select(members).where(members.c.id == member_id)
        row = await self._database.run(lambda connection: connection.execute(query).first())
        return Member(row.id, row.role, row.invitation) if row else None

    async def set(self, member_id: int, role: str) -> bool:
        """Gives a role, "" takes it away; returns whether that changed anything."""

        def work(connection: Connection) -> bool:
            held = connection.scalar(select(members.c.role).where(members.c.id == member_id)) or ""
            if role:
                admit(connection, member_id, role)
            else:
                connection.execute(delete(members).where(members.c.id == member_id))
            return bool(held != role)

        return await self._database.run(work)

    async def listed(self, role: str) -> list[Member]:
        """Returns those with this role, the latest first."""
        query = select(members).where(members.c.role == role).order_by(members.c.at.desc(), members.c.id)
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return [Member(row.id, row.role, row.invitation) for row in rows]

    async def counts(self) -> Mapping[str, int]:
        """Returns how many have each role."""
        query = select(members.c.role, func.count()).group_by(members.c.role)
        rows = await self._database.run(lambda connection: list(connection.execute(query)))
        return {row[0]: row[1] for row in rows}

    async def move(self, old: int, new: int) -> None:
        """Takes a group's role along to its new number."""

        def work(connection: Connection) -> None:
            held = connection.execute(select(members).where(members.c.id == old)).first()
            if held:
                admit(connection, new, held.role, held.invitation)
                connection.execute(delete(members).where(members.c.id == old))

        await self._database.run(work)


def admit(connection: Connection, member_id: int, role: str, invitation: str = "") -> None:
    """Gives a role within a transaction."""
    row: dict[str, object] = {"id": member_id, "role": role, "invitation": invitation, "at": int(time.time())}
    put(connection, members, row)
