"""The one tip at the end of an item, and the tips that a person has met there: known from what they finished."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat.items import find
from bot.db import progress
from bot.packs.model import Kind, Ref
from bot.values.hook import Hook

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.values.audience import Audience

NOT_AGAIN_WITHIN = timedelta(weeks=8)
"""What somebody has met does not come again sooner."""

MetTip = tuple[Ref, str]
"""A tip: the item that holds it, and its card's id."""

on_know_met: Hook[[Turn], AbstractSet[MetTip]] = Hook()
"""Asked for the tips that have reached the person in another way within `NOT_AGAIN_WITHIN`."""


def done_lately(turn: Turn) -> list[Item]:
    """Return what the person has finished within eight weeks, the latest first."""
    days = progress.done_since(turn.db, turn.person.key, turn.today - NOT_AGAIN_WITHIN)
    refs = (Ref.parse(ref) for ref in sorted(days, key=lambda ref: (days[ref], ref), reverse=True))
    return [item for ref in refs if ref and (item := find(turn, ref))]


def at_the_end_of(turn: Turn, item: Item, audience: Audience) -> Card | None:
    """Return the tip for the end of an item: each of the topic's tips stands at the end of one item, in the order
    in which items are finished. None when all of them were met within eight weeks.
    """
    tips = _tips_of(turn, item, audience)
    if tips is None:
        return None
    others = (one for one in done_lately(turn) if one.ref != item.ref)
    place = sum(_has(turn, one, audience, tips) for one in others)
    if place >= len(tips.cards):
        return None
    card = tips.cards[place]
    return None if any((tips.ref, card.id) in met for met in on_know_met.call(turn)) else card


def met_at_ends(turn: Turn, done: list[Item]) -> set[MetTip]:
    """Return the tips that stood at the ends of these finished items."""
    found = [tips for item in done if (tips := _tips_of(turn, item, turn.reads))]
    by_ref = {tips.ref: tips for tips in found}
    times = Counter(tips.ref for tips in found)
    return {(ref, card.id) for ref, count in times.items() for card in by_ref[ref].cards[:count]}


def _tips_of(turn: Turn, item: Item, audience: Audience) -> Item | None:
    return next(iter(turn.library.beside(item, Kind.TIPS, audience, turn.locale)), None)


def _has(turn: Turn, item: Item, audience: Audience, tips: Item) -> bool:
    mine = _tips_of(turn, item, audience)
    return mine is not None and mine.ref == tips.ref
