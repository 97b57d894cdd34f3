"""From the link of a class to the message: a stranger joins, says their time, and is told of a task."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.chat import textmode
from bot.chat.notification_policy import ASK_AGAIN, EVERYWHERE, Reason, Standing, judge, may_ever_write
from bot.values.audience import Audience
from bot.values.why import Why
from tests.kit.assignments import gives
from tests.kit.campaign_days import Post
from tests.kit.classrooms import code_on, makes_class
from tests.talk import Person

if TYPE_CHECKING:
    from tests.talk import House


@pytest.fixture
def post(house: House) -> Post:
    """It is 12:00 in Moscow."""
    house.clock = datetime(2026, 11, 25, 9, tzinfo=UTC)
    return Post(house)


def told(pupil: Person, found: list[tuple[datetime, int, str]]) -> list[datetime]:
    return [moment for moment, chat, words in found if chat == pupil.number and "From your class" in words]


def comes_by_link(house: House, code: str, number: int = 4001) -> Person:
    """A stranger taps the link on the poster, agrees and joins."""
    pupil = Person(house, number)
    pupil.types(f"/start class_{code}")
    pupil.taps("I agree")
    pupil.taps("Join")
    return pupil


def test_a_stranger_who_joins_by_the_link_is_told(post: Post, house: House, educator: Person) -> None:
    room = makes_class(educator)
    pupil = comes_by_link(house, code_on(educator.see()))
    assert "What time is it where you are?" in pupil.sees
    first = textmode.links(pupil.see())[0].label
    assert first.startswith("12:00"), "the teacher's own time is offered first"
    pupil.taps(first)
    assert "Here you are" in pupil.sees
    gives(educator, room)
    assert told(pupil, post.until(days=1)) == [datetime(2026, 11, 25, 9, tzinfo=UTC)]


def test_another_time_than_the_teachers_can_be_said(post: Post, house: House, educator: Person) -> None:
    room = makes_class(educator)
    pupil = comes_by_link(house, code_on(educator.see()))
    pupil.taps("19:00")  # Vladivostok, where children are written to until eight
    house.later(hours=2)
    gives(educator, room)
    (moment,) = told(pupil, post.until(days=2))
    assert moment == datetime(2026, 11, 25, 22, tzinfo=UTC), "8:00 of the next day there"


@pytest.fixture
def far_away(house: House) -> Person:
    """A teacher who has not said where: nobody knows the country of the class."""
    teacher = Person(house, 900)
    teacher.settles_in_nowhere("educator")
    return teacher


def test_who_says_it_later_is_told_then(post: Post, house: House, far_away: Person) -> None:
    """What was given meanwhile has waited, and their menu asks."""
    room = makes_class(far_away)
    pupil = comes_by_link(house, code_on(far_away.see()))
    assert "Which country are you in?" in pupil.sees
    pupil.taps("Not now")
    gives(far_away, room)
    assert told(pupil, post.until(days=1)) == []
    pupil.types("/menu")
    pupil.taps("What time is it")
    pupil.taps("Choose my country")
    pupil.visits("where/clock/RU")
    pupil.taps("Yes, Russia")
    pupil.taps("Moscow")
    assert told(pupil, post.until(days=1))


def test_a_teacher_reads_whom_to_tell_aloud(house: House, far_away: Person) -> None:
    room = makes_class(far_away)
    code = code_on(far_away.see())
    comes_by_link(house, code).taps("Not now")
    other = comes_by_link(house, code, 4002)
    other.taps("Choose my country")
    other.visits("where/clock/RU")
    other.taps("Yes, Russia")
    other.taps("Moscow")
    gives(far_away, room)
    assert "Not done, and without a message from me: 1. Tell them in class" in far_away.sees
    far_away.visits(f"class/{room}/pupils")
    assert "I can write to 1 of 2 pupils" in far_away.sees


def test_a_class_of_whom_all_can_be_told_reads_nothing_of_it(house: House, educator: Person) -> None:
    room = makes_class(educator)
    comes_by_link(house, code_on(educator.see())).taps("Moscow")
    gives(educator, room)
    assert "I can write to" not in educator.sees
    assert "without a message" not in educator.sees


def test_nobody_is_written_to_at_night_wherever_they_are() -> None:
    """Somebody may be anywhere on earth: no hour is day everywhere. What waits is judged again until too late."""
    now = datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert not may_ever_write(EVERYWHERE, Audience.TIER_9_11, now)
    assert may_ever_write(("Europe/Moscow", "Europe/Samara"), Audience.TIER_9_11, now)
    who = Standing("", Audience.TIER_9_11, zones=EVERYWHERE)
    waits = judge(Why.ASSIGNMENT, now, now + timedelta(days=2), who, now)
    assert (waits.at, waits.reason) == (now + ASK_AGAIN, Reason.QUIET)
    over = judge(Why.ASSIGNMENT, now, now + timedelta(hours=1), who, now)
    assert (over.at, over.reason) == (None, Reason.QUIET)
