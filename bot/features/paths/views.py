"""Paths as they are walked: the weeks with what is done, and what a week leads to. Nothing but that is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.ending import first_new
from bot.chat.items import entry_of, listed, not_open, open_item, page_of, title_lines
from bot.chat.paging import part
from bot.chat.pickers import in_pairs, menu_row
from bot.chat.views import Views
from bot.db import progress
from bot.features.paths import pages
from bot.packs.model import Kind
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item

views = Views()

ITEMS_A_PAGE = 8

BESIDE = 2
"""Buttons below a week's list that are always there: to the other weeks, to the menu."""


@views(pages.Path)
def path(turn: Turn, page: pages.Path) -> Screen:
    """Draw the weeks of a path, each with its minutes and whether it is done, and the way on."""
    item = open_item(turn, Kind.PATH, page.pack, page.item)
    if item is None:
        return not_open(turn, Kind.PATH, page.pack, page.item)
    weeks = [(card, found) for card in item.cards if (found := _led(turn, item, card))]
    done = progress.all_of(turn.db, turn.person.key)

    def is_done(one: Item) -> bool:
        return str(one.ref) in done and done[str(one.ref)].done

    lines = [
        Text("✅ " if all(map(is_done, led)) else "▫ ")
        + bold(turn.say("Week {number}: {title}", number=number, title=card.title))
        + " · "
        + _minutes(turn, led)
        for number, (card, led) in enumerate(weeks, start=1)
    ]
    everything = [one for _, led in weeks for one in led]
    upcoming = first_new(turn, everything, set())
    here = next((card for card, led in weeks if upcoming in led), None)
    facts = [turn.count("{number} week", "{number} weeks", len(weeks)), _minutes(turn, everything)]
    rest = turn.say("Everything on this path is done. Whatever you liked can be read again.")
    text = join(
        [
            title_lines(turn, item, " · ".join(facts), "🧭 "),
            item.description,
            join(lines, "\n"),
            turn.say("At your own pace: nothing is late, and any week may come first.") if upcoming else rest,
        ]
    )
    on = page_of(upcoming.ref) if upcoming else None
    shown = [card for card, _ in weeks if not turn.reads.most_buttons or card is here]
    links = [Link(card.title, pages.Week(page.pack, page.item, card.id)) for card in shown]
    onward = [Link(turn.say("▶ Next: {title}", title=upcoming.title), on)] if upcoming and on else []
    return Screen(text, (*((link,) for link in onward), *in_pairs(links), menu_row(turn)))


@views(pages.Week)
def week(turn: Turn, page: pages.Week) -> Screen:
    """List what a week leads to."""
    item = open_item(turn, Kind.PATH, page.pack, page.item)
    card = item.card(page.card) if item else None
    if item is None or card is None:
        return path(turn, pages.Path(page.pack, page.item))
    led = _led(turn, item, card)
    most = turn.reads.most_buttons
    shown = part(led, page.list_page, most - BESIDE if most else ITEMS_A_PAGE)
    number = item.position(card.id) + 1
    title = turn.say("Week {number}: {title}", number=number, title=card.title)
    so_far = progress.all_of(turn.db, turn.person.key)
    words, rows = listed(entry for one in shown.entries if (entry := entry_of(turn, one, so_far)))
    text = join([bold(shown.heading(turn, title)), card.body, words])
    page_at = partial(pages.Week, page.pack, page.item, page.card)
    turning = shown.page_row(turn, page_at)
    all_weeks = Link(turn.say("🧭 All weeks"), pages.Path(page.pack, page.item))
    return Screen(text, (*rows, *turning, (all_weeks, *menu_row(turn))))


def _led(turn: Turn, item: Item, card: Card) -> list[Item]:
    """Return the items of a week that this person may open, in order."""
    refs = item.weeks.get(card.id, ())
    return [one for ref in refs if (one := open_item(turn, ref.kind, ref.pack, ref.item)) is not None]


def _minutes(turn: Turn, items: list[Item]) -> str:
    return turn.count("{number} minute", "{number} minutes", sum(one.minutes for one in items))
