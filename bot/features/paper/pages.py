"""Pages of question sets on paper, and of their results."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("paper/{room}/{pack}/{item}")
class PaperTwin(Page):
    """A question set on paper, with its key."""

    room: int
    pack: fields.Pack
    item: fields.Item


@page("task/{task}/paper")
class PaperResults(Page):
    """The sheet for results from paper, to fill in and send back."""

    task: int


@page("task/{task}/paper/typed")
class PaperTyped(Page):
    """What the teacher has just typed is counted, or what in it cannot be read is told."""

    task: int


@page("task/{task}/paper/in")
class PaperIn(Page):
    """What the teacher has just sent is counted, or what in it cannot be read is told."""

    task: int
