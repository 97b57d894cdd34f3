"""The Store: opens SQLite or PostgreSQL, provides short transactions and the threads that run them."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from sqlalchemy import Connection, create_mock_engine, make_url
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import StaticPool

from bot.db.away import StoreAway, is_away
from bot.db.databases import READS, full_url, on_postgresql, on_sqlite
from bot.db.migrate import migrate
from bot.db.private import keep_private, make_folder
from bot.db.schema import metadata
from bot.values.folders import import_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

P = ParamSpec("P")
R = TypeVar("R")

Transaction = Connection
"""A transaction of the store. Code outside of stores only passes it on, and writes no SQL."""

NOT_OPEN = "not opened yet"
"""Why a store is away before its first opening."""

POSTGRES_THREADS = 4
"""Concurrent turns on PostgreSQL; SQLite has one writer, so one thread."""


class Store:
    """One database. `transaction` is thread-safe; connections stay open and are reused."""

    def __init__(self, engine: Engine, *, threads: int) -> None:
        import_parts("store")  # registers the features' hooks
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.is_memory = self.is_sqlite and not engine.url.database
        self.is_open = True
        """Whether the schema is up to date; before that only opening transactions reach the database."""
        self.scrub_owed = self.is_sqlite and not self.is_memory
        """Whether `mydata.scrub` still has to wipe erased bytes; a killed process may leave some."""
        self.prove: Callable[[], None] = lambda: None
        """Checks that this program still holds the database (`guard.hold`); called after every connection."""
        self.alone: Callable[[], None] = lambda: None
        """Called before a migration that no older program survives; it checks that none serves from the file."""
        self.steps: list[str] = []
        """The revisions that `open` brought."""
        self._alone: Any = _OneAtATime() if self.is_sqlite else nullcontext()
        self._idle: list[Connection] = []
        self.threads = threads
        """The most transactions that run at the same time."""
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="store")

    def open(self, ready: Callable[[Store], None] = lambda _: None) -> None:
        """Migrate the database, then let others in. Makes SQLite's folder if it is missing. `ready` runs before
        anybody else uses the database.

        Errors: StoreAway; OSError if the folder cannot be made; WrongDatabaseError; the errors of `ready`
        and `alone`.
        """
        if self.is_sqlite and not self.is_memory:
            file = Path(str(self.engine.url.database))
            make_folder(file.parent)
            keep_private(file)
        with self.transaction(opening=True) as db:
            self.steps = migrate(db, alone=self.alone)
        ready(self)
        self.is_open = True

    @contextmanager
    def transaction(self, *, opening: bool = False) -> Iterator[Connection]:
        """Give a connection inside a short transaction: committed at the end, rolled back on an error. `opening`:
        for `open` itself.

        On SQLite it begins IMMEDIATE (the lock is taken first, so two processes never lose an update), and the
        transactions of this process run one after another.
        Errors: StoreAway if the database is away. Then nothing was stored, except that a connection lost during
        the commit may hide a successful commit (the updates' ids tell). RuntimeError inside another transaction of
        the same SQLite store.
        """
        if not (self.is_open or opening):
            raise StoreAway(NOT_OPEN)
        with self._alone, _telling_away():
            try:
                db = self._idle.pop()
            except IndexError:
                db = self._connect()
            try:
                with db.begin():
                    yield db
            except BaseException as error:
                if is_away(error):
                    self._lose(db)
                db.close()
                raise
            self._idle.append(db)

    def _connect(self) -> Connection:
        """Connect, then check that the database is still held: a server that was restarted before has lost the
        lock, and a later restart cuts this connection too.
        """
        db = self.engine.connect()
        try:
            self.prove()
        except BaseException:
            db.close()
            raise
        return db

    def _lose(self, db: Connection) -> None:
        """Drop a failed connection, and on PostgreSQL the others too: most likely the same restart broke them."""
        if not self.is_memory:  # the one connection in memory is the store itself
            db.invalidate()
        if not self.is_sqlite:
            self._close_idle()

    def _close_idle(self) -> None:
        while True:
            try:
                self._idle.pop().close()
            except IndexError:
                return

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a separate connection that reads a snapshot of the database, for any length of time. It blocks no
        writer, in this or another process.

        Errors: StoreAway; the driver's own on a write.
        """
        if not self.is_open:
            raise StoreAway(NOT_OPEN)
        with _telling_away(), self.engine.connect() as db:
            db.execution_options(**{READS: True})
            with db.begin():
                if self.is_sqlite:
                    db.exec_driver_sql("PRAGMA query_only = ON")
                else:
                    db.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield db

    @contextmanager
    def outside(self) -> Iterator[Any]:
        """Give a new bare connection of the driver, for statements that cannot run inside a transaction.

        Errors: StoreAway.
        """
        if not self.is_open:
            raise StoreAway(NOT_OPEN)
        with _telling_away(), closing(self.engine.raw_connection()) as connection:
            yield connection.driver_connection

    def run(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Run a function in the store's own threads (one on SQLite, a few on PostgreSQL)."""
        return self._threads.submit(function, *args, **kwargs)

    def close(self) -> None:
        """Finish running work, then close all connections. SQLite merges its WAL into the file."""
        self._threads.shutdown()
        self._close_idle()
        self.engine.dispose()


class _OneAtATime:
    """Lets one thread in at a time. A thread already inside gets an error instead
    of waiting for itself.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._inside = False

    def __enter__(self) -> None:
        self._lock.acquire()
        if self._inside:
            self._lock.release()
            raise RuntimeError("a transaction inside a transaction of the same store")
        self._inside = True

    def __exit__(self, *_: object) -> None:
        self._inside = False
        self._lock.release()


@contextmanager
def _telling_away() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if is_away(error):
            # Only the kind of the error: its message may contain values of the statement.
            raise StoreAway(type(getattr(error, "orig", error)).__name__) from error
        raise


def open_store(url: str, *, migrate: bool = True, threads: int | None = None) -> Store:
    """Open the database of `url` (`sqlite:///file`, `postgresql://…`, without a driver) and migrate it.

    SQLite's folder is made when missing. Errors: StoreAway; WrongAddressError for another kind of database;
    `migrate.WrongDatabaseError` for a database of another Mayak.
    """
    store = closed_store(url, threads=threads)
    try:
        if migrate:
            store.open()
    except BaseException:
        store.close()
        raise
    store.is_open = True
    return store


def closed_store(url: str, *, threads: int | None = None) -> Store:
    """Return the store of a database that has not been opened: it is away until `open` succeeds.

    Errors: WrongAddressError for another kind of database.
    """
    parsed = full_url(url)
    if parsed.get_backend_name() == "sqlite":
        store = Store(on_sqlite(parsed), threads=threads or 1)
    else:
        store = Store(on_postgresql(parsed), threads=threads or POSTGRES_THREADS)
    store.is_open = False
    return store


def memory_store() -> Store:
    """Return an empty store of the same schema in memory, for visitors and tests. Closing forgets it."""
    store = Store(on_sqlite(make_url("sqlite://"), StaticPool), threads=1)
    with store.transaction() as db:
        bare = db.connection.cursor()  # through SQLAlchemy this takes twice as long
        for statement in _schema():
            bare.execute(statement)
    return store


@cache
def _schema() -> tuple[str, ...]:
    """Return the statements that make the schema in SQLite. Cached: making them costs ten times their run."""
    said: list[str] = []
    dialect = sqlite.dialect()
    listening = create_mock_engine(
        "sqlite://", lambda each, *_, **__: said.append(str(each.compile(dialect=dialect)))
    )
    metadata.create_all(listening, checkfirst=False)
    return tuple(said)
