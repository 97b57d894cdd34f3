"""Forecasts all campaigns and tips of the days to come, by each zone's own hours, at Telegram's pace."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.chat.notification_policy import moment
from bot.features.organiser.forecast.queue import TICK, Batch, SendingPlan, simulate_sending
from bot.packs.campaign import AT_JOINING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.features.organiser.forecast.population import PeopleGroup, Population
    from bot.packs.campaign import Campaign, Step
    from bot.values.audience import Audience

TIPS = "tips"

A_DAY = 86_400 // TICK
"""Ticks of a day."""

Someone = tuple[str, "Audience"]
"""Zone and audience."""


@dataclass(slots=True)
class Part:
    """One campaign in the forecast: how many may join, how many are assumed to join, and how much of it gave
    way to another campaign.
    """

    campaign: Campaign
    name: str
    may: float = 0.0
    people: float = 0.0
    gave_way: float = 0.0


@dataclass(slots=True)
class Forecast:
    """What will happen from `begins` (midnight UTC) on, for so many days, at `rate` messages a second."""

    begins: datetime
    days: int
    rate: int
    population: Population
    share: float
    parts: list[Part] = field(default_factory=list)
    simulate_sending: SendingPlan = field(default_factory=SendingPlan)
    replaced: float = 0.0
    """Tips that campaigns replaced."""


def forecast(  # noqa: PLR0913, PLR0917 - a forecast is all of these
    campaigns: Sequence[Campaign], population: Population, begins: datetime, days: int, rate: int, share: float
) -> Forecast:
    """Compute the forecast. `share` of those who may join a campaign are assumed to join it: a dated one
    before it begins, others evenly over the days; more where more have joined already.
    """
    found = Forecast(begins, days, rate, population, share)
    found.parts = [
        Part(one, f"{one.ref.pack}/{one.ref.item}")
        for one in sorted(campaigns, key=lambda one: (-one.priority, str(one.ref)))
    ]
    shares = {part.name: _share(part, population, share) for part in found.parts}
    batches: list[Batch] = []
    for number in range(days):
        day = (begins + timedelta(days=number)).date()
        batches += _campaigns(found, shares, day)
        batches += _tips(found, shares, day)
    found.simulate_sending = simulate_sending(batches, rate)
    return found


def by_day(found: Forecast) -> tuple[dict[int, float], dict[int, int], dict[int, float]]:
    """Return messages sent, the longest wait in ticks, and the most in line, by the number of the day."""
    sent: dict[int, float] = defaultdict(float)
    waits: dict[int, int] = defaultdict(int)
    for tick, people in found.simulate_sending.sent.items():
        sent[tick // A_DAY] += people
        waits[tick // A_DAY] = max(waits[tick // A_DAY], found.simulate_sending.waits[tick])
    line: dict[int, float] = defaultdict(float)
    for tick, people in found.simulate_sending.line.items():
        line[tick // A_DAY] = max(line[tick // A_DAY], people)
    return sent, waits, line


def on_days(found: Forecast) -> Iterator[tuple[Part, int, int]]:
    """Yield each dated campaign with its first and last day within the days of the forecast, from 0."""
    for part in found.parts:
        starts = part.campaign.starts
        if starts is None:
            continue
        first = (starts - found.begins.date()).days
        last = (part.campaign.ends_on(starts) - found.begins.date()).days
        if last >= 0 and first < found.days:
            yield part, max(0, first), min(found.days - 1, last)


def moment_of(found: Forecast, tick: int) -> datetime:
    """Return the moment at which a tick begins, in UTC."""
    return found.begins + timedelta(seconds=tick * TICK)


def _share(part: Part, population: Population, share: float) -> float:
    """Return the share of those who may join that takes part, and note both numbers."""
    part.may = sum(cell.people for cell in population.cells if _is_for(part.campaign, cell))
    part.people = max(part.may * share, population.joined.get(part.name, 0))
    return min(1.0, part.people / part.may) if part.may else 0.0


def _is_for(campaign: Campaign, cell: PeopleGroup) -> bool:
    return campaign.is_for(cell.audience, cell.country, cell.locale)


def _campaigns(found: Forecast, shares: dict[str, float], day: date) -> Iterator[Batch]:
    """Yield a day's steps, campaigns of higher priority first; people who get one step that day get no second.
    Places with equal clocks are one batch, spread over the step's window.
    """
    due: dict[tuple[str, int, int, int], float] = defaultdict(float)
    for cell in found.population.cells:
        free = 1.0
        for part in found.parts:
            if not shares[part.name] or not _is_for(part.campaign, cell):
                continue
            taken = 0.0
            for step, portion in _steps(part.campaign, cell.audience, day, found):
                here = cell.people * shares[part.name] * portion
                taken += shares[part.name] * portion
                part.gave_way += here * (1 - free)
                first = _tick(found, day, step.hour, cell.zone)
                last = _tick(found, day, cell.audience.awake[1], cell.zone)
                slots = max(1, part.campaign.window * 60 // TICK)
                due[f"{part.name} day {step.day}", first, last, slots] += here * free
            free *= 1 - min(1.0, taken)
    for (what, first, last, slots), people in due.items():
        for slot in range(slots):
            yield Batch(what, 0, first + slot, last, people / slots)


def _steps(campaign: Campaign, audience: Audience, day: date, found: Forecast) -> Iterator[tuple[Step, float]]:
    """Yield the steps of an audience on a day, each with the portion of people who have that day."""
    for step in campaign.steps:
        if step.day == AT_JOINING or audience not in step.leads or campaign.is_over(day):
            continue
        portion = campaign.variants.get(step.variant, 100) / 100
        if campaign.starts is None:
            joined_on = (day - found.begins.date()).days - step.day
            if joined_on >= 0:
                yield step, portion / found.days
        elif campaign.starts + timedelta(days=step.day - 1) == day:
            yield step, portion


def _tips(found: Forecast, shares: dict[str, float], day: date) -> Iterator[Batch]:
    """Yield a day's tips; people in a running campaign get none."""
    busy: dict[Someone, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for cell in found.population.cells:
        free = 1.0
        for part in found.parts:
            if _is_for(part.campaign, cell):
                free *= 1 - shares[part.name] * _going_on(part.campaign, day, found)
        mine = busy[cell.zone, cell.audience]
        mine[0] += cell.people
        mine[1] += cell.people * (1 - free)
    due: dict[tuple[int, int], float] = defaultdict(float)
    for one in found.population.subscribers:
        if day.weekday() in one.weekdays:
            people, taken = busy[one.zone, one.audience]
            replaced = one.people * (taken / people if people else 0.0)
            found.replaced += replaced
            first = _tick(found, day, one.hour, one.zone)
            due[first, _tick(found, day, one.audience.awake[1], one.zone)] += one.people - replaced
    for (first, last), people in due.items():
        yield Batch(TIPS, 1, first, last, people)


def _going_on(campaign: Campaign, day: date, found: Forecast) -> float:
    """Return the portion of a campaign's people who are between joining and the last day."""
    last = max(step.day for step in campaign.steps)
    if campaign.starts is not None:
        return 1.0 if campaign.starts <= day <= campaign.ends_on(campaign.starts) else 0.0
    since = (day - found.begins.date()).days
    return min(since + 1, last + 1) / found.days


def _tick(found: Forecast, day: date, hour: int, zone: str) -> int:
    return _seconds(day, hour, zone, found.begins) // TICK


@lru_cache(maxsize=100_000)
def _seconds(day: date, hour: int, zone: str, begins: datetime) -> int:
    return int((moment(day, time(hour), zone) - begins).total_seconds())
