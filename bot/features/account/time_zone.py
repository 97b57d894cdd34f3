"""Clocks: what time it is where a person is, asked before anything is sent by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.pickers import in_pairs, menu_row
from bot.features.account import pages
from bot.features.items import menu_links
from bot.features.items.menu_links import Lead
from bot.values import places
from bot.values.hook import Hook
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Row

on_wait: Hook[[Turn], bool] = Hook()
"""Called to ask whether something that the person wished for waits until their clock is known."""


def times(turn: Turn) -> tuple[str, ...]:
    """Return one zone for each different time in the person's country, the likeliest first; their own zone
    stands for its time.
    """
    found = places.times(turn.country, turn.now.year)
    own = turn.person.zone
    if own not in places.zones(turn.country):
        return found
    return tuple(own if places.agree(own, zone, turn.now.year) else zone for zone in found)


def time_links(turn: Turn, page: Callable[[str], Page], first: str = "") -> list[Link]:
    """Return a button for each of these: the time that its clocks show now, and the city that names it. `first`: a
    zone whose time is offered before the others.
    """
    babel, year = turn.phrases.babel, turn.now.year
    found = sorted(times(turn), key=lambda zone: not (first and places.agree(first, zone, year)))
    return [Link(f"{turn.clock(zone)} · {places.zone_name(babel, zone)}", page(zone)) for zone in found]


def question(turn: Turn, *above: Text | str, purpose: str = "clock") -> Screen:
    """Ask what time it is there, or which country it is if that is unknown. `above`: why it is asked;
    `purpose`: what a chosen country leads back to (`country.BACK`).
    """
    if not times(turn):
        rows: tuple[Row, ...] = ((Link(turn.say("Choose my country"), pages.ChooseCountry(purpose, 0)),),)
        return Screen(join([*above, bold(turn.say("Which country are you in?"))]), (*rows, menu_row(turn)))
    asks: list[Text | str] = [
        bold(turn.say("What time is it where you are?")),
        turn.say("Tap the time that your clock shows."),
    ]
    return Screen(join([*above, *asks]), (*in_pairs(time_links(turn, pages.MyTime)), menu_row(turn)))


def is_awaited(turn: Turn) -> bool:
    """Whether something that the person asked for waits until their local time is known."""
    return bool(turn.person.agreed and not turn.person.zone) and any(on_wait.call(turn))


@menu_links.leads
def asked_first(turn: Turn) -> list[tuple[Lead, Link]]:
    """Ask for the local time if something that the person asked for waits for it."""
    if not is_awaited(turn):
        return []
    return [(Lead.CLOCK, Link("🕐 " + turn.say("What time is it where you are?"), pages.MyClock()))]
