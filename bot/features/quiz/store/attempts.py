"""Attempts: a person's goes at quizzes, what was asked and answered, each answer counted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import retention
from bot.db.ledger import HALF_A_YEAR
from bot.db.schema import people
from bot.db.statement import Hot
from bot.features.quiz.tables import answers as answered
from bot.features.quiz.tables import asked, attempts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was picked: the item it is from (`quiz:pack/item`), its card, the hash of its meaning."""

    ref: str
    card: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a quiz. `attempt`: the person's own running number, which paths carry; `number`: which
    attempt at this quiz it is, from 1; `questions` in the order they are asked, empty once erased after 180
    days (`begun_on` is None then).
    """

    attempt: int
    quiz_ref: str
    number: int
    seed: int
    begun_on: date | None
    closed_on: date | None
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: question `number` from 1, the options' letters, whether right (None = not counted),
    the meaning that the question had when it was answered.
    """

    number: int
    marks: str
    right: bool | None
    meaning: str
    day: date


_ANSWER = Hot(
    upsert(answered)
    .values({name: bindparam(name, type_=column.type) for name, column in answered.c.items()})
    .on_conflict_do_nothing()
)


_ANSWERS = Hot(
    select(answered.c.number, answered.c.marks, answered.c.right, answered.c.meaning, answered.c.answered_on)
    .where(answered.c.person == bindparam("person"), answered.c.attempt == bindparam("attempt"))
    .order_by(answered.c.number, answered.c.answered_on)
)
_ATTEMPTS = (
    select(
        attempts.c.attempt,
        attempts.c.quiz,
        attempts.c.number,
        attempts.c.seed,
        attempts.c.begun_on,
        attempts.c.closed_on,
        asked.c.ref,
        asked.c.card,
        asked.c.meaning,
    )
    .outerjoin_from(
        attempts, asked, (asked.c.person == attempts.c.person) & (asked.c.attempt == attempts.c.attempt)
    )
    .where(attempts.c.person == bindparam("person"))
    .order_by(attempts.c.attempt, asked.c.number)
)
_THIS = (
    answered.c.person == asked.c.person,
    answered.c.attempt == asked.c.attempt,
    answered.c.number == asked.c.number,
)
_WITH_ANSWERS = Hot(
    _ATTEMPTS.outerjoin(answered, and_(*_THIS))
    .add_columns(asked.c.number, answered.c.marks, answered.c.right, answered.c.meaning, answered.c.answered_on)
    .where(attempts.c.attempt == bindparam("attempt"))
    .order_by(answered.c.answered_on)
)
_OPEN = Hot(
    select(attempts.c.quiz)
    .where(attempts.c.person == bindparam("person"), attempts.c.closed_on.is_(None))
    .order_by(attempts.c.attempt)
)
_OF_QUIZ = Hot(
    _ATTEMPTS.where(attempts.c.quiz == bindparam("quiz"))
    .order_by(None)
    .order_by(attempts.c.number, attempts.c.attempt, asked.c.number)
)


def begin(  # noqa: PLR0913, PLR0917 - an attempt is all of these
    db: Connection,
    key: bytes,
    quiz_ref: str,
    number: int,
    questions: Sequence[Asked],
    seed: int,
    today: date,
) -> Attempt:
    """Begin the person's attempt `number` (from 1) at a quiz, or return it as it is when it was begun before."""
    known = next((one for one in of_quiz(db, key, quiz_ref) if one.number == number), None)
    if known is not None:
        return known
    # The person's row is the lock under which running numbers are given (PostgreSQL; SQLite has one writer).
    db.execute(select(people.c.key).where(people.c.key == key).with_for_update())
    same = attempts.c.quiz == quiz_ref, attempts.c.number == number
    there = _attempts(db.execute(_ATTEMPTS.where(*same), {"person": key}))
    if there:
        return there[0]
    highest = db.scalar(select(func.max(attempts.c.attempt)).where(attempts.c.person == key)) or 0
    attempt = Attempt(highest + 1, quiz_ref, number, seed, today, None, tuple(questions))
    db.execute(
        insert(attempts).values(
            person=key, attempt=attempt.attempt, quiz=quiz_ref, number=number, seed=seed, begun_on=today
        )
    )
    if questions:
        db.execute(
            insert(asked),
            [
                {
                    "person": key,
                    "attempt": attempt.attempt,
                    "number": place,
                    "ref": question.ref,
                    "card": question.card,
                    "meaning": question.meaning,
                }
                for place, question in enumerate(questions, start=1)
            ],
        )
    return attempt


