"""Places: countries and their time zones; names from CLDR through Babel, zones from tzdata's zone.tab."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.dates import get_timezone_location

from bot.values.locales import SOURCE_LOCALE, alike

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale


_LIKELIEST = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
}
"""The zone of most people in a country, if zone.tab lists another one first (it goes from place to place)."""


@cache
def _zones() -> Mapping[str, tuple[str, ...]]:
    """Read the zones of each country code, in the order of zone.tab (the main zone is usually first)."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found.setdefault(code, []).append(zone)
    for code, likeliest in _LIKELIEST.items():
        found[code].sort(key=likeliest.__ne__)
    found["XK"] = found["RS"]  # zone.tab has no row for Kosovo, which keeps Belgrade's time
    return {code: tuple(zones) for code, zones in found.items()}


def zones(country: str) -> tuple[str, ...]:
    """Return the time zones of a country, the likeliest first; empty for an unknown code."""
    return _zones().get(country, ())


@lru_cache(maxsize=512)
def times(country: str, year: int) -> tuple[str, ...]:
    """Return one zone for each different clock of a country in a year, the likeliest first: Denver and Phoenix are
    two, because they differ in summer. Returns one zone if all clocks agree, none for an unknown code.
    """
    found: dict[tuple[timedelta | None, ...], str] = {}
    for zone in zones(country):
        found.setdefault(_offsets(zone, year), zone)
    return tuple(found.values())


def agree(zone: str, other: str, year: int) -> bool:
    """Whether the clocks of two zones agree during the whole year."""
    return _offsets(zone, year) == _offsets(other, year)


@lru_cache(maxsize=1024)
def _offsets(zone: str, year: int) -> tuple[timedelta | None, ...]:
    """Return the offset of a zone from UTC in the middle of each month."""
    months = (datetime(year, month, 15, tzinfo=ZoneInfo(zone)) for month in range(1, 13))
    return tuple(month.utcoffset() for month in months)


def only_zone(country: str, year: int) -> str:
    """Return a zone if all clocks of a country agree during the year; empty if they differ or it is unknown."""
    found = times(country, year)
    return found[0] if len(found) == 1 else ""


def is_zone(zone: str) -> bool:
    """Whether some country lists this zone."""
    return any(zone in of_country for of_country in _zones().values())


def zone_name(locale: Locale, zone: str) -> str:
    """Return the city or region that names a zone, in the person's language."""
    return get_timezone_location(zone, locale=locale, return_city=True)


@cache
def countries(locale: Locale) -> tuple[tuple[str, str], ...]:
    """Return every country as (code, name), sorted by name in the person's language."""
    names = ((code, country_name(locale, code)) for code in _zones())
    return tuple(sorted(names, key=lambda pair: alike(pair[1])))


def country_name(locale: Locale, code: str) -> str:
    """Return a country's name in the person's language; the code itself when CLDR has no name for it."""
    return str(locale.territories.get(code, code))


def is_country(code: str) -> bool:
    """Whether this is a country we know."""
    return code in _zones()


def suggest_country(language: str) -> str:
    """Return the country that a language suggests (CLDR likely subtags): `ru` → `RU`; empty if it suggests none.

    Only a suggestion: the person chooses (docs/help-protocol.md, requirement 18). The source language suggests
    none, because people whose language the bot does not speak get it too.
    """
    if language == SOURCE_LOCALE:
        return ""
    likely = get_global("likely_subtags").get(language, "")
    code = likely.rpartition("_")[2]
    return code if code in _zones() else ""
