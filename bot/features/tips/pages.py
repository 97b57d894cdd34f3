"""Pages of tips: today's, each one, those that come by themselves, and how to have them."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("tip")
class TipOfTheDay(Page):
    """Today's tip for the person's audience."""


@page("tip/{pack}/{item}:{card}")
class Tip(Page):
    """One tip."""

    pack: fields.Pack
    item: fields.Item
    card: fields.Card


@page("tip/next")
class NextTip(Page):
    """The doorway of a tip that comes by itself: the next one that the person has not had."""


@page("tips")
class TipWish(Page):
    """Whether tips shall come by themselves, how often and when."""

    needs_chat = True


@page("tips/{times}")
class TipHour(Page):
    """At which hour tips shall come, so many times a week."""

    needs_chat = True
    times: int


@page("tips/on")
class TipsOn(Page):
    """How often and when tips come; what time it is, if that is not known yet."""

    needs_chat = True


@page("tips/set/{times}-{hour}")
class TipsSet(Page):
    """Tips so many times a week at this hour from now on; 0 times: none."""

    needs_chat = True
    times: int
    hour: int


@page("tips/as-before")
class TipsAsBefore(Page):
    """The answer to "less often?": as it is. It is not asked again."""

    needs_chat = True
