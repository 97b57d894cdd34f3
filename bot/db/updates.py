"""Updates: which of Telegram's updates were handled, so that one that comes again changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.db import schema
from bot.db.statement import Hot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

_SEEN = Hot(
    insert(schema.updates)
    .values({name: bindparam(name, type_=column.type) for name, column in schema.updates.c.items()})
    .on_conflict_do_nothing()
)
_ANSWERED = Hot(
    select(schema.updates.c.answered).where(
        schema.updates.c.bot_id == bindparam("bot_id"), schema.updates.c.update_id == bindparam("update_id")
    )
)


def seen(db: Connection, bot_id: int, update_id: int, day: date) -> bool:
    """Remember an update and say whether it was known already. Call it first in the transaction that handles it.

    On PostgreSQL a second process that handles the same update waits here until the first has committed.
    """
    return _SEEN.changed(db, bot_id=bot_id, update_id=update_id, day=day, answered=False) == 0


def answered(db: Connection, bot_id: int, update_id: int) -> bool:
    """Whether the answer to an update is known to have reached its person: nothing more is owed to them."""
    row = _ANSWERED.one(db, bot_id=bot_id, update_id=update_id)
    return row is not None and bool(row[0])


def note_answered(db: Connection, bot_id: int, update_ids: Sequence[int]) -> None:
    """Note that the answers to these updates have reached their people: coming again, they get no second one."""
    ours = (schema.updates.c.bot_id == bot_id, schema.updates.c.update_id.in_(update_ids))
    db.execute(update(schema.updates).where(*ours).values(answered=True))


def hand_over(from_db: Connection, to_db: Connection, bot_id: int, update_ids: Sequence[int]) -> None:
    """Let another store remember these updates as well, as this one does: a visitor has become known there."""
    ours = (schema.updates.c.bot_id == bot_id, schema.updates.c.update_id.in_(update_ids))
    rows = [dict(row) for row in from_db.execute(select(schema.updates).where(*ours)).mappings()]
    if rows:
        to_db.execute(insert(schema.updates).on_conflict_do_nothing(), rows)


def prune(db: Connection, before: date) -> int:
    """Erase the ids of updates handled before that day; return how many."""
    return db.execute(delete(schema.updates).where(schema.updates.c.day < before)).rowcount
