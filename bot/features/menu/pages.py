"""Pages of the menu and of search; what is shown for an address that leads nowhere; /stop."""

from __future__ import annotations

from bot.values import fields
from bot.values.audience import Audience
from bot.values.page import Page, page


@page("stop/back/{times}-{hour}-{campaigns}-{classes}-{news}")
class GoOn(Page):
    """What was stopped comes as before; what it was travels in the address (`menu.stopping`), nothing is kept."""

    needs_chat = True
    times: int
    hour: int
    campaigns: int
    classes: int
    news: int


@page("menu/{number}")
class MenuPart(Page):
    """Part `number` (from 0) of the menu of a child who is shown only a few buttons at a time."""

    number: int


@page("next")
class WhatNext(Page):
    """What comes next for this reader, and why."""


@page("look")
class LookThrough(Page):
    """A parent or educator chooses which audience's content to look through."""


@page("topic/{topic}/{audience}:{number}")
class Topic(Page):
    """What there is on one topic for one audience."""

    topic: fields.Topic
    audience: Audience
    number: int = 0


@page("items/{kind}/{audience}:{number}")
class Items(Page):
    """All lessons, stories, quizzes, drills or rounds of an audience."""

    kind: fields.Listed
    audience: Audience
    number: int = 0


@page("season/{pack}/{item}:{number}")
class Season(Page):
    """The parts of a season, whose first is the story `item`; `number` is the page of the list."""

    pack: fields.Pack
    item: fields.Item
    number: int = 0


@page("term/{pack}/{card}")
class Term(Page):
    """A word explained."""

    pack: fields.Pack
    card: fields.Card
