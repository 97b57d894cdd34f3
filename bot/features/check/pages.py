"""Pages of the check: where a message is shown, what was seen in it, each sign, and the page for an adult."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page, parse


@page("check")
class Check(Page):
    """Asks for a message, a link or an invitation."""

    payload = "check"

    @classmethod
    def linked(cls, rest: str) -> Page | None:
        """Return the page of signs that were seen elsewhere, by their ids; the check itself if there are none."""
        return parse(f"check/saw/{rest.replace('_', '.')}") if rest else cls()


@page("check/read")
class Checked(Page):
    """What was seen in the message in hand; the address holds none of its words."""


@page("check/offer")
class Offered(Page):
    """Offers the check for words that may be somebody else's message."""


@page("check/saw/{signs}")
class Saw(Page):
    """Signs that were seen, without the words around them."""

    signs: fields.Signs


@page("check/adult/{signs}")
class ForAdult(Page):
    """What a child shows to an adult: the signs, and what helps now."""

    signs: fields.Signs


@page("sign/{sign}")
class Sign(Page):
    """One sign: why it works on people, and how to check."""

    sign: fields.Sign
