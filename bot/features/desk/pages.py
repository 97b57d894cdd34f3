"""Pages of the desk: the link that opens the person's own screens in a browser."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("desk")
class Desk(Page):
    """A link that opens these screens in a browser, once, within five minutes."""

    needs_chat = True
    commands = ("desk",)


@page("desk/screen/{digits}")
class DeskScreen(Page):
    """Ask whether the computer in front of the person is the one that shows these digits."""

    needs_chat = True
    payload = "screen"

    digits: fields.Digits


@page("desk/screen/{digits}/yes")
class ScreenLetIn(Page):
    """The computer with these digits shows the person's screens from now on."""

    needs_chat = True
    acts = True

    digits: fields.Digits


@page("desk/home")
class DeskHome(Page):
    """Where a person's work begins: overview, review, studio, classes, else the menu."""


@page("desk/close")
class CloseDesk(Page):
    """Close every browser in which the person's screens are open, and the link that waits."""

    needs_chat = True
