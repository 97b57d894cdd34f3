"""Pages of the desk: the link that opens the person's own screens in a browser."""

from __future__ import annotations

from bot.values.page import Page, page


@page("desk")
class Desk(Page):
    """A link that opens these screens in a browser, once, within five minutes."""


@page("desk/close")
class CloseDesk(Page):
    """Close every browser in which the person's screens are open, and the link that waits."""
