"""Pages of drills. A path names the pair by its trap, and holds what was drawn and chosen: no row does."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("drill/{pack}/{item}")
class Drill(Page):
    """What a drill is about, before it begins."""

    opens = "drill"

    pack: fields.Pack
    item: fields.Item


@page("drill/{pack}/{item}:{draw}{steps}")
class Moment(Page):
    """The moment that the choices `steps` lead to (a digit each, from 0); `draw` decides which twin it is."""

    pack: fields.Pack
    item: fields.Item
    draw: fields.Draw
    steps: fields.Steps


@page("after/{pack}/{item}:{draw}{steps}")
class Debrief(Page):
    """What was going on in the chat, as far as these choices led."""

    pack: fields.Pack
    item: fields.Item
    draw: fields.Draw
    steps: fields.Steps
