"""Updates: those of Telegram that were handled and answered, so that a repeated one has
no effect and no answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select, true
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
_NOTED = insert(schema.updates).values(
    bot_id=bindparam("bot_id"),
    update_id=bindparam("update_id"),
    day=bindparam("day", type_=schema.updates.c.day.type),
    answered=true(),
)
_NOTE = Hot(
    _NOTED.on_conflict_do_update(
        index_elements=["bot_id", "update_id"],
        set_={"answered": true()},
        where=schema.updates.c.answered.is_(False),
    )
)
_ANSWERED = Hot(
    select(schema.updates.c.answered).where(
        schema.updates.c.bot_id == bindparam("bot_id"), schema.updates.c.update_id == bindparam("update_id")
    )
)


def seen(db: Connection, bot_id: int, update_id: int, day: date) -> bool:
    """Store an update and return whether it was known already. Call it first in the transaction that handles it.

    On PostgreSQL a second process with the same update waits here until the first has committed.
    """
    return _SEEN.changed(db, bot_id=bot_id, update_id=update_id, day=day, answered=False) == 0


def answered(db: Connection, bot_id: int, update_id: int) -> bool:
    """Whether the answer to an update is known to have arrived: nothing more is owed."""
    row = _ANSWERED.one(db, bot_id=bot_id, update_id=update_id)
    return row is not None and bool(row[0])


def note_answered(db: Connection, bot_id: int, update_ids: Sequence[int], day: date) -> None:
    """Store that the answers to these updates have arrived, so that repeated updates get no second answer. It
    works for visitors too: an update's id says nothing about the person.
    """
    # In order, so that two processes with the same ids never wait for each other.
    _NOTE.many(db, [{"bot_id": bot_id, "update_id": update_id, "day": day} for update_id in sorted(update_ids)])


def answered_lately(db: Connection, bot_id: int, since: date, among: int) -> set[int]:
    """Return which of the last `among` updates handled since that day are known to be answered."""
    handled = schema.updates.c
    last = (
        select(handled.update_id, handled.answered)
        .where(handled.bot_id == bot_id, handled.day >= since)
        .order_by(handled.update_id.desc())
        .limit(among)
        .subquery()
    )
    return set(db.scalars(select(last.c.update_id).where(last.c.answered)))


def hand_over(from_db: Connection, to_db: Connection, bot_id: int, update_ids: Sequence[int]) -> None:
    """Store these updates, as recorded here, in another store as well: a visitor has become known there."""
    ours = (schema.updates.c.bot_id == bot_id, schema.updates.c.update_id.in_(update_ids))
    rows = [dict(row) for row in from_db.execute(select(schema.updates).where(*ours)).mappings()]
    if rows:
        to_db.execute(insert(schema.updates).on_conflict_do_nothing(), rows)


def prune(db: Connection, before: date) -> int:
    """Erase the ids of updates handled before that day; return how many."""
    return db.execute(delete(schema.updates).where(schema.updates.c.day < before)).rowcount
