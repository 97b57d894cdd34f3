"""Gains: what a campaign's people learnt from the quiz before to the quiz after, in sums over tens of them.

A pair is counted once, in the transaction that closes the later go. It waits, as a row of its person, until ten
wait; then those ten become one number, by day, and wait in tens of their language, age, country and variant. So no
sum, and no difference of sums, is about fewer than ten; /forget erases a pair that waits and leaves the sums as
they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING
from zlib import crc32

from sqlalchemy import and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.store.schema import answers, attempts, gains, joined, pairs, steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from typing import Any

    from sqlalchemy import ColumnElement, Connection

TEN = 10
"""People in a sum: fewer are not told of (`organisers.hiding`)."""

WHOLE = 10_000
"""All answers right: shares are kept in whole numbers, so that sums are exact."""

DIMENSIONS = ("locale", "audience", "country", "variant")
EVERYBODY = ("", "")

_UNCOUNTED = "uncounted"
"""Marks a campaign whose pairs from before there were sums are not counted yet (migration 0013)."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a campaign compares: the quizzes (`quiz:pack/item`, one for each audience) before and after, and the
    days of the steps that open them.
    """

    quizzes: frozenset[str]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Over so many people: their shares of right answers before and after (in parts of `WHOLE`), the squares of
    the differences, and how many did better after.
    """

    people: int = 0
    before: int = 0
    after: int = 0
    squares: int = 0
    better: int = 0


_SUMS = tuple(Sums.__slots__)
_ADD = upsert(gains).values({name: bindparam(name, type_=column.type) for name, column in gains.c.items()})
_ADD = _ADD.on_conflict_do_update(
    index_elements=[column.name for column in gains.primary_key.columns],
    set_={name: gains.c[name] + _ADD.excluded[name] for name in _SUMS},
)


def note(db: Connection, key: bytes, campaign: str, compared: Compared, today: date) -> None:
    """Count a person's pair, once, when they have one now: a go at a quiz of the campaign was just closed."""
    mine = joined.c.person == key, joined.c.campaign == campaign, joined.c.paired_on.is_(None)
    if db.execute(select(joined.c.person).where(*mine).with_for_update()).first() is None:
        return
    for _, before, after, _ in _pairs(db, campaign, compared, joined.c.person == key):
        _count(db, key, campaign, (before, after), today)


def of(db: Connection, campaign: str, compared: Compared, until: date) -> dict[tuple[str, str], Sums]:
    """Return the sums of everybody (`EVERYBODY`) and of each group (dimension, name) as they were when a day had
    ended. Those of a day change no more once it is over everywhere on earth.
    """
    rows = (
        select(gains.c.dimension, gains.c.name, *(func.sum(gains.c[name]) for name in _SUMS))
        .where(gains.c.campaign == campaign, gains.c.day <= until)
        .group_by(gains.c.dimension, gains.c.name)
    )
    found = {(dimension, name): Sums(*map(int, sums)) for dimension, name, *sums in db.execute(rows)}
    if (_UNCOUNTED, "") not in found:
        return found
    _catch_up(db, campaign, compared)
    return of(db, campaign, compared, until)


def _catch_up(db: Connection, campaign: str, compared: Compared) -> None:
    """Count the pairs that were made before there were sums, in the order in which they were made."""
    _alone(db, campaign)
    db.execute(delete(gains).where(gains.c.campaign == campaign, gains.c.dimension == _UNCOUNTED))
    made = _pairs(db, campaign, compared, joined.c.paired_on.is_(None))
    for key, before, after, on in sorted(made, key=itemgetter(3, 0)):
        _count(db, key, campaign, (before, after), on)


def _pairs(
    db: Connection, campaign: str, compared: Compared, whose: ColumnElement[bool]
) -> Iterator[tuple[bytes, int, int, date]]:
    """Yield people of a campaign with their shares before and after and the day on which the later go was closed:
    before is the first go since they opened the quiz before, after the first later go since they opened the one
    after. Answers older than half a year are gone.
    """
    for key, goes in groupby(_goes(db, campaign, compared, whose), itemgetter(0)):
        mine = list(goes)
        before = next(((number, share) for _, number, fit, _, share, _ in mine if fit), None)
        if before is None:
            continue
        later = ((share, on) for _, number, _, fit, share, on in mine if fit and number > before[0])
        after = next(later, None)
        if after is not None:
            yield key, before[1], after[0], after[1]


