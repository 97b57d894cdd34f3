"""Answers of tips to other features: what waits for a clock, what is offered at the end of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.account import time_zone
from bot.features.items import ending
from bot.features.tips import pages
from bot.features.tips.store import wishes
from bot.values.screen import Link

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row


@time_zone.on_wait
def is_waiting(turn: Turn) -> bool:
    """Whether the person wishes for tips."""
    return wishes.of(turn.db, turn.person.key) is not None


@ending.on_offer
def offer(turn: Turn) -> tuple[Row, ...]:
    """Offer tips to people who have none and can be written to: a pupil without Telegram cannot."""
    if turn.sender.seal is None or wishes.of(turn.db, turn.person.key) is not None:
        return ()
    return ((Link(turn.say("🔔 Tips now and then"), pages.TipWish()),),)
