"""The tables: every column of the store. Why each exists and how long it is kept stands in `ledger`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

REVISION = "0001"
"""The newest migration. A store that is already there starts without importing alembic (a test holds it equal)."""

SEALED = "sealed"
"""Mark in `Column.info` of a column that `Keys.seal` encrypted, bound to its row's person (see `rotate`)."""

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
    """A moment, kept as whole seconds since 1970 in UTC on both databases. Errors: ValueError without a zone."""

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


def _person(*, part_of_key: bool = True, nullable: bool = False) -> Column[bytes]:
    """Return the column that ties a row to its person; `walk` finds a person's rows by it."""
    return Column(
        "person",
        LargeBinary(16),
        ForeignKey("people.key", ondelete="CASCADE"),
        primary_key=part_of_key,
        nullable=nullable,
    )


people = Table(
    "people",
    metadata,
    Column("key", LargeBinary(16), primary_key=True),
    Column("lookup", LargeBinary(33), nullable=False, unique=True),
    Column("audience", String(16)),
    Column("locale", String(16), nullable=False),
    Column("country", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("text_mode", Boolean, nullable=False),
    Column("agreed_text", String(32), nullable=False),
    Column("agreed_on", Date),
    Column("place", String(64), nullable=False),
    Column("reading", String(64), nullable=False),
    Column("seen_on", Date, nullable=False, index=True),
    CheckConstraint("length(key) = 16", name="key"),
    sqlite_with_rowid=False,
)

progress = Table(
    "progress",
    metadata,
    _person(),
    Column("ref", String(64), primary_key=True),
    Column("card", String(16), nullable=False),
    Column("done_on", Date),
    sqlite_with_rowid=False,
)

attempts = Table(
    "attempts",
    metadata,
    _person(),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("quiz", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("begun_on", Date, index=True),
    Column("closed_on", Date),
    UniqueConstraint("person", "quiz", "number"),
    sqlite_with_rowid=False,
)

asked = Table(
    "asked",
    metadata,
    _person(),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("ref", String(64), nullable=False),
    Column("card", String(16), nullable=False),
    Column("meaning", String(64), nullable=False),
    ForeignKeyConstraint(["person", "attempt"], ["attempts.person", "attempts.attempt"], ondelete="CASCADE"),
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    metadata,
    _person(),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("meaning", String(64), primary_key=True),
    Column("marks", String(8), nullable=False),
    Column("right", Boolean),
    Column("answered_on", Date, nullable=False),
    ForeignKeyConstraint(
        ["person", "attempt", "number"],
        ["asked.person", "asked.attempt", "asked.number"],
        ondelete="CASCADE",
    ),
    sqlite_with_rowid=False,
)

repeats = Table(
    "repeats",
    metadata,
    _person(),
    Column("quiz", String(64), primary_key=True),
    Column("card", String(16), primary_key=True),
    Column("meaning", String(64), nullable=False),
    Column("state", String(64), nullable=False),
    Column("due_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

updates = Table(
    "updates",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("answered", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _person(part_of_key=False, nullable=True),
    Column("chat", LargeBinary(64), nullable=False, info={SEALED: True}),
    Column("path", String(64), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("why", String(16), nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", Moment),
    Index(None, "person"),
    Index(None, "state", "due_at"),
)

# Filled in the visitors' store alone, which lives in memory; empty on disk.
visits = Table(
    "visits",
    metadata,
    _person(),
    Column("touched_at", Moment, nullable=False, index=True),
    sqlite_with_rowid=False,
)


def of_a_person() -> list[tuple[Table, Column[bytes]]]:
    """Return every table that holds rows of a person, with the column that names the person, parents first.

    Export, forget and the visitors' move walk this list, so a new table joins them by having a `person` column.
    """
    found = []
    for table in metadata.sorted_tables:
        column = table.c.key if table is people else table.c.get("person")
        if column is not None:
            found.append((table, column))
    return found
