"""When the bot may write unasked: over every zone, date and jump of the clock (10 and docs/design.md §3). Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.notification_policy import GOOD_FOR, Reason, Standing, Verdict, judge, moment
from bot.values import places
from bot.values.audience import Audience
from bot.values.why import BUDGETED, PLANNED, Why

ZONES = sorted(
    {
        zone
        for country in ("RU", "US", "AU", "DE", "BR", "IN", "NP", "WS", "CL", "MA", "KI", "LH", "PS")
        for zone in places.zones(country)
    }
    | {"Australia/Lord_Howe", "Africa/Cairo", "America/Havana"}
)
"""Whole, half and quarter hours from UTC, jumps at midnight, by half an hour, and a day left out."""

zones = st.sampled_from(ZONES)
audiences = st.sampled_from([None, *Audience])
FIRST, LAST = datetime(2026, 1, 1), datetime(2029, 12, 31)  # noqa: DTZ001 - hypothesis adds the zone
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
hours = st.integers(0, 400).map(lambda number: timedelta(hours=number))


@st.composite
def standings(draw: st.DrawFn, now: datetime) -> Standing:
    sent = draw(st.lists(st.integers(-30, 240), max_size=6))  # also "sent" in the future: the clock was set back
    rest = draw(st.none() | st.integers(-50, 50))
    campaigns, classes = (
        [now - timedelta(hours=hour) for hour in draw(st.lists(st.integers(-30, 240), max_size=4))]
        for _ in range(2)
    )
    return Standing(
        draw(zones),
        draw(audiences),
        None if rest is None else now + timedelta(hours=rest),
        draw(st.booleans()),
        [now - timedelta(hours=hour) for hour in sent],
        draw(st.booleans()),
        draw(st.none() | st.sampled_from(PLANNED)),
        sent_for_campaigns=campaigns,
        sent_for_classes=classes,
        in_class=draw(st.booleans()),
    )


@given(st.data(), moments, hours, st.sampled_from(PLANNED))
def test_whatever_is_allowed_keeps_every_promise(
    data: st.DataObject, now: datetime, ago: timedelta, why: Why
) -> None:
    who = data.draw(standings(now))
    due_at = now - ago + timedelta(hours=20)
    verdict = judge(why, due_at, None, who, now)
    if verdict.at is None:
        assert verdict.reason is not Reason.OK
        return
    assert not who.blocked
    assert max(now, due_at) <= verdict.at <= due_at + GOOD_FOR, "neither before its time nor stale"
    assert (verdict.reason is Reason.OK) == (verdict.at == max(now, due_at))
    if why is Why.LIVE:
        assert verdict.at == max(now, due_at), "a lesson is on, and the person has just joined it"
        return
    here = verdict.at.astimezone(ZoneInfo(who.zone))
    audience = who.audience or Audience.TIER_9_11
    assert audience.awake[0] <= here.hour < audience.awake[1]
    assert who.not_before is None or verdict.at >= who.not_before
    week = here.date() - timedelta(days=7)
    others, campaigns, classes = (
        [sent.astimezone(ZoneInfo(who.zone)).date() for sent in some]
        for some in (who.sent, who.sent_for_campaigns, who.sent_for_classes)
    )
    days = [*others, *campaigns, *classes]
    if why in BUDGETED:
        assert here.date() not in days, "one message a day"
    if why is Why.ASSIGNMENT and audience.is_child:
        assert sum(week < day for day in (*others, *classes)) < 3, "three a week, beside those of a campaign"
    elif why in BUDGETED and why is not Why.CAMPAIGN and audience.is_child:
        assert sum(week < day for day in days) < 3, "three a week"
        assert not who.in_class or sum(week < day for day in (*others, *campaigns)) < 2, "one is kept for classes"
    assert why is not Why.TIP or not who.in_campaign, "a campaign replaces tips"


@given(st.data(), moments, st.sampled_from(PLANNED))
def test_what_waits_goes_at_that_moment_if_nothing_happens(data: st.DataObject, now: datetime, why: Why) -> None:
    who = data.draw(standings(now))
    verdict = judge(why, now, None, who, now)
    if verdict.at is not None:
        assert judge(why, now, None, who, verdict.at) == Verdict(verdict.at, Reason.OK)


@given(zones, audiences, moments, st.integers(0, 23))
def test_ten_each_day_has_its_hour_once(zone: str, audience: Audience | None, now: datetime, hour: int) -> None:
    del audience
    today = now.astimezone(ZoneInfo(zone)).date()
    struck = [moment(today + timedelta(days=day), time(hour), zone) for day in range(3)]
    assert struck == sorted(set(struck)), "in a gap later, in a fold the first time, never twice"
    for at in struck:
        assert abs(at.astimezone(ZoneInfo(zone)).hour - hour) in {0, 1, 23}


@pytest.mark.parametrize(
    ("day", "hour", "zone", "struck"),
    [
        (date(2026, 3, 29), 2, "Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 10, 25), 2, "Europe/Berlin", datetime(2026, 10, 25, 0, tzinfo=UTC)),
        (date(2026, 11, 1), 1, "America/New_York", datetime(2026, 11, 1, 5, tzinfo=UTC)),
        (date(2026, 10, 4), 2, "Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ],
    ids=["a gap", "a fold", "a fold behind UTC", "a gap of half an hour"],
)
def test_10_an_hour_in_a_gap_comes_later_and_one_in_a_fold_the_first_time(
    day: date, hour: int, zone: str, struck: datetime
) -> None:
    assert moment(day, time(hour), zone) == struck


@pytest.mark.parametrize("audience", [None, *Audience])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/St_Johns"])
def test_10_each_minute_of_a_day_is_open_or_quiet_as_the_tier_says(zone: str, audience: Audience | None) -> None:
    """Not by chance: every minute, so that no edge of the quiet hours is left out."""
    begins, ends = (audience or Audience.TIER_9_11).awake
    midnight = datetime(2026, 11, 25, tzinfo=ZoneInfo(zone))
    for minute in range(24 * 60):
        here = midnight + timedelta(minutes=minute)
        verdict = judge(Why.TIP, here.astimezone(UTC), None, Standing(zone, audience), here.astimezone(UTC))
        if begins <= here.hour < ends:
            assert verdict == Verdict(here, Reason.OK), here
        else:
            morning = here.replace(hour=begins, minute=0) + timedelta(days=here.hour >= ends)
            assert verdict == Verdict(morning, Reason.QUIET), here


YEARS = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Gaza",
    "Pacific/Chatham",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
    "America/Havana",
    "Europe/Moscow",
    "Africa/Casablanca",
]


@pytest.mark.parametrize("zone", YEARS)
@pytest.mark.parametrize("hour", [8, 12, 19])
def test_10_a_tip_each_local_day_of_a_leap_year_through_every_jump(zone: str, hour: int) -> None:
    """A parent's daily tips of 2028: once each local day, never at night, whatever the clocks do."""
    days = [date(2028, 1, 1) + timedelta(days=number) for number in range(366)]
    sent: list[datetime] = []
    for day in days:
        due_at = moment(day, time(hour), zone)
        verdict = judge(Why.TIP, due_at, None, Standing(zone, Audience.PARENT, sent=sent[-8:]), due_at)
        assert verdict == Verdict(due_at, Reason.OK)
        sent.append(due_at)
    there = [at.astimezone(ZoneInfo(zone)) for at in sent]
    assert [at.date() for at in there] == days
    assert all(8 <= at.hour < 21 for at in there)


NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
CHILD = Standing("UTC", Audience.TIER_9_11)


def days_ago(*days: int) -> list[datetime]:
    return [NOON - timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("why", "who", "at", "reason"),
    [
        (Why.TIP, CHILD, NOON, Reason.OK),
        (Why.TIP, Standing("UTC", None, blocked=True), None, Reason.BLOCKED),
        (Why.TIP, Standing("UTC", Audience.PARENT, in_campaign=True), None, Reason.REPLACED),
        (Why.TIP, Standing("UTC", Audience.PARENT, awaited=Why.ASSIGNMENT), None, Reason.OUTRANKED),
        (Why.TIP, Standing("UTC", Audience.PARENT, awaited=Why.NUDGE), NOON, Reason.OK),
        (Why.TIP, Standing("UTC", None, sent=days_ago(1)), NOON, Reason.OK),
        (Why.TIP, Standing("UTC", None, sent=days_ago(0)), NOON + timedelta(hours=20), Reason.DAY),
        (Why.TIP, Standing("UTC", None, sent=days_ago(1, 3, 6)), NOON + timedelta(hours=20), Reason.WEEK),
        (Why.TIP, Standing("UTC", None, sent=days_ago(1, 3, 5)), None, Reason.WEEK),
        (Why.TIP, Standing("UTC", None, sent=days_ago(1, 3, 7)), NOON, Reason.OK),
        (Why.CAMPAIGN, Standing("UTC", None, sent=days_ago(1, 2, 3)), NOON, Reason.OK),
        (Why.ASSIGNMENT, Standing("UTC", None, sent=days_ago(1, 2, 3)), None, Reason.WEEK),
        (Why.TIP, Standing("UTC", Audience.PARENT, sent=days_ago(1, 2, 3, 4, 5, 6)), NOON, Reason.OK),
        (Why.TIP, Standing("UTC", None, NOON + timedelta(hours=1)), NOON + timedelta(hours=1), Reason.REST),
        (Why.NUDGE, Standing("UTC", None, sent=days_ago(0)), NOON, Reason.OK),
        (Why.TIP, Standing("Asia/Tokyo", Audience.TIER_6_8), NOON + timedelta(hours=11), Reason.QUIET),
        (Why.TIP, Standing("Asia/Tokyo", Audience.PARENT), NOON, Reason.OK),
    ],
)  # fmt: skip
def test_the_rules_one_by_one(why: Why, who: Standing, at: datetime | None, reason: Reason) -> None:
    assert judge(why, NOON, None, who, NOON) == Verdict(at, reason)


def test_what_a_class_should_do_waits_for_its_week_until_its_day() -> None:
    who = Standing("UTC", None, sent=days_ago(1, 2, 3))
    good_until = NOON + timedelta(days=9)
    assert judge(Why.ASSIGNMENT, NOON, good_until, who, NOON) == Verdict(
        datetime(2026, 11, 29, 8, tzinfo=UTC), Reason.WEEK
    )
    assert judge(Why.ASSIGNMENT, NOON, NOON - timedelta(seconds=1), who, NOON).reason is Reason.STALE
