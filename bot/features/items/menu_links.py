"""The menu's buttons: each feature adds its own here, and the menu asks for them."""

from __future__ import annotations

from enum import IntEnum
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from bot.values import landmarks
from bot.values.hook import Hook

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Link, Row


class Lead(IntEnum):
    """What stands before the rows that are always there, in this order; `OVERDUE` stands after them."""

    CLOCK = 1
    ASSIGNED = 2
    TOGETHER = 3
    GO_ON = 4
    REPEAT = 5
    LATER = 6
    NEW = 7
    OVERDUE = 8

    @property
    def is_pinned(self) -> bool:
        """Whether it always stands in the first part of a menu that has parts."""
        return self in {Lead.GO_ON, Lead.REPEAT}


class MenuRow(IntEnum):
    """The rows of the menu, from the top."""

    TOPICS = 1
    READ = 2
    PLAY = 3
    CHECK = 4
    TODAY = 5
    ROUNDS = 6
    DRILLS = 7
    LAMPS = 8
    CAMPAIGNS = 9
    ORGANISE = 10
    FAMILY = 11
    CLASSES = 12
    LOOK = 13
    WORK = 14


class Home(IntEnum):
    """A kind of work. People who do several of these come to the first of them."""

    OVERVIEW = 1
    REVIEW = 2
    STUDIO = 3
    CLASSES = 4


homes: Hook[[Turn], tuple[Home, Page] | None] = Hook()
"""Where somebody's work begins on a big screen; None for people who do not do it."""

leads: Hook[[Turn], list[tuple[Lead, Link]]] = Hook()
"""What a person was doing, has to do, or is waited for."""

links: Hook[[Turn], list[tuple[MenuRow, int, Link]]] = Hook()
"""The row and the place in it, from 0, of each button that a feature has in the menu of this reader."""

below: Hook[[Turn], tuple[Row, ...]] = Hook()
"""Rows below the menu: the others on this phone."""


def leads_of(turn: Turn) -> list[tuple[Lead, Link]]:
    """Return the leads of this reader in their order; of several that lead to one page the first."""
    found = sorted((one for some in leads.call(turn) for one in some), key=itemgetter(0))
    by_page: dict[str, tuple[Lead, Link]] = {}
    for lead, link in found:
        by_page.setdefault(link.page.path, (lead, link))
    return list(by_page.values())


def rows_of(turn: Turn) -> list[Row]:
    """Return the rows that are always in the menu of this reader."""
    found = sorted((one for some in links.call(turn) for one in some), key=itemgetter(0, 1))
    return [tuple(link for _, _, link in row) for _, row in groupby(found, itemgetter(0))]


def home_of(turn: Turn) -> Page:
    """Return the page at which this person's work begins; the menu for people who only read."""
    found = sorted((home for home in homes.call(turn) if home is not None), key=itemgetter(0))
    return found[0][1] if found else landmarks.Menu()
