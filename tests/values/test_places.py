"""Countries and zones, named in the person's language; a language only suggests."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from babel import Locale

from bot.values import places


def test_a_language_suggests_a_country_and_english_none() -> None:
    assert [places.suggest_country(language) for language in ("ru", "kk", "en", "xx")] == ["RU", "KZ", "", ""]


def test_moscow_stands_first_in_russia() -> None:
    assert places.zones("RU")[0] == "Europe/Moscow"
    assert len(places.zones("RU")) > 10


def test_every_zone_is_known_and_has_a_name() -> None:
    for code, _ in places.countries(Locale("ru")):
        for zone in places.zones(code):
            assert ZoneInfo(zone)
            assert places.is_zone(zone)
            assert places.zone_name(Locale("ru"), zone)


def test_an_unknown_country_has_no_zones() -> None:
    assert places.zones("XX") == ()
    assert not places.is_country("XX")
