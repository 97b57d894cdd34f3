"""Tips: one a day on the menu, the next at a tap, the lesson that tells more, the doorway of those that come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.chat.delivery import NothingToShow
from bot.chat.items import dead_end, may_read, notices, page_of
from bot.chat.showing import help_row, last_row, shown_sources
from bot.chat.views import Outcome, Views
from bot.features.notifications import pages as notifications_pages
from bot.features.tips import pages
from bot.features.tips.store import wishes
from bot.packs.model import Kind
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.values.screen import Row
    from bot.values.text import Text

views = Views()


def _all(turn: Turn) -> list[tuple[Item, Card]]:
    tips = turn.library.listing(Kind.TIPS, turn.reads, turn.locale)
    return [(item, card) for item in tips for card in item.cards]


@views(pages.TipOfTheDay)
def tip_of_the_day(turn: Turn, _: pages.TipOfTheDay) -> Screen:
    """Draw today's tip: the tips follow one another from day to day, so that none repeats until all were shown."""
    tips = _all(turn)
    if not tips:
        return dead_end(turn, turn.say("There are no tips for you yet."))
    item, card = tips[turn.today.toordinal() % len(tips)]
    return _tip(turn, item, card)


@views(pages.Tip)
def tip(turn: Turn, page: pages.Tip) -> Screen:
    """Draw one tip."""
    item = turn.library.find(Kind.TIPS, page.pack, page.item, turn.locale)
    card = item.card(page.card) if item and may_read(turn, item) else None
    return _tip(turn, item, card) if item and card else tip_of_the_day(turn, pages.TipOfTheDay())


@views(pages.NextTip, kept=False)
def next_tip(turn: Turn, _: pages.NextTip) -> Screen | Outcome:
    """Draw the tip that comes next: the first that the person has not had; when all were had, the one that was
    longest ago. On each there is a button for fewer and one for none.

    Errors: NothingToShow.
    """
    tips = _all(turn)
    wanted = wishes.of(turn.db, turn.person.key)
    if not tips or wanted is None:
        if not turn.unasked:  # tapped, not planned: in a preview, by an old or a forged button
            return tip_of_the_day(turn, pages.TipOfTheDay())
        raise NothingToShow
    had = wishes.had(turn.db, turn.person.key)
    item, card = min(tips, key=lambda one: had.get(_page(*one).path, date.min))
    rows = [*_more(turn, item), *([help_row(turn)] if card.warning else [])]
    rows.append((Link(turn.say("🔕 A week of quiet"), notifications_pages.Quiet()),))
    fewer = {7: 3, 3: 2, 2: 1}.get(wanted.a_week)
    less = (Link(turn.say("Less often"), pages.TipsSet(fewer, wanted.hour)),) if fewer else ()
    rows.append((*less, Link(turn.say("No more tips"), pages.TipsSet(0, wanted.hour))))
    screen = Screen(_words(turn, item, card), (*rows, last_row(turn, item.ref, card)), picture=card.picture)
    return Outcome(screen, stands_for=_page(item, card))


def _page(item: Item, card: Card) -> pages.Tip:
    return pages.Tip(item.ref.pack, item.ref.item, card.id)


def _more(turn: Turn, item: Item) -> list[Row]:
    """Return the button to the lesson that tells more, if there is one."""
    lesson = next(iter(turn.library.beside(item, Kind.LESSON, item.audiences[0], turn.locale)), None)
    target = page_of(lesson.ref) if lesson else None
    return [(Link(turn.say("📖 Tell me more"), target),)] if target is not None else []


def _words(turn: Turn, item: Item, card: Card) -> Text:
    parts = [bold(f"💡 {card.title}"), card.body, card.remember, card.warning, shown_sources(turn, card)]
    return join([*notices(turn, item), *parts])


def _tip(turn: Turn, item: Item, card: Card) -> Screen:
    rows = _more(turn, item)
    tips = _all(turn)
    places = [
        place
        for place, (other, other_card) in enumerate(tips)
        if (other.ref, other_card.id) == (item.ref, card.id)
    ]
    if places and len(tips) > 1:
        after, after_card = tips[(places[0] + 1) % len(tips)]
        rows.append((Link(turn.say("💡 Another tip"), _page(after, after_card)),))
    if not turn.gently:
        rows.append((Link(turn.say("🔔 Tips now and then"), pages.TipWish()),))
    if card.warning:
        rows.append(help_row(turn))
    return Screen(_words(turn, item, card), (*rows, last_row(turn, item.ref, card)), picture=card.picture)
