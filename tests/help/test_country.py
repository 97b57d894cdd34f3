"""The lines of a country on the screen: requirements 17, 18 and 19 of the protocol."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.help import pages as help_pages
from bot.help.help_book import HelpBook, package_book
from bot.help.situations import ALL_LINES, NUMBER, Group, Situation, numbered, split_place
from bot.packs.model import Helpline
from bot.values.audience import Audience
from bot.values.page import Page, parse
from bot.values.screen import Link, Screen
from tests.help.reading import COUNTRIES, LOCALES, all_pages, copies, page, reader, sees, ways


@pytest.mark.parametrize("country", COUNTRIES)
def test_17_each_number_stands_with_hours_and_price(country: str) -> None:
    who = reader("en", None, country)
    blocks = sees(who, help_pages.HelpPage(ALL_LINES)).text.plain.split("\n\n")
    emergency = {
        line.phone for line in package_book().lines(country, "en") if line.kind in ("emergency", "police")
    }
    for line in package_book().lines(country, "en"):
        if not (line.phone or line.sms) or line.phone in emergency or line.audience == "parent":
            continue
        if line.kind == "reporting":
            continue
        block = next(block for block in blocks if line.name in block)
        assert re.search(r"open|closed|hours|evening", block), block
        assert re.search(r"free|costs|price", block), block


@pytest.mark.parametrize("country", ["AM", "UZ", "AR", "TR", "XK"])
def test_17_a_country_without_a_child_line_says_so_and_gives_112_and_a_directory(country: str) -> None:
    who = reader("en", country=country)
    for found in (help_pages.Help(), help_pages.HelpPage(NUMBER)):
        words = sees(who, found).text.plain
        assert "I know no children's help line here" in words
        assert "https://childhelplineinternational.org/helplines/" in words
    assert "112" in words


def test_17_a_line_that_was_checked_says_when_and_an_old_check_is_not_hidden() -> None:
    fresh = Helpline("RU", "a", "line", "Fresh", phone="1", verified_on="2026-10-01")
    old = Helpline("RU", "b", "line", "Old", phone="2", verified_on="2025-01-31")
    book = HelpBook(own_lines={("RU", "en"): (fresh, old)})
    for found in (help_pages.Help(), help_pages.HelpPage(NUMBER)):
        words = sees(reader("en", book=book), found).text.plain
        assert "✓ checked on October 1, 2026\n" in words
        assert "checked on January 31, 2025, more than a year ago" in words
        assert "✓ checked on January" not in words


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("audience", [None, *Audience])
def test_17_what_nobody_has_called_claims_no_check_and_frightens_nobody(
    locale: str, audience: Audience | None
) -> None:
    who = reader(locale, audience, "GB")
    for found in all_pages(who):
        words = sees(who, found).text.plain
        assert not re.search(r"✓|checked|провер(?:ил|ен)", words), words
    number = sees(who, help_pages.HelpPage(NUMBER)).text.plain
    assert who.say("If nobody answers, it is not your fault. Try the next number.") in number


@pytest.mark.parametrize("locale", LOCALES)
def test_18_an_unknown_country_gets_the_card_for_everywhere_and_a_choice(locale: str) -> None:
    who = reader(locale, None, "")
    screen, more, number = (
        sees(who, found)
        for found in (help_pages.Help(), help_pages.HelpPage(ALL_LINES), help_pages.HelpPage(NUMBER))
    )
    assert copies(more) == ["112", "911"]
    for region in (
        ("112: Европа", "911: Северная Америка") if locale == "ru" else ("112: Europe", "911: North America")
    ):
        assert region in screen.text.plain
        assert region in more.text.plain
        assert region in number.text.plain
    countries = [path for path in ways(number) if re.fullmatch(r"help/\d+004", path)]
    assert len(countries) == 6, "each gives its number at once"
    assert ("8-800-2000-122" in sees(who, countries[0]).text.plain) is (locale == "ru")
    assert "https://findahelpline.com" in more.text.plain
    assert "https://childhelplineinternational.org/helplines/" in screen.text.plain
    assert "help-in:0" in ways(screen)
    # Russian suggests Russia, by a button; English suggests nothing.
    assert ("help-in/RU" in ways(screen)) is (locale == "ru")


def test_18_a_chosen_country_goes_along_and_is_not_stored() -> None:
    who = reader("en", None, "")
    screen = sees(who, help_pages.HelpIn("KZ"))
    assert "150" in screen.text.plain
    beside = sees(who, next(path for path in ways(screen) if path.startswith("help/") and path.endswith("012")))
    assert "150" in copies(beside)
    assert "help-in/KZ" in ways(beside)
    assert who.country == ""


@pytest.mark.parametrize(
    ("locale", "region", "whole"), [("ru", "Москва", "Вся страна"), ("en", "Moscow", "The whole country")]
)
@pytest.mark.parametrize("audience", [None, Audience.PARENT, Audience.EDUCATOR])
def test_18_a_region_is_chosen_by_the_person_and_its_lines_come_first(
    locale: str, region: str, whole: str, audience: Audience | None
) -> None:
    who = reader(locale, audience, "RU")
    first = sees(who, help_pages.Help())
    assert "051" not in first.text.plain
    everything = sees(who, help_pages.HelpPage(NUMBER))
    assert "051" not in copies(everything)
    choice = sees(who, labelled(everything, "🏙"))
    assert "112" in choice.text.plain
    here = sees(who, labelled(choice, region))
    assert region in here.text.plain
    assert "051" in here.text.plain
    more = sees(who, labelled(sees(who, labelled(here, "More" if locale == "en" else "Ещё")), "☎"))
    assert copies(more) == ["051"]
    assert copies(sees(who, numbered_path(more, ALL_LINES)))[:3] == ["112", "102", "051"]
    lists = ("002", "003")
    cards = {path for path in (*ways(here), *ways(more)) if path.startswith("help/") and not path.endswith(lists)}
    for card in cards:
        assert "051" in copies(sees(who, card)), "the region goes along"
    back = sees(who, labelled(sees(who, labelled(more, "🏙")), whole))
    assert back.text == first.text
    assert (who.country, region in back.text.plain.split("\n\n")[1]) == ("RU", False)


def numbered_path(screen: Screen, number: int) -> str:
    """The path on a screen that leads to the page of this number, in whatever country."""
    return next(path for path in ways(screen) if re.fullmatch(rf"help/\d*0*{number}", path))


def test_18_lines_of_another_region_are_left_out_once_one_is_chosen() -> None:
    lines = tuple(
        Helpline("RU", name, "line", name, phone=number, region=region)
        for name, number, region in (("a", "11", ""), ("b", "22", "West"), ("c", "33", "East"))
    )
    book = HelpBook(own_lines={("RU", "en"): lines})
    who = reader("en", country="RU", book=book)

    def all_in(place: str) -> list[str]:
        return copies(sees(who, help_pages.HelpPage(numbered(ALL_LINES, place))))

    assert all_in("") == ["112", "11", "22", "33"]
    assert copies(sees(who, help_pages.Help())) == ["112", "11"], "no number of a region that nobody chose"
    assert all_in("RU2") == ["112", "33", "11"]
    assert copies(sees(who, help_pages.HelpIn("RU2"))) == ["112", "33", "11"]
    # A region that is not there, or a forged place, is no dead end.
    assert all_in("RU7") == ["112", "11", "22", "33"]
    for forged in ("RU0", "RU100", "ru", "R", "RUSSIA", "RU-1", "1"):
        assert parse(f"help-in/{forged}") is None
        assert copies(sees(who, help_pages.HelpIn(forged)))[0] == "112"


def test_18_a_country_without_regional_lines_asks_for_no_region() -> None:
    assert all("🏙" not in label for label in labels(sees(reader("en", country="KZ"), help_pages.Help())))


@given(st.integers(0, 300), st.sampled_from(["", "AA", "RU", "RU1", "ZZ99"]))
def test_18_a_place_goes_along_in_a_number_and_comes_back(number: int, place: str) -> None:
    assert split_place(numbered(number, place)) == (number, place)


@given(st.integers(-(10**30), 10**30))
def test_a_forged_number_names_a_place_or_none(number: int) -> None:
    _, place = split_place(number)
    assert place == "" or numbered(0, place)


def labels(screen: Screen) -> list[str]:
    """The labels of a screen's ways."""
    return [button.label for row in screen.rows for button in row if isinstance(button, Link)]


