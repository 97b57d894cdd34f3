"""A forecast sends what is due at each zone's hour through the pace, and tells what waits or is dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.commands.plan_words import as_picture, as_text
from bot.features.organiser.forecast.forecast import TIPS, forecast
from bot.features.organiser.forecast.population import PeopleGroup, Population, TipSubscribers, made_up, real
from bot.features.organiser.forecast.queue import TICK, Batch, simulate_sending
from bot.packs.model import Kind, Ref
from bot.values.audience import Audience
from bot.values.limits import steady
from tests.talk import House, Person, fixture_library

if TYPE_CHECKING:
    from bot.packs.campaign import Campaign

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
TEEN, CHILD = Audience.TIER_12_15, Audience.TIER_9_11
HOURS = 3600 // TICK


def campaign(item: str) -> Campaign:
    found = fixture_library().campaign("lamp-days", item)
    assert found
    return found


def teens(people: float, zone: str = "Europe/Moscow") -> Population:
    return Population((PeopleGroup(zone, TEEN, "RU", "ru", people),), (), {}, "teenagers")


def test_a_dated_step_goes_out_over_its_window_at_the_places_hour() -> None:
    found = forecast([campaign("fest")], teens(1200), MONDAY, 7, 30, 1.0)
    course = found.simulate_sending.courses["lamp-days/fest day 2"]
    assert course.sent == pytest.approx(1200)
    assert course.first == (24 + 14) * HOURS, "17:00 in Moscow on the second day"
    assert course.last == (24 + 16) * HOURS - 1, "two hours later"
    assert (course.wait, course.dropped, course.late) == (0, 0, 0)


def test_more_than_the_pace_allows_waits_and_what_is_too_late_is_dropped() -> None:
    at_once = replace(campaign("fest"), window=0)
    found = forecast([at_once], teens(1_000_000), MONDAY, 7, 30, 1.0)
    course = found.simulate_sending.courses["lamp-days/fest day 2"]
    fits = steady(30) * 3 * 3600
    assert course.sent == pytest.approx(fits), "three hours until the quiet hours"
    assert course.dropped == pytest.approx(1_000_000 - fits)
    assert course.wait == 3 * HOURS - 1
    assert course.pressed == pytest.approx(fits / 3)


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(-50, 50), st.integers(0, 90), st.floats(0, 30_000)), max_size=30
    )
)
def test_nothing_gets_lost_in_the_line(some: list[tuple[int, int, int, float]]) -> None:
    found = simulate_sending(
        [Batch(f"{rank}", rank, due, due + good, people) for rank, due, good, people in some], 30
    )
    for rank in ("0", "1"):
        planned = sum(people for one, _, _, people in some if str(one) == rank)
        course = found.courses[rank]
        assert course.sent + course.dropped == pytest.approx(planned)
    assert all(people <= steady(30) * TICK * 1.000001 for people in found.sent.values())


def test_two_campaigns_of_a_day_give_way_by_priority() -> None:
    first = campaign("fest")
    second = replace(first, ref=Ref(Kind.CAMPAIGN, "lamp-days", "other"), priority=1)
    found = forecast([second, first], teens(1000), MONDAY, 7, 30, 0.5)
    assert [part.name for part in found.parts] == ["lamp-days/fest", "lamp-days/other"]
    assert found.simulate_sending.courses["lamp-days/fest day 2"].sent == pytest.approx(500)
    assert found.simulate_sending.courses["lamp-days/other day 2"].sent == pytest.approx(250)
    assert found.parts[1].gave_way == pytest.approx(250)


def test_a_campaign_that_is_on_replaces_tips() -> None:
    subscribers = (TipSubscribers("Europe/Moscow", TEEN, 16, (0, 2, 4), 1000),)
    population = replace(teens(1000), subscribers=subscribers)
    alone = forecast([], population, MONDAY, 7, 30, 1.0)
    beside = forecast([campaign("fest")], population, MONDAY, 7, 30, 0.5)
    assert alone.simulate_sending.courses[TIPS].sent == pytest.approx(3000)
    on = {date(2026, 11, 2)}
    assert beside.replaced == pytest.approx(1000 * 0.5 * len(on)), (
        "fest is on Monday and Tuesday; tips came Monday"
    )
    assert beside.simulate_sending.courses[TIPS].sent == pytest.approx(2500)


def test_who_joins_any_day_makes_an_even_stream() -> None:
    population = Population((PeopleGroup("Europe/Moscow", CHILD, "RU", "ru", 1000),), (), {}, "children")
    found = forecast([campaign("week")], population, MONDAY, 10, 30, 1.0)
    assert found.simulate_sending.courses["lamp-days/week day 1"].sent == pytest.approx(900), (
        "who joins on the last day waits"
    )
    assert found.simulate_sending.courses["lamp-days/week day 3"].sent == pytest.approx(700)


def test_a_made_up_crowd_is_as_large_as_asked() -> None:
    population = made_up(1_000_000)
    assert population.people == pytest.approx(1_000_000)
    assert sum(one.people for one in population.subscribers) == pytest.approx(400_000)
    assert len({cell.zone for cell in population.cells}) >= 40


def test_the_real_crowd_is_that_of_the_database(house: House, child: Person, parent: Person) -> None:
    visitor = Person(house, 9)
    visitor.settles_in(agrees=False)
    child.visits("part/lamp-days/week:on")
    with house.stores.durable.transaction() as db:
        assert real(db) == Population((), (), {}, "fewer than 10 people of the database"), (
            "two are told like nobody"
        )
    for number in range(10):
        Person(house, 100 + number).settles_in()
    with house.stores.durable.transaction() as db:
        population = real(db)
    assert population.people == 12, "a visitor is not written to"
    assert population.told == "10 or more people of the database; fewer than 10 want tips"
    assert population.joined == {"lamp-days/week": 0}
    assert population.subscribers == ()
    parent.visits("tips/set/7-21")
    with house.stores.durable.transaction() as db:
        population = real(db)
    assert [(one.audience, one.hour, one.weekdays) for one in population.subscribers] == [
        (Audience.PARENT, 21, tuple(range(7)))
    ]


def test_words_and_picture() -> None:
    found = forecast(fixture_library().campaigns(), made_up(100_000), MONDAY, 14, 30, 0.2)
    words = as_text(found)
    assert "100,000 made-up people" in words
    assert "lamp-days/fest (version 2, priority 7): 2026-11-02 to 2026-11-03" in words
    assert "day 2 (light, dark):" in words
    assert (MONDAY + timedelta(days=13)).date().isoformat() in words
    assert "0 dropped" not in words, "what is not tight is not told"
    with Image.open(BytesIO(as_picture(found))) as picture:
        assert (picture.format, picture.width) == ("PNG", 1080)


def test_days_that_are_the_same_are_told_once() -> None:
    found = forecast([campaign("fest")], teens(1200), MONDAY, 90, 30, 1.0)
    lines = as_text(found).splitlines()
    assert lines[-1].split()[:4] == ["2026-11-04", "to", "2027-01-30", "0"]
    assert lines[-2].split()[:2] == ["2026-11-03", "1,200"]


def test_a_campaign_of_last_year_is_told_to_be_over() -> None:
    words = as_text(forecast([campaign("fest")], teens(1200), MONDAY + timedelta(days=365), 7, 30, 1.0))
    assert "2026-11-02 to 2026-11-03\n  it is over: nobody can join any more" in words


def test_where_nobody_is_the_plan_says_how_to_make_people_up() -> None:
    words = as_text(forecast([campaign("fest")], teens(0), MONDAY, 90, 30, 1.0))
    assert "--people 100000 makes some up" in words
    assert len(words.splitlines()) < 12, "no ninety lines of nothing"
