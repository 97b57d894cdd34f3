"""Databases: addresses of SQLite and PostgreSQL, and engines set up as the design says."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.pool import Pool

BUSY_MILLISECONDS = 5000
"""How long SQLite waits for another process (backup, migrate) before it reports a lock."""

READS = "reads"
"""Execution option of connections whose transactions only read: they take no write lock."""


class WrongAddressError(ValueError):
    """DATABASE_URL is not the address of a database that we support; the message says which addresses are."""


def full_url(url: str) -> URL:
    """Return the URL with our driver.

    Errors: WrongAddressError unless it is a file of SQLite or a PostgreSQL address.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # The parser's message may quote the address, including a password.
        raise WrongAddressError(
            "DATABASE_URL: an address is sqlite:///data/bot.sqlite or postgresql://…"
        ) from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise WrongAddressError("DATABASE_URL names no file: sqlite:///data/bot.sqlite")
        return parsed.set(drivername="sqlite")
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    raise WrongAddressError(f"DATABASE_URL: {backend} is not known; use sqlite:///… or postgresql://…")


PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "options": "-c lock_timeout=5s"}
"""Connection options for PostgreSQL, unless its address sets others."""


def on_postgresql(url: URL) -> Engine:
    """Make an engine that waits only for seconds: a dead server or a held lock counts as "away"."""
    told = {name: value for name, value in PATIENCE.items() if name not in url.query}
    return create_engine(url, connect_args=told, poolclass=NullPool, hide_parameters=True)


def _into_wal(connection: Any) -> None:
    """Switch the file to WAL mode. If several processes open a new file at the same time, SQLite refuses the
    switch at once instead of waiting for `busy_timeout`, so this function waits.

    Errors: the driver's own if the file stays locked.
    """
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def on_sqlite(url: URL, pool: type[Pool] = NullPool) -> Engine:
    """Make an engine whose connections begin IMMEDIATE and are set up as the design says.

    `synchronous=NORMAL` with WAL: after a kill or crash of the program nothing committed is lost; after a power
    cut or a crash of the machine the last commits may be missing, but the file is consistent
    (sqlite.org/pragma.html#pragma_synchronous). Telegram keeps unconfirmed updates, so the next start gets them
    again, except those confirmed in the last moments before the cut.
    """
    engine = create_engine(
        url,
        connect_args={"isolation_level": None, "check_same_thread": False},
        poolclass=pool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}").close()
        _into_wal(connection)
        for pragma in ("synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(db: Connection) -> None:
        # On the driver's connection: 2 µs where SQLAlchemy's way takes 15.
        only_reads = db.get_execution_options().get(READS)
        db.connection.cursor().execute("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine
