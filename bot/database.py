"""The bot's own database: opened and migrated at start, used off the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.errors import StoreError

T = TypeVar("T")
MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """One door to the database: `await database.run(work)` gives `work` a connection in a transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # SQLite takes one writer at a time: one thread queues the work where it can be cancelled.
        threads = 1 if engine.dialect.name == "sqlite" else 4
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    @classmethod
    def open(cls, url: str) -> "Database":
        """Opens the database and brings it to the newest shape.

        Raises:
            StoreError: for an address or a file that cannot be used.
        """
        try:
            # An error of the database would otherwise carry what people wrote into the log.
            engine = create_engine(_prepared(url), pool_pre_ping=True, hide_parameters=True)
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _set_up_sqlite)
            migrate(engine)
        except (ArgumentError, ImportError) as error:
            raise StoreError(f"DATABASE_URL: {error}; write for example sqlite:///data/bot.sqlite") from error
        except (SQLAlchemyError, OSError) as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise StoreError(f"DATABASE_URL: the bot's database cannot be opened ({reason})") from error
        return cls(engine)

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in a transaction on a database thread and returns its result."""
        in_context = copy_context().run  # the records logged there belong to the same update
        return await asyncio.get_running_loop().run_in_executor(self._threads, in_context, self.run_now, work)

    def run_now(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in a transaction on this thread."""
        with self.engine.begin() as connection:
            return work(connection)

    def close(self) -> None:
        """Finishes what was begun and lets go of the database."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()


def insert_new(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """Inserts the rows whose primary key is not there yet."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def put(connection: Connection, table: Table, row: dict[str, object]) -> None:
    """Inserts the row, or replaces the one with the same primary key."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    keys = [column.name for column in table.primary_key]
    statement = dialect.insert(table).values(row)
    changed = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


def migrate(engine: Engine) -> None:
    """Brings the database to the newest shape; quick where it already is."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _prepared(url: str) -> URL:
    """Makes the folder of an SQLite file, and names the driver that is installed for Postgres."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    return parsed


def _set_up_sqlite(connection: object, record: object) -> None:
    """Readers beside the writer, and a commit that survives the power going out."""
    cursor = connection.cursor()  # type: ignore[attr-defined]  # the driver's own connection, untyped
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()
