"""Copying: brings every row of a PostgreSQL database into a SQLite file of the same schema and back, by COPY.

Row by row through SQLAlchemy a million people took 115 s; this way it is a fifth of the CPU (docs/performance.md).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Date, Integer, LargeBinary, String, func, literal_column, select

from bot.db.base import Moment, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Column, Connection, Table

KINDS: dict[type[Any], str] = {
    Integer: "int8",
    Moment: "int8",
    Boolean: "bool",
    String: "text",
    Date: "text",
    LargeBinary: "bytea",
}
"""How PostgreSQL's value of a column's type is read; SQLite then stores it as the bot itself would."""


class UnfitError(Exception):
    """A value of the copied database does not fit into a column of the other; the message names the table, and
    never the value.
    """


def out_of_postgresql(db: Connection, file: Path) -> None:
    """Copy all rows that `db` sees into `file`, an empty SQLite database of our schema that nobody else uses; a
    kill leaves it unusable. Nothing checks foreign keys meanwhile: `backup.check` does so afterwards.

    Errors: the drivers' own.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as out:
        for pragma in ("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            out.execute(f"PRAGMA {pragma}").close()
        out.execute("BEGIN EXCLUSIVE")
        # Filling an index at the end costs a third of filling it row by row.
        indexes = out.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            out.execute(f'DROP INDEX "{name}"')
        for table in metadata.sorted_tables:
            marks = ", ".join("?" * len(table.c))
            out.executemany(f"INSERT INTO {_named(table)} VALUES ({marks})", _rows(db, table))  # noqa: S608 - our own names
        for _, made in indexes:
            out.execute(made)
        out.execute("COMMIT")


def into_postgresql(file: Path, db: Connection) -> None:
    """Copy all rows of a SQLite database of our schema into empty tables, and let their numbers go on from there.

    Errors: UnfitError; the drivers' own.
    """
    unfit = db.dialect.loaded_dbapi.DataError
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as kept:
        for table in metadata.sorted_tables:
            columns = ", ".join(f'"{column.name}"' for column in table.c)
            rows = kept.execute(f'SELECT {columns} FROM "{table.name}"')  # noqa: S608 - our own names
            try:
                with _cursor(db) as cursor, cursor.copy(f"COPY {_named(table)} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            except unfit as error:
                raise UnfitError(f"a value in {table.name} does not fit into this database") from error
    for table in metadata.sorted_tables:
        number = table.autoincrement_column
        if number is not None:
            sequence = func.pg_get_serial_sequence(table.name, number.name)
            db.execute(select(func.setval(sequence, func.coalesce(func.max(number), 0) + 1, False)))  # noqa: FBT003 - PostgreSQL's own: "not taken yet"


def kind_of(column: Column[Any]) -> str:
    """Return the name of PostgreSQL's type by which a column is read; empty if its type is not known here."""
    return next((name for kind, name in KINDS.items() if isinstance(column.type, kind)), "")


def _rows(db: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table in the order of its key, in which SQLite takes them fastest."""
    every = select(*map(_as_stored, table.c)).order_by(*table.primary_key.columns)
    with _cursor(db) as cursor, cursor.copy(f"COPY ({every.compile(db)}) TO STDOUT") as copy:
        copy.set_types([kind_of(column) for column in table.c])
        yield from copy.rows()


def _as_stored(column: Column[Any]) -> Any:
    # SQLite has days as 2026-11-25; how PostgreSQL writes them is a setting of the server.
    return func.to_char(column, literal_column("'YYYY-MM-DD'")) if isinstance(column.type, Date) else column


def _named(table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    return f'"{table.name}" ({columns})'


def _cursor(db: Connection) -> Any:
    """Return a cursor of psycopg, which alone knows COPY; SQLAlchemy has nothing for it."""
    return db.connection.cursor()
