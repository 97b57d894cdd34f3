"""Tips: one a day on the menu, the next at a tap, the lesson that tells more, the doorway of those that come."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from bot.chat.delivery import NothingToShow
from bot.chat.items import dead_end, may_read, notices, page_of
from bot.chat.views import Outcome, Views
from bot.features.items import menu_links, one_tip
from bot.features.items.menu_links import MenuRow
from bot.features.items.next_step import first_new, on_topic
from bot.features.items.showing import help_row, last_row, shown_sources
from bot.features.notifications import pages as notifications_pages
from bot.features.tips import absence, pages
from bot.features.tips.store import wishes
from bot.packs.model import Kind, Ref
from bot.values.means import Means
from bot.values.page import parse
from bot.values.screen import Link, Screen
from bot.values.text import bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Turn
    from bot.features.items.one_tip import MetTip
    from bot.packs.model import Card, Item
    from bot.values.screen import Row
    from bot.values.text import Text

views = Views()


def _all(turn: Turn) -> list[tuple[Item, Card]]:
    tips = turn.library.listing(Kind.TIPS, turn.reads, turn.locale)
    return [(item, card) for item in tips for card in item.cards]


@views(pages.TipOfTheDay)
def tip_of_the_day(turn: Turn, _: pages.TipOfTheDay) -> Screen:
    """Draw today's tip: the tips follow one another from day to day, without those that were met before today."""
    tips = _all(turn)
    if not tips:
        return dead_end(turn, turn.say("There are no tips for you yet."))
    met = _met(turn, until=turn.today - timedelta(days=1))
    tips = [one for one in tips if _name(*one) not in met] or tips
    item, card = tips[turn.today.toordinal() % len(tips)]
    return _look(turn, item, card)


@views(pages.Tip)
def tip(turn: Turn, page: pages.Tip) -> Screen:
    """Draw one tip."""
    item = turn.library.find(Kind.TIPS, page.pack, page.item, turn.locale)
    card = item.card(page.card) if item and may_read(turn, item) else None
    return _look(turn, item, card) if item and card else tip_of_the_day(turn, pages.TipOfTheDay())


@views(pages.NextTip, kept=False)
def next_tip(turn: Turn, _: pages.NextTip) -> Screen | Outcome:
    """Draw the tip that comes next, of those that were not met within eight weeks: one on what the person has just
    finished, else the one that was longest ago. On each there is a button for fewer and one for none.

    Errors: NothingToShow, also when all were met lately, and while tips come slower (`absence`).
    """
    had = wishes.had(turn.db, turn.person.key)
    done = one_tip.done_lately(turn)
    met = _sent_lately(turn, had, turn.today) | one_tip.met_at_ends(turn, done)
    tips = [one for one in _all(turn) if _name(*one) not in met]
    wanted = wishes.of(turn.db, turn.person.key)
    if not tips or wanted is None:
        if not turn.unasked:  # tapped, not planned: in a preview, by an old or a forged button
            return tip_of_the_day(turn, pages.TipOfTheDay())
        raise NothingToShow
    came = absence.unopened(turn, wanted, had)
    if absence.is_too_soon(came, turn.today):
        raise NothingToShow
    item, card, after = _next_of(tips, done, had)
    rows = [*_more(turn, item), *([help_row(turn)] if card.warning else [])]
    rows.append((Link(turn.say("🔕 A week of quiet"), notifications_pages.Quiet()),))
    fewer = {7: 3, 3: 2, 2: 1}.get(wanted.a_week)
    asks = absence.is_asked_now(came)
    less = (Link(turn.say("Less often"), pages.TipsSet(1 if asks else fewer, wanted.hour)),) if fewer else ()
    rows.append((*less, Link(turn.say("No more tips"), pages.TipsSet(0, wanted.hour))))
    words = _words(turn, item, card)
    if after is not None:
        words = join([italic(turn.say("After “{title}”:", title=after.title)), words])
    if asks:
        words = join([words, bold(turn.say("Less often?")) + "\n" + _less_words(turn)])
        rows.append((Link(turn.say("As it is"), pages.TipsAsBefore()),))
    screen = Screen(words, (*rows, last_row(turn, item.ref, card)), picture=card.picture)
    return Outcome(screen, stands_for=_page(item, card))


