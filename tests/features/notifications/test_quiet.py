"""A week of quiet: one tap where things come, one tap back, and what was wished for stays wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.chat.planner import Planner
from tests.roles import SETTLED

if TYPE_CHECKING:
    from bot.chat.delivery_batch import Message
    from tests.talk import House, Person

WHO_SEES = {
    "quiet quiet/over/0 stop/back/0-0-0-0-0": SETTLED,
}


def comes(house: House) -> list[Message]:
    """What goes out at this moment; it is not sent, so that it may be asked again."""
    planner = Planner(house.stores.durable, lambda: house.packs)
    while planner.plan_some(house.clock):
        pass
    return house.delivery_batches().take(house.clock, 10)[0]


def rest_of(house: House) -> object:
    with house.stores.durable.transaction() as db:
        return db.scalar(text("SELECT not_before FROM people"))


@pytest.fixture
def daily(parent: Person) -> Person:
    """Somebody who has a tip every day at five in the afternoon; it is three."""
    parent.visits("set/zone/Europe/Moscow")
    parent.visits("tips/set/7-17")
    parent.house.later(minutes=31)  # what was open is laid aside
    return parent


def test_the_week_is_quiet_and_then_tips_come_as_before(house: House, daily: Person) -> None:
    daily.visits("tip/next")
    daily.taps("A week of quiet")
    assert "Until 2 December nothing comes by itself" in daily.sees
    house.later(hours=2)
    for _ in range(7):
        assert comes(house) == []
        house.later(days=1)
    assert [message.delivery.why for message in comes(house)] == ["tip"]


def test_undo_brings_todays_tip(house: House, daily: Person) -> None:
    daily.visits("settings")
    daily.taps("A week of quiet")
    daily.taps("Undo")
    assert "As before" in daily.sees
    house.later(hours=2)
    assert [message.delivery.why for message in comes(house)] == ["tip"]


def test_undo_leaves_the_rest_that_was_there_before(house: House, daily: Person) -> None:
    daily.visits("enough")
    before = rest_of(house)
    daily.visits("quiet")
    assert rest_of(house) != before
    daily.taps("Undo")
    assert rest_of(house) == before, "tomorrow morning, as somebody who has had help rests too"


def test_an_old_undo_ends_no_rest_of_another_day(house: House, daily: Person) -> None:
    daily.visits("quiet")
    undo = daily.button("Undo").page.path
    house.later(days=20)
    daily.visits("enough")
    before = rest_of(house)
    daily.visits(undo)
    assert rest_of(house) == before


def test_a_second_tap_can_be_undone_too(house: House, daily: Person) -> None:
    daily.visits("quiet")
    week = rest_of(house)
    daily.visits("quiet")
    assert rest_of(house) == week
    daily.taps("Undo")
    house.later(hours=26)
    assert [message.delivery.why for message in comes(house)] == ["tip"]


@pytest.mark.parametrize("hour", ["999999999", "500000"])
def test_a_forged_undo_makes_no_rest(house: House, daily: Person, hour: str) -> None:
    before = rest_of(house)
    daily.visits(f"quiet/over/{hour}")
    assert rest_of(house) == before
    daily.visits("quiet")
    week = rest_of(house)
    daily.visits(f"quiet/over/{hour}")
    assert rest_of(house) == week, "an undo never makes a rest longer"


def test_a_campaigns_day_waits_too_and_stays_open(house: House, child: Person) -> None:
    child.visits("part/lamp-days/week:on")
    house.later(days=1, minutes=180)
    assert [message.path for message in comes(house)] == ["campaign/lamp-days/week:1"]
    child.visits("campaign/lamp-days/week:1")
    child.taps("All days")
    child.taps("A week of quiet")
    house.later(minutes=90)
    assert comes(house) == []
    child.visits("campaign/lamp-days/week")
    assert any("▶" in label for label in child.labels), "what has come stays open"


def test_in_russian_to_a_child_and_to_a_parent(ребёнок: Person) -> None:
    ребёнок.visits("quiet")
    assert "До 2 декабря ничего не приходит само" in ребёнок.sees
    assert "откроешь" in ребёнок.sees
    ребёнок.visits("set/audience/parent")
    ребёнок.visits("quiet")
    assert "откроете" in ребёнок.sees
