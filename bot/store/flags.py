"""Flags: how many people say what is not right with a card, without persons. Written once a person and wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.store.schema import flagged, flags
from bot.values.flag import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Flagged:
    """A card as somebody read it: the pack, its item's ref, the locale, the card's id and `wording`, its hash."""

    pack: str
    ref: str
    locale: str
    card: str
    wording: str


def add(db: Connection, key: bytes, what: Flagged, reason: Reason, today: date) -> bool:
    """Count a person's flag; False when they have flagged this wording of the card before. Why is kept in the
    count alone, so that it is nobody's.
    """
    card = {"ref": what.ref, "card": what.card, "wording": what.wording}
    mine = upsert(flagged).values(person=key, **card).on_conflict_do_nothing()
    if db.scalar(mine.returning(flagged.c.card)) is None:
        return False
    place = {"pack": what.pack, "locale": what.locale, "reason": reason.value}
    one = upsert(flags).values(**card, **place, number=1, last_on=today)
    more = {"number": flags.c.number + 1, "last_on": today}
    db.execute(one.on_conflict_do_update(index_elements=[*flags.primary_key.columns.keys()], set_=more))
    return True


def counts(db: Connection, packs: Collection[str] | None = None) -> dict[Flagged, dict[Reason, int]]:
    """Return how often each card was flagged for which reason, of some packs or (None) of all, whatever has become
    of the card since.
    """
    wanted: Any = select(flags) if packs is None else select(flags).where(flags.c.pack.in_(packs))
    found: dict[Flagged, dict[Reason, int]] = {}
    for row in db.execute(wanted.order_by(*flags.primary_key.columns)):
        what = Flagged(row.pack, row.ref, row.locale, row.card, row.wording)
        found.setdefault(what, {})[Reason(row.reason)] = row.number
    return found


def drop_old(db: Connection, before: date, limit: int) -> int:
    """Erase the counts of cards that nobody has flagged since; return how many."""
    old = db.execute(select(*flags.primary_key.columns).where(flags.c.last_on < before).limit(limit)).all()
    for row in old:
        same = [column == value for column, value in zip(flags.primary_key.columns, row, strict=True)]
        db.execute(delete(flags).where(*same))
    return len(old)
