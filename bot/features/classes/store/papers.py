"""Papers: which aliases of a class have done an assignment on paper. No answer and no person is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.features.classes.store.assignments import TASK
from bot.features.classes.tables import assignments, handed, memberships, papers
from bot.features.quiz.tables import attempts

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from bot.features.classes.store.assignments import Assignment


def note(db: Connection, assignment: Assignment, number: int, today: date) -> None:
    """Note that an alias has handed in paper; the person with this alias in the class has done it. Ask `taken`
    first.

    Errors: the driver's IntegrityError when it is noted already.
    """
    db.execute(insert(papers).values(task=assignment.task, number=number))
    who = select(memberships.c.person).where(memberships.c.room == assignment.room, memberships.c.number == number)
    for person in db.scalars(who).all():
        row = {"person": person, "task": assignment.task, "done_on": today}
        db.execute(upsert(handed).values(row).on_conflict_do_nothing())


def numbers(db: Connection, task: int) -> list[int]:
    """Return the aliases that have handed in paper."""
    return [*db.scalars(select(papers.c.number).where(papers.c.task == task).order_by(papers.c.number))]


def of_room(db: Connection, room: int) -> set[int]:
    """Return the aliases of a class that have ever handed in paper: they are somebody's, joined or not."""
    rows = select(papers.c.number).join_from(papers, assignments, papers.c.task == assignments.c.task)
    return {*db.scalars(rows.where(assignments.c.room == room))}


def taken(db: Connection, assignment: Assignment) -> set[int]:
    """Return the aliases that are counted or have begun: on paper, or by the bot."""
    begun = (
        select(memberships.c.number)
        .join_from(memberships, attempts, memberships.c.person == attempts.c.person)
        .where(memberships.c.room == assignment.room, attempts.c.quiz == f"{TASK}{assignment.task}")
    )
    return {*numbers(db, assignment.task), *db.scalars(begun)}
