"""An assignment goes out once to each pupil, in waking hours, before any tip, and not after its day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.kit.assignments import classes_of, gives
from tests.kit.campaign_days import Post
from tests.kit.tips import asks_for_tips

if TYPE_CHECKING:
    from tests.talk import House, Person


@pytest.fixture
def post(house: House) -> Post:
    """It is 22:00 in Moscow, where everybody is: children are not written to."""
    house.clock = datetime(2026, 11, 25, 19, tzinfo=UTC)
    return Post(house)


def to(pupil: Person, found: list[tuple[datetime, int, str]]) -> list[datetime]:
    return [moment for moment, chat, words in found if chat == pupil.number and "From your class" in words]


def test_it_waits_for_the_morning_and_comes_once(post: Post, house: House, educator: Person) -> None:
    room, pupils = classes_of(house, educator, 3)
    gives(educator, room)
    found = post.until(days=6)
    for pupil in pupils:
        (moment,) = to(pupil, found)
        assert moment == datetime(2026, 11, 26, 5, tzinfo=UTC), "8:00 in Moscow"


def test_a_class_without_time_for_it_is_not_told_late(post: Post, house: House, educator: Person) -> None:
    """Nothing went out for eight days (an outage): then its day is over, and nobody is reminded of it."""
    room, (pupil,) = classes_of(house, educator, 1)
    gives(educator, room)
    house.later(days=8)
    assert to(pupil, post.until(days=1)) == []


def test_it_outranks_tips_within_a_childs_budget(post: Post, house: House, educator: Person) -> None:
    """At most one message a day: on the day of the assignment there is no tip."""
    room, (pupil,) = classes_of(house, educator, 1)
    asks_for_tips(pupil)
    gives(educator, room)
    found = [(moment.date(), words) for moment, chat, words in post.until(days=8) if chat == pupil.number]
    days = [day for day, _ in found]
    assert len(days) == len(set(days)), "one a day at most"
    assert "From your class" in found[0][1]
    assert len(found) > 1, "and tips on other days"


def test_two_assignments_come_on_two_days(post: Post, house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    gives(educator, room)
    gives(educator, room, "📖")
    moments = to(pupil, post.until(days=4))
    assert len(moments) == 2
    assert moments[0].date() != moments[1].date()