def with_answers(db: Connection, key: bytes, attempt: int) -> tuple[Attempt, list[Answer]] | None:
    """Return the person's own attempt by its running number, and what they answered; None when there is none
    (forged, forgotten).
    """
    rows = _WITH_ANSWERS.all(db, person=key, attempt=attempt)
    given = [Answer(*row[9:]) for row in rows if row[10] is not None]
    # A question answered twice, in two meanings, is two rows.
    questions = {row[9]: row[:9] for row in rows}
    found = _attempts(questions.values())
    return (found[0], given) if found else None


def of_quiz(db: Connection, key: bytes, quiz_ref: str) -> list[Attempt]:
    """Return the person's attempts at a quiz, by their number."""
    return _attempts(_OF_QUIZ.all(db, person=key, quiz=quiz_ref))


def running(db: Connection, key: bytes) -> list[str]:
    """Return what the person's open attempts are at, by `quiz_ref`, the oldest first."""
    return [str(row[0]) for row in _OPEN.all(db, person=key)]


def answer(  # noqa: PLR0913, PLR0917 - an answer is all of these
    db: Connection,
    key: bytes,
    attempt: int,
    question_number: int,
    marks: str,
    right: bool | None,  # noqa: FBT001 - a value to store, not a switch
    meaning: str,
    day: date,
) -> bool:
    """Record an answer; True if it is the first to this question in this meaning. A second one changes nothing.

    The guard is the primary key. A question whose meaning changed under the person can be answered anew.
    Errors: the driver's IntegrityError when the attempt does not ask that question (ask `with_answers` first).
    """
    return (
        _ANSWER.changed(
            db,
            person=key,
            attempt=attempt,
            number=question_number,
            meaning=meaning,
            marks=marks,
            right=right,
            answered_on=day,
        )
        == 1
    )


def answers(db: Connection, key: bytes, attempt: int) -> list[Answer]:
    """Return the answers of an attempt by question number (two of one number when its meaning changed)."""
    return [Answer(*row) for row in _ANSWERS.all(db, person=key, attempt=attempt)]


def close(db: Connection, key: bytes, attempt: int, today: date) -> bool:
    """Close an attempt, finished or stopped; True if it was open. Closing it again changes nothing."""
    mine = attempts.c.person == key, attempts.c.attempt == attempt, attempts.c.closed_on.is_(None)
    return db.execute(update(attempts).where(*mine).values(closed_on=today)).rowcount == 1


def make_own(db: Connection, keys: Collection[bytes], quiz_ref: str, own_ref: str) -> None:
    """Let the open attempts of these people at an assigned set be their next ones at the quiz itself. Their
    answers stay.
    """
    other = attempts.alias()
    highest = (
        select(func.coalesce(func.max(other.c.number), 0))
        .where(other.c.person == attempts.c.person, other.c.quiz == own_ref)
        .scalar_subquery()
    )
    begun = attempts.c.person.in_(keys), attempts.c.quiz == quiz_ref, attempts.c.closed_on.is_(None)
    db.execute(update(attempts).where(*begun).values(quiz=own_ref, number=highest + 1))


def _attempts(rows: Iterable[Sequence[Any]]) -> list[Attempt]:
    """Gather the rows of `_ATTEMPTS`, one a question, into attempts."""
    heads: dict[int, tuple[str, int, int, date | None, date | None]] = {}
    questions: dict[int, list[Asked]] = {}
    for attempt, quiz, number, seed, begun_on, closed_on, ref, card, meaning in rows:
        if attempt not in heads:
            heads[attempt] = (quiz, number, seed, begun_on, closed_on)
            questions[attempt] = []
        if ref is not None:
            questions[attempt].append(Asked(ref, card, meaning))
    return [Attempt(attempt, *head, tuple(questions[attempt])) for attempt, head in heads.items()]


@retention.erases(HALF_A_YEAR)
def erase_old(db: Connection, now: datetime, limit: int) -> int:
    """Erase what was asked and answered half a year ago; the attempt stays as a count, ended, without its first
    day. Return how many attempts they were.
    """
    before = (now - HALF_A_YEAR.period).date()
    old = db.execute(
        select(attempts.c.person, attempts.c.attempt).where(attempts.c.begun_on < before).limit(limit)
    ).all()
    for person, attempt in old:
        # The answers go with their questions (the foreign key cascades).
        db.execute(delete(asked).where(asked.c.person == person, asked.c.attempt == attempt))
        db.execute(
            update(attempts)
            .where(attempts.c.person == person, attempts.c.attempt == attempt)
            .values(begun_on=None, closed_on=func.coalesce(attempts.c.closed_on, now.date()))
        )
    return len(old)
