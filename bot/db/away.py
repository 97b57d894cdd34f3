"""StoreAway: the one error that means "the database is away", and how to tell it from bugs among driver errors."""

from __future__ import annotations

import sqlite3

from sqlalchemy import exc

_SQLITE_AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)
"""Primary result codes that a retry can fix (sqlite.org, "Result and Error Codes"). SQLITE_ERROR, such as a
missing table, is a bug of ours, and SQLITE_CORRUPT needs a person. A file that is not a database (SQLITE_NOTADB)
counts as away, as at a start: when the right file is back, no restart is needed.
"""

_PRIMARY = 0xFF


class StoreAway(Exception):
    """The database cannot be used now: locked, full, an I/O error, connection lost. A retry may help; nothing of
    the transaction was stored.
    """


def is_away(error: BaseException | None) -> bool:
    """Whether an error of a driver, wrapped by SQLAlchemy or bare, means that the database is away."""
    if isinstance(error, exc.TimeoutError):
        return True
    if isinstance(error, exc.DBAPIError):
        return error.connection_invalidated or is_away(error.orig)
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return code is not None and code & _PRIMARY in _SQLITE_AWAY
    # psycopg is optional: its classes are known by name only. By PEP 249 these two mean "away".
    return any(
        kind.__module__.startswith("psycopg") and kind.__name__ in {"OperationalError", "InterfaceError"}
        for kind in type(error).__mro__
    )
