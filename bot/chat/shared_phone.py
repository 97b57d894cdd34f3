"""A phone that several people share: for whom a button was drawn, and the ways to the others on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.incoming import Command, Tap
from bot.features.menu import pages as menu_pages
from bot.features.profiles import pages
from bot.values.page import parse
from bot.values.profile_picture import NOBODY
from bot.values.screen import Link

if TYPE_CHECKING:
    from bot.chat.incoming import Incoming
    from bot.chat.turn import Turn
    from bot.db.people import Person
    from bot.values.page import Page
    from bot.values.screen import Row

OF_THE_PHONE = (
    pages.Profiles,
    pages.NewProfile,
    pages.BeginProfile,
    pages.HandOver,
    pages.Profile,
    pages.ProfileKey,
    pages.OtherProfile,
    pages.EarlierScreen,
    pages.ForgetPhone,
    pages.ForgetPhoneNow,
)
"""Pages that are of nobody on the phone: whoever holds it opens them, from whosever screen."""

OPEN_TO_ALL = (*OF_THE_PHONE, menu_pages.Menu)
"""Pages whose buttons may be tapped on a screen that was drawn for somebody else: they carry nothing of theirs."""


def belongs(person: Person, incoming: Incoming) -> Incoming:
    """Return what came in as it may reach this person: a button of somebody else's screen leads to a page that
    says whose it is, and so does what was begun for somebody else. Typed words are of who is here.
    """
    if person.guest == NOBODY and not isinstance(page_of(incoming), OF_THE_PHONE):
        return _asked_who(incoming)
    if incoming.person is not None and incoming.person != person.key:
        return _leading_to(incoming, pages.EarlierScreen())
    if incoming.picture is None or incoming.picture == person.picture:
        return incoming
    if isinstance(page_of(incoming), OPEN_TO_ALL):
        return incoming
    owner = incoming.picture
    return _leading_to(incoming, pages.OtherProfile(owner) if owner else pages.EarlierScreen())


def is_of_guest(person: Person, incoming: Incoming) -> bool:
    """Whether a step is one of the guest whom a person has let in, and not of the phone."""
    return bool(person.guest) and person.guest != NOBODY and not isinstance(page_of(incoming), OF_THE_PHONE)


def others_row(turn: Turn) -> tuple[Row, ...]:
    """Return the way to the others on this phone, for somebody new who is not remembered yet; nothing for whoever
    has a phone to themselves.
    """
    if not turn.person.picture or turn.person.agreed:
        return ()
    return ((Link(turn.say("👥 The others on this phone"), pages.Profiles()),),)


def phone_row(turn: Turn) -> Row:
    """Return the way to everybody on this phone."""
    return (Link(turn.say("👥 People on this phone"), pages.Profiles()),)


def page_of(incoming: Incoming) -> Page | None:
    """Return the page whose button was pressed; None for anything else."""
    return parse(incoming.what.path) if isinstance(incoming.what, Tap) else None


def _asked_who(incoming: Incoming) -> Incoming:
    """Return what came in while it is not said who is here: a question who it is, and what is of nobody."""
    match incoming.what:
        case Command("privacy"):
            return incoming
        case Command("forget"):
            return _leading_to(incoming, pages.ForgetPhone())
        case _:
            return _leading_to(incoming, pages.Profiles())


def _leading_to(incoming: Incoming, page: Page) -> Incoming:
    return replace(incoming, what=Tap(page.path))
