"""The situations of help pages, their readers, and the numbers in their addresses.

An address is a number that does not tell the trouble (`help/13`): 10, 30 or 50 for the group of readers, plus the
situation's own number. The second and third card of a page are 100 and 200 above its first. A place chosen for
this visit to Help, a country (`RU`) or one of its regions (`RU2`: the second region with lines of its own), is
encoded in the thousands, because it is not stored.

Some pages say more to children of twelve or more: their words are in a separate folder (`pages/72`) with the same
address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Mapping

CARD = 100
"""Distance between the numbers of two cards of a page."""

COUNTRY = 1000
"""Distance between the numbers of two countries."""

ALL_LINES = 1
"""The number of the page with all help lines of a country."""

REGIONS = 2
"""The number of the page for choosing a region of a country."""

MORE = 3
"""The number of the page with every situation and more lines than the first screen."""

NUMBER = 4
"""The number of the page that gives a number at once, to people who ask for one."""

EVERYTHING = 5
"""The number of the page behind "more help" for the youngest, whose "more help" is three lines and one button."""

_LETTERS = 26
_PLACES = _LETTERS**2 + 1
"""Countries that two letters can name, and one for none."""

_MOST_REGIONS = 99
_PLACE = re.compile(r"([A-Z]{2})([1-9][0-9]?)?")


class Situation(IntEnum):
    """What has happened. The numbers are parts of addresses: never change their meaning."""

    DANGER = 1
    HURT = 2
    NO_WISH_TO_LIVE = 3
    BLACKMAIL = 4
    STRANGER = 5
    BULLIED = 6
    ACCOUNT = 7
    CANNOT_STOP = 8
    AWFUL_SIGHT = 9
    REGRET = 10
    WORRY = 11
    SCAM = 12
    CODE = 13
    TASK = 14
    FAKE_PICTURE = 15
    ADDRESS = 16

    @property
    def word(self) -> str:
        """Its name in files, such as `no-wish-to-live`."""
        return self.name.lower().replace("_", "-")


def situation_named(word: str) -> Situation | None:
    """Return the situation of a name in files; None if there is none."""
    return next((situation for situation in Situation if situation.word == word), None)


LIKELIEST = (
    Situation.HURT,
    Situation.NO_WISH_TO_LIVE,
    Situation.BLACKMAIL,
    Situation.BULLIED,
    Situation.ACCOUNT,
)
"""The situations on the first screen, the gravest first; the page behind "more help" has all of them."""

RELATED: Mapping[Situation, tuple[Situation, ...]] = {
    Situation.BLACKMAIL: (Situation.STRANGER, Situation.FAKE_PICTURE),
    Situation.STRANGER: (Situation.BLACKMAIL,),
    Situation.ACCOUNT: (Situation.CODE, Situation.SCAM),
    Situation.CODE: (Situation.ACCOUNT, Situation.SCAM),
    Situation.SCAM: (Situation.CODE,),
    Situation.REGRET: (Situation.TASK,),
    Situation.TASK: (Situation.BLACKMAIL,),
    Situation.FAKE_PICTURE: (Situation.BLACKMAIL,),
    Situation.ADDRESS: (Situation.BULLIED,),
}
"""Situations that are easily mistaken for each other, or occur together: a page's later cards lead to them."""

RELATED_AT_A_GLANCE: Mapping[Situation, tuple[Situation, ...]] = {
    Situation.BLACKMAIL: (Situation.STRANGER,),
    Situation.STRANGER: (Situation.BLACKMAIL,),
}
"""The same for the first card: the fewest, because a phone shows it whole without scrolling."""

SIGNS: Mapping[Situation, str] = {
    Situation.DANGER: "❗",
    Situation.HURT: "🤕",
    Situation.NO_WISH_TO_LIVE: "🌧",
    Situation.BLACKMAIL: "📷",
    Situation.STRANGER: "💬",
    Situation.BULLIED: "😢",
    Situation.ACCOUNT: "🔑",
    Situation.CANNOT_STOP: "📱",
    Situation.AWFUL_SIGHT: "🙈",
    Situation.REGRET: "😔",
    Situation.WORRY: "🤝",
    Situation.SCAM: "💸",
    Situation.CODE: "🔢",
    Situation.TASK: "📦",
    Situation.FAKE_PICTURE: "🎭",
    Situation.ADDRESS: "🏠",
}
"""The sign before a situation's words on a button, for people who read slowly."""


class Group(IntEnum):
    """The readers of a page; the number is one below the group's first page."""

    CHILD = 10
    PARENT = 30
    EDUCATOR = 50


OLDER = 60
"""Distance between the number of a child's page and the folder for ages from twelve on."""

_OLDER = frozenset({Audience.TIER_12_15, Audience.TIER_16_17})


URGENT = frozenset({Situation.DANGER, Situation.HURT, Situation.NO_WISH_TO_LIVE, Situation.WORRY})
"""Situations whose pages begin with the emergency number (requirement 11 of docs/help-protocol.md)."""

TOPICS: Mapping[Situation, str] = {
    Situation.HURT: "abuse",
    Situation.NO_WISH_TO_LIVE: "suicide",
    Situation.BLACKMAIL: "reporting",
    Situation.STRANGER: "reporting",
    Situation.AWFUL_SIGHT: "reporting",
    Situation.FAKE_PICTURE: "reporting",
    Situation.ADDRESS: "reporting",
}
"""The topic of the help lines that know most about a situation; without such lines, general ones are used."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A card (from 0) of a page, and the chosen place (empty: the reader's own country)."""

    group: Group
    situation: Situation
    card: int = 0
    place: str = ""

    @property
    def number(self) -> int:
        """The number in the card's address."""
        return numbered(self.group + self.situation + CARD * self.card, self.place)


def group_of(audience: Audience | None) -> Group:
    """Return the group of an audience; an unknown audience counts as child."""
    if audience is Audience.PARENT:
        return Group.PARENT
    return Group.EDUCATOR if audience is Audience.EDUCATOR else Group.CHILD


def is_older(audience: Audience | None) -> bool:
    """Whether a child is twelve or older, so that some pages say more; False if the age is unknown."""
    return audience in _OLDER


def country_and_region(place: str) -> tuple[str, int]:
    """Return the country of a place and the number of its region (from 1; 0 for none);
    empty for a forged place.
    """
    found = _PLACE.fullmatch(place)
    return (found[1], int(found[2] or 0)) if found else ("", 0)


def numbered(number: int, place: str) -> int:
    """Return a page's number with a place (empty for none) encoded in it."""
    country, region = country_and_region(place)
    if not country:
        return number
    first, second = (ord(letter) - ord("A") for letter in country)
    return number + COUNTRY * (first * _LETTERS + second + 1 + _PLACES * region)


def split_place(number: int) -> tuple[int, str]:
    """Return a number without its place, and the place (empty if none or forged)."""
    rest_of_place, rest = divmod(number, COUNTRY)
    region, country = divmod(rest_of_place, _PLACES)
    if country < 1 or not 0 <= region <= _MOST_REGIONS:
        return rest, ""
    first, second = divmod(country - 1, _LETTERS)
    return rest, chr(ord("A") + first) + chr(ord("A") + second) + (str(region) if region else "")


def spot_of(number: int) -> Spot | None:
    """Return the card with this number; None if no page has it (forged, or another kind of page)."""
    rest, place = split_place(number)
    card, page = divmod(rest, CARD)
    for group in Group:
        if page - group in set(Situation):
            return Spot(group, Situation(page - group), card, place)
    return None
