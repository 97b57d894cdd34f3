from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.packs.hours import DAYS, State, parse_hours, state

ZONES = ("Europe/Moscow", "Europe/Tallinn", "America/New_York", "Asia/Amman", "Australia/Lord_Howe", "Asia/Beirut")


def moment(words: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone))


def told(words: str, zone: str, now: datetime) -> State:
    hours = parse_hours(words)
    assert hours is not None
    return state(hours, zone, now)


def test_a_line_that_is_open_says_until_when_by_its_own_clock() -> None:
    found = told("Mo-Su 09:00-21:00", "Asia/Baku", moment("2026-11-25T12:00"))
    assert found.open
    assert found.until == moment("2026-11-25T21:00", "Asia/Baku")


def test_a_line_that_is_closed_says_when_it_opens() -> None:
    found = told("Mo-Su 15:00-21:00", "Europe/Moscow", moment("2026-11-25T08:00", "Europe/Moscow"))
    assert found == State(open=False, until=moment("2026-11-25T15:00", "Europe/Moscow"))


def test_a_night_shift_runs_over_midnight() -> None:
    at_two = told("Mo-Su 19:00-07:00", "Europe/Tallinn", moment("2026-11-25T02:00", "Europe/Tallinn"))
    assert at_two == State(open=True, until=moment("2026-11-25T07:00", "Europe/Tallinn"))
    assert not told("Mo-Su 19:00-07:00", "Europe/Tallinn", moment("2026-11-25T07:00", "Europe/Tallinn")).open


def test_the_night_of_a_changed_clock_is_as_long_as_it_is() -> None:
    # On 29 March 2026 Tallinn's clocks go from 03:00 to 04:00: the night from 19:00 to 07:00 has eleven hours.
    evening = moment("2026-03-28T19:00", "Europe/Tallinn")
    found = told("Mo-Su 19:00-07:00", "Europe/Tallinn", evening)
    assert found.until is not None
    assert found.until.astimezone(UTC) - evening.astimezone(UTC) == timedelta(hours=11)


def test_a_week_may_begin_on_sunday() -> None:
    words = "Su-Th 08:00-20:00; Fr-Sa 09:00-17:00"
    assert told(words, "Asia/Amman", moment("2026-11-22T08:30", "Asia/Amman")).open
    assert not told(words, "Asia/Amman", moment("2026-11-27T08:30", "Asia/Amman")).open


@pytest.mark.parametrize("words", ["24/7", "Mo-Su 00:00-24:00", "Mo-Su 00:00-12:00; Mo-Su 12:00-24:00"])
def test_round_the_clock_never_closes(words: str) -> None:
    assert told(words, "Europe/Moscow", moment("2026-11-25T03:00")) == State(open=True)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "evenings",
        "9-23",
        "Mo-Su",
        "Mo-Su 25:00-26:00",
        "Mo-Su 09:60-10:00",
        "Mo-Su 24:00-03:00",
        "Xx 09:00-10:00",
    ],
)
def test_other_words_are_no_hours(words: str) -> None:
    assert parse_hours(words) is None


clocks = st.integers(0, 24 * 12 - 1).map(lambda five: f"{five // 12:02}:{five % 12 * 5:02}")
rules = st.builds(
    lambda days, start, end: f"{','.join(sorted(days))} {start}-{end}",
    st.sets(st.sampled_from(DAYS), min_size=1),
    clocks,
    clocks,
)
times = st.lists(rules, min_size=1, max_size=3).map("; ".join)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


@given(times, st.sampled_from(ZONES), moments)
def test_far_from_changes_of_the_clock_the_wall_clock_decides(words: str, zone: str, now: datetime) -> None:
    here = ZoneInfo(zone)
    around = (now + timedelta(hours=hours) for hours in (-26, 0, 26))
    assume(len({at.astimezone(here).utcoffset() for at in around}) == 1)
    hours = parse_hours(words)
    assert hours is not None
    local = now.astimezone(here)
    minute = local.hour * 60 + local.minute
    by_the_wall = any(
        (shift.day == local.weekday() and shift.start <= minute < shift.end)
        or ((shift.day + 1) % 7 == local.weekday() and minute + 24 * 60 < shift.end)
        for shift in hours.shifts
    )
    assert state(hours, zone, now).open is by_the_wall


@settings(max_examples=300)
@given(times, st.sampled_from(ZONES), moments)
@example("Mo,Tu,We,Th,Fr,Sa,Su 02:30-03:10", "America/New_York", datetime(2026, 3, 8, 6, 0, tzinfo=UTC))
@example("Mo,Tu,We,Th,Fr,Sa,Su 01:15-01:45", "America/New_York", datetime(2026, 11, 1, 5, 30, tzinfo=UTC))
@example("Mo,Tu,We,Th,Fr,Sa,Su 23:30-00:30", "Asia/Beirut", datetime(2026, 3, 28, 22, 0, tzinfo=UTC))
def test_what_is_announced_comes_true(words: str, zone: str, now: datetime) -> None:
    found = told(words, zone, now)
    if found.until is None:
        assert found.open
        return
    assert found.until > now
    assert told(words, zone, found.until).open is not found.open
    before = told(words, zone, max(now, found.until - timedelta(seconds=1)))
    assert before == found
