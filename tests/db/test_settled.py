"""The results of deliveries are written in one transaction, whoever was forgotten meanwhile (both databases)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.db import deliveries, dispatches, mydata
from bot.db.deliveries import Visit
from bot.db.dispatches import SENT, DeliveryResult
from bot.values.why import Why
from tests.kit.people_rows import someone

if TYPE_CHECKING:
    from bot.db.engine import Store

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_who_is_forgotten_while_a_letter_is_on_its_way_holds_up_nobody_else(store: Store) -> None:
    with store.transaction() as db:
        gone, there = someone(db), someone(db)
        for key in (gone, there):
            assert deliveries.plan(
                db, key, b"\1" + key, Visit("live/1/2", Why.LIVE, NOW, campaign="task:1", step=2)
            )
        taken = deliveries.due(db, NOW, 10)
        dispatches.begin(db, taken, NOW)
    with store.transaction() as db:
        mydata.forget(db, gone)
    with store.transaction() as db:
        dispatches.settle(db, [DeliveryResult(one, SENT, NOW, path=one.path) for one in taken])
    with store.transaction() as db:
        assert [row.outcome for row in dispatches.since(db, there, NOW)] == [SENT]
        assert not dispatches.since(db, gone, NOW)
        assert not dispatches.waiting(db, there), "nothing comes to the other one twice"
