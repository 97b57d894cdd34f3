"""Outcomes: a campaign's people counted by groups, and their quizzes before and after, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from bot.store.schema import answers, attempts, joined, people, steps

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Group:
    """How many people have all of this in common. `audience` is empty for who has not said; `done`: how many days
    they finished. The day of joining (0), with the quiz before, does not count: nothing of it was sent.
    """

    locale: str
    audience: str
    country: str
    variant: str
    reached: bool
    opened: bool
    left: bool
    done: int
    people: int


@dataclass(frozen=True, slots=True)
class Taken:
    """One finished go at a quiz of a campaign by one person: so many of the counted answers were right when it was
    closed. `before_on` and `after_on`: when they opened the day of the quiz before and after (None = not).
    """

    person: bytes
    locale: str
    audience: str | None
    country: str
    variant: str
    before_on: date | None
    after_on: date | None
    attempt: int
    begun_on: date
    closed_on: date
    right: int
    counted: int

    @property
    def share(self) -> float:
        """The share of the counted answers that were right, 0 to 1."""
        return self.right / self.counted


def groups(db: Connection, campaign: str) -> list[Group]:
    """Return a campaign's people by what they have in common, visited or left alike."""
    mine = (
        select(
            steps.c.person,
            func.count(steps.c.sent_on).label("sent"),
            func.count(steps.c.opened_on).label("opened"),
            func.count(steps.c.done_on).label("done"),
        )
        .where(steps.c.campaign == campaign, steps.c.step > 0)
        .group_by(steps.c.person)
        .subquery()
    )
    opened = func.coalesce(mine.c.opened, 0) > 0
    # Named in a subquery first: PostgreSQL does not know an expression with values again in GROUP BY.
    each = (
        select(
            people.c.locale,
            func.coalesce(people.c.audience, "").label("audience"),
            people.c.country,
            joined.c.variant,
            or_(func.coalesce(mine.c.sent, 0) > 0, opened).label("reached"),
            opened.label("opened"),
            joined.c.left_on.is_not(None).label("left"),
            func.coalesce(mine.c.done, 0).label("done"),
        )
        .select_from(joined)
        .join(people, people.c.key == joined.c.person)
        .outerjoin(mine, mine.c.person == joined.c.person)
        .where(joined.c.campaign == campaign)
        .subquery()
    )
    rows: Iterable[Sequence[Any]] = db.execute(select(*each.c, func.count()).group_by(*each.c))
    return [Group(*row) for row in rows]


def quizzes_taken(
    db: Connection, campaign: str, quizzes: Collection[str], before: int, after: int
) -> Iterator[Taken]:
    """Yield the finished goes of a campaign's people at its quizzes (`quiz:pack/item`), by person and in order;
    `before` and `after` are the days of the two quizzes. Answers older than half a year are gone.
    """
    days = {name: steps.alias(name) for name in ("before", "after")}
    # PostgreSQL adds no booleans; counting those that are true works on both.
    right = func.count().filter(answers.c.right.is_(True))
    counted = func.count(answers.c.right)
    rows = (
        select(
            joined.c.person,
            people.c.locale,
            people.c.audience,
            people.c.country,
            joined.c.variant,
            days["before"].c.opened_on,
            days["after"].c.opened_on,
            attempts.c.attempt,
            attempts.c.begun_on,
            attempts.c.closed_on,
            right,
            counted,
        )
        .select_from(joined)
        .join(people, people.c.key == joined.c.person)
        .join(attempts, attempts.c.person == joined.c.person)
        .join(answers, and_(answers.c.person == attempts.c.person, answers.c.attempt == attempts.c.attempt))
    )
    for name, day in (("before", before), ("after", after)):
        that = days[name]
        here = and_(that.c.person == joined.c.person, that.c.campaign == campaign, that.c.step == day)
        rows = rows.outerjoin(that, here)
    rows = (
        rows.where(
            joined.c.campaign == campaign,
            attempts.c.quiz.in_(list(quizzes)),
            attempts.c.begun_on.is_not(None),
            answers.c.answered_on <= attempts.c.closed_on,
        )
        .group_by(*list(rows.selected_columns)[:10])
        .having(counted > 0)
    )
    found: Iterable[Sequence[Any]] = db.execute(rows.order_by(joined.c.person, attempts.c.attempt)).yield_per(1000)
    for row in found:
        yield Taken(*row)
