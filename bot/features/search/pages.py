"""Pages of search: what was found on what somebody typed."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("found/{answers}")
class Found(Page):
    """Up to three suggestions by their marks: the words that were typed are nowhere in the address."""

    answers: fields.Answers
