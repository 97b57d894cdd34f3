"""The situations that help pages are about, their readers, and the numbers in their addresses.

An address is a number that says nothing of the trouble (`help/13`): 10, 30 or 50 for the group of readers,
plus the situation's own number. The second and third card of a page stand 100 and 200 above its first. A place
that was chosen for this look at Help, a country (`RU`) or a region of it (`RU2`: the second one that has lines
of its own), is encoded in the thousands, because nothing of it is stored.

Some pages say more to children of twelve or more: the words for them stand in a folder of their own (`pages/72`)
and have the same address.
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
"""From one card's number to the next one's."""

COUNTRY = 1000
"""From one country's numbers to the next one's."""

ALL_LINES = 1
"""The number of the page with all help lines of a country."""

REGIONS = 2
"""The number of the page on which a region of a country is chosen."""

MORE = 3
"""The number of the page with every situation and more lines than the first screen."""

_LETTERS = 26
_PLACES = _LETTERS**2 + 1
"""Countries that two letters can name, and none."""

_MOST_REGIONS = 99
_PLACE = re.compile(r"([A-Z]{2})([1-9][0-9]?)?")


class Situation(IntEnum):
    """What has happened. The numbers are part of addresses: never give one a new meaning."""

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


LIKELIEST = (
    Situation.HURT,
    Situation.NO_WISH_TO_LIVE,
    Situation.BLACKMAIL,
    Situation.BULLIED,
    Situation.ACCOUNT,
)
"""What the first screen offers, the gravest first; all situations stand on the page behind "more help"."""

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
"""Situations that are easily taken for each other, or come together: a page's later cards lead to the others."""

RELATED_AT_A_GLANCE: Mapping[Situation, tuple[Situation, ...]] = {
    Situation.BLACKMAIL: (Situation.STRANGER,),
    Situation.STRANGER: (Situation.BLACKMAIL,),
}
"""Where the first card leads as well: the fewest, because a phone shows it whole without scrolling."""

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
"""The sign before a situation's words on a button, for those who read slowly."""


class Group(IntEnum):
    """The readers of a page; the number is the one below the group's pages."""

    CHILD = 10
    PARENT = 30
    EDUCATOR = 50


OLDER = 60
"""From the number of a child's page to that of its folder for ages from twelve on."""

_OLDER = frozenset({Audience.TIER_12_15, Audience.TIER_16_17})


URGENT = frozenset({Situation.DANGER, Situation.HURT, Situation.NO_WISH_TO_LIVE, Situation.WORRY})
"""Their pages begin with the emergency number (requirement 11 of docs/help-protocol.md)."""

TOPICS: Mapping[Situation, str] = {
    Situation.HURT: "abuse",
    Situation.NO_WISH_TO_LIVE: "suicide",
    Situation.BLACKMAIL: "reporting",
    Situation.STRANGER: "reporting",
    Situation.AWFUL_SIGHT: "reporting",
    Situation.FAKE_PICTURE: "reporting",
    Situation.ADDRESS: "reporting",
}
"""The topic of the help lines that know most about a situation; elsewhere lines for everything do."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A card (from 0) of a page, and the place that was chosen for it (empty: the reader's own country)."""

    group: Group
    situation: Situation
    card: int = 0
    place: str = ""

    @property
    def number(self) -> int:
        """The number in the card's address."""
        return numbered(self.group + self.situation + CARD * self.card, self.place)


def group_of(audience: Audience | None) -> Group:
    """Return the group of an audience; an unknown audience counts as a child."""
    if audience is Audience.PARENT:
        return Group.PARENT
    return Group.EDUCATOR if audience is Audience.EDUCATOR else Group.CHILD


def is_older(audience: Audience | None) -> bool:
    """Whether a child is of an age, twelve or more, for which some pages say more; unknown is not."""
    return audience in _OLDER


def country_and_region(place: str) -> tuple[str, int]:
    """Return the country of a place and the number of its region from 1, 0 for none; nothing for a forged one."""
    found = _PLACE.fullmatch(place)
    return (found[1], int(found[2] or 0)) if found else ("", 0)


def numbered(number: int, place: str) -> int:
    """Return a page's number with a place (empty for none) in it."""
    country, region = country_and_region(place)
    if not country:
        return number
    first, second = (ord(letter) - ord("A") for letter in country)
    return number + COUNTRY * (first * _LETTERS + second + 1 + _PLACES * region)


def split_place(number: int) -> tuple[int, str]:
    """Return a number without its place, and that place (empty for none, or for a forged one)."""
    rest_of_place, rest = divmod(number, COUNTRY)
    region, country = divmod(rest_of_place, _PLACES)
    if country < 1 or not 0 <= region <= _MOST_REGIONS:
        return rest, ""
    first, second = divmod(country - 1, _LETTERS)
    return rest, chr(ord("A") + first) + chr(ord("A") + second) + (str(region) if region else "")


def spot_of(number: int) -> Spot | None:
    """Return the card that has this number, None for a number of no page (forged, or another kind of page)."""
    rest, place = split_place(number)
    card, page = divmod(rest, CARD)
    for group in Group:
        if page - group in set(Situation):
            return Spot(group, Situation(page - group), card, place)
    return None