def labelled(screen: Screen, part: str) -> str:
    """The path to which the button leads whose label holds some words."""
    return next(
        button.page.path
        for row in screen.rows
        for button in row
        if isinstance(button, Link) and part in button.label
    )


def test_18_every_country_of_the_directory_can_be_chosen() -> None:
    who = reader("ru")
    found: set[str] = set()
    for number in range(10):
        paths = ways(sees(who, help_pages.HelpCountries(number)))
        found |= {path.removeprefix("help-in/") for path in paths if path.startswith("help-in/")}
    assert found >= set(package_book().countries())
    assert "ZZ" in found


def at(hour: int, zone_shift: int) -> datetime:
    """25 November 2026 at this hour of a zone so many hours east of Greenwich."""
    return datetime(2026, 11, 25, hour, 0, tzinfo=UTC) - timedelta(hours=zone_shift)


def test_19_a_line_that_is_open_says_until_when() -> None:
    words = sees(reader("en", country="FR", now=at(12, 1)), help_pages.Help()).text.plain
    assert "open now, until 23:00" in words


def test_19_a_closed_line_says_so_and_an_open_one_stands_first() -> None:
    who = reader("en", country="FR", now=at(3, 1))
    words = sees(who, help_pages.HelpPage(ALL_LINES)).text.plain
    assert "closed now, opens at 09:00" in words
    assert words.index("3114") < words.index("Fil Santé Jeunes")
    first = sees(who, help_pages.Help()).text.plain
    assert "3114" in first
    assert "Fil Santé Jeunes" not in first


