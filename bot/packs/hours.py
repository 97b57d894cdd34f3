"""Opening hours of help lines: parses their fixed form and tells whether a line is open at a moment.

The form is a small part of OpenStreetMap's `opening_hours`: `24/7`, or rules `Mo-Fr 09:00-18:00` joined by `; `.
Days are single, in ranges or in lists (`Sa,Su`); an end at or before the start is on the next day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_DAY = "(?:" + "|".join(DAYS) + ")"
_RULE = re.compile(
    rf"(?P<days>{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*) (?P<start>\d\d:\d\d)-(?P<end>\d\d:\d\d)"
)
_MINUTES_A_DAY = 24 * 60
_LOOK_AHEAD = 9
"""Days that are searched: any line opens within a week, and a night shift may continue."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift on one day of the week (0 = Monday), in minutes from midnight; the next day begins at 24 hours."""

    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When a line answers, by its own clock. `always`: round the clock."""

    shifts: tuple[Shift, ...] = ()

    @property
    def always(self) -> bool:
        """Whether the line never closes."""
        return not self.shifts


@dataclass(frozen=True, slots=True)
class State:
    """Whether a line answers at a moment, and when that changes (by the line's own clock; None: never)."""

    open: bool
    until: datetime | None = None


def parse_hours(words: str) -> Hours | None:
    """Parse hours in the fixed form; None for other words, which are then shown unchanged."""
    if words == "24/7":
        return Hours()
    shifts: list[Shift] = []
    for rule in words.split("; "):
        found = _RULE.fullmatch(rule)
        start, end = (_minutes(found["start"]), _minutes(found["end"])) if found else (None, None)
        if found is None or start is None or end is None or start == _MINUTES_A_DAY:
            return None
        end = end if end > start else end + _MINUTES_A_DAY
        shifts += (Shift(day, start, end) for day in _days(found["days"]))
    return Hours(tuple(sorted(set(shifts), key=lambda shift: (shift.day, shift.start, shift.end))))


def state(hours: Hours, zone: str, now: datetime) -> State:
    """Return whether a line with these hours in this IANA zone is open at `now` (aware), and until when.

    A shift begins and ends by the local clock, so a night with a clock change is longer or shorter. A time that a
    change skips or repeats counts by the clock before the change.

    Errors: ZoneInfoNotFoundError for an unknown zone.
    """
    if hours.always:
        return State(open=True)
    here = ZoneInfo(zone)
    moment = now.astimezone(UTC)
    today = moment.astimezone(here).date()
    (start, until), *later = sorted(found for found in _stretches(hours, here, today) if found[1] > moment)
    if moment < start:
        return State(open=False, until=start.astimezone(here))
    for start, end in later:
        if start <= until < end:
            until = end
    # Shifts without gaps for a week never end.
    return State(open=True, until=until.astimezone(here) if until - moment < timedelta(days=7) else None)


def _stretches(hours: Hours, here: ZoneInfo, today: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield the open periods from yesterday on, in UTC; periods that a clock change removes are left out."""
    for ahead in range(-1, _LOOK_AHEAD):
        day = today + timedelta(days=ahead)
        for shift in hours.shifts:
            if shift.day == day.weekday():
                start, end = _moment(day, shift.start, here), _moment(day, shift.end, here)
                if start < end:
                    yield start, end


def _moment(day: date, minutes: int, here: ZoneInfo) -> datetime:
    """Return the moment, in UTC, when the clock shows this many minutes after the day's midnight."""
    day += timedelta(days=minutes // _MINUTES_A_DAY)
    hour, minute = divmod(minutes % _MINUTES_A_DAY, 60)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=here).astimezone(UTC)


def _minutes(clock: str) -> int | None:
    hour, minute = int(clock[:2]), int(clock[3:])
    whole = hour * 60 + minute
    return whole if minute < 60 and whole <= _MINUTES_A_DAY else None  # noqa: PLR2004 - minutes of an hour


def _days(words: str) -> Iterator[int]:
    """Yield the days of `Mo-Fr`, `Sa,Su` or `Su-Th` (which spans the end of the week)."""
    for part in words.split(","):
        first, _, last = part.partition("-")
        day, end = DAYS.index(first), DAYS.index(last or first)
        yield day
        while day != end:
            day = (day + 1) % 7
            yield day
