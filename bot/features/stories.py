"""Stories: scenes, choices and their consequences, endings, and a debrief that names the trick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.items import dead_end, heading, notices, open_item
from bot.chat.showing import SHORT_LABEL, help_row, last_row, letter, sources
from bot.chat.views import Views
from bot.packs.model import Kind
from bot.store import progress
from bot.values import sitemap
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join, quote

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.values.screen import Row

views = Views()


@views(sitemap.Story)
def story(turn: Turn, page: sitemap.Story) -> Screen:
    """Draw what a story is about, with a way on from where the person stopped."""
    item = open_item(turn, Kind.STORY, page.pack, page.item)
    if item is None:
        return dead_end(turn)
    rows: list[Row] = []
    left_at = item.card(progress.where(turn.db, turn.person.key, str(item.ref)))
    if left_at is not None and left_at.id != item.start:
        rows.append((Link(turn.say("▶ Go on"), sitemap.Scene(page.pack, page.item, left_at.id)),))
    again = turn.say("From the beginning") if rows else turn.say("▶ Begin")
    rows.append((Link(again, sitemap.Scene(page.pack, page.item, item.start)),))
    minutes = turn.count("{number} minute", "{number} minutes", item.minutes)
    text = join(
        [
            join([bold(heading(item)), italic(minutes), *notices(turn, item)], "\n"),
            item.description,
            turn.say("You choose for the hero. Any choice can be tried again."),
        ]
    )
    return Screen(text, (*rows, menu_row(turn)))


@views(sitemap.Scene)
def scene(turn: Turn, page: sitemap.Scene) -> Screen:
    """Draw a scene; one that is gone is answered with the story's beginning."""
    item = open_item(turn, Kind.STORY, page.pack, page.item)
    if item is None:
        return dead_end(turn)
    found = item.card(page.card)
    return _scene(turn, item, found) if found else story(turn, sitemap.Story(page.pack, page.item))


@views(sitemap.Choice)
def choice(turn: Turn, page: sitemap.Choice) -> Screen:
    """Draw what a choice brings about and the scene it leads to."""
    item = open_item(turn, Kind.STORY, page.pack, page.item)
    here = item.card(page.card) if item else None
    if item is None or here is None or page.choice >= len(here.choices):
        return story(turn, sitemap.Story(page.pack, page.item))
    taken = here.choices[page.choice]
    leads_to = item.card(taken.scene)
    if leads_to is None:
        return story(turn, sitemap.Story(page.pack, page.item))
    return _scene(turn, item, leads_to, Text(turn.say("You chose: ")) + taken.text, taken.consequence)


def _scene(
    turn: Turn, item: Item, found: Card, chosen: Text | None = None, consequence: Text | None = None
) -> Screen:
    turn.change(reading=str(item.ref))
    progress.reach(turn.db, turn.person.key, str(item.ref), found.id)
    pack, name = item.ref.pack, item.ref.item
    before = quote(join([chosen, consequence], "\n")) if chosen and consequence else chosen or Text()
    parts: list[Text | str] = [before, bold(found.title), found.body]
    rows: tuple[Row, ...] = ()
    labels = [option.text.plain for option in found.choices]
    if labels and max(map(len, labels)) <= SHORT_LABEL:
        rows = tuple((Link(label, sitemap.Choice(pack, name, found.id, n)),) for n, label in enumerate(labels))
    elif labels:
        letters = [letter(turn, n) for n in range(len(labels))]
        lettered = zip(letters, found.choices, strict=True)
        parts.append(join([bold(f"{sign}. ") + option.text for sign, option in lettered], "\n"))
        rows = (tuple(Link(sign, sitemap.Choice(pack, name, found.id, n)) for n, sign in enumerate(letters)),)
    if found.id in item.endings:
        rows = (
            (Link(turn.say("Finish ✓"), sitemap.Finished(Kind.STORY, pack, name)),),
            (Link(turn.say("🔁 Try another way"), sitemap.Scene(pack, name, item.start)),),
        )
    if found.remember:
        heading_words = turn.say("🔎 What was the trick?") if found.id in item.endings else turn.say("📌 Remember")
        parts.append(bold(heading_words) + "\n" + found.remember)
    parts += [found.note, found.hint]
    if found.warning:
        parts.append(found.warning)
        rows = (*rows, help_row(turn))
    if found.adult_note and turn.is_adult:
        parts.append(bold(turn.say("For adults")) + "\n" + found.adult_note)
    parts.append(sources(turn, found))
    return Screen(join(parts), (*rows, last_row(turn, item.ref, found)), picture=found.picture)
