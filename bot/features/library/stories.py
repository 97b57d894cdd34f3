"""Stories: scenes, choices and their consequences, endings, and a debrief that names the trick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import heading, not_open, notices, open_item
from bot.chat.pickers import menu_row
from bot.chat.showing import choice_rows, last_row, last_words
from bot.chat.views import Views
from bot.db import people, progress
from bot.features.library import pages
from bot.features.library.reading_aloud import listen_rows
from bot.packs.model import Kind
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join, quote

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.values.screen import Row

views = Views()


@views(pages.Story, dialogue=True)
def story(turn: Turn, page: pages.Story) -> Screen:
    """Draw what a story is about, with a way on from where the person stopped."""
    item = open_item(turn, Kind.STORY, page.pack, page.item)
    if item is None:
        return not_open(turn, Kind.STORY, page.pack, page.item)
    rows: list[Row] = []
    left_at = item.card(progress.where(turn.db, turn.person.key, str(item.ref)))
    if left_at is not None and left_at.id != item.start:
        rows.append((Link(turn.say("▶ Go on"), pages.Scene(page.pack, page.item, left_at.id)),))
    again = turn.say("From the beginning") if rows else turn.say("▶ Begin")
    rows.append((Link(again, pages.Scene(page.pack, page.item, item.start)),))
    minutes = turn.count("{number} minute", "{number} minutes", item.minutes)
    text = join(
        [
            join([bold(heading(item)), italic(minutes), *notices(turn, item)], "\n"),
            item.description,
            turn.say("You choose for the hero. Any choice can be tried again."),
        ]
    )
    return Screen(text, (*rows, menu_row(turn)))


@views(pages.Scene, dialogue=True)
def scene(turn: Turn, page: pages.Scene) -> Screen:
    """Draw a scene; one that is gone is answered with the story's beginning."""
    item = open_item(turn, Kind.STORY, page.pack, page.item)
    if item is None:
        return not_open(turn, Kind.STORY, page.pack, page.item)
    found = item.card(page.card)
    return _scene(turn, item, found) if found else story(turn, pages.Story(page.pack, page.item))


@views(pages.Choice, dialogue=True)
def choice(turn: Turn, page: pages.Choice) -> Screen:
    """Draw what a choice brings about and the scene it leads to."""
    item = open_item(turn, Kind.STORY, page.pack, page.item)
    here = item.card(page.card) if item else None
    if item is None or here is None or page.choice >= len(here.choices):
        return story(turn, pages.Story(page.pack, page.item))
    taken = here.choices[page.choice]
    leads_to = item.card(taken.scene)
    if leads_to is None:
        return story(turn, pages.Story(page.pack, page.item))
    return _scene(turn, item, leads_to, Text(turn.say("You chose: ")) + taken.text, taken.consequence)


def _scene(
    turn: Turn, item: Item, found: Card, chosen: Text | None = None, consequence: Text | None = None
) -> Screen:
    people.begin(turn.db, turn.person.key, str(item.ref))
    progress.reach(turn.db, turn.person.key, str(item.ref), found.id)
    pack, name = item.ref.pack, item.ref.item
    before = quote(join([chosen, consequence], "\n")) if chosen and consequence else chosen or Text()
    parts: list[Text | str] = [before, bold(found.title), found.body]
    choices = tuple(
        Link(option.text.plain, pages.Choice(pack, name, found.id, n)) for n, option in enumerate(found.choices)
    )
    lettered, rows = choice_rows(turn, choices, [option.text for option in found.choices])
    parts.append(lettered)
    if found.id in item.endings:
        rows = (
            (Link(turn.say("Finish ✓"), pages.Finished(Kind.STORY, pack, name)),),
            (Link(turn.say("🔁 Try another way"), pages.Scene(pack, name, item.start)),),
        )
    if found.remember:
        heading_words = turn.say("🔎 What was the trick?") if found.id in item.endings else turn.say("📌 Remember")
        parts.append(bold(heading_words) + "\n" + found.remember)
    parts += [found.note, found.hint]
    last, helped = last_words(turn, found)
    rows = (*rows, *helped, *listen_rows(turn, item, found), last_row(turn, item.ref, found))
    return Screen(join([*parts, *last]), rows, picture=found.picture, choices=choices)
