"""A phone that several people share: whose screen a button belongs to, and the ways to the others on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.incoming import Command, Tap
from bot.values import landmarks
from bot.values.hook import Hook
from bot.values.page import parse
from bot.values.profile_picture import NOBODY
from bot.values.screen import Link

if TYPE_CHECKING:
    from bot.chat.incoming import Incoming
    from bot.chat.turn import Turn
    from bot.db.people import Person
    from bot.values.page import Page
    from bot.values.screen import Row

on_arrival: Hook[[Turn], str] = Hook()
"""Called when somebody has the phone again, with their turn; returns what they are told first, or nothing."""


def is_of_phone(page: Page | None) -> bool:
    """Whether a page belongs to nobody on the phone."""
    return page is not None and page.of_phone


def belongs(person: Person, incoming: Incoming) -> Incoming:
    """Return the update as it may reach this person. A button of somebody else's screen, and something begun
    for somebody else, lead to a page that names its owner. Typed words belong to the person who is here.
    """
    if person.guest == NOBODY and not is_of_phone(page_of(incoming)):
        return _asked_who(incoming)
    if incoming.person is not None and incoming.person != person.key:
        return _leading_to(incoming, landmarks.EarlierScreen())
    if incoming.picture is None or incoming.picture == person.picture:
        return incoming
    page = page_of(incoming)
    if is_of_phone(page) or isinstance(page, landmarks.Menu):
        # Such a button may be tapped on a screen of somebody else: it carries nothing of theirs.
        return incoming
    owner = incoming.picture
    return _leading_to(incoming, landmarks.OtherProfile(owner) if owner else landmarks.EarlierScreen())


def is_of_guest(person: Person, incoming: Incoming) -> bool:
    """Whether a step belongs to the guest whom a person has let in, and not to the phone."""
    return bool(person.guest) and person.guest != NOBODY and not is_of_phone(page_of(incoming))


def others_row(turn: Turn) -> tuple[Row, ...]:
    """Return the way to the others on this phone, for somebody new who is not remembered yet; empty for people
    who do not share a phone.
    """
    if not turn.person.picture or turn.person.agreed:
        return ()
    return ((Link(turn.say("👥 The others on this phone"), landmarks.Profiles()),),)


def phone_row(turn: Turn) -> Row:
    """Return the way to everybody on this phone."""
    return (Link(turn.say("👥 People on this phone"), landmarks.Profiles()),)


def page_of(incoming: Incoming) -> Page | None:
    """Return the page whose button was pressed; None for anything else."""
    return parse(incoming.what.path) if isinstance(incoming.what, Tap) else None


def _asked_who(incoming: Incoming) -> Incoming:
    """Return the update while it is not known who is here: it asks who it is, or leads to a page of nobody."""
    match incoming.what:
        case Command("privacy"):
            return incoming
        case Command("forget"):
            return _leading_to(incoming, landmarks.ForgetPhone())
        case _:
            return _leading_to(incoming, landmarks.Profiles())


def _leading_to(incoming: Incoming, page: Page) -> Incoming:
    return replace(incoming, what=Tap(page.path))
