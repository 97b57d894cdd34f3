"""Editors: who was invited to write or review packs, under which number, and the links that invite, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select, union_all, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import deliveries
from bot.db.codes import new_code
from bot.db.statement import Hot
from bot.features.publishing.store import editions
from bot.features.publishing.tables import acts, editors, former_editors, invitations, packs
from bot.values.audience import Audience, Duty
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.features.publishing.store.editions import Edition

INVITED = timedelta(days=7)
"""How long an invitation waits to be used."""

TRIES = 5
"""How often a number is drawn anew when two people accept at once."""


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor: the number by which colleagues and the history know them, and what they may do."""

    number: int
    duty: Duty


_OF = Hot(select(editors.c.number, editors.c.duty).where(editors.c.person == bindparam("person")))
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
    return Editor(row[0], Duty(row[1])) if row else None


def may_judge(db: Connection, editor: Editor, edition: Edition) -> bool:
    """Whether an editor may approve or return an edition: a reviewer, for what is sensitive a psychologist, and
    nobody who has drafted, sent or held it, whoever holds it now.

    Of an author whose data are erased nothing tells whether they came back as somebody else. Then it takes an
    editor who was there before that author was gone: nobody is two editors at once.
    """
    knows = editor.duty is Duty.PSYCHOLOGIST or not edition.sensitive
    if not editor.duty.reviews or not knows or worked_on(db, editor, edition):
        return False
    own, _ = editions.authors(db, edition)
    gone = [day for number, day in own.items() if number not in _known(db)]
    return not gone or _since(db, editor) < min(gone)


def worked_on(db: Connection, editor: Editor, edition: Edition) -> bool:
    """Whether an editor has drafted, sent or held an edition, or drafted or sent another one of its pack that
    nobody has approved yet: its words may be theirs.
    """
    own, others = editions.authors(db, edition)
    return editor.number in own or editor.number in others


def _known(db: Connection) -> set[int]:
    """Return the numbers of all who are editors or have been, and whose data are not erased."""
    return {*db.scalars(union_all(select(editors.c.number), select(former_editors.c.number)))}


def _since(db: Connection, editor: Editor) -> date:
    """Return the day on which an editor was let in, the first time."""
    return db.scalar(select(editors.c.since).where(editors.c.number == editor.number)) or date.max


def everybody(db: Connection) -> list[Editor]:
    """Return all editors, by their numbers."""
    rows = db.execute(select(editors.c.number, editors.c.duty).order_by(editors.c.number))
    return [Editor(number, Duty(duty)) for number, duty in rows]


def invite(db: Connection, duty: Duty, now: datetime) -> str:
    """Return the code of the one open invitation for this duty, a new one if none is open."""
    db.execute(delete(invitations).where(invitations.c.until <= now))
    there = db.scalar(select(invitations.c.code).where(invitations.c.duty == duty.value))
    if there:
        return str(there)
    code = new_code()
    db.execute(insert(invitations).values(code=code, duty=duty.value, until=now + INVITED))
    return code


def invited(db: Connection, code: str, now: datetime) -> Duty | None:
    """Return what an open invitation invites to; None when it is used up, over, or was never there."""
    duty = db.scalar(select(invitations.c.duty).where(invitations.c.code == code, invitations.c.until > now))
    return Duty(duty) if duty else None


def accept(db: Connection, key: bytes, code: str, now: datetime) -> Editor | None:
    """Make the person what the invitation says and use it up; None when it invites nobody (any more). Who is an
    editor already stays what they are, and the invitation stays open; who was one gets their number back.
    """
    known = of(db, key)
    if known is not None:
        return known
    used = delete(invitations).where(invitations.c.code == code, invitations.c.until > now)
    duty = db.scalar(used.returning(invitations.c.duty))
    if duty is None:
        return None
    back = db.execute(
        delete(former_editors)
        .where(former_editors.c.person == key)
        .returning(former_editors.c.number, former_editors.c.since)
    ).first()
    for _ in range(TRIES):
        mine, since = back or (_next(db), now.date())
        row = upsert(editors).values(person=key, number=mine, duty=duty, since=since, trial="")
        number = db.scalar(row.on_conflict_do_nothing().returning(editors.c.number))
        if number is not None:
            return Editor(number, Duty(duty))
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
    left = select(editors.c.person, editors.c.number, editors.c.since).where(editors.c.person == key)
    db.execute(insert(former_editors).from_select(["person", "number", "since"], left))
    db.execute(delete(editors).where(editors.c.person == key))


def _next(db: Connection) -> int:
    """Return a number that nobody has or had: it stands in the history."""
    numbers = (editors.c.number, former_editors.c.number, acts.c.number, packs.c.owner)
    used = union_all(*map(select, numbers)).subquery()
    return (db.scalar(select(func.max(used.c.number))) or 0) + 1
