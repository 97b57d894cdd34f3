"""The people of a forecast: those of the database, or as many made up by documented shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.languages import get_official_languages

from bot.db import crowd
from bot.features.campaigns.store import enrolments
from bot.features.tips.store import wishes
from bot.values import places
from bot.values.audience import Audience
from bot.values.few import FEW, told
from bot.values.locales import SOURCE_LOCALE, languages

if TYPE_CHECKING:
    from sqlalchemy import Connection

COUNTRIES = {"RU": 0.60, "KZ": 0.12, "BY": 0.08, "DE": 0.06, "GB": 0.06, "US": 0.05, "IN": 0.03}
"""The share of each country among made-up people. Half of a country lives in its first zone."""

AUDIENCES = {Audience.TIER_6_8: 0.10, Audience.TIER_9_11: 0.25, Audience.TIER_12_15: 0.25}
AUDIENCES |= {Audience.TIER_16_17: 0.10, Audience.PARENT: 0.20, Audience.EDUCATOR: 0.10}

TIP_SHARE = 0.4
"""Share of made-up people who want tips: children three a week, adults one a day. Nobody is in a class, which
would keep one of a child's three for itself.
"""

HOURS = {True: (15, 16, 17, 18, 19), False: (17, 18, 19, 20, 21)}
"""The hours at which they want tips, children (True) and adults, evenly."""


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """A number of people (fractions are possible) of one zone, audience, country and language."""

    zone: str
    audience: Audience
    country: str
    locale: str
    people: float


@dataclass(frozen=True, slots=True)
class TipSubscribers:
    """A number of people of a zone and audience who want a tip at an hour on these days of the week (0 =
    Monday).
    """

    zone: str
    audience: Audience
    hour: int
    weekdays: tuple[int, ...]
    people: float


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody who may get messages, and how many have joined each campaign already."""

    cells: tuple[PeopleGroup, ...]
    subscribers: tuple[TipSubscribers, ...]
    joined: dict[str, int]
    told: str
    """Where these people come from, in words."""

    @property
    def people(self) -> float:
        """How many there are."""
        return sum(cell.people for cell in self.cells)


def made_up(people: int) -> Population:
    """Make up a number of people by the shares above."""
    cells, subscribers = [], []
    for country, share in COUNTRIES.items():
        locale = _spoken_in(country)
        zones = places.zones(country)
        for place, zone in enumerate(zones):
            here = 1.0 if len(zones) == 1 else 0.5 if place == 0 else 0.5 / (len(zones) - 1)
            for audience, part in AUDIENCES.items():
                cell = PeopleGroup(zone, audience, country, locale, people * share * here * part)
                cells.append(cell)
                subscribers += _subscribers(cell)
    words = (
        f"{people:,} made-up people in {len({cell.zone for cell in cells})} time zones; "
        f"{TIP_SHARE:.0%} want tips, children three a week, adults one a day; no classes"
    )
    return Population(tuple(cells), tuple(subscribers), {}, words)


def _spoken_in(country: str) -> str:
    """Return the first official language of a country that the bot speaks, else the source language."""
    official = get_official_languages(country, de_facto=True)
    return next((language for language in official if language in languages()), SOURCE_LOCALE)


def _subscribers(cell: PeopleGroup) -> list[TipSubscribers]:
    hours = HOURS[cell.audience.is_child]
    each = cell.people * TIP_SHARE / len(hours)
    found = []
    for hour in hours:
        if cell.audience.is_child:  # three days of the week, beginning on each of the seven
            weeks = [tuple(sorted((day + apart) % 7 for apart in (0, 2, 4))) for day in range(7)]
        else:
            weeks = [tuple(range(7))]
        found += [TipSubscribers(cell.zone, cell.audience, hour, days, each / len(weeks)) for days in weeks]
    return found


def real(db: Connection) -> Population:
    """Return the people of the database. People who have not said their age count as 9 to 11, those who have
    not said their time by the likeliest zone of their country. Groups of fewer than ten are left out: a
    forecast would tell of them.
    """

    def who(audience: str) -> Audience:
        return Audience(audience) if audience else Audience.TIER_9_11

    cells = tuple(
        PeopleGroup(zone or next(iter(places.zones(country)), ""), who(audience), country, locale, count)
        for zone, audience, country, locale, count in crowd.cells(db)
    )
    subscribers = tuple(
        TipSubscribers(zone, who(audience), hour, tuple(day for day in range(7) if days >> day & 1), count)
        for zone, audience, hour, days, count in wishes.by_hour(db)
        if zone
    )
    people, wanting = sum(cell.people for cell in cells), sum(one.people for one in subscribers)
    if people < FEW:
        return Population((), (), {}, f"fewer than {FEW} people of the database")
    wish = f"{told(round(wanting)):,} or more want tips" if wanting >= FEW else f"fewer than {FEW} want tips"
    joined = {campaign: told(number) for campaign, number in enrolments.joiners(db).items()}
    return Population(
        cells, subscribers, joined, f"{told(round(people)):,} or more people of the database; {wish}"
    )
