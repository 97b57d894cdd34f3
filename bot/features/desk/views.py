"""The desk in the chat: a link to a browser, and closing what it opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.account import pages as account_pages
from bot.features.desk import pages, store
from bot.values.screen import Address, Copy, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()


@views(pages.Desk, own=True)
def desk(turn: Turn, _: pages.Desk) -> Screen:
    """Give a link that opens the person's own screens in a browser, once."""
    title = bold(turn.say("🖥 On a big screen"))
    if not turn.projector:
        words = turn.say("Whoever runs this bot has not opened its pages in a browser.")
        return Screen(join([title, words]), (menu_row(turn),))
    if not turn.person.agreed:
        words = turn.say(
            "In a browser I have to know that it is you, so I would have to remember you first. Without that, "
            "everything can be read here: {address}",
            address=turn.projector,
        )
        rows: tuple[Row, ...] = ((Link(turn.say("💾 What you would remember"), account_pages.Consent()),),)
        return Screen(join([title, words]), (*rows, menu_row(turn)))
    chat = turn.sealed_chat()
    if chat is None:
        again = (Link(turn.say("🖥 A new link"), pages.Desk()),)
        return Screen(join([title, turn.say("This link is used up.")]), (again, menu_row(turn)))
    address = f"{turn.projector}/desk/{store.invite(turn.db, turn.person.key, chat, turn.now)}"
    text = join(
        [
            title,
            turn.say(
                "This link opens your screens in a browser: once, within five minutes. It is yours alone, give it "
                "to nobody."
            ),
            Text(address),
            turn.say("The browser stays open for twelve hours at most, or until you close it there or here."),
        ]
    )
    opens = (Address(turn.say("🖥 Open it here"), address),) if address.startswith("https://") else ()
    rows = (
        (Copy(turn.say("📋 Copy the link"), address), *opens),
        (Link(turn.say("Close every browser"), pages.CloseDesk()),),
        menu_row(turn),
    )
    return Screen(text, rows)


@views(pages.CloseDesk, kept=False, own=True)
def close_desk(turn: Turn, _: pages.CloseDesk) -> Screen:
    """Close every browser of the person, and the link that waits."""
    store.close_all(turn.db, turn.person.key)
    words = turn.say("No browser shows your screens any more.")
    return Screen(Text(words), ((Link(turn.say("🖥 A new link"), pages.Desk()),), menu_row(turn)))
