"""Editions: what editors sent in of a pack, how far each has come, and which one serves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import retention
from bot.db.ledger import HALF_A_YEAR
from bot.features.publishing.tables import acts, editions, packs
from bot.packs.digest import file_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.features.publishing.store.editors import Editor


class State(StrEnum):
    """How far an edition has come."""

    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"
    DROPPED = "dropped"
    """Its words are erased; what was done with it still tells who has written at its pack."""


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
    space: int | None = None
    """The partner's space to which its pack belongs; None: the house's own."""

    def seen_by(self, editor: Editor) -> bool:
        """Whether an editor may read it: their own, and who oversees others those of their space; those of the
        house all.
        """
        return self.is_of(editor) or self.is_overseen_by(editor)

    def is_of(self, editor: Editor) -> bool:
        """Whether its pack belongs to an editor, in the space where they are now."""
        return self.owner == editor.number and self.space == editor.space

    def is_overseen_by(self, editor: Editor) -> bool:
        """Whether an editor oversees the space of its pack; those of the house oversee all."""
        return editor.duty.oversees and editor.space in {None, self.space}


@dataclass(frozen=True, slots=True)
class Served:
    """Which edition of a pack serves, and since when a psychologist vouches for it (None = nobody does)."""

    pack: str
    edition: int
    digest: str
    vouched_on: date | None


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
    packs.c.space,
)
_ALL = (
    select(*_COLUMNS)
    .join_from(editions, packs, editions.c.pack == packs.c.pack)
    .where(editions.c.state != State.DROPPED.value)
)
GIVEN = "to "
"""Begins the name of the step in which a pack was given to somebody, before their number."""

ORGANISER = "organiser"
"""The duty of an organiser in the history."""

_NOT_HANDED_ON = (State.DRAFT.value, State.RETURNED.value, State.DROPPED.value)


def claim(db: Connection, pack: str, editor: Editor) -> int:
    """Give a pack's id to the first who asks for it, and their space; return whose it is."""
    row = {"pack": pack, "owner": editor.number, "space": editor.space}
    db.execute(upsert(packs).values(row).on_conflict_do_nothing())
    return int(db.scalar(select(packs.c.owner).where(packs.c.pack == pack)) or 0)


def space_of(db: Connection, pack: str) -> int | None:
    """Return the partner's space to which a pack belongs; None: the house's own."""
    return db.scalar(select(packs.c.space).where(packs.c.pack == pack))


def owner_of(db: Connection, pack: str) -> int | None:
    """Return the number of the editor who owns a pack's id; None if nobody has sent it in."""
    return db.scalar(select(packs.c.owner).where(packs.c.pack == pack))


def free_id(db: Connection, editor: Editor) -> str:
    """Return an id for the first pack of an editor, who has not to think of one: of an id that all begin with, the
    first to send it would be the only one who can.
    """
    tried = (f"pack-{editor.number}" + (f"-{more}" if more else "") for more in count())
    return next(one for one in tried if owner_of(db, one) in {None, editor.number})


def owners(db: Connection, space: int | None = None) -> dict[str, int]:
    """Return the number of the editor who owns each pack (of a space), by pack."""
    found = select(packs.c.pack, packs.c.owner).order_by(packs.c.pack)
    rows = db.execute(found if space is None else found.where(packs.c.space == space))
    return {row.pack: row.owner for row in rows}


def hand_over(db: Connection, pack: str, to: Editor, today: date) -> bool:
    """Let a pack belong to an editor and their space, and write it into the history; False when it does already or
    there is none.
    """
    number = to.number
    held = update(packs).where(packs.c.pack == pack, packs.c.owner != number)
    held = held.values(owner=number, space=to.space)
    if db.execute(held).rowcount != 1:
        return False
    newest = db.scalar(select(func.max(editions.c.edition)).where(editions.c.pack == pack))
    if newest is not None:
        row = {"did": f"{GIVEN}{number}", "number": 0, "duty": ORGANISER, "done_on": today}
        db.execute(insert(acts).values(edition=newest, **row))
    return True


def highest(db: Connection, pack: str) -> str:
    """Return the highest version of a pack that was handed on (sent or approved); empty when none was."""
    found = db.scalars(
        select(editions.c.version).where(editions.c.pack == pack, editions.c.state.not_in(_NOT_HANDED_ON))
    ).all()
    return max(found, key=numbers_of, default="")


def next_version(db: Connection, pack: str) -> str:
    """Return the version above all others of a pack, drafts too: its last number is one higher."""
    found = db.scalars(select(editions.c.version).where(editions.c.pack == pack)).all()
    first, second, last = max(map(numbers_of, found), default=(1, 0, -1))
    return f"{first}.{second}.{last + 1}"


