"""The bot's own database: opened and migrated at start, used off the event loop."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.errors import StoreError

T = TypeVar("T")
MIGRATIONS = Path(__file__).parent / "migrations"


Work = Callable[[Connection], Any]


class Database:
    """One door to the database: `await database.run(work)` gives `work` a connection in a transaction.

    SQLite takes one writer at a time, and what it costs is the wait for the disk at each commit. So what has come up
    while one commit was made goes into the next one together, each in a savepoint of its own.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._threads = ThreadPoolExecutor(1 if self._is_sqlite else 4, thread_name_prefix="database")
        self._waiting: list[tuple[Work, asyncio.Future[Any]]] = []
        self._committing: asyncio.Task[None] | None = None

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
                event.listen(engine, "begin", _begin)
            migrate(engine)
        except (ArgumentError, ImportError) as error:
            raise StoreError(f"DATABASE_URL: {error}; write for example sqlite:///data/bot.sqlite") from error
        except (SQLAlchemyError, OSError) as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise StoreError(f"DATABASE_URL: the bot's database cannot be opened ({reason})") from error
        return cls(engine)

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in a transaction on a database thread and returns its result."""
        context = copy_context()  # the records logged there belong to the same update

        def in_context(connection: Connection) -> T:
            return context.run(work, connection)

        loop = asyncio.get_running_loop()
        if not self._is_sqlite:
            return await loop.run_in_executor(self._threads, self.run_now, in_context)
        done: asyncio.Future[T] = loop.create_future()
        self._waiting.append((in_context, done))
        if self._committing is None or self._committing.done():
            self._committing = loop.create_task(self._commit_waiting())
        return await done

    async def _commit_waiting(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch = [(work, done) for work, done in self._waiting if not done.done()]
            self._waiting.clear()
            try:
                outcomes = await loop.run_in_executor(self._threads, self._together, [work for work, _ in batch])
            except Exception as error:  # noqa: BLE001 - the commit failed, and with it all that was in it
                outcomes = [error] * len(batch)
            for (_, done), outcome in zip(batch, outcomes, strict=True):
                if done.done():  # nobody waits for it any more
                    continue
                if isinstance(outcome, Exception):
                    done.set_exception(outcome)
                else:
                    done.set_result(outcome)

    def _together(self, works: Sequence[Work]) -> list[Any]:
        """Runs several works in one transaction; one that fails undoes only itself, and its outcome is the error."""
        outcomes: list[Any] = []
        with self.engine.begin() as connection:
            for work in works:
                try:
                    with connection.begin_nested():
                        outcomes.append(work(connection))
                except Exception as error:  # noqa: BLE001 - handed to whoever waits for this work
                    outcomes.append(error)
        return outcomes

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


def _begin(connection: Connection) -> None:
    """Begins a transaction in so many words: the driver begins one late, and would lose savepoints.

    It is a writing one from the start: one that read first could not write any more once another has written.
    """
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _set_up_sqlite(connection: object, record: object) -> None:
    """Readers beside the writer, and a commit that survives the power going out."""
    connection.isolation_level = None  # type: ignore[attr-defined]  # the driver's own connection, untyped
    cursor = connection.cursor()  # type: ignore[attr-defined]  # as above
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()
