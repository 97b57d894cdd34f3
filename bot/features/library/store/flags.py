"""Flags: how many people say what is not right with a card, each once a person and wording.

A flag waits as a row of its person, whose /forget erases it; ten with the same reason become a number without
persons (decision 0015).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.db import retention
from bot.db.aggregates import BlockCounter, add_up, drop_old
from bot.db.ledger import HALF_A_YEAR
from bot.features.library.tables import flagged, flags
from bot.values.few import FEW
from bot.values.flag import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Flagged:
    """A card as somebody read it: the pack, its item's ref, the locale, the card's id and `wording`, its hash."""

    pack: str
    ref: str
    locale: str
    card: str
    wording: str


_COUNTER = BlockCounter(
    flagged,
    ("ref", "card", "wording", "locale", "reason"),
    FEW,
    # That it was flagged stays, so that it counts once.
    settled={"locale": None, "reason": None, "flagged_on": None},
    since="flagged_on",
)


def add(db: Connection, key: bytes, what: Flagged, reason: Reason, today: date) -> bool:
    """Note a person's flag; False when they have flagged this wording of the card before. The tenth with the same
    reason makes a number of them.
    """
    why = asdict(what) | {"reason": reason.value}
    mine = {name: value for name, value in why.items() if name != "pack"} | {"person": key, "flagged_on": today}
    if not _COUNTER.add(db, [mine]):
        return False
    for ten in _COUNTER.take(db, [mine]):
        add_up(db, flags, [{**why, "number": len(ten), "last_on": today}])
    return True


def counts(db: Connection, packs: Collection[str] | None = None) -> dict[Flagged, dict[Reason, int]]:
    """Return how often each card was flagged for which reason, of some packs or (None) of all, whatever has become
    of the card since. Below ten these are people who are there.
    """
    found: dict[Flagged, dict[Reason, int]] = {}
    of_tens = select(flags.c.ref, flags.c.locale, flags.c.card, flags.c.wording, flags.c.reason, flags.c.number)
    these = (flagged.c.ref, flagged.c.locale, flagged.c.card, flagged.c.wording, flagged.c.reason)
    waiting = select(*these, func.count()).where(flagged.c.reason.is_not(None)).group_by(*these)
    for rows in (db.execute(of_tens), db.execute(waiting)):
        for ref, locale, card, wording, reason, number in rows:
            what = Flagged(_pack_of(ref), ref, locale, card, wording)
            if packs is None or what.pack in packs:
                of_card = found.setdefault(what, {})
                of_card[Reason(reason)] = of_card.get(Reason(reason), 0) + number
    return found


def _pack_of(ref: str) -> str:
    """Return the pack of a ref (`lesson:pack/item`)."""
    return ref.partition(":")[2].partition("/")[0]


@retention.erases(HALF_A_YEAR)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase the numbers of cards that nobody has flagged for half a year, and why those flagged who wait since
    then; return how many.
    """
    before = (now - HALF_A_YEAR.period).date()
    return drop_old(db, flags, before, limit) + _COUNTER.drop_late(db, before, limit)
