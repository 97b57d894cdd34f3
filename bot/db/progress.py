"""Progress: on which card of a lesson or story a person is, and which are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from bot.db.schema import progress
from bot.db.statement import Hot

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a person is in one item: the card's id (empty = its beginning), and whether it was once finished."""

    card: str
    done: bool


_VALUES = {name: bindparam(name, type_=column.type) for name, column in progress.c.items()}
_REACH = insert(progress).values(_VALUES)
_FINISH = insert(progress).values(_VALUES)
_REACH_HOT = Hot(
    _REACH.on_conflict_do_update(
        index_elements=["person", "ref"],
        set_={"card": _REACH.excluded.card},
        where=progress.c.card != _REACH.excluded.card,
    )
)
_FINISH_HOT = Hot(
    _FINISH.on_conflict_do_update(
        index_elements=["person", "ref"],
        set_={"card": _FINISH.excluded.card, "done_on": _FINISH.excluded.done_on},
    )
)
_WHERE = Hot(
    select(progress.c.card).where(progress.c.person == bindparam("person"), progress.c.ref == bindparam("ref"))
)


def reach(db: Connection, key: bytes, ref: str, card: str) -> None:
    """Remember the card a person has reached in the item `ref` (`lesson:pack/item`); done stays done."""
    _REACH_HOT.changed(db, person=key, ref=ref, card=card, done_on=None)


def finish(db: Connection, key: bytes, ref: str, today: date) -> None:
    """Remember that the item is done; opened again it begins at its first card."""
    _FINISH_HOT.changed(db, person=key, ref=ref, card="", done_on=today)


def where(db: Connection, key: bytes, ref: str) -> str:
    """Return the id of the card the person has reached; empty = the beginning."""
    row = _WHERE.one(db, person=key, ref=ref)
    return str(row[0]) if row else ""


def all_of(db: Connection, key: bytes) -> dict[str, Progress]:
    """Return a person's progress by ref."""
    rows = db.execute(select(progress.c.ref, progress.c.card, progress.c.done_on).where(progress.c.person == key))
    return {ref: Progress(card, done_on is not None) for ref, card, done_on in rows}
