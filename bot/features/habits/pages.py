"""Pages of "my habits": an unscored look at oneself and a small plan; nothing of it is stored."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("habits")
class Habits(Page):
    """What this is and what it is not: no score, no diagnosis."""


@page("habits/{number}")
class HabitQuestion(Page):
    """Reflective question `number`, from 1."""

    number: int


@page("habits/{number}/{reply}")
class HabitReply(Page):
    """The answer to a reply, which is neither counted nor kept."""

    number: int
    reply: fields.Reply


@page("plan/{rules}")
class Plan(Page):
    """Choose the rules of a small plan; the chosen ones travel in the address, as letters."""

    rules: fields.Rules


@page("plan-kept/{rules}")
class PlanKept(Page):
    """The plan as a picture to keep; it exists only in the person's chat."""

    rules: fields.Rules


@page("nudge")
class Nudge(Page):
    """Whether to be reminded once, this evening, to put the phone down."""


@page("nudge/{switch}")
class NudgeSet(Page):
    """`on`: one reminder this evening. `off`: none."""

    switch: fields.Switch


@page("rest")
class Rest(Page):
    """The reminder itself."""
