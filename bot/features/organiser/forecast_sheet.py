"""The sheet of the forecast: what campaigns and tips will send in the days to come, as `plan` computes it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.features.organiser.campaign_sheets import title_of
from bot.features.organiser.forecast.forecast import TIPS, by_day, forecast, moment_of, on_days
from bot.features.organiser.forecast.population import real
from bot.features.organiser.forecast.queue import NEVER, TICK
from bot.features.organiser.sheet import Sheet
from bot.pictures.charts import Panel, Span, draw_calendar
from bot.values.few import FEW, told
from bot.values.limits import steady

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.chat.turn import Reader, Turn
    from bot.features.organiser.forecast.forecast import Forecast
    from bot.features.organiser.forecast.queue import SendingStats
    from bot.values.cells import Cell

DAYS = 90
"""How far ahead it looks: as far as `plan` does by itself."""

JOIN = 0.2
"""The share of those who may join a campaign that is assumed to join it, where fewer have joined so far."""

LABELS = 15
"""Days between two labels below the picture."""


def ahead(turn: Turn) -> Sheet:
    """Return what each day of each campaign and tips will send, in tens; what concerns fewer has no row."""
    midnight = turn.now.replace(hour=0, minute=0, second=0, microsecond=0)
    found = forecast(turn.library.campaigns(), real(turn.db), midnight, DAYS, turn.instance.bulk_rate, JOIN)
    return Sheet(
        turn.say("Forecast of {number} days", number=DAYS),
        (
            turn.say("What goes out"),
            turn.say("From"),
            turn.say("How many"),
            turn.say("Longest wait"),
            turn.say("Too late, not sent"),
        ),
        [*_rows(turn, found)],
        turn.say(
            "Numbers are whole tens. It is assumed that {share} of those who may join a campaign join it, or as "
            "many as have joined already, and that {rate} messages a second go out.",
            share=f"{JOIN:.0%}",
            rate=f"{steady(turn.instance.bulk_rate):.0f}",
        ),
        turn.say("Nothing that concerns {few} people and more is foreseen.", few=FEW),
        picture=partial(_drawn, turn, found),
    )


def _rows(turn: Turn, found: Forecast) -> Iterator[tuple[Cell, ...]]:
    sent = found.simulate_sending.courses
    for part in found.parts:
        for day in sorted({step.day for step in part.campaign.steps}):
            course = sent.get(f"{part.name} day {day}")
            if course and course.first > NEVER and told(round(course.sent + course.dropped)):
                name = turn.say("{name}, day {number}", name=title_of(turn, part.campaign), number=day)
                dated = day_words(turn, moment_of(found, course.first).date())
                yield _row(turn, name, dated if part.campaign.starts else None, course)
    if (tips := sent.get(TIPS)) and told(round(tips.sent + tips.dropped)):
        yield _row(turn, turn.say("Tips"), None, tips)


def _row(reader: Reader, name: str, begins: str | None, course: SendingStats) -> tuple[Cell, ...]:
    late = told(round(course.dropped)) or None
    return (name, begins, told(round(course.sent)) or None, _wait(reader, course.wait), late)


def _wait(reader: Reader, ticks: int) -> str:
    minutes = ticks * TICK // 60
    return reader.count("{number} minute", "{number} minutes", minutes, number=minutes)


def _drawn(turn: Turn, found: Forecast) -> bytes:
    """Draw dated campaigns, each day's messages below what a day holds, and each day's longest wait."""
    sent, waits, _ = by_day(found)
    short = partial(turn.phrases.language.date, form="d MMM")
    labels = [short(found.begins + timedelta(days=day)) if day % LABELS == 0 else "" for day in range(found.days)]
    numbers, minutes = (
        [told(round(sent[day])) for day in range(found.days)],
        [waits[day] * TICK // 60 for day in range(found.days)],
    )
    panels = (
        Panel("", numbers, labels, "", heading=turn.say("Messages a day: {number} at most", number=max(numbers))),
        Panel(
            "",
            minutes,
            labels,
            "",
            heading=turn.say("Longest wait on a day: {wait}", wait=_wait(turn, max(waits.values(), default=0))),
        ),
    )
    spans = [Span(title_of(turn, part.campaign), first, last) for part, first, last in on_days(found)]
    return draw_calendar(turn.say("Forecast of {number} days", number=DAYS), panels, spans, rtl=turn.phrases.rtl)
