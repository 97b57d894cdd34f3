"""Editions: what editors sent in of a pack, how far each has come, and which one serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, union, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import retention
from bot.db.ledger import HALF_A_YEAR
from bot.features.publishing.tables import acts, editions, notes, packs
from bot.packs.digest import file_key
from bot.values.audience import Duty

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.features.publishing.store.editors import Editor


class State(StrEnum):
    """How far an edition has come."""

    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a pack as it was sent in. `sensitive`: only a psychologist may approve it; `vouched_on`: the
    day on which one has.
    """

    edition: int
    pack: str
    version: str
    title: str
    state: State
    sensitive: bool
    vouched_on: date | None
    owner: int
    serves: bool


@dataclass(frozen=True, slots=True)
class Served:
    """Which edition of a pack serves, and since when a psychologist vouches for it (None = nobody does)."""

    pack: str
    edition: int
    digest: str
    vouched_on: date | None


@dataclass(frozen=True, slots=True)
class Act:
    """One step in the history of an edition (`title` is its): what was done, by whom, in which role (None = an
    organiser, who has no number), on which day. `given_to`: the editor to whom the pack was handed over; 0 for
    other steps.
    """

    title: str
    version: str
    did: str
    number: int
    duty: Duty | None
    done_on: date
    given_to: int = 0


_COLUMNS = (
    editions.c.edition,
    editions.c.pack,
    editions.c.version,
    editions.c.title,
    editions.c.state,
    editions.c.sensitive,
    editions.c.vouched_on,
    packs.c.owner,
    packs.c.edition.label("serving"),
)
_ALL = select(*_COLUMNS).join_from(editions, packs, editions.c.pack == packs.c.pack)
_ACTS = (
    select(editions.c.title, editions.c.version, acts.c.did, acts.c.number, acts.c.duty, acts.c.done_on)
    .join_from(acts, editions, acts.c.edition == editions.c.edition)
    .order_by(acts.c.act.desc())
)
_GIVEN = "to "
_WRITES = ("drafted", "sent")
_ORGANISER = "organiser"
_OPEN = (State.DRAFT.value, State.RETURNED.value)


def claim(db: Connection, pack: str, number: int) -> int:
    """Give a pack's id to the first who asks for it; return whose it is."""
    db.execute(upsert(packs).values(pack=pack, owner=number).on_conflict_do_nothing())
    return int(db.scalar(select(packs.c.owner).where(packs.c.pack == pack)) or 0)


def owner_of(db: Connection, pack: str) -> int | None:
    """Return the number of the editor to whom a pack's id belongs; None when nobody has sent it in."""
    return db.scalar(select(packs.c.owner).where(packs.c.pack == pack))


def owners(db: Connection) -> dict[str, int]:
    """Return the number of the editor to whom each pack belongs, by pack."""
    rows = db.execute(select(packs.c.pack, packs.c.owner).order_by(packs.c.pack))
    return {row.pack: row.owner for row in rows}


def hand_over(db: Connection, pack: str, number: int, today: date) -> bool:
    """Let a pack belong to the editor of this number, and write it into the history; False when it does already or
    there is none.
    """
    held = update(packs).where(packs.c.pack == pack, packs.c.owner != number).values(owner=number)
    if db.execute(held).rowcount != 1:
        return False
    newest = db.scalar(select(func.max(editions.c.edition)).where(editions.c.pack == pack))
    if newest is not None:
        row = {"did": f"{_GIVEN}{number}", "number": 0, "duty": _ORGANISER, "done_on": today}
        db.execute(insert(acts).values(edition=newest, **row))
    return True


def highest(db: Connection, pack: str) -> str:
    """Return the highest version of a pack that was handed on (sent or approved); empty when none was."""
    found = db.scalars(
        select(editions.c.version).where(editions.c.pack == pack, editions.c.state.not_in(_OPEN))
    ).all()
    return max(found, key=numbers_of, default="")


def numbers_of(version: str) -> tuple[int, ...]:
    """Return a version such as `1.10.0` as numbers that can be compared; `1.2` is `1.2.0`."""
    return tuple([*map(int, version.split(".")), 0, 0][:3])


def keep(  # noqa: PLR0913 - what is told of an edition
    db: Connection, pack: str, version: str, content: bytes, today: date, *, title: str, sensitive: bool
) -> int:
    """Keep content as the draft of this version, in place of a draft or returned one; return its number."""
    values = {
        "title": title[:100],
        "state": State.DRAFT.value,
        "sensitive": sensitive,
        "changed_on": today,
        "content": content,
        "digest": file_key(content),
    }
    row = upsert(editions).values(pack=pack, version=version, **values)
    kept = row.on_conflict_do_update(
        index_elements=["pack", "version"], set_=values, where=editions.c.state.in_(_OPEN)
    ).returning(editions.c.edition)
    number = db.scalar(kept)
    if number is None:
        raise ValueError("this version was handed on already")
    return int(number)


def get(db: Connection, edition: int) -> Edition | None:
    """Return an edition, None when there is none of this number (any more)."""
    row = db.execute(_ALL.where(editions.c.edition == edition)).first()
    return _edition(row) if row else None


def of_owner(db: Connection, number: int) -> list[Edition]:
    """Return what an editor sent in, the newest first."""
    return _listed(db, packs.c.owner == number)


