"""Pages of rounds: what one is about, each screen, its answer, how it went."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("round/{pack}/{item}")
class Round(Page):
    """What a round is about, with a way on from where the person stopped."""

    opens = "round"

    pack: fields.Pack
    item: fields.Item


@page("round/{pack}/{item}:{at}")
class RoundScreen(Page):
    """One screen of a round, to be judged; `at` tells which and how it went so far (`domain.RoundState`)."""

    pack: fields.Pack
    item: fields.Item
    at: fields.RoundState


@page("round/{pack}/{item}:{at}.{given}")
class RoundAnswer(Page):
    """A screen that was judged: `given` is the letter of a spot, the letters of several that were typed, or n for
    "nothing is odd".
    """

    pack: fields.Pack
    item: fields.Item
    at: fields.RoundState
    given: fields.Given


@page("judged/{pack}/{item}:{at}")
class RoundResult(Page):
    """How a round went, in words."""

    pack: fields.Pack
    item: fields.Item
    at: fields.RoundState
