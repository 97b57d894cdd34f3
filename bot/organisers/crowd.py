"""The crowd of a forecast: the people of the database, or as many made up by shares that are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import crowd
from bot.values import places
from bot.values.audience import Audience

if TYPE_CHECKING:
    from sqlalchemy import Connection

COUNTRIES = {"RU": ("ru", 0.60), "KZ": ("ru", 0.12), "BY": ("ru", 0.08), "DE": ("en", 0.06), "GB": ("en", 0.06)}
COUNTRIES |= {"US": ("en", 0.05), "IN": ("en", 0.03)}
"""Made-up people: the share and the language of each country. Half of a country lives in its first zone."""

AUDIENCES = {Audience.TIER_6_8: 0.10, Audience.TIER_9_11: 0.25, Audience.TIER_12_15: 0.25}
AUDIENCES |= {Audience.TIER_16_17: 0.10, Audience.PARENT: 0.20, Audience.EDUCATOR: 0.10}

TIPPED = 0.4
"""Share of made-up people who want tips: children three a week, adults one a day."""

HOURS = {True: (15, 16, 17, 18, 19), False: (17, 18, 19, 20, 21)}
"""The hours at which they want them, children (True) and adults, evenly."""


@dataclass(frozen=True, slots=True)
class Cell:
    """So many people (a share of one may be left over) of one zone, audience, country and language."""

    zone: str
    audience: Audience
    country: str
    locale: str
    people: float


@dataclass(frozen=True, slots=True)
class Wishers:
    """So many people of a zone and audience who want a tip at an hour on these days of the week (0 = Monday)."""

    zone: str
    audience: Audience
    hour: int
    weekdays: tuple[int, ...]
    people: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody who may be written to, and how many take part in each campaign already."""

    cells: tuple[Cell, ...]
    wishers: tuple[Wishers, ...]
    joined: dict[str, int]
    told: str
    """In words: where these people come from."""

    @property
    def people(self) -> float:
        """How many there are."""
        return sum(cell.people for cell in self.cells)


def made_up(people: int) -> Crowd:
    """Make up so many people by the shares above."""
    cells, wishers = [], []
    for country, (locale, share) in COUNTRIES.items():
        zones = places.zones(country)
        for place, zone in enumerate(zones):
            here = 1.0 if len(zones) == 1 else 0.5 if place == 0 else 0.5 / (len(zones) - 1)
            for audience, part in AUDIENCES.items():
                cell = Cell(zone, audience, country, locale, people * share * here * part)
                cells.append(cell)
                wishers += _wishers(cell)
    told = (
        f"{people:,} made-up people in {len({cell.zone for cell in cells})} time zones; "
        f"{TIPPED:.0%} want tips, children three a week, adults one a day"
    )
    return Crowd(tuple(cells), tuple(wishers), {}, told)


def _wishers(cell: Cell) -> list[Wishers]:
    hours = HOURS[cell.audience.is_child]
    each = cell.people * TIPPED / len(hours)
    found = []
    for hour in hours:
        if cell.audience.is_child:  # three days of the week, beginning on each of the seven
            weeks = [tuple(sorted((day + apart) % 7 for apart in (0, 2, 4))) for day in range(7)]
        else:
            weeks = [tuple(range(7))]
        found += [Wishers(cell.zone, cell.audience, hour, days, each / len(weeks)) for days in weeks]
    return found


def real(db: Connection) -> Crowd:
    """Return the people of the database; who has not said their age is counted among those of 9 to 11."""

    def who(audience: str) -> Audience:
        return Audience(audience) if audience else Audience.TIER_9_11

    cells = tuple(
        Cell(zone, who(audience), country, locale, count)
        for zone, audience, country, locale, count in crowd.cells(db)
    )
    wishers = tuple(
        Wishers(zone, who(audience), hour, tuple(day for day in range(7) if days >> day & 1), count)
        for zone, audience, hour, days, count in crowd.tips(db)
    )
    people, wanting = sum(cell.people for cell in cells), sum(one.people for one in wishers)
    told = f"{people:,.0f} people of the database in {len({cell.zone for cell in cells})} time zones; "
    return Crowd(cells, wishers, crowd.joiners(db), f"{told}{wanting:,.0f} want tips")
