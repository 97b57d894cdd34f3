"""Planning on both databases: everybody once, each at their moment, and no row long before it."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from bot.db import people, planning
from bot.db.planning import NEAR, SLOTS, Group, slot_of
from bot.db.schema import deliveries
from bot.features.campaigns.store import enrolments
from bot.features.campaigns.store.enrolments import Enrolment
from bot.values.why import Why

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.db.engine import Store

DUE = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
EVENING = DUE + timedelta(hours=9)


def joiner(db: Connection, key: bytes) -> bytes:
    people.add(db, b"\1" + key + key, people.Person(key, zone="Europe/Moscow"), TODAY)
    enrolments.join(db, key, b"chat", Enrolment("c/week", "", TODAY, TODAY), anew=False)
    return key


def group(spread: timedelta) -> Group:
    return Group(
        *(
            Why.CAMPAIGN,
            partial(enrolments.taking_part, "c/week", "Europe/Moscow"),
            "Europe/Moscow",
            "campaign/c/week:1",
            DUE,
            EVENING,
            "c/week",
            1,
            1,
            spread,
        )
    )


def planned(db: Connection) -> dict[bytes, datetime]:
    rows = db.execute(select(deliveries.c.person, deliveries.c.due_at, deliveries.c.next_at)).all()
    assert len({row[0] for row in rows}) == len(rows)
    assert all(row[1] == row[2] for row in rows)
    return {row[0]: row[1] for row in rows}


def moment_of(key: bytes, spread: timedelta) -> datetime:
    """The moment as the rule says it, reckoned apart from the code."""
    return DUE + timedelta(seconds=int(spread.total_seconds()) * slot_of(key) // SLOTS)


def test_a_slot_grows_with_the_key_and_every_slot_is_as_wide() -> None:
    chance = random.Random(1)  # noqa: S311 - a seed
    keys = sorted(chance.randbytes(16) for _ in range(20_000))
    slots = [slot_of(key) for key in keys]
    assert slots == sorted(slots)
    assert (slots[0], slots[-1]) == (0, SLOTS - 1)
    assert slot_of(b"\0" * 16) == 0
    assert slot_of(b"\xff" * 16) == SLOTS - 1
    halves = sum(slot < SLOTS // 2 for slot in slots)
    assert abs(halves - 10_000) < 400


@pytest.mark.parametrize("minutes", [0, 1, 7, 60, 240])
def test_a_spread_group_is_planned_when_each_moment_is_near(store: Store, minutes: int) -> None:
    chance = random.Random(minutes)  # noqa: S311 - a seed
    spread = timedelta(minutes=minutes)
    edges = [bytes(16), b"\xff" * 16]
    # The first and the last key of some slots, where rounding would show.
    for slot in (1, 2, 499, 998):
        first = -(-(slot << 32) // SLOTS)
        edges += [first.to_bytes(4, "big") + bytes(12), (first - 1).to_bytes(4, "big") + b"\xff" * 12]
    with store.transaction() as db:
        keys = [joiner(db, key) for key in (*edges, *(chance.randbytes(16) for _ in range(150)))]
    now = DUE
    while True:
        for _ in range(100):
            with store.transaction() as db:
                if (
                    planning.plan_some(db, group(spread), now, limit=chance.choice([1, 7, 40]))
                    and chance.random() < 0.9
                ):
                    break
        else:
            raise AssertionError("a look ends")
        with store.transaction() as db:
            found = planned(db)
        near = {key: moment_of(key, spread) for key in keys if moment_of(key, spread) <= now + NEAR}
        assert found == near
        if now > DUE + spread:
            break
        now += timedelta(seconds=chance.choice([0, 5, 30, 61, 600]))
    assert set(found) == set(keys)
    with store.transaction() as db:
        assert db.scalar(text("SELECT done FROM planned"))
        assert planning.plan_some(db, group(spread), now), "and nobody comes again"
        assert len(planned(db)) == len(keys)


def test_a_clock_set_back_plans_nobody_again(store: Store) -> None:
    spread = timedelta(hours=1)
    with store.transaction() as db:
        for number in range(64):
            joiner(db, bytes([number * 4]) * 16)
        assert planning.plan_some(db, group(spread), DUE + timedelta(minutes=30))
        half = len(planned(db))
        db.execute(text("DELETE FROM deliveries"))  # all sent by now
        for minutes in (-120, 10, 0, 30):
            assert planning.plan_some(db, group(spread), DUE + timedelta(minutes=minutes))
        assert planned(db) == {}
        assert planning.plan_some(db, group(spread), DUE + timedelta(hours=2))
        assert 0 < half == 64 - len(planned(db))
