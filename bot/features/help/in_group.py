"""Help in a group: what one member is shown there alone, and the door to the private chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.helpwords import HELP_SIGN
from bot.features.help import pages
from bot.values.screen import Address, Link, Screen
from bot.values.text import Text, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.values.page import Page
    from bot.values.screen import Row

SHOWN = (pages.Help, pages.HelpPage, pages.HelpIn)
"""What of Help is shown there. Not what deletes messages, goes on with a lesson, or asks for typed words."""

HIDE = pages.Cover()
"""Where the button leads that takes the message away; in a group there is nothing neutral to cover it with."""


def in_a_group(page: Page | None) -> Page | None:
    """Return the page that a group shows in place of a page of Help; None for one that is not shown there."""
    if isinstance(page, pages.Offer | pages.Heard):
        return pages.HelpPage(page.number) if page.number else pages.Help()
    return page if isinstance(page, SHOWN) else None


def for_one(reader: Reader, screen: Screen, bot: str) -> Screen:
    """Return a screen as one member of a group is shown it: with ways on that work there, and one out of there."""
    rows = (
        tuple(one for one in row if not isinstance(one, Link) or isinstance(one.page, SHOWN))
        for row in screen.rows
    )
    words = italic(
        reader.say("Only you see this. What you write here, everybody sees: write to me in our own chat.")
    )
    return Screen(join([screen.text, words]), (*filter(None, rows), _door(reader, bot), hide_row(reader)))


def hide_row(reader: Reader) -> Row:
    """Return the row that takes a message away which one member alone sees."""
    return (Link(reader.say("✖ Hide this"), HIDE),)


def door(reader: Reader, bot: str) -> Screen:
    """Draw what all members see when Telegram lets no one be answered alone: nothing of who asked."""
    return Screen(Text(elsewhere(reader)), (_door(reader, bot),))


def elsewhere(reader: Reader) -> str:
    """Say where Help is when it cannot be shown in the group (just now)."""
    return reader.say(
        "{sign} Help is one tap away, for everybody here: in a chat with me alone. Nobody in this group sees what "
        "you read there.",
        sign=HELP_SIGN,
    )


def _door(reader: Reader, bot: str) -> Row:
    return (Address(reader.say("🆘 Help in our own chat"), f"https://t.me/{bot}?start=help"),)
