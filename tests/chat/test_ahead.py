"""The demo's clock jumps to what comes next, though rows are written only when it is near."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.chat.ahead import writes_next

if TYPE_CHECKING:
    from tests.talk import House, Person


def ahead(house: House) -> datetime | None:
    with house.stores.durable.transaction() as db:
        return writes_next(db, house.packs, house.clock)


def test_nothing_is_ahead_where_nobody_asked_for_anything(house: House, child: Person) -> None:
    child.types("/menu")
    assert ahead(house) is None


def test_the_first_day_of_a_campaign_is_ahead_and_the_trial_leaves_nothing(house: House, child: Person) -> None:
    child.visits("part/lamp-days/week:on")
    found = ahead(house)
    assert found
    tomorrow_at_16 = datetime(2026, 11, 26, 13, tzinfo=UTC)  # in Moscow
    assert tomorrow_at_16 <= found < tomorrow_at_16 + timedelta(hours=1)
    with house.stores.durable.transaction() as db:
        assert db.scalar(text("SELECT (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM planned)")) == 0
    assert ahead(house) == found


def test_a_tip_of_next_week_is_ahead_and_a_reminder_goes_before_it(house: House, child: Person) -> None:
    child.visits("tips/set/1-17")
    found = ahead(house)
    assert found
    assert (found.hour, found.minute) == (14, 0)
    assert house.clock < found <= house.clock + timedelta(days=7, hours=3)
    child.visits("nudge/on")
    assert ahead(house) == datetime(2026, 11, 25, 16, 30, tzinfo=UTC)
