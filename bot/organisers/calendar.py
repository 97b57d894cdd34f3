"""Calendar: a forecast in words and as a picture: what goes out when, how long it takes, where it is tight."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.organisers.forecast import TIPS
from bot.organisers.queueing import NEVER, TICK, bulk
from bot.pictures.charts import Panel, draw_calendar

if TYPE_CHECKING:
    from datetime import datetime

    from bot.organisers.forecast import Forecast, Part
    from bot.organisers.queueing import Course

A_DAY = 86_400 // TICK


def as_text(found: Forecast) -> str:
    """Return the forecast for a terminal."""
    end = found.begins + timedelta(days=found.days - 1)
    days = f"{found.begins:%Y-%m-%d} to {end:%Y-%m-%d}"
    lines = [
        f"{days}: {found.crowd.told}; {found.share:.0%} of those who may join a campaign join it.",
        f"Pace: {found.rate} messages a second in all, {bulk(found.rate):.1f} of them for what comes unasked.",
        "",
        *_campaigns(found),
        *_tips(found),
        *_load(found),
    ]
    return "\n".join(lines)


def _campaigns(found: Forecast) -> list[str]:
    lines = []
    for part in found.parts:
        which = f"version {part.campaign.version}, priority {part.campaign.priority}"
        gave_way = f"on days with two campaigns {part.gave_way:,.0f} messages give way to another one"
        lines.append(f"{part.name} ({which}): {_dates(part)}")
        lines.append(f"  {part.may:,.0f} may join, {part.people:,.0f} do; {gave_way}")
        for day in sorted({step.day for step in part.campaign.steps}):
            course = found.flow.courses.get(f"{part.name} day {day}")
            names = ", ".join(step.id for step in part.campaign.steps if step.day == day)
            if course and course.first > NEVER:
                lines.append(f"  day {day} ({names}): {_course(found, part, course)}")
        lines.append("")
    return lines


def _dates(part: Part) -> str:
    if part.campaign.starts is None:
        return "everyone begins the day after joining" + (
            f", until {part.campaign.until}" if part.campaign.until else ""
        )
    return f"{part.campaign.starts} to {part.campaign.ends_on(part.campaign.starts)}"


def _course(found: Forecast, part: Part, course: Course) -> str:
    took = ""
    if part.campaign.starts is not None:
        begins, ends = _moment(found, course.first), _moment(found, course.last + 1)
        hours = (course.last + 1 - course.first) * TICK / 3600
        took = f", {begins:%m-%d %H:%M} to {ends:%m-%d %H:%M} UTC ({hours:.1f} h)"
    return f"{course.sent:,.0f} sent{took}, {_tight(course)}"


def _tight(course: Course) -> str:
    return (
        f"longest wait {_minutes(course.wait)}, {course.late:,.0f} deferred by half an hour and more, "
        f"{course.pressed:,.0f} in the last hour before the quiet hours, {course.dropped:,.0f} dropped: too late"
    )


def _tips(found: Forecast) -> list[str]:
    course = found.flow.courses.get(TIPS)
    if course is None:
        return ["tips: none", ""]
    return [f"tips: {course.sent:,.0f} sent, {found.replaced:,.0f} replaced by a campaign, {_tight(course)}", ""]


def _load(found: Forecast) -> list[str]:
    sent, waits = _by_day(found)
    fits = bulk(found.rate) * 86_400
    lines = ["day         messages  of a day's pace  longest wait  in line at most"]
    line: dict[int, float] = defaultdict(float)
    for tick, people in found.flow.line.items():
        line[tick // A_DAY] = max(line[tick // A_DAY], people)
    for day in range(found.days):
        date = found.begins + timedelta(days=day)
        share = sent[day] / fits
        lines.append(
            f"{date:%Y-%m-%d}  {sent[day]:>8,.0f}  {share:>15.0%}  {_minutes(waits[day]):>12}  {line[day]:>15,.0f}"
        )
    return lines


def _by_day(found: Forecast) -> tuple[dict[int, float], dict[int, int]]:
    """Return messages sent and the longest wait in ticks, by the number of the day."""
    sent: dict[int, float] = defaultdict(float)
    waits: dict[int, int] = defaultdict(int)
    for tick, people in found.flow.sent.items():
        sent[tick // A_DAY] += people
        waits[tick // A_DAY] = max(waits[tick // A_DAY], found.flow.waits[tick])
    return sent, waits


def as_picture(found: Forecast) -> bytes:
    """Return the forecast as a PNG: each day's messages below what a day holds, and each day's longest wait."""
    sent, waits = _by_day(found)
    labels = [
        f"{found.begins + timedelta(days=day):%d.%m}" if day % max(1, found.days // 10) == 0 else ""
        for day in range(found.days)
    ]
    panels = (
        Panel(
            "Messages a day",
            [sent[day] for day in range(found.days)],
            labels,
            "messages",
            bulk(found.rate) * 86_400,
        ),
        Panel(
            "Longest wait",
            [waits[day] * TICK / 60 for day in range(found.days)],
            labels,
            "minutes",
            30.0,
        ),
    )
    return draw_calendar(f"{found.crowd.people:,.0f} people, {found.days} days", panels)


def _moment(found: Forecast, tick: int) -> datetime:
    return found.begins + timedelta(seconds=tick * TICK)


def _minutes(ticks: int) -> str:
    minutes = ticks * TICK // 60
    return f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"  # noqa: PLR2004 - an hour
