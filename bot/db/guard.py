"""The guard against two programs on one database: the second refuses to start and says why. The first keeps
checking that it holds the database, because a restarted server has lost the lock.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from bot.db.away import StoreAway, is_away
from bot.db.databases import PATIENCE, full_url
from bot.db.migrate import HOLDER, PROGRAMS
from bot.db.private import keep_private, make_folder
from bot.db.schema import REVISION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import URL, Connection

    Prove = Callable[[], None]

_KEEPALIVE = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
"""Lets the server check that we are alive: after a machine has vanished, its lock is free within half a minute."""

_GHOST_SECONDS = 5.0
"""How long the server may take to end our lost connection."""

_END_GHOST = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory'"
    " AND classid = :high AND objid = :low AND objsubid = 1 AND granted AND pid = :pid AND backend_start = :began"
)


class AlreadyRunning(Exception):
    """Another program uses the database, and this one may not share it."""


@contextmanager
def hold(url: str, *, shared: bool = False) -> Iterator[Prove]:
    """Hold the database of `url` while the block runs; if the program dies, the operating system releases it.
    Yields a function that checks the hold and takes it again if it was lost: call it after every reconnection, and
    periodically.

    Polling, `rotate-key` and `restore` hold it exclusively. On PostgreSQL webhook replicas and workers hold it
    `shared`; SQLite, the embedded mode, is always held exclusively. Backups need no hold.
    Errors, also of the function: AlreadyRunning, with a message for the operator; StoreAway.
    """
    parsed = full_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    held = _File(Path(parsed.database or "")) if sqlite else _Session(parsed, shared=shared)
    try:
        held.prove()
        yield held.prove
    finally:
        held.close()


class _File:
    """SQLite's exclusive lock on an empty file beside the database: it works wherever SQLite does. It is lost if
    somebody removes or replaces that file.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._file = database.with_name(database.name + ".lock")
        self._one = threading.Lock()
        self._lock: sqlite3.Connection | None = None
        self._locked = (0, 0)
        """The locked file: device and inode."""

    def prove(self) -> None:
        """Check that the file at this path is the one that we hold. Errors: AlreadyRunning, StoreAway."""
        with self._one:
            if self._lock is not None:
                with suppress(FileNotFoundError):
                    if self._in_place() == self._locked:
                        return
            self._take()

    def _take(self) -> None:
        try:
            make_folder(self._file.parent)
            with suppress(OSError):  # where it cannot be made, SQLite says so in the next line
                keep_private(self._file)
            lock = sqlite3.connect(self._file, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise StoreAway(type(error).__name__) from error
        try:
            lock.execute("BEGIN EXCLUSIVE")
            locked = self._in_place()
        except sqlite3.Error as error:
            lock.close()
            if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_BUSY:
                raise StoreAway(type(error).__name__) from error
            raise AlreadyRunning(_refusal(self._database.name)) from error
        self.close()
        self._lock, self._locked = lock, locked

    def _in_place(self) -> tuple[int, int]:
        status = self._file.stat()
        return status.st_dev, status.st_ino

    def close(self) -> None:
        """Release the lock."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


class _Session:
    """An advisory lock of PostgreSQL, bound to a connection of its own. It is lost with the connection: when the
    server restarts, or the network is cut.
    """

    def __init__(self, url: URL, *, shared: bool) -> None:
        told = {name: value for name, value in PATIENCE.items() if name not in url.query}
        options = f"{url.query.get('options', PATIENCE['options'])} {_KEEPALIVE}"
        self._engine = create_engine(
            url.difference_update_query(["options"]),
            connect_args={**told, "options": options, "application_name": f"{HOLDER}{REVISION}"},
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
        )
        self._name = url.database or ""
        self._take_it = text(f"SELECT pg_try_advisory_lock{'_shared' if shared else ''}(:lock)")
        self._one = threading.Lock()
        self._connection: Connection | None = None
        self._was: tuple[int, datetime] | None = None
        """The server process that holds our lock: its number and start."""

    def prove(self) -> None:
        """Check that our connection, and with it the lock, still lives. Errors: AlreadyRunning, StoreAway."""
        with self._one:
            if self._connection is not None:
                try:
                    self._connection.execute(text("SELECT 1"))
                except DBAPIError:
                    self.close()
                else:
                    return
            try:
                self._take()
            except DBAPIError as error:
                if is_away(error):
                    raise StoreAway(type(error.orig).__name__) from error
                raise

    def _take(self) -> None:
        connection = self._engine.connect()
        try:
            self._lock(connection)
            me = text("SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
            pid, began = connection.execute(me).one()
        except BaseException:
            connection.close()
            raise
        self._connection, self._was = connection, (pid, began)

    def _lock(self, connection: Connection) -> None:
        """Take the lock. If our own lost connection still has it (the server has not noticed the network cut), end
        that one first. Errors: AlreadyRunning.
        """
        took = connection.scalar(self._take_it, {"lock": PROGRAMS})
        if not took and self._was is not None:
            pid, began = self._was
            ghost = {"high": PROGRAMS >> 32, "low": PROGRAMS & 0xFFFFFFFF, "pid": pid, "began": began}
            until = time.monotonic() + _GHOST_SECONDS
            while not took and connection.execute(_END_GHOST, ghost).all() and time.monotonic() < until:
                time.sleep(0.1)
                took = connection.scalar(self._take_it, {"lock": PROGRAMS})
        if not took:
            raise AlreadyRunning(_refusal(self._name))

    def close(self) -> None:
        """Release the lock explicitly: the server notices a closed connection late, and
        refuses the next program.
        """
        if self._connection is not None:
            with suppress(DBAPIError):  # the connection may be broken already
                if not self._connection.invalidated:
                    self._connection.execute(text("SELECT pg_advisory_unlock_all()"))
            with suppress(DBAPIError):
                self._connection.close()
            self._connection = None


def _refusal(database: str) -> str:
    return (
        f"another Mayak is already using the database {database}: stop it first. "
        "Two at once would answer people twice."
    )
