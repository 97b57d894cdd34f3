"""The live quiz that a class has now: how far it is, who leads it, who takes part. Rows until it ends.

Answers are not here: a pupil's are those of their attempt at the assignment, the class's are its tallies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import deliveries, people, retention
from bot.db.codes import new_code
from bot.db.ledger import A_YEAR
from bot.db.statement import Hot
from bot.features.classes.store import memberships
from bot.features.classes.store.assignments import TASK, hand_in
from bot.features.classes.tables import assignments
from bot.features.classes.tables import memberships as membership_table
from bot.features.live_quiz.tables import live_quizzes, taking_part
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

LASTS = timedelta(hours=2)
"""A live quiz that nobody ends is over by then."""

WAITING, OPEN, CLOSED, SHOWN = "waiting", "open", "closed", "shown"
"""Steps: before the first question; it may be answered; no more; the answer is told."""

_BEFORE = {CLOSED: (OPEN,), SHOWN: (OPEN, CLOSED)}


@dataclass(frozen=True, slots=True)
class LiveQuiz:
    """A live quiz. `task` is its assignment; `person` leads it; `code` opens the projector's page; `card` is the
    question asked now, the `number`-th from 1 (0: none yet).
    """

    task: int
    person: bytes
    code: str
    card: str
    number: int
    step: str
    until: datetime


_COLUMNS = tuple(live_quizzes.c[name] for name in LiveQuiz.__slots__)


_GET = Hot(
    select(*_COLUMNS).where(
        live_quizzes.c.task == bindparam("task"),
        live_quizzes.c.until > bindparam("now", type_=live_quizzes.c.until.type),
    )
)
_TAKES_PART = Hot(
    select(taking_part.c.task).where(
        taking_part.c.person == bindparam("person"), taking_part.c.task == bindparam("task")
    )
)


def begin(db: Connection, key: bytes, task: int, now: datetime) -> str:
    """Begin the live quiz of an assignment and return its code; empty for one that is on: it stays as it is."""
    db.execute(delete(live_quizzes).where(live_quizzes.c.task == task, live_quizzes.c.until <= now))
    row = LiveQuiz(task, key, new_code(), "", 0, WAITING, now + LASTS)
    values = {name: getattr(row, name) for name in LiveQuiz.__slots__}
    new = upsert(live_quizzes).values(values).on_conflict_do_nothing().returning(live_quizzes.c.code)
    return db.scalar(new) or ""


def get(db: Connection, task: int, now: datetime) -> LiveQuiz | None:
    """Return the live quiz of an assignment if it is on."""
    row = _GET.one(db, task=task, now=now)
    return LiveQuiz(*row) if row else None


def by_code(db: Connection, code: str, now: datetime) -> LiveQuiz | None:
    """Return the live quiz whose projector page has this code; None for a wrong one, and when it is over."""
    return _live(db, live_quizzes.c.code == code, now)


def of_room(db: Connection, room: int, now: datetime) -> LiveQuiz | None:
    """Return the live quiz that a class has now."""
    return _live(db, live_quizzes.c.task.in_(_tasks(room)), now)


def _live(db: Connection, which: ColumnElement[bool], now: datetime) -> LiveQuiz | None:
    row: Sequence[Any] | None = db.execute(select(*_COLUMNS).where(which, live_quizzes.c.until > now)).first()
    return LiveQuiz(*row) if row else None


def ask(db: Connection, task: int, number: int, card: str) -> bool:
    """Ask question `number`; False when it was asked already (a second tap) or one after it."""
    this = (live_quizzes.c.task == task, live_quizzes.c.number < number)
    return db.execute(update(live_quizzes).where(*this).values(number=number, card=card, step=OPEN)).rowcount == 1


def step(db: Connection, task: int, number: int, to: str) -> bool:
    """Bring question `number` to `CLOSED` or `SHOWN`; False when it is there, or another one is asked."""
    this = (live_quizzes.c.task == task, live_quizzes.c.number == number, live_quizzes.c.step.in_(_BEFORE[to]))
    return db.execute(update(live_quizzes).where(*this).values(step=to)).rowcount == 1


def take_part(db: Connection, key: bytes, task: int, chat: bytes | None) -> None:
    """Let a pupil take part, who has just agreed to its messages. `chat` is sealed (`Keys.seal`); None in a
    browser, where they look for themselves.
    """
    db.execute(upsert(taking_part).values(person=key, task=task, chat=chat).on_conflict_do_nothing())


def takes_part(db: Connection, key: bytes, task: int) -> bool:
    """Whether the person takes part."""
    return _TAKES_PART.one(db, person=key, task=task) is not None


def chats(db: Connection, task: int) -> list[tuple[bytes, bytes]]:
    """Return who takes part and is written to, with their sealed chats."""
    rows = db.execute(
        select(taking_part.c.person, taking_part.c.chat).where(
            taking_part.c.task == task, taking_part.c.chat.is_not(None)
        )
    )
    return [(person, chat) for person, chat in rows]


def count(db: Connection, task: int) -> int:
    """Count who takes part."""
    return db.scalar(select(func.count()).select_from(taking_part).where(taking_part.c.task == task)) or 0


@memberships.on_hush
@people.on_rest
def leave(db: Connection, key: bytes) -> None:
    """Let a person go from live quizzes (they left, want no messages, or asked for help): nothing more comes."""
    if db.execute(delete(taking_part).where(taking_part.c.person == key)).rowcount:
        deliveries.drop_person(db, key, Why.LIVE)


@memberships.on_leave
def drop_strangers(db: Connection, room: int) -> None:
    """Let those go from a class's live quiz who are not in the class any more."""
    still = select(membership_table.c.person).where(membership_table.c.room == room)
    db.execute(
        delete(taking_part).where(
            taking_part.c.task.in_(_tasks(room)), taking_part.c.person.not_in(still.scalar_subquery())
        )
    )


@memberships.on_close
def end_room(db: Connection, room: int) -> None:
    """End the live quiz of a class that is closed."""
    db.execute(delete(live_quizzes).where(live_quizzes.c.task.in_(_tasks(room))))


def _tasks(room: int) -> Select[tuple[int]]:
    return select(assignments.c.task).where(assignments.c.room == room)


def finish(db: Connection, task: int, now: datetime) -> None:
    """End a live quiz: who took part has done the assignment, nobody is asked any more, the projector's address
    leads nowhere, a group is left.
    """
    for person in db.scalars(select(taking_part.c.person).where(taking_part.c.task == task)).all():
        hand_in(db, person, task, now.date())
    deliveries.drop(db, Why.LIVE, f"{TASK}{task}")
    db.execute(delete(live_quizzes).where(live_quizzes.c.task == task))


@retention.erases(A_YEAR)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """End up to `limit` live quizzes whose time is over; return how many."""
    ended = db.scalars(select(live_quizzes.c.task).where(live_quizzes.c.until <= now).limit(limit)).all()
    for task in ended:
        finish(db, task, now)
    return len(ended)
