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


@page("tips/{times}")
class TipHour(Page):
    """At which hour tips shall come, so many times a week."""

    times: int


@page("tips/zone/{times}")
class TipZone(Page):
    """What time is it where you are? Asked where a country has several."""

    times: int


@page("tips/zone/{times}:{zone}")
class TipZoneSet(Page):
    """It is this zone's time; on to the hour."""

    times: int
    zone: fields.Zone


@page("tips/set/{times}-{hour}")
class TipsSet(Page):
    """Tips so many times a week at this hour from now on; 0 times: none."""

    times: int
    hour: int
