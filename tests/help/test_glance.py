"""Help at one glance: few words and numbers, the best lines first, in all countries, for all, at any hour."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.help import pages as help_pages
from bot.help.directory import FOR_EVERYTHING, GLANCE, Directory
from bot.help.help_book import HelpBook, package_book
from bot.help.helpline_selection import costs
from bot.help.situations import LIKELIEST, MORE, SIGNS, URGENT, Group, Situation, group_of
from bot.packs.model import Helpline
from bot.values.audience import TIERS, Audience
from bot.values.screen import Copy, Link, Screen
from tests.help.reading import AUDIENCES, LOCALES, NOON, page, reader, sees, ways, words_of

MIDNIGHT = datetime(2026, 11, 25, tzinfo=UTC)
HOURS = [MIDNIGHT + timedelta(hours=hour) for hour in (*range(0, 24, 3), 24 * 3 + 10)]
"""Every third hour of a Wednesday, and a Saturday's morning."""

WORDS = 60
"""Words of the first screen, and of the first card of a page without the numbers below it."""

CHOICES = 6
"""Buttons of the first screen for what it is about, "more help" included; beside them stand the menu and, as long
as no line can be shown, the country.
"""

EVERYWHERE = ("", *package_book().countries(), "AQ", "ZZ")
"""Every country of the directory, none, one without any lines, and "my country is not here"."""


def directory(country: str, now: datetime = NOON, book: HelpBook | None = None, region: int = 0) -> Directory:
    who = reader("en", now=now, book=book)
    return Directory(who.book, country, who.phrases.language, now, who.say, region)


def spoken(screen: Screen) -> list[str]:
    """The words of a screen, without marks that stand alone."""
    return [word for word in screen.text.plain.split() if re.search(r"\w", word)]


@pytest.mark.parametrize("group", Group)
@pytest.mark.parametrize("now", HOURS, ids=str)
def test_19_the_best_lines_stand_at_a_glance_in_every_country_at_any_hour(group: Group, now: datetime) -> None:
    for country, topic in itertools.product(EVERYWHERE, ("", "suicide", "abuse", "reporting")):
        here = directory(country, now)
        shown, every = here.at_a_glance(group, topic), here.to_talk(group, topic)
        assert len(here.first_emergency) + len(shown) <= GLANCE, country
        assert here.first_emergency, country
        free = [one for one in every if not costs(one.line) and not one.line.region]
        assert {one.line for one in shown} <= {one.line for one in free}, country
        assert bool(shown) is bool(free), "a free line of the whole country is never left out"
        if not shown:
            continue
        assert shown[0] == free[0]
        assert not shown[0].closed or all(one.closed for one in free), country
        if not shown[0].open and len(shown) > 1:
            assert shown[1].open or not any(one.open for one in free), country


@pytest.mark.parametrize("now", HOURS, ids=str)
def test_11_a_line_for_children_stands_before_one_for_everybody_as_long_as_it_is_not_closed(now: datetime) -> None:
    for country in package_book().countries():
        every = directory(country, now).to_talk(Group.CHILD)
        free = [one for one in every if not costs(one.line) and not one.line.region and not one.closed]
        childrens = [one for one in free if one.line.audience in ("child", "family") and not one.line.topics]
        if childrens:
            assert directory(country, now).at_a_glance(Group.CHILD)[0] in childrens, country


def test_11_one_number_for_emergencies_stands_alone_where_it_serves_for_everything() -> None:
    for country in package_book().countries():
        here = directory(country)
        numbers = [line.phone for line in here.first_emergency]
        assert numbers == [line.phone for line in here.emergency][: len(numbers)], country
        assert len(numbers) == 1 or numbers[0] not in FOR_EVERYTHING, country
        assert len(numbers) <= 2, country


def made(name: str, **fields: object) -> Helpline:
    whole = {"phone": name, "hours": "24/7", "audience": "child", "cost": "free", **fields}
    return Helpline("RU", name, "line", name, **whole)  # type: ignore[arg-type]  # fields of a line by name


def names(*lines: Helpline, region: int = 0) -> list[str]:
    here = directory("RU", NOON, HelpBook(own_lines={("RU", "en"): lines}), region)
    return [one.line.name for one in here.to_talk(Group.CHILD)]


def test_17_a_checked_line_stands_before_one_that_nobody_has_called_or_not_for_a_year() -> None:
    lines = (made("none"), made("old", verified_on="2025-01-31"), made("fresh", verified_on="2026-10-01"))
    assert names(*lines) == ["fresh", "none", "old"]
    assert names(made("all", audience="any", verified_on="2026-10-01"), made("child")) == ["child", "all"]


