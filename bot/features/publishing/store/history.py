"""History: what was done with each edition of a pack and who did it, in the order in which it was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, union

from bot.features.publishing.store.editions import GIVEN, ORGANISER, State
from bot.features.publishing.tables import acts, editions, packs
from bot.values.audience import Duty

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor


@dataclass(frozen=True, slots=True)
class Act:
    """One step in the history of an edition (`title` is its): the action, the person, their role (None = an
    organiser, who has no number), the day. `given_to`: the editor who got the pack; 0 for other steps.
    """

    title: str
    version: str
    did: str
    number: int
    duty: Duty | None
    done_on: date
    given_to: int = 0


_ACTS = (
    select(editions.c.title, editions.c.version, acts.c.did, acts.c.number, acts.c.duty, acts.c.done_on)
    .join_from(acts, editions, acts.c.edition == editions.c.edition)
    .order_by(acts.c.act.desc())
)
_WRITES = ("drafted", "sent")


def record(db: Connection, edition: int, did: str, editor: Editor, today: date) -> None:
    """Write a step into the history; number 0 stands for an organiser."""
    duty = editor.duty.value if editor.number else ORGANISER
    row = {"did": did, "number": editor.number, "duty": duty, "done_on": today}
    db.execute(insert(acts).values(edition=edition, **row))


def sent_on(db: Connection, edition: int) -> date | None:
    """Return the day on which an edition was last sent in; None if it was not."""
    last = acts.c.edition == edition, acts.c.did == "sent"
    found: date | None = db.scalar(select(func.max(acts.c.done_on)).where(*last))
    return found


def of_pack(db: Connection, pack: str) -> list[Act]:
    """Return what was done with a pack, the last step first."""
    return [_act(row) for row in db.execute(_ACTS.where(editions.c.pack == pack))]


def concerned(db: Connection, pack: str) -> set[int]:
    """Return the numbers of the editors who have done something with a pack, and of its owner."""
    did = select(acts.c.number).join_from(acts, editions, acts.c.edition == editions.c.edition)
    theirs = union(did.where(editions.c.pack == pack), select(packs.c.owner).where(packs.c.pack == pack))
    return {*db.scalars(theirs)}


def news(db: Connection, editor: Editor, since: date, limit: int) -> list[Act]:
    """Return what others have done since with the packs that concern an editor, and that they still see, the last
    first.
    """
    number = editor.number
    did = select(editions.c.pack).join_from(acts, editions, acts.c.edition == editions.c.edition)
    theirs = union(did.where(acts.c.number == number), select(packs.c.pack).where(packs.c.owner == number))
    others = acts.c.number != number, acts.c.done_on >= since
    return [
        _act(row)
        for row in db.execute(_ACTS.where(editions.c.pack.in_(_seen_by(editor, theirs)), *others).limit(limit))
    ]


def _seen_by(editor: Editor, theirs: Any) -> Any:
    """Select those of these packs that do not belong to another space; people who oversee others for the house
    see all.
    """
    seen = select(packs.c.pack).where(packs.c.pack.in_(theirs))
    if editor.space is None and editor.duty.oversees:
        return seen
    return seen.where(packs.c.space.is_not_distinct_from(editor.space))


def _act(row: Any) -> Act:
    title, version, did, number, duty, day = row
    who = None if duty == ORGANISER else Duty(duty)
    given = did.removeprefix(GIVEN) if did.startswith(GIVEN) else ""
    return Act(title, version, "given" if given else did, number, who, day, int(given or 0))


def authors(db: Connection, edition: Edition) -> tuple[dict[int, date], set[int]]:
    """Return who has drafted, sent or held an edition, each number with the last day on which they did (the first
    of all days when nothing tells), and who has drafted or sent others of its pack that nobody has approved yet.
    """
    own: dict[int, date] = {edition.owner: date.min}
    others: set[int] = set()
    of_pack = (
        select(acts.c.edition, editions.c.state, acts.c.did, acts.c.number, acts.c.done_on)
        .join_from(acts, editions, acts.c.edition == editions.c.edition)
        .where(editions.c.pack == edition.pack)
        .order_by(acts.c.act)
    )
    begun = False
    for number, state, did, by, day in db.execute(of_pack):
        begun = begun or number == edition.edition
        if did in _WRITES and number == edition.edition:
            own[by] = day
        elif did in _WRITES and state != State.APPROVED.value and edition.state is State.SENT:
            others.add(by)
        elif did.startswith(GIVEN) and begun:
            own[int(did.removeprefix(GIVEN))] = day
    return own, others
