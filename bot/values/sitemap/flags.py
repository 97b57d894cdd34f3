"""Pages of flags: a reader tells by a tap what is not right with a card; editors and organisers see how many."""

from __future__ import annotations

from bot.values.page import Page, page


@page("flag/{initial}/{pack}/{item}:{card}")
class Flag(Page):
    """Choose what is not right with a card; `initial` is the first letter of the kind of its item."""

    initial: str
    pack: str
    item: str
    card: str


@page("flag/{initial}/{pack}/{item}:{card}.{reason}")
class Flagged(Page):
    """The card is flagged for this reason."""

    initial: str
    pack: str
    item: str
    card: str
    reason: str


@page("studio/flags:{number}")
class StudioFlags(Page):
    """For editors: the cards of their packs that were flagged; for reviewers, those of all packs."""

    number: int = 0


@page("organise/flags:{number}")
class OrganiseFlags(Page):
    """For organisers: every card that was flagged."""

    number: int = 0
