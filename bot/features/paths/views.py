"""Paths as they are walked: the weeks, the done items, and the content of a week. Nothing else is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.items import entry_of, listed, not_open, open_item, page_of, title_lines
from bot.chat.pickers import in_pairs, list_part, menu_row
from bot.chat.views import Views
from bot.db import progress
from bot.features.paths import pages
from bot.packs.model import Kind
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item

views = Views()


@views(pages.Path)
def path(turn: Turn, page: pages.Path) -> Screen:
    """Draw the weeks of a path, which are done, what is done of the one that the person is in, and the way on. A
    person who has opened a path is on it: it comes next (`items.next_step`).
    """
    item = open_item(turn, Kind.PATH, page.pack, page.item)
    weeks = _weeks(turn, item) if item else []
    if item is None or not weeks:
        return not_open(turn, Kind.PATH, page.pack, page.item)
    done = {ref for ref, so_far in progress.all_of(turn.db, turn.person.key).items() if so_far.done}
    lines = [
        Text("✅ " if all(str(one.ref) in done for one in led) else "▫ ")
        + bold(turn.say("Week {number}: {title}", number=number, title=card.title))
        for number, (card, led) in enumerate(weeks, start=1)
    ]
    ahead = ((card, one) for card, led in weeks for one in led if str(one.ref) not in done)
    here, upcoming = next(ahead, (None, None))
    if turn.reads in item.audiences:
        progress.reach(turn.db, turn.person.key, str(item.ref), here.id if here else "")
    facts = [
        turn.count("{number} week", "{number} weeks", len(weeks)),
        turn.say("five minutes today"),
    ]
    rest = turn.say("Everything on this path is done. Whatever you liked can be read again.")
    text = join(
        [
            title_lines(turn, item, " · ".join(facts), "🧭 "),
            item.description,
            join(lines, "\n"),
            _so_far(turn, weeks, here, done),
            turn.say("At your own pace: nothing is late, and any week may come first.") if upcoming else rest,
        ]
    )
    on = page_of(upcoming.ref) if upcoming else None
    shown = [card for card, _ in weeks if not turn.reads.most_buttons or card is here]
    links = [Link(card.title, pages.Week(page.pack, page.item, card.id)) for card in shown]
    onward = [Link(turn.say("▶ Next: {title}", title=upcoming.title), on, Means.NEXT)] if upcoming and on else []
    return Screen(text, (*((link,) for link in onward), *in_pairs(links), menu_row(turn)))


@views(pages.Week)
def week(turn: Turn, page: pages.Week) -> Screen:
    """List what a week leads to."""
    item = open_item(turn, Kind.PATH, page.pack, page.item)
    weeks = _weeks(turn, item) if item else []
    number, card, led = next(
        ((number, card, led) for number, (card, led) in enumerate(weeks, start=1) if card.id == page.card),
        (0, None, []),
    )
    if card is None:
        return path(turn, pages.Path(page.pack, page.item))
    all_weeks = Link(turn.say("🧭 All weeks"), pages.Path(page.pack, page.item))
    page_at = partial(pages.Week, page.pack, page.item, page.card)
    shown, last = list_part(turn, led, page.list_page, page_at, ((all_weeks, *menu_row(turn)),))
    title = turn.say("Week {number}: {title}", number=number, title=card.title)
    so_far = progress.all_of(turn.db, turn.person.key)
    words, rows = listed(entry for one in shown.entries if (entry := entry_of(turn, one, so_far)))
    text = join([bold(shown.heading(turn, title)), card.body, words])
    return Screen(text, (*rows, *last))


def _weeks(turn: Turn, item: Item) -> list[tuple[Card, list[Item]]]:
    """Return the weeks of a path, each with its items that this person may open, in order; empty weeks are left
    out.
    """
    found = []
    for card in item.cards:
        opened = (open_item(turn, ref.kind, ref.pack, ref.item) for ref in item.weeks.get(card.id, ()))
        if led := [one for one in opened if one is not None]:
            found.append((card, led))
    return found


def _so_far(turn: Turn, weeks: list[tuple[Card, list[Item]]], here: Card | None, done: set[str]) -> str:
    """Return which week the person is in and what of it is done; empty when nothing of it is."""
    for number, (card, led) in enumerate(weeks, start=1):
        titles = [one.title for one in led if str(one.ref) in done]
        if card is here and titles:
            head = turn.say("You are in week {number}. This is done:", number=number)
            return "\n".join([head, *(f"✅ {title}" for title in titles)])
    return ""
