"""Pages of the check: where a message is shown, what was seen in it, each sign, and what an adult is told."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("check")
class Check(Page):
    """Asks for a message, a link or an invitation."""


@page("check/read")
class Checked(Page):
    """What is to be seen in the message in hand: its words are nowhere in the address."""


@page("check/saw/{signs}")
class Saw(Page):
    """Signs that were seen, without the words in which they stood."""

    signs: fields.Signs


@page("check/adult/{signs}")
class ForAdult(Page):
    """What a child shows to an adult: the signs, and what helps now."""

    signs: fields.Signs


@page("sign/{sign}")
class Sign(Page):
    """One sign: why it works on people, and how to check."""

    sign: fields.Sign
