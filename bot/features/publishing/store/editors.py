"""Editors: who was invited to write or review packs, under which number, and the links that invite, once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select, union_all, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import deliveries
from bot.db.codes import new_code
from bot.db.statement import Hot
from bot.features.publishing.tables import acts, asked_reviewers, editors, former_editors, invitations, packs
from bot.values.audience import Audience, Duty
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

INVITED = timedelta(days=7)
"""How long an invitation waits to be used."""

TRIES = 5
"""How often a number is drawn anew when two people accept at once."""


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor: the number by which colleagues and the history know them, what they may do, and the partner's
    space to which they belong (None: the house's own; its reviewers oversee all).
    """

    number: int
    duty: Duty
    space: int | None = None
    on_the_phone: frozenset[int] = field(default=frozenset(), compare=False)
    """Of an editor who acts: the numbers of others who use the same phone. Nobody else's phone is known."""

    @property
    def hand(self) -> frozenset[int]:
        """The numbers of all who may be this very person: several people on one phone are still one hand."""
        return self.on_the_phone | {self.number}


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link invites to: a duty, perhaps in a partner's space."""

    duty: Duty
    space: int | None = None


NUMBERS = union_all(
    select(editors.c.person, editors.c.number), select(former_editors.c.person, former_editors.c.number)
).subquery("numbers")
"""The number of everybody who is an editor or has been one, by person."""

_OF = Hot(select(editors.c.number, editors.c.duty, editors.c.space).where(editors.c.person == bindparam("person")))
_TRIAL = Hot(select(editors.c.trial).where(editors.c.person == bindparam("person")))


@dataclass(frozen=True, slots=True)
class Trial:
    """What an editor tries out: an edition, as a reader of this audience in this language."""

    edition: int
    audience: Audience
    locale: str


def of(db: Connection, key: bytes) -> Editor | None:
    """Return what a person is among the editors; None for everybody else."""
    row = _OF.one(db, person=key)
    return Editor(row[0], Duty(row[1]), row[2]) if row else None


def numbers_of(db: Connection, keys: Collection[bytes]) -> frozenset[int]:
    """Return the numbers of those of these people who are editors or have been."""
    return frozenset(db.scalars(select(NUMBERS.c.number).where(NUMBERS.c.person.in_(keys))))


def any_of(db: Connection, keys: Collection[bytes]) -> bool:
    """Whether one of these people is an editor."""
    return db.scalar(select(editors.c.number).where(editors.c.person.in_(keys)).limit(1)) is not None


def everybody(db: Connection, space: int | None = None) -> list[Editor]:
    """Return all editors (of a space), by their numbers."""
    found = select(editors.c.number, editors.c.duty, editors.c.space).order_by(editors.c.number)
    rows = db.execute(found if space is None else found.where(editors.c.space == space))
    return [Editor(number, Duty(duty), where) for number, duty, where in rows]


def invite(db: Connection, duty: Duty, now: datetime, space: int | None = None) -> str:
    """Return the code of the one open invitation for this duty (in this space), a new one if none is open."""
    db.execute(delete(invitations).where(invitations.c.until <= now))
    these = invitations.c.duty == duty.value, invitations.c.space.is_not_distinct_from(space)
    there = db.scalar(select(invitations.c.code).where(*these))
    if there:
        return str(there)
    code = new_code()
    db.execute(insert(invitations).values(code=code, duty=duty.value, until=now + INVITED, space=space))
    return code


def invited(db: Connection, code: str, now: datetime) -> Invitation | None:
    """Return what an open invitation invites to; None when it is used up, over, or was never there."""
    these = invitations.c.code == code, invitations.c.until > now
    row = db.execute(select(invitations.c.duty, invitations.c.space).where(*these)).first()
    return Invitation(Duty(row[0]), row[1]) if row else None


