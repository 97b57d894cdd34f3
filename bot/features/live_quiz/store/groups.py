"""The Telegram group in which a live quiz is held, and how far it has been brought there.

`live_quizzes` holds the wanted state. The process that brings it takes a row for a while, so that a kill only
means "again". A group whose quiz is gone is due once more, for a goodbye; then it is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import retention
from bot.db.ledger import A_YEAR
from bot.db.statement import Hot
from bot.features.live_quiz.store.quizzes import LASTS
from bot.features.live_quiz.tables import groups, live_quizzes

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LEASE = timedelta(seconds=30)
"""How long who took a group may need to bring it what is new."""

FAREWELL = timedelta(minutes=30)
"""How long after the longest quiz it is tried to say goodbye to a group; then it is forgotten anyway."""

REFUSED, LOST = "refused", "lost"
"""Steps: Telegram does not let the bot write there, it is tried again; the bot was put out of it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a live quiz, known by the quiz's code, to which its number `chat` is sealed (None until it is
    chosen); `number` and `step` are what it has seen; `poll` is the message that holds its last poll; `locale` the
    language in which it was spoken to last.
    """

    code: str
    chat: bytes | None
    number: int
    step: str
    poll: int | None
    locale: str


_COLUMNS = tuple(groups.c[name] for name in Group.__slots__)


_OF = Hot(select(*_COLUMNS).where(groups.c.code == bindparam("code")))


def begin(db: Connection, code: str, locale: str, now: datetime) -> None:
    """Hold the live quiz of this code in a group that is still to be chosen."""
    row = {"code": code, "number": 0, "step": "", "locale": locale, "next_at": now}
    db.execute(upsert(groups).values(row | {"until": now + LASTS + FAREWELL}).on_conflict_do_nothing())


def of(db: Connection, code: str) -> Group | None:
    """Return the group of a live quiz; None when it is held with a projector."""
    row = _OF.one(db, code=code)
    return Group(*row) if row else None


def chosen(db: Connection) -> list[Group]:
    """Return every group that was chosen: as many as there are quizzes in groups right now."""
    return [Group(*row) for row in db.execute(select(*_COLUMNS).where(groups.c.chat.is_not(None)))]


def choose(db: Connection, code: str, chat: bytes) -> None:
    """Hold it in this group (sealed), if none was chosen before. The group has seen nothing yet."""
    new = {"chat": chat, "number": 0, "step": ""}
    db.execute(update(groups).where(groups.c.code == code, groups.c.chat.is_(None)).values(new))


def lose(db: Connection, code: str) -> None:
    """Forget which group it is, for the bot was put out of it; another may be chosen."""
    db.execute(update(groups).where(groups.c.code == code).values(chat=None, poll=None, step=LOST))


def move(db: Connection, code: str, chat: bytes) -> None:
    """Follow a group that has another number now (sealed); its polls stay under the old one."""
    db.execute(update(groups).where(groups.c.code == code).values(chat=chat, poll=None))


def due(db: Connection, now: datetime, limit: int) -> list[Group]:
    """Take up to `limit` groups which have not seen what is wanted, or whose quiz is gone; nobody else gets them
    until the lease ends.
    """
    on = and_(groups.c.code == live_quizzes.c.code, live_quizzes.c.until > now)
    behind = and_(
        groups.c.chat.is_not(None),
        or_(groups.c.number != live_quizzes.c.number, groups.c.step != live_quizzes.c.step),
    )
    some = (
        select(groups.c.code)
        .join_from(groups, live_quizzes, on, isouter=True)
        .where(groups.c.next_at <= now, or_(live_quizzes.c.code.is_(None), behind))
        .limit(limit)
        .with_for_update(of=groups, skip_locked=True)
    )
    taken = update(groups).where(groups.c.code.in_(some.scalar_subquery())).values(next_at=now + LEASE)
    return [Group(*row) for row in db.execute(taken.returning(*_COLUMNS))]


def settle(db: Connection, seen: Group, again_at: datetime) -> None:
    """Write down what a group has seen by now, and from when on it may be brought more. Where it is stays as it
    is: it may have moved or been lost meanwhile.
    """
    told = update(groups).values(number=seen.number, step=seen.step, poll=seen.poll, locale=seen.locale)
    db.execute(told.where(groups.c.code == seen.code).values(next_at=again_at))


def forget(db: Connection, code: str) -> None:
    """Erase a group that was said goodbye to."""
    db.execute(delete(groups).where(groups.c.code == code))


@retention.erases(A_YEAR)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase up to `limit` groups in which no goodbye could be said in time; return how many."""
    late = select(groups.c.code).where(groups.c.until <= now).limit(limit)
    return db.execute(delete(groups).where(groups.c.code.in_(late.scalar_subquery()))).rowcount
