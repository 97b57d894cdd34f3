"""The guard against two programs on one database: the second refuses to start and says why."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from bot.store.away import StoreAway, is_away
from bot.store.databases import full_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

_LOCK = 0x6D6179616C
"""Number of the advisory lock that PostgreSQL's users hold ("mayal": the neighbour of the migrations' one)."""


class AlreadyRunning(Exception):
    """Another program uses the database, and this one may not share it."""


@contextmanager
def hold(url: str, *, shared: bool = False) -> Iterator[None]:
    """Hold the database of `url` while the block runs; the operating system lets go when the program dies.

    Polling, `rotate-key` and `restore` hold it alone. On PostgreSQL webhook replicas and workers hold it `shared`;
    SQLite, the embedded mode, is always held alone. Backups need no hold.
    Errors: AlreadyRunning, with a message for the operator; StoreAway.
    """
    parsed = full_url(url)
    if parsed.get_backend_name() == "sqlite":
        with _sqlite(Path(parsed.database or "")):
            yield
    else:
        with _postgresql(parsed, shared=shared):
            yield


@contextmanager
def _sqlite(database: Path) -> Iterator[None]:
    """Hold SQLite's own exclusive lock on an empty file beside the database: it works wherever SQLite does."""
    file = database.with_name(database.name + ".lock")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(file, timeout=0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise StoreAway(type(error).__name__) from error
    with closing(connection) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_BUSY:
                raise StoreAway(type(error).__name__) from error
            raise AlreadyRunning(_refusal(database.name)) from error
        yield


@contextmanager
def _postgresql(url: URL, *, shared: bool) -> Iterator[None]:
    """Hold an advisory lock for as long as a connection of its own lives."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    take = "pg_try_advisory_lock_shared" if shared else "pg_try_advisory_lock"
    try:
        connection = engine.connect()
    except DBAPIError as error:
        if is_away(error):
            raise StoreAway(type(error.orig).__name__) from error
        raise
    with connection:
        if not connection.scalar(text(f"SELECT {take}(:lock)"), {"lock": _LOCK}):
            raise AlreadyRunning(_refusal(url.database or ""))
        yield


def _refusal(database: str) -> str:
    return (
        f"another Mayak is already using the database {database}: stop it first. "
        "Two at once would answer people twice."
    )
