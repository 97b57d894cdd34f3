"""Pages of the files that a class takes with it."""

from __future__ import annotations

from bot.values.page import Page, page


@page("class/{room}/calendar")
class ClassCalendar(Page):
    """The due days of a class as a file for a calendar."""

    room: int


@page("class/{room}/keepsake")
class ClassKeepsake(Page):
    """A picture to print of what a class did together, without names."""

    room: int