def accept(db: Connection, key: bytes, code: str, now: datetime) -> Editor | None:
    """Make the person what the invitation says and use it up; None if it invites nobody (any more). Present
    editors stay what they are, and the invitation stays open. Former editors get their number back, and are
    editors from today on: anything done meanwhile may have been done by somebody else on their phone.
    """
    known = of(db, key)
    if known is not None:
        return known
    used = delete(invitations).where(invitations.c.code == code, invitations.c.until > now)
    invitation = db.execute(used.returning(invitations.c.duty, invitations.c.space)).first()
    if invitation is None:
        return None
    duty, space = invitation
    left = delete(former_editors).where(former_editors.c.person == key).returning(former_editors.c.number)
    back = db.scalar(left)
    for _ in range(TRIES):
        mine = back or _next(db)
        row = upsert(editors).values(person=key, number=mine, duty=duty, since=now.date(), trial="", space=space)
        number = db.scalar(row.on_conflict_do_nothing().returning(editors.c.number))
        if number is not None:
            return Editor(number, Duty(duty), space)
    raise RuntimeError("no number for an editor could be drawn")


def trial_of(db: Connection, key: bytes) -> Trial | None:
    """Return what a person tries out; None for almost everybody."""
    row = _TRIAL.one(db, person=key)
    if row is None or not row[0]:
        return None
    edition, audience, locale = row[0].split(":")
    return Trial(int(edition), Audience(audience), locale)


def try_out(db: Connection, key: bytes, trial: Trial | None) -> None:
    """Let an editor see the bot as such a reader would with this edition; None ends it."""
    words = f"{trial.edition}:{trial.audience}:{trial.locale}" if trial else ""
    db.execute(update(editors).where(editors.c.person == key, editors.c.trial != words).values(trial=words))


def tell(db: Connection, key: bytes, chat: bytes | None) -> None:
    """Let an editor be told of their packs in this chat (sealed with their key); None: no more, and nothing that
    waits.
    """
    db.execute(update(editors).where(editors.c.person == key).values(chat=chat))
    if chat is None:
        deliveries.drop_person(db, key, Why.WORK)


def is_told(db: Connection, key: bytes) -> bool:
    """Whether an editor wished to be told of their packs."""
    return bool(db.scalar(select(editors.c.chat.is_not(None)).where(editors.c.person == key)))


def chats(db: Connection, numbers: Collection[int]) -> list[tuple[bytes, bytes]]:
    """Return who of these numbers wished to be told, with their sealed chats."""
    those = editors.c.number.in_(numbers), editors.c.chat.is_not(None)
    return [(person, chat) for person, chat in db.execute(select(editors.c.person, editors.c.chat).where(*those))]


def stop(db: Connection, key: bytes) -> None:
    """Let an editor go; what they sent in stays. Their number is kept with them until /forget: if they come back,
    they are who they were, and approve nothing that they wrote.
    """
    deliveries.drop_person(db, key, Why.WORK)
    db.execute(delete(asked_reviewers).where(asked_reviewers.c.person == key))
    left = select(editors.c.person, editors.c.number).where(editors.c.person == key)
    db.execute(insert(former_editors).from_select(["person", "number"], left))
    db.execute(delete(editors).where(editors.c.person == key))


def stop_number(db: Connection, number: int) -> None:
    """Let the editor of this number go, as `stop` does. The open invitations to their space end, too: they may
    know one.
    """
    row = db.execute(select(editors.c.person, editors.c.space).where(editors.c.number == number)).first()
    if row is not None:
        stop(db, row.person)
        db.execute(delete(invitations).where(invitations.c.space.is_not_distinct_from(row.space)))


def _next(db: Connection) -> int:
    """Return a number that nobody has or had: it stands in the history."""
    numbers = (editors.c.number, former_editors.c.number, acts.c.number, packs.c.owner)
    used = union_all(*map(select, numbers)).subquery()
    return (db.scalar(select(func.max(used.c.number))) or 0) + 1
