"""The basis of every table: the metadata, moments, and columns that declare their purpose and retention."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, MetaData, Table, TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Constraint, Dialect, Index
    from sqlalchemy.sql.schema import SchemaItem
    from sqlalchemy.types import TypeEngine

    from bot.db.ledger import Line

REVISION = max(file.name[:4] for file in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py"))
"""The newest migration, from the file names: so a start with an existing store need not import alembic."""

LINE = "line"
"""Key in `Column.info`: the line of /privacy about the column, which also says how long it is kept."""

PURPOSE = "purpose"
"""Key in `Column.info`: the purpose of the column."""

EXPORT = "export"
"""Key in `Column.info` and `Table.info`: the name in /export: catalogue context and English name."""

SEALED = "sealed"
"""Key in `Column.info` of columns that `Keys.seal` encrypts: the column to which the value is bound."""

WORDS = "words"
"""Key in `Column.info`: marks a sealed column with a person's own words, which /export opens."""

T = TypeVar("T")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment, stored as whole seconds since 1970 in UTC on both databases. Errors: ValueError for a moment
    without a time zone.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Turn an aware moment into seconds."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Turn seconds into a moment in UTC."""
        del dialect
        return None if value is None else datetime.fromtimestamp(value, UTC)


class UndeclaredError(Exception):
    """A table has a column without purpose or retention, or a column that /export cannot name."""


def column(  # noqa: PLR0913 - what SQLAlchemy needs, and what the ledger needs
    name: str,
    kind: TypeEngine[T] | type[TypeEngine[T]],
    line: Line,
    purpose: str,
    *rules: SchemaItem,
    export: str = "",
    context: str = EXPORT,
    sealed: str = "",
    words: bool = False,
    **options: Any,
) -> Column[T]:
    """Return a column that declares its purpose and its line of /privacy, which also sets how long it is kept.
    `export`: its English name in /export, required for tables of persons; `context`: a context of its own for a
    name that is ambiguous outside English. `sealed`: the column to which an encrypted value is bound; `words`: it
    holds the person's own words; `options`: those of `Column`.
    """
    info: dict[str, object] = {LINE: line, PURPOSE: purpose}
    if export:
        info[EXPORT] = (context, export)
    if sealed:
        info[SEALED] = sealed
    if words:
        info[WORDS] = True
    return Column(name, kind, *rules, info=info, **options)


def person_column(line: Line, *, part_of_key: bool = True, nullable: bool = False) -> Column[bytes]:
    """Return the column that links a row to its person; /export and /forget find a person's rows by it."""
    person = ForeignKey("people.key", ondelete="CASCADE")
    options: dict[str, Any] = {"primary_key": part_of_key, "nullable": nullable}
    return column("person", LargeBinary(16), line, "whose row it is", person, export="your code", **options)


def chat_column(line: Line, purpose: str, *, nullable: bool = True) -> Column[bytes]:
    """Return the column of a person's encrypted chat number."""
    export = "encrypted chat number"
    return column("chat", LargeBinary(64), line, purpose, export=export, sealed="person", nullable=nullable)


def table(name: str, *parts: Column[Any] | Constraint | Index, export: str = "", rowid: bool = False) -> Table:
    """Return a table of the store. `export`: its English name in /export, required for tables of persons.

    Errors: UndeclaredError, when the module is imported, for a column without a declaration.
    """
    made = Table(name, metadata, *parts, sqlite_with_rowid=rowid)
    if export:
        made.info[EXPORT] = (EXPORT, export)
    undeclared = [one.name for one in made.c if not (one.info.get(LINE) and one.info.get(PURPOSE))]
    if undeclared:
        raise UndeclaredError(f"{name}: no purpose or retention: {', '.join(undeclared)}")
    unnamed = [str(one) for one in (made, *made.c) if EXPORT not in one.info]
    if key_of_person(made) is not None and unnamed:
        raise UndeclaredError(f"{name}: no name for /export: {', '.join(unnamed)}")
    return made


def key_of_person(table: Table) -> Column[bytes] | None:
    """Return the column that names the person of a row; None if the table has no rows of persons."""
    found: Column[bytes] | None = table.c.get("key" if table.name == "people" else "person")
    return found
