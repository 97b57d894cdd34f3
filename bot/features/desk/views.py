"""The desk in the chat: how a browser is opened, by digits, a code to scan or a link, and how it is closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.chat.pickers import menu_row
from bot.chat.views import Stage, Views
from bot.db import desks, waiting_screens
from bot.features.desk import pages
from bot.features.items.menu_links import home_of
from bot.values import landmarks
from bot.values.screen import Address, Copy, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page

views = Views()

SIX = re.compile(r"([0-9]{3})[\s-]?([0-9]{3})")
"""Six digits, with or without the space between the halves on the computer."""


@views(pages.Desk, own=True)
def desk(turn: Turn, _: pages.Desk) -> Screen | Page:
    """Say how the person's own screens are opened in a browser, once; take the digits that a computer shows."""
    if not turn.instance.projector:
        words = turn.say("Whoever runs this bot has not opened its pages in a browser.")
        return Screen(join([_title(turn), words]), (menu_row(turn),))
    if not turn.person.agreed:
        words = turn.say(
            "In a browser I have to know that it is you, so I would have to remember you first. Without that, "
            "everything can be read here: {address}",
            address=turn.instance.projector,
        )
        return _to_consent(turn, join([_title(turn), words]))
    if turn.typed:
        return _of_digits(turn) or _asking(turn, turn.say("That is not what a computer shows: six digits."))
    return _asking(turn)


def _title(turn: Turn) -> Text:
    return bold(turn.say("🖥 On a big screen"))


def _to_consent(turn: Turn, text: Text) -> Screen:
    """Lead to the page on which people agree to be remembered: without that, no browser shows their screens."""
    return Screen(text, ((Link(turn.say("💾 What you would remember"), landmarks.Consent()),), menu_row(turn)))


def _asking(turn: Turn, told: str = "") -> Screen:
    """Say how a computer is opened: by its digits or its code to scan, else by a link for this phone's browser."""
    chat = turn.sealed_chat()
    if chat is None:
        again = (Link(turn.say("🖥 A new link"), pages.Desk()),)
        return Screen(join([_title(turn), turn.say("This link is used up.")]), (again, menu_row(turn)))
    site = turn.instance.projector
    address = f"{site}/desk/{desks.invite(turn.db, turn.person.key, chat, turn.now)}"
    may_tap = address.startswith("https://")
    text = join(
        [
            _title(turn),
            *([told] if told else []),
            turn.say(
                "On the computer open {address} and press the button there. It shows six digits and a square "
                "code: type the digits here, or scan the code with this phone.",
                address=f"{site}/desk",
            ),
            turn.say(
                "This link opens your screens in a browser: once, within five minutes. It is yours alone, give it "
                "to nobody."
            ),
            *([] if may_tap else [Text(address)]),
            turn.say("The browser stays open for twelve hours at most, or until you close it there or here."),
        ]
    )
    opens = (Address(turn.say("🖥 Open it here"), address),) if may_tap else ()
    rows = (
        (Copy(turn.say("📋 Copy the link"), address), *opens),
        (Link(turn.say("Close every browser"), pages.CloseDesk()),),
        menu_row(turn),
    )
    return Screen(text, rows, asks=pages.Desk())


@views.hears(Stage.SAID)
def digits_of_a_screen(turn: Turn, words: str) -> Page | None:
    """Return the page for six digits that a computer shows just now, typed anywhere; None for any others."""
    typed = _six(words)
    there = typed and turn.person.agreed and waiting_screens.waits(turn.db, typed, turn.now)
    return pages.DeskScreen(typed) if there else None


def _six(words: str) -> str:
    """Return six typed digits as a computer shows them, with or without a space; empty for anything else."""
    found = SIX.fullmatch(words.strip())
    return "".join(found.groups()) if found else ""


def _of_digits(turn: Turn) -> Page | None:
    typed = _six(turn.typed)
    return pages.DeskScreen(typed) if typed else None


@views(pages.DeskScreen, kept=False, own=True)
def desk_screen(turn: Turn, page: pages.DeskScreen) -> Screen:
    """Ask first: digits that somebody else has sent would show these screens to them."""
    if not turn.person.agreed:
        words = turn.say("In a browser I have to know that it is you, so I would have to remember you first.")
        return _to_consent(turn, Text(words))
    if not _may_try(turn) or not waiting_screens.waits(turn.db, page.digits, turn.now):
        return _not_shown(turn)
    words = turn.say(
        "Does the computer in front of you show {digits}? Then it opens your screens. If somebody sent you "
        "these digits or this link, press No: they would see what is yours.",
        digits=waiting_screens.spaced(page.digits),
    )
    yes = (Link(turn.say("✅ Yes, I am sitting at it"), pages.ScreenLetIn(page.digits)),)
    return Screen(Text(words), (yes, (Link(turn.say("No"), landmarks.Menu()),)))


@views(pages.ScreenLetIn, kept=False, own=True)
def screen_let_in(turn: Turn, page: pages.ScreenLetIn) -> Screen:
    """Let that one computer in, once."""
    chat = turn.sealed_chat()
    if chat is None or not waiting_screens.let_in(turn.db, page.digits, turn.person.key, chat, turn.now):
        return _not_shown(turn)
    words = turn.say(
        "The computer opens your screens now. When you are done there, end the visit or close it here."
    )
    return Screen(Text(words), ((Link(turn.say("Close every browser"), pages.CloseDesk()),), menu_row(turn)))


def _may_try(turn: Turn) -> bool:
    """Whether one more code may be tried; digits of a computer count like those of classes."""
    return turn.sender.code_attempts is not None and turn.sender.code_attempts.may_try()


def _not_shown(turn: Turn) -> Screen:
    words = turn.say("No computer shows these digits (any more): they last five minutes. Let it show new ones.")
    return Screen(Text(words), ((Link(turn.say("🖥 On a big screen"), pages.Desk()),), menu_row(turn)))


@views(pages.DeskHome, kept=False, own=True)
def desk_home(turn: Turn, _: pages.DeskHome) -> Page:
    """Lead on to where this person's work begins."""
    return home_of(turn)


@views(pages.CloseDesk, kept=False, own=True)
def close_desk(turn: Turn, _: pages.CloseDesk) -> Screen:
    """Close every browser of the person, and the link that waits."""
    desks.close_all(turn.db, turn.person.key)
    words = turn.say("No browser shows your screens any more.")
    return Screen(Text(words), ((Link(turn.say("🖥 A new link"), pages.Desk()),), menu_row(turn)))