def test_19_a_line_that_opens_on_another_day_names_the_day() -> None:
    words = sees(reader("en", country="JO", now=at(21, 3)), help_pages.Help()).text.plain
    assert "closed now, opens Thu at 08:00" in words


@pytest.mark.parametrize("found", [help_pages.Help(), help_pages.HelpPage(NUMBER), help_pages.HelpPage(ALL_LINES)])
def test_19_hours_that_sources_disagree_on_are_not_promised(found: Page) -> None:
    words = sees(reader("en"), found).text.plain
    facts = words.partition("8-800-2000-122")[2].strip().partition("\n")[0]
    assert "hours differ by region" in facts
    assert "day and night" not in facts


def test_18_a_card_itself_offers_the_suggested_country_and_stays_the_same_card() -> None:
    stranger = reader("ru", None, "")
    card = page(Situation.NO_WISH_TO_LIVE, card=1)
    before = sees(stranger, card)
    in_russia = page(Situation.NO_WISH_TO_LIVE, card=1, country="RU")
    assert in_russia.path in ways(before)
    after = sees(stranger, in_russia)
    assert "8-800-2000-122" in after.text.plain
    assert "8-800-2000-122" not in before.text.plain
    title = package_book().page("ru", Group.CHILD, Situation.NO_WISH_TO_LIVE)
    assert title is not None
    assert title.cards[1].title in after.text.plain


@pytest.mark.parametrize("country", ["", "RU", "AM"])
def test_18_the_country_can_be_changed_on_every_card_or_behind_whom_to_call(country: str) -> None:
    who = reader("en", None, country)
    for situation in Situation:
        first, second = (sees(who, page(situation, card=card)) for card in (0, 1))
        assert "help-in:0" in ways(second)
        assert "help-in:0" in ways(sees(who, labelled(first, "☎")))