def _less_words(turn: Turn) -> str:
    return turn.say(
        "Would once a week suit better? If you tap nothing, one a week comes until you look in again; then it is "
        "as you chose."
    )


def _next_of(
    tips: list[tuple[Item, Card]], done: list[Item], had: Mapping[str, date]
) -> tuple[Item, Card, Item | None]:
    """Return one of these tips, and the latest finished item that it goes on from, if there is one."""
    for finished in done:
        for item, card in tips:
            if not {*item.topics}.isdisjoint(finished.topics):
                return item, card, finished
    item, card = min(tips, key=lambda one: had.get(_page(*one).path, date.min))
    return item, card, None


def _met(turn: Turn, until: date) -> set[MetTip]:
    """Return the tips that the person has met within eight weeks, until that day: sent, looked at while tips come
    by themselves, or at the end of what they finished.
    """
    had = wishes.had(turn.db, turn.person.key)
    return _sent_lately(turn, had, until) | one_tip.met_at_ends(turn, one_tip.done_lately(turn))


@one_tip.on_know_met
def sent_lately(turn: Turn) -> set[MetTip]:
    """Return the tips that were sent within eight weeks."""
    return _sent_lately(turn, wishes.had(turn.db, turn.person.key), turn.today)


def _sent_lately(turn: Turn, had: Mapping[str, date], until: date) -> set[MetTip]:
    since = turn.today - one_tip.NOT_AGAIN_WITHIN
    paths = (parse(path) for path, day in had.items() if since <= day <= until)
    return {(Ref(Kind.TIPS, page.pack, page.item), page.card) for page in paths if isinstance(page, pages.Tip)}


def _name(item: Item, card: Card) -> MetTip:
    return item.ref, card.id


def _look(turn: Turn, item: Item, card: Card) -> Screen:
    """Draw a tip that somebody looks at, and note that they had it, if tips come to them by themselves."""
    if wishes.of(turn.db, turn.person.key) is not None:
        wishes.note_had(turn.db, turn.person.key, _page(item, card).path, turn.today)
    return _tip(turn, item, card)


def _page(item: Item, card: Card) -> pages.Tip:
    return pages.Tip(item.ref.pack, item.ref.item, card.id)


def _more(turn: Turn, item: Item) -> list[Row]:
    """Return the button to more on the topic: the lesson, or another item if it is done; else the lesson again."""
    lesson = next(iter(turn.library.beside(item, Kind.LESSON, item.audiences[0], turn.locale)), None)
    more = first_new(turn, chain([lesson] if lesson else [], on_topic(turn, item))) or lesson
    target = page_of(more.ref) if more else None
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
        others = tips[places[0] + 1 :] + tips[: places[0]]
        met = _met(turn, until=turn.today)
        after, after_card = next((one for one in others if _name(*one) not in met), others[0])
        rows.append((Link(turn.say("💡 Another tip"), _page(after, after_card), Means.MORE),))
    if not turn.recent.helped:
        rows.append((Link(turn.say("🔔 Tips now and then"), pages.TipWish()),))
    if card.warning:
        rows.append(help_row(turn))
    return Screen(_words(turn, item, card), (*rows, last_row(turn, item.ref, card)), picture=card.picture)


@menu_links.links
def in_menu(turn: Turn) -> list[tuple[MenuRow, int, Link]]:
    """Return the way to the tip of the day; none soon after help."""
    if turn.recent.helped:
        return []
    return [(MenuRow.TODAY, 0, Link(turn.say("💡 Tip of the day"), pages.TipOfTheDay()))]
