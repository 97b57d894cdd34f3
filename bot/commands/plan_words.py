"""Shows a forecast in words and as a picture: what is sent when, how long it takes, where time is short."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bot.features.organiser.forecast.forecast import TIPS, by_day, moment_of, on_days
from bot.features.organiser.forecast.queue import NEVER, TICK
from bot.pictures.charts import Panel, Span, draw_calendar
from bot.values.limits import steady

if TYPE_CHECKING:
    from bot.features.organiser.forecast.forecast import Forecast, Part
    from bot.features.organiser.forecast.queue import SendingStats


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


def as_data(found: Forecast) -> dict[str, Any]:
    """Return the forecast as plain data: numbers of messages and people, waits in minutes, times in UTC."""
    sent, waits, line = by_day(found)
    tips = found.simulate_sending.courses.get(TIPS)
    return {
        "begins": f"{found.begins:%Y-%m-%d}",
        "days": found.days,
        "people": found.population.people,
        "join": found.share,
        "rate": found.rate,
        "campaigns": [_campaign_data(found, part) for part in found.parts],
        "tips": tips and {**_course_data(tips), "replaced": round(found.replaced)},
        "load": [
            {
                "day": f"{found.begins + timedelta(days=day):%Y-%m-%d}",
                "messages": round(sent[day]),
                "longest_wait": waits[day] * TICK // 60,
                "in_line": round(line[day]),
            }
            for day in range(found.days)
        ],
    }


def _campaign_data(found: Forecast, part: Part) -> dict[str, Any]:
    campaign, days = part.campaign, []
    for day in sorted({step.day for step in campaign.steps}):
        course = found.simulate_sending.courses.get(f"{part.name} day {day}")
        if course and course.first > NEVER:
            days.append({"day": day, "steps": [step.id for step in campaign.steps if step.day == day]})
            if campaign.starts is not None:
                begins, ends = moment_of(found, course.first), moment_of(found, course.last + 1)
                days[-1] |= {"begins": begins.isoformat(), "ends": ends.isoformat()}
            days[-1] |= _course_data(course)
    return {
        "campaign": part.name,
        "version": campaign.version,
        "priority": campaign.priority,
        "starts": campaign.starts and campaign.starts.isoformat(),
        "ends": campaign.starts and campaign.ends_on(campaign.starts).isoformat(),
        "may_join": round(part.may),
        "join": round(part.people),
        "gave_way": round(part.gave_way),
        "days": days,
    }


def _course_data(course: SendingStats) -> dict[str, int]:
    return {
        "sent": round(course.sent),
        "longest_wait": course.wait * TICK // 60,
        "late": round(course.late),
        "last_hour": round(course.pressed),
        "dropped": round(course.dropped),
    }


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
        begins, ends = moment_of(found, course.first), moment_of(found, course.last + 1)
        hours = (course.last + 1 - course.first) * TICK / 3600
        took = f", {begins:%m-%d %H:%M} to {ends:%m-%d %H:%M} UTC ({hours:.1f} h)"
    return f"{course.sent:,.0f} sent{took}, {_tight(course)}"


def _tight(course: SendingStats) -> str:
    """Return only the places where time is short: that leaves less to read."""
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
    sent, waits, line = by_day(found)
    fits = steady(found.rate) * 86_400

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


def as_picture(found: Forecast) -> bytes:
    """Return the forecast as a PNG: dated campaigns, each day's messages compared with a day's capacity, each
    day's longest wait.
    """
    sent, waits, _ = by_day(found)
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
    return draw_calendar(title, panels, [Span(part.name, first, last) for part, first, last in on_days(found)])


def _minutes(ticks: int) -> str:
    minutes = ticks * TICK // 60
    return f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"  # noqa: PLR2004 - an hour
