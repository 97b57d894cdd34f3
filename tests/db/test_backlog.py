"""What is late is counted from the moment at which it was due, whatever has been tried since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.db import backlog, deliveries, dispatches, schema
from bot.db.deliveries import LEASE, Delivery, Visit
from bot.db.dispatches import DeliveryResult
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.db.backlog import Backlog
    from bot.db.engine import Store

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def planned(store: Store, life: Callable[..., bytes]) -> None:
    """Somebody is to get a tip at NOW; nothing else waits."""
    with store.transaction() as db:
        key = life(db, 1)
        deliveries.drop_person(db, key)
        assert deliveries.plan(db, key, b"sealed", Visit("menu", Why.TIP, NOW))


def tries(db: Connection, now: datetime) -> Delivery:
    (taken,) = deliveries.due(db, now, 10)
    return taken


def stands(store: Store, now: datetime) -> Backlog:
    with store.transaction() as db:
        return backlog.backlog(db, now)


def test_a_delivery_that_is_tried_again_and_again_is_late_since_it_was_due(
    store: Store, life: Callable[..., bytes]
) -> None:
    """Telegram is away: every try moves the next one a minute into the future."""
    planned(store, life)
    for minutes in range(10):
        now = NOW + minutes * MINUTE * 1.5
        with store.transaction() as db:
            taken = tries(db, now)
        assert stands(store, now).oldest_due == NOW, "while it is being tried"
        with store.transaction() as db:
            dispatches.settle(db, [DeliveryResult(taken, backlog.TRIED, now, now + LEASE)])
        seen = stands(store, now + MINUTE / 2)
        assert seen.oldest_due == NOW, "and until the next try"
        assert seen.late == (1 if minutes else 0)


def test_what_waits_on_purpose_is_not_late(store: Store, life: Callable[..., bytes]) -> None:
    planned(store, life)
    morning = NOW + timedelta(hours=11)
    with store.transaction() as db:
        dispatches.settle(db, [DeliveryResult(tries(db, NOW), "quiet", NOW, morning, tried=False)])
    night = stands(store, morning - timedelta(hours=1))
    assert (night.waiting, night.late, night.oldest_due) == (1, 0, None)
    assert stands(store, morning - MINUTE / 2).oldest_due is None
    after = stands(store, morning + 2 * MINUTE)
    assert (after.late, after.oldest_due) == (1, morning), "nobody has taken it when its wait was over"


def test_a_reply_that_telegram_does_not_take_is_late(store: Store, life: Callable[..., bytes]) -> None:
    with store.transaction() as db:
        key = life(db, 1)
        deliveries.drop_person(db, key)
        deliveries.owe(db, key, b"sealed", "menu", NOW, held_until=NOW + LEASE)
    assert stands(store, NOW + MINUTE / 2).late == 0
    with store.transaction() as db:
        tries(db, NOW + 1.5 * MINUTE)
    seen = stands(store, NOW + 2 * MINUTE)
    assert (seen.late, seen.oldest_due) == (1, NOW)


def test_more_late_ones_than_are_counted(store: Store) -> None:
    with store.transaction() as db:
        rows = [
            deliveries._row(None, b"sealed", Visit("menu", why, NOW))
            for why in (Why.REPLY, Why.TIP)
            for _ in range(backlog.COUNTED)
        ]
        db.execute(schema.deliveries.insert(), rows)
    seen = stands(store, NOW + timedelta(hours=1))
    assert (seen.waiting, seen.late, seen.oldest_due) == (backlog.COUNTED, backlog.COUNTED, NOW)
    with store.transaction() as db:
        assert backlog.length(db) == 2 * backlog.COUNTED, "counted seldom, and to its end"
