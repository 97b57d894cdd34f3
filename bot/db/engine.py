"""The Store: opens SQLite or PostgreSQL, gives short transactions and the threads they run in."""

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
"""What a transaction of the store gives; code outside of stores hands it on and writes no SQL."""

NOT_OPEN = "not opened yet"
"""Why a store is away that has not been opened since the start."""

POSTGRES_THREADS = 4
"""Turns at once on PostgreSQL; SQLite has one writer, so one thread."""


class Store:
    """One database. `transaction` may be used from any thread; connections are kept open and reused."""

    def __init__(self, engine: Engine, *, threads: int) -> None:
        import_parts("store")  # what features do in the hooks of the store
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.is_memory = self.is_sqlite and not engine.url.database
        self.is_open = True
        """Whether the schema is up to date; until then only the opening transactions find the database."""
        self.scrub_owed = self.is_sqlite and not self.is_memory
        """Whether `mydata.scrub` has still to wipe bytes of what was erased; at the start those of a process that
        was killed before it could."""
        self.prove: Callable[[], None] = lambda: None
        """Makes sure that this program still holds the database (`guard.hold`); asked after every connection."""
        self._alone: Any = _OneAtATime() if self.is_sqlite else nullcontext()
        self._idle: list[Connection] = []
        self.threads = threads
        """Transactions that may run at once."""
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="store")

    def open(self, ready: Callable[[Store], None] = lambda _: None) -> None:
        """Bring the database up to date, then let others in. SQLite's folder is made when missing. `ready` is done
        before anybody comes in.

        Errors: StoreAway; OSError for a folder that cannot be made; NewerDatabaseError; those of `ready`.
        """
        if self.is_sqlite and not self.is_memory:
            file = Path(str(self.engine.url.database))
            make_folder(file.parent)
            keep_private(file)
        with self.transaction(opening=True) as db:
            migrate(db)
        ready(self)
        self.is_open = True

    @contextmanager
    def transaction(self, *, opening: bool = False) -> Iterator[Connection]:
        """Give a connection inside a short transaction: committed on leaving, rolled back on an error.

        On SQLite it begins IMMEDIATE (the lock is taken first, so two processes never lose an update) and the
        transactions of this process follow one another.
        Errors: StoreAway when the database is away; nothing of it was kept then, except that a
        connection lost during the very commit may hide a commit that succeeded (the updates' ids tell).
        RuntimeError for one inside another of the same SQLite store. `opening`: one of `open`'s own.
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
        """Connect, and only then see whether the database is still held: a server that was restarted before has
        forgotten it, and one that is restarted later cuts this connection too.
        """
        db = self.engine.connect()
        try:
            self.prove()
        except BaseException:
            db.close()
            raise
        return db

    def _lose(self, db: Connection) -> None:
        """Drop a connection that failed; PostgreSQL's others have met the same restart, most likely."""
        if not self.is_memory:  # there the one connection is the store itself
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
        """Give a connection of its own that reads the database as it is at one moment, for as long as need be: it
        holds up nobody who writes, in this process or another.

        Errors: StoreAway; the driver's own for whoever writes.
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
        """Give a new bare connection of the driver, outside any transaction, for what cannot run in one.

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
        """Finish what runs, then close every connection. SQLite folds its WAL into the file."""
        self._threads.shutdown()
        self._close_idle()
        self.engine.dispose()


class _OneAtATime:
    """Lets one thread in at a time; who is inside already gets an error instead of waiting for itself."""

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
            # Only the kind of the error: its words may carry values of the statement.
            raise StoreAway(type(getattr(error, "orig", error)).__name__) from error
        raise


def open_store(url: str, *, migrate: bool = True, threads: int | None = None) -> Store:
    """Open the database of `url` (`sqlite:///file`, `postgresql://…`, no driver in it) and bring it up to date.

    SQLite's folder is made when missing. Errors: StoreAway; WrongAddressError for another kind of database;
    `migrate.NewerDatabaseError` for a database of a newer Mayak.
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
    """Return the store of a database that nobody has looked at yet: away until `open` has succeeded.

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
    """Return an empty store of the same schema in memory, for visitors and tests. Forgotten when closed."""
    store = Store(on_sqlite(make_url("sqlite://"), StaticPool), threads=1)
    with store.transaction() as db:
        bare = db.connection.cursor()  # SQLAlchemy's way costs as much again as the tables
        for statement in _schema():
            bare.execute(statement)
    return store


@cache
def _schema() -> tuple[str, ...]:
    """Return the statements that make the schema in SQLite: to put them into words costs ten times their work."""
    said: list[str] = []
    dialect = sqlite.dialect()
    listening = create_mock_engine(
        "sqlite://", lambda each, *_, **__: said.append(str(each.compile(dialect=dialect)))
    )
    metadata.create_all(listening, checkfirst=False)
    return tuple(said)
