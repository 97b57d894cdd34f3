"""Tips: one a day on the menu, the next at a tap, and the lesson that tells more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.items import dead_end, may_read, notices, page_of
from bot.chat.showing import help_row, sources
from bot.chat.views import Views
from bot.packs.model import Kind
from bot.values import sitemap
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.values.screen import Row

views = Views()


def _all(turn: Turn) -> list[tuple[Item, Card]]:
    tips = turn.library.listing(Kind.TIPS, turn.reads, turn.locale)
    return [(item, card) for item in tips for card in item.cards]


@views(sitemap.TipOfTheDay)
def tip_of_the_day(turn: Turn, _: sitemap.TipOfTheDay) -> Screen:
    """Draw today's tip: the tips follow one another from day to day, so that none repeats until all were shown."""
    tips = _all(turn)
    if not tips:
        return dead_end(turn, turn.say("There are no tips for you yet."))
    item, card = tips[turn.today.toordinal() % len(tips)]
    return _tip(turn, item, card)


@views(sitemap.Tip)
def tip(turn: Turn, page: sitemap.Tip) -> Screen:
    """Draw one tip."""
    item = turn.library.find(Kind.TIPS, page.pack, page.item, turn.locale)
    card = item.card(page.card) if item and may_read(turn, item) else None
    return _tip(turn, item, card) if item and card else tip_of_the_day(turn, sitemap.TipOfTheDay())


def _tip(turn: Turn, item: Item, card: Card) -> Screen:
    rows: list[Row] = []
    lesson = next(iter(turn.library.beside(item, Kind.LESSON, item.audiences[0], turn.locale)), None)
    target = page_of(lesson.ref) if lesson else None
    if target is not None:
        rows.append((Link(turn.say("📖 Tell me more"), target),))
    tips = _all(turn)
    places = [
        place
        for place, (other, other_card) in enumerate(tips)
        if (other.ref, other_card.id) == (item.ref, card.id)
    ]
    if places and len(tips) > 1:
        after, after_card = tips[(places[0] + 1) % len(tips)]
        following = sitemap.Tip(after.ref.pack, after.ref.item, after_card.id)
        rows.append((Link(turn.say("💡 Another tip"), following),))
    if card.warning:
        rows.append(help_row(turn))
    parts = [bold(f"💡 {card.title}"), card.body, card.remember, card.warning, sources(turn, card)]
    return Screen(join([*notices(turn, item), *parts]), (*rows, menu_row(turn)), picture=card.picture)
