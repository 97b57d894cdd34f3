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

from sqlalchemy import and_, bindparam, delete, func, insert, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.store.outcomes import Group
from bot.store.schema import answers, attempts, gains, joined, pairs, steps
from bot.store.statement import Hot
from bot.values.few import FEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from typing import Any

    from sqlalchemy import Connection

    from bot.store.statement import Row

WHOLE = 10_000
"""All answers right: shares are kept in whole numbers, so that sums are exact."""

DIMENSIONS = Group._fields
EVERYBODY = ("", "")

_UNCOUNTED = "uncounted"
"""Marks a campaign whose pairs from before there were sums are not counted yet (migration 0014)."""


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


_MINE = joined.c.person == bindparam("whose"), joined.c.campaign == bindparam("which")
# On PostgreSQL locked until the turn ends, so that a pair counts once.
_UNPAIRED = Hot(select(joined.c.person).where(*_MINE, joined.c.paired_on.is_(None)).with_for_update())
_PAIRED = Hot(update(joined).where(*_MINE).values(paired_on=bindparam("today", type_=joined.c.paired_on.type)))
_BEFORE, _AFTER = steps.alias("opened_before"), steps.alias("opened_after")
# Closed goes by person and in order, since the day before was opened; the one after was opened, too.
# PostgreSQL adds no booleans; counting those that are true works on both.
_right, _counted = func.count().filter(answers.c.right.is_(True)), func.count(answers.c.right)
_GO = (
    joined.c.person,
    attempts.c.attempt,
    attempts.c.quiz,
    attempts.c.begun_on,
    attempts.c.closed_on,
    _AFTER.c.opened_on,
)
_GOES = (
    select(*_GO, _right, _counted)
    .select_from(joined)
    .join(_BEFORE, and_(_BEFORE.c.person == joined.c.person, _BEFORE.c.campaign == joined.c.campaign))
    .join(_AFTER, and_(_AFTER.c.person == joined.c.person, _AFTER.c.campaign == joined.c.campaign))
    .join(attempts, and_(attempts.c.person == joined.c.person, attempts.c.begun_on >= _BEFORE.c.opened_on))
    .join(answers, and_(answers.c.person == attempts.c.person, answers.c.attempt == attempts.c.attempt))
    .where(
        joined.c.campaign == bindparam("which"),
        joined.c.paired_on.is_(None),
        _BEFORE.c.step == bindparam("before"),
        _AFTER.c.step == bindparam("after"),
        _AFTER.c.opened_on.is_not(None),
        answers.c.answered_on <= attempts.c.closed_on,
    )
    .group_by(*_GO)
    .having(_counted > literal_column("0"))
    .order_by(joined.c.person, attempts.c.attempt)
)
_MY_GOES = Hot(_GOES.where(joined.c.person == bindparam("whose")))
_WAIT = Hot(insert(pairs).values({name: bindparam(name, type_=column.type) for name, column in pairs.c.items()}))
_FULL = Hot(
    select(pairs.c.dimension, pairs.c.name)
    .where(pairs.c.campaign == bindparam("which"))
    .group_by(pairs.c.dimension, pairs.c.name)
    .having(func.count() >= literal_column(str(FEW)))
)


def note(db: Connection, key: bytes, campaign: str, compared: Compared, today: date) -> None:
    """Count a person's pair, once, when they have one now: a go at a quiz of the campaign was just closed."""
    if _UNPAIRED.one(db, whose=key, which=campaign) is None:
        return
    goes = _MY_GOES.all(db, whose=key, which=campaign, before=compared.before, after=compared.after)
    for _, before, after, _ in _pairs(goes, compared):
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
    asked = {"which": campaign, "before": compared.before, "after": compared.after}
    made = list(_pairs(db.execute(_GOES, asked), compared))
    for key, before, after, on in sorted(made, key=itemgetter(3, 0)):
        _count(db, key, campaign, (before, after), on)


def _pairs(goes: Iterable[Sequence[Any]], compared: Compared) -> Iterator[tuple[bytes, int, int, date]]:
    """Yield people with their shares before and after and the day on which the later go was closed: before is the
    first go since they opened the quiz before, after the first later go since they opened both. Answers
    older than half a year are gone.
    """
    mine = (go for go in goes if go[2] in compared.quizzes)
    for key, (first, *later) in groupby(mine, itemgetter(0)):
        after = next((go for go in later if go[3] >= go[5]), None)
        if after is not None:
            yield key, _share(first), _share(after), after[4]


def _share(go: Sequence[Any]) -> int:
    right, counted = int(go[6]), int(go[7])
    return round(WHOLE * right / counted)


def _count(db: Connection, key: bytes, campaign: str, shares: tuple[int, int], today: date) -> None:
    """Let a pair wait with the others; ten of them become sums of today, and wait in their groups."""
    _PAIRED.changed(db, whose=key, which=campaign, today=today)
    _alone(db, campaign)
    _wait(db, campaign, [(key, "", "", *shares)])
    if EVERYBODY not in _FULL.all(db, which=campaign):
        return
    last = select(func.max(gains.c.day)).where(gains.c.campaign == campaign, gains.c.dimension == "")
    # Never before a day that has sums: what is told of a day must not change.
    day = max(today, db.scalar(last) or today)
    ten = _settle(db, campaign, EVERYBODY, day)
    groups = select(joined.c.person, *(joined.c[dimension] for dimension in DIMENSIONS))
    rows = db.execute(groups.where(joined.c.campaign == campaign, joined.c.person.in_(list(ten)))).all()
    waiting = [
        (person, dimension, name, *ten[person])
        for person, *names in rows
        for dimension, name in zip(DIMENSIONS, names, strict=True)
    ]
    _wait(db, campaign, waiting)
    while full := _FULL.all(db, which=campaign):
        for group in full:
            _settle(db, campaign, group, day)


def _alone(db: Connection, campaign: str) -> None:
    """Let one turn at a time count pairs of a campaign, until it ends (SQLite has one writer)."""
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(crc32(campaign.encode()))))


def _wait(db: Connection, campaign: str, some: Iterable[tuple[bytes, str, str, int, int]]) -> None:
    names = ("person", "dimension", "name", "before", "after")
    _WAIT.many(db, [{"campaign": campaign, **dict(zip(names, one, strict=True))} for one in some])


def _settle(db: Connection, campaign: str, group: Row, day: date) -> dict[bytes, tuple[int, int]]:
    """Make sums of ten who wait in a group (dimension, name); return them with their shares."""
    dimension, name = group
    here = pairs.c.campaign == campaign, pairs.c.dimension == dimension, pairs.c.name == name
    waiting = (
        select(pairs.c.person, pairs.c.before, pairs.c.after).where(*here).order_by(pairs.c.person).limit(FEW)
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
