"""Groups: the Telegram group in which a live quiz is held, and how far it has been brought there.

What is wanted stands in `lives`; whoever brings it takes a row for a while, so that a kill only means "again".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.store.schema import groups, lives
from bot.store.statement import Hot

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LEASE = timedelta(seconds=30)
"""How long who took a group may need to bring it what is new."""

REFUSED = "refused"
"""A step: Telegram does not let the bot write there; it is tried again."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a live quiz. `chat` is sealed with the key of `person`, who leads, None until it is chosen;
    `number` and `step` are what it has seen; `poll` is the message that holds its last poll.
    """

    task: int
    person: bytes
    chat: bytes | None
    number: int
    step: str
    poll: int | None


_COLUMNS = tuple(groups.c[name] for name in Group.__slots__)


_OF = Hot(select(*_COLUMNS).where(groups.c.task == bindparam("task")))


def begin(db: Connection, key: bytes, task: int, now: datetime) -> None:
    """Hold a live quiz in a group that is still to be chosen."""
    row = {"task": task, "person": key, "number": 0, "step": "", "next_at": now}
    db.execute(upsert(groups).values(row).on_conflict_do_nothing())


def of(db: Connection, task: int) -> Group | None:
    """Return the group of a live quiz; None when it is held with a projector."""
    row = _OF.one(db, task=task)
    return Group(*row) if row else None


def choose(db: Connection, task: int, chat: bytes) -> None:
    """Hold it in this group (sealed), if none was chosen before."""
    db.execute(update(groups).where(groups.c.task == task, groups.c.chat.is_(None)).values(chat=chat))


def lose(db: Connection, task: int) -> None:
    """Forget a group that the bot was put out of; another may be chosen."""
    db.execute(update(groups).where(groups.c.task == task).values(chat=None, poll=None))


def due(db: Connection, now: datetime, limit: int) -> list[Group]:
    """Take up to `limit` groups which have not seen what is wanted; nobody else gets them until the lease ends."""
    behind = or_(groups.c.number != lives.c.number, groups.c.step != lives.c.step)
    some = (
        select(groups.c.task)
        .join_from(groups, lives, groups.c.task == lives.c.task)
        .where(groups.c.chat.is_not(None), groups.c.next_at <= now, behind)
        .limit(limit)
        .with_for_update(of=groups, skip_locked=True)
    )
    taken = update(groups).where(groups.c.task.in_(some.scalar_subquery())).values(next_at=now + LEASE)
    return [Group(*row) for row in db.execute(taken.returning(*_COLUMNS))]


def settle(db: Connection, seen: Group, again_at: datetime) -> None:
    """Write down what a group has seen by now, and from when on it may be brought more."""
    told = {"number": seen.number, "step": seen.step, "poll": seen.poll, "next_at": again_at}
    db.execute(update(groups).where(groups.c.task == seen.task).values(told))