def of_pack(db: Connection, pack: str) -> list[Edition]:
    """Return the editions of a pack, the newest first."""
    return _listed(db, editions.c.pack == pack)


def waiting(db: Connection) -> list[Edition]:
    """Return what was sent and waits for a reviewer, the newest first."""
    return _listed(db, editions.c.state == State.SENT.value)


def digest(db: Connection, edition: int) -> str:
    """Return what changes whenever an edition's content does; empty when it is not there (any more)."""
    return db.scalar(select(editions.c.digest).where(editions.c.edition == edition)) or ""


def content(db: Connection, edition: int) -> bytes:
    """Return an edition's archive, empty when it is not there (any more)."""
    return db.scalar(select(editions.c.content).where(editions.c.edition == edition)) or b""


def move(db: Connection, edition: int, before: Sequence[State], after: State, today: date) -> bool:
    """Bring an edition from one of some states to another; False when it is in none of them: of two at once one
    wins.
    """
    held = update(editions).where(editions.c.edition == edition, editions.c.state.in_([*before]))
    return db.execute(held.values(state=after.value, changed_on=today)).rowcount == 1


def vouch(db: Connection, edition: int, today: date) -> None:
    """Note that a psychologist has read the edition on this day."""
    db.execute(update(editions).where(editions.c.edition == edition).values(vouched_on=today))


def serve(db: Connection, pack: str, edition: int | None) -> None:
    """Let this edition of a pack serve from now on; None: none of it."""
    db.execute(update(packs).where(packs.c.pack == pack).values(edition=edition))


def serving(db: Connection, edition: int) -> int:
    """Return the number of the edition that serves of the same pack; 0 when none does."""
    of_pack = select(editions.c.pack).where(editions.c.edition == edition)
    return db.scalar(select(packs.c.edition).where(packs.c.pack == of_pack.scalar_subquery())) or 0


def served(db: Connection) -> list[Served]:
    """Return what serves, by pack."""
    rows = db.execute(
        select(packs.c.pack, packs.c.edition, editions.c.digest, editions.c.vouched_on)
        .join_from(packs, editions, packs.c.edition == editions.c.edition)
        .order_by(packs.c.pack)
    )
    return [Served(*row) for row in rows]


def record(db: Connection, edition: int, did: str, editor: Editor, today: date) -> None:
    """Write a step into the history."""
    row = {"did": did, "number": editor.number, "duty": editor.duty.value, "done_on": today}
    db.execute(insert(acts).values(edition=edition, **row))


def history(db: Connection, pack: str) -> list[Act]:
    """Return what was done with a pack, the last step first."""
    return [_act(row) for row in db.execute(_ACTS.where(editions.c.pack == pack))]


def concerned(db: Connection, pack: str) -> set[int]:
    """Return the numbers of the editors who have done something with a pack, and of the one to whom it belongs."""
    did = select(acts.c.number).join_from(acts, editions, acts.c.edition == editions.c.edition)
    theirs = union(did.where(editions.c.pack == pack), select(packs.c.owner).where(packs.c.pack == pack))
    return {*db.scalars(theirs)}


def news(db: Connection, number: int, since: date, limit: int) -> list[Act]:
    """Return what others have done since with the packs that concern the editor of this number, the last first."""
    did = select(editions.c.pack).join_from(acts, editions, acts.c.edition == editions.c.edition)
    theirs = union(did.where(acts.c.number == number), select(packs.c.pack).where(packs.c.owner == number))
    others = acts.c.number != number, acts.c.done_on >= since
    return [_act(row) for row in db.execute(_ACTS.where(editions.c.pack.in_(theirs), *others).limit(limit))]


def _act(row: Any) -> Act:
    title, version, did, number, duty, day = row
    who = None if duty == _ORGANISER else Duty(duty)
    given = did.removeprefix(_GIVEN) if did.startswith(_GIVEN) else ""
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
        elif did.startswith(_GIVEN) and begun:
            own[int(did.removeprefix(_GIVEN))] = day
    return own, others


def note(db: Connection, edition: int, card: str, words: str) -> None:
    """Keep a reviewer's note on a card (`lesson:item#card`), in place of an earlier one."""
    row = upsert(notes).values(edition=edition, card=card, words=words)
    db.execute(row.on_conflict_do_update(index_elements=["edition", "card"], set_={"words": words}))


def notes_on(db: Connection, edition: int) -> dict[str, str]:
    """Return the notes on an edition by card."""
    rows = db.execute(select(notes.c.card, notes.c.words).where(notes.c.edition == edition).order_by(notes.c.card))
    return {row.card: row.words for row in rows}


@retention.erases(HALF_A_YEAR)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase drafts and returned editions that nobody has touched for half a year; return how many."""
    before = (now - HALF_A_YEAR.period).date()
    old = (
        select(editions.c.edition).where(editions.c.state.in_(_OPEN), editions.c.changed_on < before).limit(limit)
    )
    return db.execute(delete(editions).where(editions.c.edition.in_(old.scalar_subquery()))).rowcount


def _listed(db: Connection, which: Any) -> list[Edition]:
    return [_edition(row) for row in db.execute(_ALL.where(which).order_by(editions.c.edition.desc()))]


def _edition(row: Any) -> Edition:
    number, pack, version, title, state, sensitive, vouched_on, owner, serving = row
    return Edition(number, pack, version, title, State(state), sensitive, vouched_on, owner, serving == number)
