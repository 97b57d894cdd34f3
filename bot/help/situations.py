"""Situations: what help pages are about, for whom, and the numbers that are their addresses.

An address is a number that says nothing of the trouble (`help/13`): 10, 30 or 50 for who reads, and the
situation's own number. The second and third card of a page stand 100 and 200 above its first. A country that was
chosen for this look at Help travels along in the thousands, because nothing of it is stored.
"""

from __future__ import annotations

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

_LETTERS = 26


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


class Group(IntEnum):
    """Who reads a page; the number is the one below the group's pages."""

    CHILD = 10
    PARENT = 30
    EDUCATOR = 50


URGENT = frozenset({Situation.DANGER, Situation.HURT, Situation.NO_WISH_TO_LIVE, Situation.WORRY})
"""Their pages begin with the emergency number (requirement 11 of docs/help-protocol.md)."""

TOPICS: Mapping[Situation, str] = {
    Situation.HURT: "abuse",
    Situation.NO_WISH_TO_LIVE: "suicide",
    Situation.BLACKMAIL: "reporting",
    Situation.STRANGER: "reporting",
    Situation.AWFUL_SIGHT: "reporting",
}
"""The topic of the help lines that know most about a situation; elsewhere lines for everything do."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A card (from 0) of a page, and the country that was chosen for it (empty: the reader's own)."""

    group: Group
    situation: Situation
    card: int = 0
    country: str = ""

    @property
    def number(self) -> int:
        """The number in the card's address."""
        return numbered(self.group + self.situation + CARD * self.card, self.country)


def group_of(audience: Audience | None) -> Group:
    """Return who reads; who has not said counts as a child."""
    if audience is Audience.PARENT:
        return Group.PARENT
    return Group.EDUCATOR if audience is Audience.EDUCATOR else Group.CHILD


def numbered(number: int, country: str) -> int:
    """Return a page's number with a country (two capital letters, or empty for none) in it."""
    if not country:
        return number
    first, second = (ord(letter) - ord("A") for letter in country)
    return number + COUNTRY * (first * _LETTERS + second + 1)


def taken_apart(number: int) -> tuple[int, str]:
    """Return a number without its country, and that country (empty for none, or for a forged one)."""
    place, rest = divmod(number, COUNTRY)
    if not 0 < place <= _LETTERS**2:
        return rest, ""
    first, second = divmod(place - 1, _LETTERS)
    return rest, chr(ord("A") + first) + chr(ord("A") + second)


def spot_of(number: int) -> Spot | None:
    """Return the card that has this number, None for a number of no page (forged, or another kind of page)."""
    rest, country = taken_apart(number)
    card, page = divmod(rest, CARD)
    for group in Group:
        if page - group in set(Situation):
            return Spot(group, Situation(page - group), card, country)
    return None
