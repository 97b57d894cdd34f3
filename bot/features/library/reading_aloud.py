"""The button that reads a card aloud, for those who cannot read well yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.features.library import pages
from bot.values.audience import Audience
from bot.values.screen import Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.values.screen import Row, Voice


LISTENERS = frozenset({Audience.TIER_6_8, Audience.TIER_9_11})
"""Readers who are offered to listen; packs seldom have recordings for the older of them."""


def listen_rows(turn: Turn, item: Item, card: Card) -> tuple[Row, ...]:
    """Return the button that reads this card aloud; none where it has no recording or the reader reads well. In
    text mode the person's own device reads.
    """
    if card.voice is None or turn.reads not in LISTENERS or turn.text_mode:
        return ()
    page = pages.Listen(item.ref.kind.value[0], item.ref.pack, item.ref.item, card.id)
    return ((Link(turn.say("🔊 Listen"), page),),)


def voice_message(say: Callable[[str], str], card: Card) -> Voice | None:
    """Return the recording of a card with its caption: the card's title, and whether a machine reads."""
    if card.voice is None:
        return None
    words = [f"🔊 {card.title}", say("Read by a machine.") if card.voice.synthetic else ""]
    return replace(card.voice, caption="\n".join(filter(None, words)))
