"""Pages of a set that is given before and after a lesson, in two forms which the halves of a class swap."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("cross/{room}/{pack}/{item}")
class Crossed(Page):
    """A set in two forms before the halves of the class swap them: what that is, and until when."""

    room: int
    pack: fields.Pack
    item: fields.Item


@page("cross/{room}/{pack}/{item}:{till}")
class CrossedGiven(Page):
    """Each half of the class has its form until this day."""

    room: int
    pack: fields.Pack
    item: fields.Item
    till: fields.Till


@page("task/{task}/swap")
class Swap(Page):
    """Until when the halves of the class answer the other form, after the lesson."""

    task: int


@page("task/{task}/swap/{till}")
class Swapped(Page):
    """Each half of the class has the other form until this day."""

    task: int
    till: fields.Till


@page("task/{task}/phase/{phase}")
class TaskPhase(Page):
    """The assignment is done before a lesson, after one, or neither."""

    task: int
    phase: fields.Phase
