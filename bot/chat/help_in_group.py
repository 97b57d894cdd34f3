"""Help in a group: what one member is shown there alone, and the door to the private chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.helpwords import HELP_SIGN
from bot.help import pages
from bot.values.screen import Address, Link, Screen
from bot.values.text import Text, italic, join

if TYPE_CHECKING:
    from bot.chat.instance import Instance
    from bot.chat.turn import Reader
    from bot.values.page import Page
    from bot.values.screen import Row

SHOWN = (pages.Help, pages.HelpPage, pages.HelpIn)
"""What of Help is shown there. Not what deletes messages, goes on with a lesson, or asks for typed words."""

HIDE = pages.Cover()
"""Where the button leads that takes the message away; in a group there is nothing neutral to cover it with."""


def in_a_group(page: Page | None) -> Page | None:
    """Return the page that a group shows in place of a help page; None for one that is not shown there."""
    if isinstance(page, pages.Offer | pages.Heard):
        return pages.HelpPage(page.number) if page.number else pages.Help()
    return page if isinstance(page, SHOWN) else None


def for_one(reader: Reader, screen: Screen, instance: Instance) -> Screen:
    """Return a screen as one member of a group sees it: with ways on that work there, and one to the private
    chat.
    """
    rows = (
        tuple(one for one in row if not isinstance(one, Link) or isinstance(one.page, SHOWN))
        for row in screen.rows
    )
    words = italic(
        reader.say("Only you see this. What you write here, everybody sees: write to me in our own chat.")
    )
    return Screen(join([screen.text, words]), (*filter(None, rows), _door(reader, instance), hide_row(reader)))


def hide_row(reader: Reader) -> Row:
    """Return the row that hides a message which only one member sees."""
    return (Link(reader.say("✖ Hide this"), HIDE),)


def door(reader: Reader, instance: Instance) -> Screen:
    """Draw the message for all members when Telegram does not allow an answer to one alone; it does not tell
    who asked.
    """
    return Screen(Text(elsewhere(reader)), (_door(reader, instance),))


def elsewhere(reader: Reader) -> str:
    """Say where Help is when it cannot be shown in the group (now)."""
    return reader.say(
        "{sign} Help is one tap away, for everybody here: in a chat with me alone. Nobody in this group sees what "
        "you read there.",
        sign=HELP_SIGN,
    )


def _door(reader: Reader, instance: Instance) -> Row:
    return (Address(reader.say("🆘 Help in our own chat"), instance.link(pages.Help())),)
