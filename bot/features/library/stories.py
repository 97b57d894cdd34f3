"""Stories: scenes, choices and their consequences, endings, and a debrief that names the trick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import begin_rows, not_open, open_item, title_lines
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import people, progress
from bot.features.items.showing import choice_rows, last_row, last_words, remembered
from bot.features.library import pages
from bot.features.library.reading_aloud import listen_rows
from bot.packs.model import Kind
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join, quote

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item

views = Views()


@views(pages.Story, dialogue=True)
def story(turn: Turn, page: pages.Story) -> Screen:
    """Draw what a story is about, with a way on from where the person stopped."""
    item = open_item(turn, Kind.STORY, page.pack, page.item)
    if item is None:
        return not_open(turn, Kind.STORY, page.pack, page.item)
    left_at = item.card(progress.where(turn.db, turn.person.key, str(item.ref)))
    is_inside = left_at is not None and left_at.id != item.start
    on = pages.Scene(page.pack, page.item, left_at.id) if left_at and is_inside else None
    rows = begin_rows(turn, pages.Scene(page.pack, page.item, item.start), on)
    minutes = turn.count("{number} minute", "{number} minutes", item.minutes)
    text = join(
        [
            title_lines(turn, item, minutes),
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
            (Link(turn.say("Finish ✓"), pages.Finished(Kind.STORY, pack, name), Means.NEXT),),
            (Link(turn.say("🔁 Try another way"), pages.Scene(pack, name, item.start)),),
        )
    head = turn.say("🔎 What was the trick?") if found.id in item.endings else ""
    parts += [remembered(turn, found, head), found.note, found.hint]
    last, helped = last_words(turn, found)
    rows = (*rows, *helped, *listen_rows(turn, item, found), last_row(turn, item.ref, found))
    return Screen(join([*parts, *last]), rows, picture=found.picture, choices=choices)