def test_19_what_costs_or_belongs_to_another_region_stands_behind_and_not_at_a_glance() -> None:
    lines = (
        made("toll", cost="toll"),
        made("west", region="West"),
        made("any", audience="any"),
        made("closed", hours="Mo-Su 02:00-03:00", zone="Europe/Moscow"),
    )
    assert names(*lines) == ["any", "toll", "west", "closed"]
    book = HelpBook(own_lines={("RU", "en"): lines})
    assert [one.line.name for one in directory("RU", NOON, book).at_a_glance(Group.CHILD)] == ["any", "closed"]
    here = directory("RU", NOON, book, region=1)
    assert [one.line.name for one in here.at_a_glance(Group.CHILD)] == ["west", "any", "closed"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_08_the_first_screen_is_short_for_everybody_everywhere(locale: str, audience: Audience | None) -> None:
    for country, now in itertools.product(EVERYWHERE, HOURS[::3]):
        screen = sees(reader(locale, audience, country, now), help_pages.Help())
        choices = [path for path in ways(screen) if path.startswith("help/") and not path.endswith("002")]
        assert len(choices) == CHOICES
        assert not any(isinstance(button, Copy) for button in itertools.chain(*screen.rows)), country
        assert len(screen.rows) <= CHOICES + 1, country
        assert len(spoken(screen)) <= WORDS, (country, screen.text.plain)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_first_screen_leads_to_the_likeliest_and_behind_more_help_stands_all(
    locale: str, audience: Audience | None
) -> None:
    who, group = reader(locale, audience, ""), group_of(audience)
    for chosen in ("", "GB", "RU1"):
        first = sees(who, help_pages.HelpIn(chosen) if chosen else help_pages.Help())
        asked = [page(situation, group, country=chosen).path for situation in LIKELIEST]
        more = next(path for path in ways(first) if path not in asked and re.fullmatch(r"help/\d*0*3", path))
        assert [path for path in ways(first) if path in asked] == asked
        behind = sees(who, more)
        if audience is Audience.TIER_6_8:
            assert len(behind.text.plain.split("\n")) == 3, behind.text.plain
            (every,), (_, _) = behind.rows
            assert isinstance(every, Link)
            behind = sees(who, every.page.path)
        assert len(behind.rows) <= len(Situation) - len(LIKELIEST) + 2
        everything = {*ways(first), *ways(behind)}
        assert {page(situation, group, country=chosen).path for situation in Situation} <= everything
    assert help_pages.HelpPage(MORE).path == "help/3"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("situation", list(Situation))
def test_a_childs_page_begins_with_three_short_things_to_do(locale: str, situation: Situation) -> None:
    for tier in (None, *TIERS):
        words = sees(reader(locale, tier), page(situation)).text.plain
        steps = [line.removeprefix("• ") for line in words.split("\n") if line.startswith("• ")]
        assert 2 <= len(steps) <= 3, words
        assert all(len(step) <= 90 for step in steps), words
        before = words.partition("• ")[0]
        assert not re.search(r"Спасибо|Thank you", before), "first what to do"
        assert "112" in words
        assert "8-800-2000-122" in words
        if situation in URGENT:
            assert "112" in before


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("group", [Group.PARENT, Group.EDUCATOR])
@pytest.mark.parametrize("situation", list(Situation))
def test_an_adults_page_begins_with_what_to_say_and_three_short_things_to_do(
    locale: str, group: Group, situation: Situation
) -> None:
    audience = Audience.PARENT if group is Group.PARENT else Audience.EDUCATOR
    screen = sees(reader(locale, audience), page(situation, group))
    words = screen.text.plain
    steps = [line.removeprefix("• ") for line in words.split("\n") if line.startswith("• ")]
    assert 2 <= len(steps) <= 3, words
    assert all(len(step) <= 90 for step in steps), words
    item = package_book().page(locale, group, situation)
    assert item
    first = words_of(item.cards[0])
    assert sum(1 for word in first.split() if re.search(r"\w", word)) <= WORDS, first
    assert "112" in words
    assert (situation in URGENT) is ("112" in words.partition("• ")[0].partition(item.cards[0].title)[0])
    more = [path for path in ways(screen) if path == page(situation, group, card=1).path]
    assert len(more) == 1, "what has no room stands behind one button"


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_that_are_taken_for_each_other_lead_to_each_other(locale: str) -> None:
    who = reader(locale, None, "")
    for one, other in itertools.permutations((Situation.BLACKMAIL, Situation.STRANGER)):
        assert page(other, country="KZ").path in ways(sees(who, page(one, country="KZ")))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_situation_has_a_sign_before_its_words(locale: str) -> None:
    screens = [sees(reader(locale), found) for found in (help_pages.Help(), help_pages.HelpPage(MORE))]
    labels = [button.label for screen in screens for row in screen.rows for button in row]
    for situation in Situation:
        item = package_book().page(locale, Group.CHILD, situation)
        assert item is not None
        assert f"{SIGNS[situation]} {item.title}" in labels
    assert len({*SIGNS.values()}) == len(Situation)


def test_a_country_with_lines_of_regions_only_says_so_and_lets_choose() -> None:
    who = reader("en", None, "IQ")
    screen = sees(who, help_pages.Help())
    assert "serve parts of the country" in screen.text.plain
    region = next(path for path in ways(screen) if path.endswith("002"))
    here = sees(who, next(path for path in ways(sees(who, region)) if path == "help-in/IQ1"))
    assert "116" in here.text.plain
