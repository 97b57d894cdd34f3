"""20: what time it is where somebody is, is asked before anything is sent by the clock, and then kept to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.chat.notification_policy import ASK_AGAIN, EVERYWHERE, Reason, Standing, Verdict, judge
from bot.chat.planner import Planner
from bot.db.dispatches import SENT, DeliveryResult
from bot.values import places
from bot.values.audience import Audience
from bot.values.why import PLANNED, Why
from tests.kit.assignments import gives
from tests.kit.classrooms import code_on, makes_class
from tests.talk import NOW, House, Person

if TYPE_CHECKING:
    from bot.values.screen import Screen

WEEK = "lamp-days/week"
QUESTION = "What time is it where you are?"


def days_go_by(house: House, days: int) -> list[datetime]:
    """Let the engine plan and send, hour by hour; return when something was sent."""
    planner = Planner(house.stores.durable, lambda: house.packs)
    sent = []
    for hour in range(24 * days):
        house.clock = NOW.replace(hour=0, minute=50) + timedelta(hours=hour)
        while planner.plan_some(house.clock):
            pass
        messages, _ = house.delivery_batches().take(house.clock, 30)
        sent += [house.clock for _ in messages]
        results = [DeliveryResult(message.delivery, SENT, house.clock, path=message.path) for message in messages]
        house.delivery_batches().settle(results)
    return sent


def lives_in(house: House, country: str, number: int = 77) -> Person:
    child = Person(house, number)
    child.types("/start")
    child.visits("who/9-11")
    child.visits(f"where/settings/{country}")
    child.visits(f"where/settings/{country}/sure")
    child.visits("consent/on")
    return child


def joins(child: Person) -> Screen:
    child.visits(f"campaign/{WEEK}")
    return child.taps("🙋 Take part")


@pytest.mark.parametrize(("city", "zone"), [("Vladivostok", "Asia/Vladivostok"), ("Moscow", "Europe/Moscow")])
def test_20_a_russian_child_is_asked_and_written_to_by_day(house: House, city: str, zone: str) -> None:
    child = lives_in(house, "RU")
    joins(child)
    assert QUESTION in child.sees
    child.taps(city)
    assert "You are taking part. The next message comes on" in child.sees, "it leads back to the campaign"
    sent = days_go_by(house, 5)
    assert len(sent) == 3
    assert all(8 <= moment.astimezone(ZoneInfo(zone)).hour < 20 for moment in sent)


def test_20_who_joins_without_a_country_is_asked_for_both(house: House) -> None:
    child = Person(house, 78)
    child.types("/start")
    child.visits("who/9-11")
    child.visits("consent/on")
    joins(child)
    child.taps("Choose my country")
    child.taps("Canada")
    assert QUESTION in child.sees, "without the time nothing would ever come"
    child.taps("Vancouver")
    assert "Campaigns" in child.sees
    assert len(days_go_by(house, 5)) == 3


@pytest.mark.parametrize(
    ("country", "zone"), [("KZ", "Asia/Almaty"), ("DE", "Europe/Berlin"), ("BY", "Europe/Minsk")]
)
def test_20_where_all_clocks_agree_nobody_is_asked(house: House, country: str, zone: str) -> None:
    child = lives_in(house, country)
    joins(child)
    assert QUESTION not in child.sees
    assert "The next message comes on" in child.sees
    sent = days_go_by(house, 5)
    assert len(sent) == 3
    assert all(8 <= moment.astimezone(ZoneInfo(zone)).hour < 20 for moment in sent)


def test_20_the_united_states_have_eight_clocks(house: House) -> None:
    """Denver and Phoenix show the same time in November and another one in summer: they are two answers."""
    child = lives_in(house, "US")
    joins(child)
    assert len([label for label in child.labels if " · " in label]) == 8
    child.taps("Phoenix")
    assert all(8 <= at.astimezone(ZoneInfo("America/Phoenix")).hour < 20 for at in days_go_by(house, 5))


def test_20_who_does_not_answer_gets_nothing_and_is_asked_at_the_next_visit(house: House) -> None:
    child = lives_in(house, "RU")
    joins(child)
    assert days_go_by(house, 3) == []
    child.types("/menu")
    child.taps(QUESTION)
    child.taps("Vladivostok")
    assert QUESTION not in child.sees
    child.visits(f"campaign/{WEEK}")
    assert "Nothing comes until" not in child.sees


def test_20_who_joined_when_nobody_asked_is_asked_now(house: House) -> None:
    """In the campaign, and no zone is known."""
    child = lives_in(house, "RU")
    child.visits("set/zone/Europe/Moscow")
    joins(child)
    child.visits("invites/on")
    with house.stores.durable.transaction() as db:
        db.execute(text("UPDATE people SET zone = ''"))
        db.execute(text("UPDATE enrolments SET zone = ''"))
    child.visits(f"campaign/{WEEK}")
    assert "Nothing comes until I know what time it is where you are." in child.sees
    assert days_go_by(house, 3) == []
    child.types("/menu")
    assert any(QUESTION in label for label in child.labels)
    child.taps(QUESTION)
    child.taps("Kamchatka")
    with house.stores.durable.transaction() as db:
        assert set(db.scalars(text("SELECT zone FROM enrolments"))) == {"Asia/Kamchatka"}


def test_20_invitations_and_tips_ask_too(house: House) -> None:
    child = lives_in(house, "RU")
    child.visits("invites/on")
    assert QUESTION in child.sees
    child.visits("tips/3")
    assert QUESTION in child.sees, "also by a button from before"
    child.visits("tips/set/3-17")
    assert QUESTION in child.sees
    child.visits("nudge/on")
    assert QUESTION in child.sees
    assert days_go_by(house, 3) == []


def test_20_the_evening_reminder_asks_first_and_goes_on_with_it(house: House) -> None:
    child = lives_in(house, "RU")
    child.visits("nudge")
    assert QUESTION in child.sees
    child.taps("Kaliningrad")
    assert "Shall I write once at 19:30" in child.sees
    child.taps("Yes, once")
    assert "once, at 19:30" in child.sees


def test_20_an_assignment_waits_for_an_hour_that_is_day_in_the_whole_country(house: House) -> None:
    """A class may tell before anybody was asked: then no child from Kaliningrad to Kamchatka is woken."""
    educator = Person(house, 1004)
    educator.settles_in("educator")
    makes_class(educator)
    room = educator.see()
    code = code_on(room)
    pupil = lives_in(house, "RU")
    pupil.visits(f"join/{code}/yes")
    educator.types("/class")
    educator.taps("🏫")
    page = educator.button("Give something").page
    gives(educator, int(page.path.split("/")[1]))
    sent = days_go_by(house, 2)
    assert len(sent) == 1
    for zone in places.times("RU", 2026):
        assert 8 <= sent[0].astimezone(ZoneInfo(zone)).hour < 20


def test_20_wherever_a_child_may_be_nothing_comes_at_night() -> None:
    """Over every country, hour and reason: with a zone that is not known the quiet hours of all its zones hold."""
    for country in ("RU", "KZ", "US", "CA", "AU", "BR", "MX", "ID", "DE", "FR", "CL", "PF", ""):
        zones = places.times(country, 2026) or EVERYWHERE
        for why in PLANNED:
            if why is Why.LIVE:
                continue
            for hour in range(0, 24 * 366, 5):
                now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
                who = Standing(zones[0], Audience.TIER_9_11, zones=zones)
                verdict = judge(why, now, now + timedelta(days=3), who, now)
                is_judged_again = verdict == Verdict(now + ASK_AGAIN, Reason.QUIET)
                if verdict.at is not None and not is_judged_again:
                    assert country, "who has not even said a country is not written to"
                    assert all(8 <= verdict.at.astimezone(ZoneInfo(zone)).hour < 20 for zone in zones)
