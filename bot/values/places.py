"""Countries and their time zones: names from CLDR through Babel, zones from tzdata's zone.tab."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from babel.core import get_global
from babel.dates import get_timezone_location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale


@cache
def _zones() -> Mapping[str, tuple[str, ...]]:
    """Read country code → zones, in the order of zone.tab (the country's main zone usually first)."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found.setdefault(code, []).append(zone)
    # zone.tab goes from west to east; a Russian child is likelier to live by Moscow's time than Kaliningrad's.
    found["RU"].sort(key=lambda zone: zone != "Europe/Moscow")
    return {code: tuple(zones) for code, zones in found.items()}


def zones(country: str) -> tuple[str, ...]:
    """Return the time zones of a country, the likeliest first; empty for an unknown code."""
    return _zones().get(country, ())


def is_zone(zone: str) -> bool:
    """Whether this is a zone that some country lists."""
    return any(zone in of_country for of_country in _zones().values())


def zone_name(locale: Locale, zone: str) -> str:
    """Return the city or region that names a zone, in the person's language."""
    return get_timezone_location(zone, locale=locale, return_city=True)


@cache
def countries(locale: Locale) -> tuple[tuple[str, str], ...]:
    """Return every country as (code, name), sorted by name in the person's language."""
    names = ((code, country_name(locale, code)) for code in _zones())
    return tuple(sorted(names, key=lambda pair: pair[1].casefold().replace("ё", "е")))


def country_name(locale: Locale, code: str) -> str:
    """Return a country's name in the person's language; the code itself when CLDR has no name for it."""
    return str(locale.territories.get(code, code))


def is_country(code: str) -> bool:
    """Whether this is a country we know."""
    return code in _zones()


def suggest_country(language: str) -> str:
    """Return the country that a language suggests (CLDR likely subtags): `ru` → `RU`; empty for none.

    Only a suggestion: the person chooses (docs/help-protocol.md, requirement 18). English suggests none, because
    it is also what everybody gets whose language we do not speak.
    """
    if language == "en":
        return ""
    likely = get_global("likely_subtags").get(language, "")
    code = likely.rpartition("_")[2]
    return code if code in _zones() else ""


def language_name(locale: Locale) -> str:
    """Return a language's name in that language itself, with a capital letter."""
    name = locale.get_display_name(locale) or str(locale)
    return name[:1].upper() + name[1:]
