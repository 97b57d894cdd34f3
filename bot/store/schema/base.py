"""What every table is made of: the metadata, moments, and the column that ties a row to its person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, MetaData, TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect

REVISION = "0015"
"""The newest migration. A store that is already there starts without importing alembic (a test holds it equal)."""

SEALED = "sealed"
"""Names, in `Column.info` of what `Keys.seal` encrypted, the column of its row to which it is bound (`rotate`)."""

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


def person_column(*, part_of_key: bool = True, nullable: bool = False) -> Column[bytes]:
    """Return the column that ties a row to its person; `walk` finds a person's rows by it."""
    return Column(
        "person",
        LargeBinary(16),
        ForeignKey("people.key", ondelete="CASCADE"),
        primary_key=part_of_key,
        nullable=nullable,
    )
