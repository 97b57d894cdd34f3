"""Learning gains: what a campaign taught, from the quiz before to the quiz after, in sums over tens of people.

A pair is counted once, in the transaction that closes the later attempt. It waits as a row of its person until
ten wait; then those ten become one number, by day, and wait in tens of their language, age, country and
variant. So no sum, and no difference of sums, is about fewer than ten; /forget erases a waiting pair and leaves
the sums as they are.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, literal_column, select, update

from bot.db.aggregates import BlockCounter, add_up
from bot.db.statement import Hot
from bot.features.campaigns.store.outcomes import DIMENSIONS, EVERYBODY
from bot.features.campaigns.tables import enrolments, learning_gains, pairs, steps
from bot.features.quiz.tables import answers, attempts
from bot.values.few import FEW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from sqlalchemy import Connection, Row

WHOLE = 10_000
"""All answers right: shares are kept in whole numbers, so that sums are exact."""


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
_COUNTER = BlockCounter(pairs, ("campaign", "dimension", "name"), FEW)

_MINE = enrolments.c.person == bindparam("whose"), enrolments.c.campaign == bindparam("which")
# On PostgreSQL locked until the turn ends, so that a pair counts once.
_UNPAIRED = Hot(select(enrolments.c.person).where(*_MINE, enrolments.c.paired_on.is_(None)).with_for_update())
_PAIRED = Hot(
    update(enrolments).where(*_MINE).values(paired_on=bindparam("today", type_=enrolments.c.paired_on.type))
)
_BEFORE, _AFTER = steps.alias("opened_before"), steps.alias("opened_after")
# A person's closed attempts in order, since the day before was opened; the day after was opened, too.
_right, _counted = func.count().filter(answers.c.right.is_(True)), func.count(answers.c.right)
_GO = (
    attempts.c.attempt,
    attempts.c.quiz,
    attempts.c.begun_on,
    _AFTER.c.opened_on,
)
_GOES = Hot(
    select(*_GO, _right, _counted)
    .select_from(enrolments)
    .join(_BEFORE, and_(_BEFORE.c.person == enrolments.c.person, _BEFORE.c.campaign == enrolments.c.campaign))
    .join(_AFTER, and_(_AFTER.c.person == enrolments.c.person, _AFTER.c.campaign == enrolments.c.campaign))
    .join(attempts, and_(attempts.c.person == enrolments.c.person, attempts.c.begun_on >= _BEFORE.c.opened_on))
    .join(answers, and_(answers.c.person == attempts.c.person, answers.c.attempt == attempts.c.attempt))
    .where(
        *_MINE,
        _BEFORE.c.step == bindparam("before"),
        _AFTER.c.step == bindparam("after"),
        _AFTER.c.opened_on.is_not(None),
        answers.c.answered_on <= attempts.c.closed_on,
    )
    .group_by(*_GO)
    .having(_counted > literal_column("0"))
    .order_by(attempts.c.attempt)
)


def note(db: Connection, key: bytes, campaign: str, compared: Compared, today: date) -> None:
    """Count a person's pair, once, if they have one now: an attempt at a quiz of the campaign was just closed.
    "Before" is their first attempt since they opened the quiz before; "after" is the first later attempt since
    they opened both.
    """
    if _UNPAIRED.one(db, whose=key, which=campaign) is None:
        return
    found = _GOES.all(db, whose=key, which=campaign, before=compared.before, after=compared.after)
    goes = [go for go in found if go[1] in compared.quizzes]
    after = next((go for go in goes[1:] if go[2] >= go[3]), None)
    if after:
        _count(db, key, campaign, (_share(goes[0]), _share(after)), today)


def of(db: Connection, campaign: str, until: date) -> dict[tuple[str, str], Sums]:
    """Return the sums of everybody (`EVERYBODY`) and of each group (dimension, name) as they were at the end of
    a day. The sums of a day no longer change once it is over everywhere on earth.
    """
    rows = (
        select(
            learning_gains.c.dimension,
            learning_gains.c.name,
            *(func.sum(learning_gains.c[name]) for name in _SUMS),
        )
        .where(learning_gains.c.campaign == campaign, learning_gains.c.day <= until)
        .group_by(learning_gains.c.dimension, learning_gains.c.name)
    )
    return {(dimension, name): Sums(*map(int, sums)) for dimension, name, *sums in db.execute(rows)}


def _share(go: Sequence[Any]) -> int:
    right, counted = int(go[4]), int(go[5])
    return round(WHOLE * right / counted)


def _count(db: Connection, key: bytes, campaign: str, shares: tuple[int, int], today: date) -> None:
    """Let a pair wait with the others; ten of them become sums of today, and wait in their groups."""
    _PAIRED.changed(db, whose=key, which=campaign, today=today)
    mine = _pair(key, campaign, EVERYBODY, shares)
    _COUNTER.add(db, [mine])
    for ten in _COUNTER.take(db, [mine]):
        last = select(func.max(learning_gains.c.day)).where(
            learning_gains.c.campaign == campaign, learning_gains.c.dimension == ""
        )
        # Never before a day that has sums: the published sums of a day must not change.
        day = max(today, db.scalar(last) or today)
        _keep(db, ten, day)
        shares_of = {row.person: (row.before, row.after) for row in ten}
        parts = select(enrolments.c.person, *(enrolments.c[dimension] for dimension in DIMENSIONS))
        parts = parts.where(enrolments.c.campaign == campaign, enrolments.c.person.in_([*shares_of]))
        waiting = [
            _pair(person, campaign, group, shares_of[person])
            for person, *names in db.execute(parts)
            for group in zip(DIMENSIONS, names, strict=True)
        ]
        _COUNTER.add(db, waiting)
        for block in _COUNTER.take(db, waiting):
            _keep(db, block, day)


def _pair(person: bytes, campaign: str, group: tuple[str, str], shares: tuple[int, int]) -> dict[str, Any]:
    """Return the waiting row in a group (dimension, name) of a campaign."""
    names = ("person", "campaign", "dimension", "name", "before", "after")
    return dict(zip(names, (person, campaign, *group, *shares), strict=True))


def _keep(db: Connection, ten: Sequence[Row[Any]], day: date) -> None:
    """Add ten people who waited in one group to its sums of a day."""
    differences = [row.after - row.before for row in ten]
    sums = Sums(
        len(ten),
        sum(row.before for row in ten),
        sum(row.after for row in ten),
        sum(difference**2 for difference in differences),
        sum(difference > 0 for difference in differences),
    )
    group = {name: getattr(ten[0], name) for name in ("campaign", "dimension", "name")}
    add_up(db, learning_gains, [{**group, "day": day, **asdict(sums)}])