def version_to_send(db: Connection, pack: str) -> str:
    """Return the version under which the next words of a pack are kept: that of its newest edition if this was not
    handed on, else the next one.
    """
    newest = next(iter(of_pack(db, pack)), None)
    again = newest is not None and newest.state in {State.DRAFT, State.RETURNED}
    return newest.version if newest is not None and again else next_version(db, pack)


def numbers_of(version: str) -> tuple[int, ...]:
    """Return a version such as `1.10.0` as numbers that can be compared; `1.2` is `1.2.0`."""
    return tuple([*map(int, version.split(".")), 0, 0][:3])


def keep(  # noqa: PLR0913 - what is told of an edition
    db: Connection, pack: str, version: str, content: bytes, today: date, *, title: str, sensitive: bool
) -> int:
    """Keep content as the draft of this version, in place of one that was not handed on; return its number."""
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
        index_elements=["pack", "version"], set_=values, where=editions.c.state.in_(_NOT_HANDED_ON)
    ).returning(editions.c.edition)
    number = db.scalar(kept)
    if number is None:
        raise ValueError("this version was handed on already")
    return int(number)


def get(db: Connection, edition: int) -> Edition | None:
    """Return an edition, None when there is none of this number (any more)."""
    row = db.execute(_ALL.where(editions.c.edition == edition)).first()
    return _edition(row) if row else None


def of_owner(db: Connection, editor: Editor) -> list[Edition]:
    """Return the editions that an editor sent in, the newest first; editors who have moved to another space see
    none of the earlier ones.
    """
    return _listed(db, and_(packs.c.owner == editor.number, packs.c.space.is_not_distinct_from(editor.space)))


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


def hold(db: Connection, edition: int) -> None:
    """Let nobody else decide on an edition until this transaction is over: who comes next sees what it has done.
    On SQLite transactions follow one another anyway.
    """
    db.execute(select(editions.c.edition).where(editions.c.edition == edition).with_for_update())


def move(db: Connection, edition: int, before: Sequence[State], after: State, today: date) -> bool:
    """Bring an edition from one of some states to another; False when it is in none of them: of two at once one
    wins.
    """
    held = update(editions).where(editions.c.edition == edition, editions.c.state.in_([*before]))
    return db.execute(held.values(state=after.value, changed_on=today)).rowcount == 1


def drop(db: Connection, edition: int, today: date) -> bool:
    """Erase the words of a draft or returned edition; False when it is neither. Its version can be sent anew."""
    if not move(db, edition, [State.DRAFT, State.RETURNED], State.DROPPED, today):
        return False
    db.execute(update(editions).where(editions.c.edition == edition).values(content=b"", digest=""))
    return True


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


def is_sensitive_since(db: Connection, edition: Edition) -> bool:
    """Whether an approved edition of its pack is sensitive, this one or a later one: then what the pack says was
    found to be, whatever this one is marked as.
    """
    later = editions.c.pack == edition.pack, editions.c.edition > edition.edition
    found = select(editions.c.edition).where(
        *later, editions.c.state == State.APPROVED.value, editions.c.sensitive.is_(True)
    )
    return edition.sensitive or db.scalar(found.limit(1)) is not None


def with_approved(db: Connection) -> list[Edition]:
    """Return one edition of each pack that has an approved one, by title: the one that serves, else the newest
    approved one.
    """
    found: dict[str, Edition] = {}
    for one in _listed(db, editions.c.state == State.APPROVED.value):
        if one.serves or one.pack not in found:
            found[one.pack] = one
    return sorted(found.values(), key=lambda one: (one.title.casefold(), one.pack))


@retention.erases(HALF_A_YEAR)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase drafts, returned and dropped editions that nobody has touched for half a year; return how many."""
    before = (now - HALF_A_YEAR.period).date()
    old = (
        select(editions.c.edition)
        .where(editions.c.state.in_(_NOT_HANDED_ON), editions.c.changed_on < before)
        .limit(limit)
    )
    return db.execute(delete(editions).where(editions.c.edition.in_(old.scalar_subquery()))).rowcount


def _listed(db: Connection, which: Any) -> list[Edition]:
    return [_edition(row) for row in db.execute(_ALL.where(which).order_by(editions.c.edition.desc()))]


def _edition(row: Any) -> Edition:
    number, pack, version, title, state, sensitive, vouched_on, owner, serving, space = row
    serves = serving == number
    return Edition(number, pack, version, title, State(state), sensitive, vouched_on, owner, serves, space)
