"""Progress: the card that a person has reached in a lesson or story, and which items are done."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """A person's place in one item: the card's id (empty: the beginning), and whether and when it was finished."""

    card: str
    done: bool
    done_on: date | None = field(default=None, compare=False)


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

_ALL = Hot(
    select(progress.c.ref, progress.c.card, progress.c.done_on).where(progress.c.person == bindparam("person"))
)
_DONE_SINCE = Hot(
    select(progress.c.ref, progress.c.done_on).where(
        progress.c.person == bindparam("person"),
        progress.c.done_on >= bindparam("since", type_=progress.c.done_on.type),
    )
)


def reach(db: Connection, key: bytes, ref: str, card: str) -> None:
    """Store the card reached in the item `ref` (`lesson:pack/item`); a finished item stays finished."""
    _REACH_HOT.changed(db, person=key, ref=ref, card=card, done_on=None)


def finish(db: Connection, key: bytes, ref: str, today: date) -> None:
    """Store that the item is finished; opened again it begins at its first card."""
    _FINISH_HOT.changed(db, person=key, ref=ref, card="", done_on=today)


def where(db: Connection, key: bytes, ref: str) -> str:
    """Return the id of the card that the person has reached; empty for the beginning."""
    row = _WHERE.one(db, person=key, ref=ref)
    return str(row[0]) if row else ""


def all_of(db: Connection, key: bytes) -> dict[str, Progress]:
    """Return a person's progress by ref."""
    rows = _ALL.all(db, person=key)
    return {ref: Progress(card, done_on is not None, done_on) for ref, card, done_on in rows}


def done_since(db: Connection, key: bytes, since: date) -> dict[str, date]:
    """Return what a person has finished on that day or later: the day by ref."""
    return dict(_DONE_SINCE.all(db, person=key, since=since))


def done_refs(db: Connection, key: bytes) -> set[str]:
    """Return the refs of what a person has ever finished."""
    return {ref for ref, so_far in all_of(db, key).items() if so_far.done}