def _goes(
    db: Connection, campaign: str, compared: Compared, whose: ColumnElement[bool]
) -> Iterable[tuple[bytes, int, bool, bool, int, date]]:
    """Yield closed goes at the quizzes by person and in order: their number, whether they began since the quiz
    before and since the one after was opened, the share that was right, the day on which they were closed.
    """
    days = {name: steps.alias(name) for name in ("before", "after")}
    # PostgreSQL adds no booleans; counting those that are true works on both.
    right = func.count().filter(answers.c.right.is_(True))
    counted = func.count(answers.c.right)
    own = (
        joined.c.person,
        attempts.c.attempt,
        attempts.c.begun_on,
        attempts.c.closed_on,
        *(days[name].c.opened_on for name in days),
    )
    rows = (
        select(*own, right, counted)
        .select_from(joined)
        .join(attempts, attempts.c.person == joined.c.person)
        .join(answers, and_(answers.c.person == attempts.c.person, answers.c.attempt == attempts.c.attempt))
    )
    for name, day in (("before", compared.before), ("after", compared.after)):
        that = days[name]
        here = and_(that.c.person == joined.c.person, that.c.campaign == campaign, that.c.step == day)
        rows = rows.outerjoin(that, here)
    rows = (
        rows.where(
            joined.c.campaign == campaign,
            whose,
            attempts.c.quiz.in_(sorted(compared.quizzes)),
            attempts.c.begun_on.is_not(None),
            answers.c.answered_on <= attempts.c.closed_on,
        )
        .group_by(*own)
        .having(counted > 0)
        .order_by(joined.c.person, attempts.c.attempt)
    )
    found: Iterable[Sequence[Any]] = db.execute(rows)
    for key, number, begun_on, closed_on, before_on, after_on, hits, of_all in found:
        since = (on is not None and begun_on >= on for on in (before_on, after_on))
        yield key, number, next(since), next(since), round(WHOLE * hits / of_all), closed_on


def _count(db: Connection, key: bytes, campaign: str, shares: tuple[int, int], today: date) -> None:
    """Let a pair wait with the others; ten of them become sums of today, and wait in their groups."""
    mine = joined.c.person == key, joined.c.campaign == campaign
    db.execute(update(joined).where(*mine).values(paired_on=today))
    _alone(db, campaign)
    _wait(db, campaign, [(key, "", "", *shares)])
    last = select(func.max(gains.c.day)).where(gains.c.campaign == campaign, gains.c.dimension == "")
    # Never before a day that has sums: what is told of a day must not change.
    day = max(today, db.scalar(last) or today)
    if EVERYBODY not in _full(db, campaign):
        return
    ten = _settle(db, campaign, *EVERYBODY, day)
    groups = select(joined.c.person, *(joined.c[dimension] for dimension in DIMENSIONS))
    rows = db.execute(groups.where(joined.c.campaign == campaign, joined.c.person.in_(list(ten)))).all()
    waiting = [
        (person, dimension, name, *ten[person])
        for person, *names in rows
        for dimension, name in zip(DIMENSIONS, names, strict=True)
    ]
    _wait(db, campaign, waiting)
    while full := _full(db, campaign):
        for group in full:
            _settle(db, campaign, *group, day)


def _alone(db: Connection, campaign: str) -> None:
    """Let one turn at a time count pairs of a campaign, until it ends (SQLite has one writer)."""
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(crc32(campaign.encode()))))


def _wait(db: Connection, campaign: str, some: Iterable[tuple[bytes, str, str, int, int]]) -> None:
    names = ("person", "dimension", "name", "before", "after")
    db.execute(insert(pairs), [{"campaign": campaign, **dict(zip(names, one, strict=True))} for one in some])


def _full(db: Connection, campaign: str) -> list[tuple[str, str]]:
    """Return the groups of a campaign in which ten wait."""
    group = pairs.c.dimension, pairs.c.name
    waiting = select(*group).where(pairs.c.campaign == campaign).group_by(*group).having(func.count() >= TEN)
    return [(dimension, name) for dimension, name in db.execute(waiting)]


def _settle(db: Connection, campaign: str, dimension: str, name: str, day: date) -> dict[bytes, tuple[int, int]]:
    """Make sums of ten who wait; return them with their shares."""
    here = pairs.c.campaign == campaign, pairs.c.dimension == dimension, pairs.c.name == name
    waiting = (
        select(pairs.c.person, pairs.c.before, pairs.c.after).where(*here).order_by(pairs.c.person).limit(TEN)
    )
    ten = {person: (before, after) for person, before, after in db.execute(waiting)}
    db.execute(delete(pairs).where(*here, pairs.c.person.in_(list(ten))))
    differences = [after - before for before, after in ten.values()]
    sums = Sums(
        len(ten),
        sum(before for before, _ in ten.values()),
        sum(after for _, after in ten.values()),
        sum(difference**2 for difference in differences),
        sum(difference > 0 for difference in differences),
    )
    named = {one: getattr(sums, one) for one in _SUMS}
    db.execute(_ADD, {"campaign": campaign, "dimension": dimension, "name": name, "day": day, **named})
    return ten
