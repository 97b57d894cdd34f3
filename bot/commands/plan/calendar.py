"""Shows a forecast in words and as a picture: what is sent when, how long it takes, where time is short."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from bot.commands.plan.forecast import TIPS
from bot.commands.plan.queue import NEVER, TICK
from bot.pictures.charts import Panel, Span, draw_calendar
from bot.telegram.pace import steady

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.commands.plan.forecast import Forecast, Part
    from bot.commands.plan.queue import SendingStats

A_DAY = 86_400 // TICK


def as_text(found: Forecast) -> str:
    """Return the forecast for a terminal."""
    end = found.begins + timedelta(days=found.days - 1)
    days = f"{found.begins:%Y-%m-%d} to {end:%Y-%m-%d}"
    lines = [
        f"{days}: {found.population.told}; {found.share:.0%} of those who may join a campaign join it.",
        f"Pace: {found.rate} messages a second in all, {steady(found.rate):.1f} of them for what comes unasked.",
        "",
        *_campaigns(found),
        *(_tips(found) if found.population.people else ()),
        *(_load(found) if found.population.people else ("Nobody is there yet: --people 100000 makes some up.",)),
    ]
    return "\n".join(lines)


def _campaigns(found: Forecast) -> list[str]:
    lines = []
    for part in found.parts:
        which = f"version {part.campaign.version}, priority {part.campaign.priority}"
        lines.append(f"{part.name} ({which}): {_dates(part)}")
        if part.campaign.is_over(found.begins.date()):
            lines += ["  it is over: nobody can join any more", ""]
            continue
        gave_way = f"; on days with two campaigns {part.gave_way:,.0f} messages give way to another one"
        lines.append(
            f"  {part.may:,.0f} may join, {part.people:,.0f} do" + (gave_way if round(part.gave_way) else "")
        )
        for day in sorted({step.day for step in part.campaign.steps}):
            course = found.simulate_sending.courses.get(f"{part.name} day {day}")
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


def _course(found: Forecast, part: Part, course: SendingStats) -> str:
    took = ""
    if part.campaign.starts is not None:
        begins, ends = _moment(found, course.first), _moment(found, course.last + 1)
        hours = (course.last + 1 - course.first) * TICK / 3600
        took = f", {begins:%m-%d %H:%M} to {ends:%m-%d %H:%M} UTC ({hours:.1f} h)"
    return f"{course.sent:,.0f} sent{took}, {_tight(course)}"


def _tight(course: SendingStats) -> str:
    """Return where time is short, and nothing else: where all is well, there is less to read."""
    tight = [f"longest wait {_minutes(course.wait)}"]
    for people, what in (
        (course.late, "deferred by half an hour and more"),
        (course.pressed, "in the last hour before the quiet hours"),
        (course.dropped, "dropped: too late"),
    ):
        if round(people):
            tight.append(f"{people:,.0f} {what}")
    return ", ".join(tight)


def _tips(found: Forecast) -> list[str]:
    course = found.simulate_sending.courses.get(TIPS)
    if course is None:
        return ["tips: none", ""]
    return [f"tips: {course.sent:,.0f} sent, {found.replaced:,.0f} replaced by a campaign, {_tight(course)}", ""]


def _load(found: Forecast) -> list[str]:
    sent, waits = _by_day(found)
    fits = steady(found.rate) * 86_400
    line: dict[int, float] = defaultdict(float)
    for tick, people in found.simulate_sending.line.items():
        line[tick // A_DAY] = max(line[tick // A_DAY], people)

    def told(day: int) -> str:
        share = sent[day] / fits
        return f"{sent[day]:>10,.0f}  {share:>15.0%}  {_minutes(waits[day]):>12}  {line[day]:>15,.0f}"

    lines = [f"{'day':<24}  messages  of a day's pace  longest wait  in line at most"]
    for numbers, same in groupby(range(found.days), told):
        days = [*same]
        first, last = (found.begins + timedelta(days=day) for day in (days[0], days[-1]))
        when = f"{first:%Y-%m-%d}" + (f" to {last:%Y-%m-%d}" if days[1:] else "")
        lines.append(f"{when:<24}{numbers}")
    return lines


def _by_day(found: Forecast) -> tuple[dict[int, float], dict[int, int]]:
    """Return messages sent and the longest wait in ticks, by the number of the day."""
    sent: dict[int, float] = defaultdict(float)
    waits: dict[int, int] = defaultdict(int)
    for tick, people in found.simulate_sending.sent.items():
        sent[tick // A_DAY] += people
        waits[tick // A_DAY] = max(waits[tick // A_DAY], found.simulate_sending.waits[tick])
    return sent, waits


def as_picture(found: Forecast) -> bytes:
    """Return the forecast as a PNG: dated campaigns, each day's messages below what a day holds, each day's
    longest wait.
    """
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
            steady(found.rate) * 86_400,
            "so many a day go out at this pace",
        ),
        Panel(
            "Longest wait",
            [waits[day] * TICK / 60 for day in range(found.days)],
            labels,
            "minutes",
            30.0,
            "beyond it, a step wants a longer window",
        ),
    )
    end = found.begins + timedelta(days=found.days - 1)
    title = f"{found.population.people:,.0f} people, {found.begins:%Y-%m-%d} to {end:%Y-%m-%d}"
    return draw_calendar(title, panels, [*_spans(found)])


def _spans(found: Forecast) -> Iterator[Span]:
    """Yield when each dated campaign is on, as far as it lies within the days of the forecast."""
    for part in found.parts:
        starts = part.campaign.starts
        if starts is None:
            continue
        first = (starts - found.begins.date()).days
        last = (part.campaign.ends_on(starts) - found.begins.date()).days
        if last >= 0 and first < found.days:
            yield Span(part.name, max(0, first), min(found.days - 1, last))


def _moment(found: Forecast, tick: int) -> datetime:
    return found.begins + timedelta(seconds=tick * TICK)


def _minutes(ticks: int) -> str:
    minutes = ticks * TICK // 60
    return f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"  # noqa: PLR2004 - an hour
