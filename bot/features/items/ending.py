"""How an item ends: what you can do now, one thing to try today, the next item, share, enough for today."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from bot.chat.items import page_of
from bot.features.habits import pages as habits_pages
from bot.features.items import one_tip
from bot.features.items.home import home_row
from bot.features.items.next_step import Reason, readers, step_link, steps
from bot.packs.model import Kind
from bot.packs.recipe import is_own
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.hook import Hook
from bot.values.screen import Address, Copy, Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.items.next_step import Step
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row

on_finish: Hook[[Turn, Item], None] = Hook()
"""Called with a lesson, story, round or drill that the person has come to the end of."""

item_rows: Hook[[Turn, Item], tuple[Row, ...]] = Hook()
"""Rows that features add where an item is described and where it ends."""

to_repeat: Hook[[Turn], Item | None] = Hook()
"""A quiz of the person's with a question that has come back; None when nothing has."""

on_offer: Hook[[Turn], tuple[Row, ...]] = Hook()
"""Rows by which features offer themselves where an item ends, to people who are remembered."""


def rows_for(turn: Turn, item: Item) -> list[Row]:
    """Return the rows that features add to an item."""
    return [row for rows in item_rows.call(turn, item) for row in rows]


def looking_back(turn: Turn, item: Item, *, knows: bool = True) -> Text:
    """Return what the person can do now, if they showed it (`knows`), and one thing to try today."""
    parts: list[Text] = []
    if item.objective and knows:
        parts.append(bold(turn.say("What you can do now")) + "\n" + item.objective)
    tip = _try_today(turn, item)
    if tip and not turn.recent.helped:
        parts.append(bold(turn.say("One thing to try today")) + "\n" + tip)
    return join(parts)


def ways_on(turn: Turn, item: Item, but: Item | None = None) -> tuple[Row, ...]:
    """Return the buttons of the next steps (`next_step`), of sharing (nothing of the person in it), and of enough
    for today. `but` has a button of its own already.
    """
    rows: list[Row] = []
    is_youngest = turn.reads is Audience.TIER_6_8
    found = steps(turn, item, but)
    onward = [step for step in found if step.why is not Reason.NEW]
    following = next((step for step in onward if step.why is Reason.NEXT), None)
    for step in onward[:1] if is_youngest else onward:
        link = step_link(turn, step)
        if step is following:
            link = replace(link, label=turn.say("Next: {title}", title=step.item.title))
        rows.append((link,))
    if following is None:
        rows += _after_everything(turn, item, but, next((step for step in found if step.why is Reason.NEW), None))
    rows += rows_for(turn, item)
    here = page_of(item.ref)
    if not is_youngest and here is not None and not is_own(item.ref):
        rows += _sharing(turn, here, item.title)
    if turn.person.agreed and not turn.recent.helped and (following is not None or not is_youngest):
        rows += chain.from_iterable(on_offer.call(turn))
    rows.append((Link(turn.say("🌙 Enough for today"), landmarks.Enough()), *home_row(turn)))
    return tuple(rows)


def _sharing(turn: Turn, here: Page, title: str) -> list[Row]:
    """Return how others get an item: from a browser, and for an adult who tells parents of it, by its plain web
    address; from the chat by a link to the chat.
    """
    web = turn.instance.web_address(here)
    rows: list[Row] = []
    if turn.instance.bot and not (turn.in_browser and web):
        rows.append((Address(turn.say("Share it"), turn.instance.sharing(here, title)),))
    if web and turn.in_browser:
        rows.append((Copy(turn.say("Share it"), web),))
    elif web and turn.is_adult:
        rows.append((Copy(turn.say("🔗 Web address, for parents too"), web),))
    return rows


def _after_everything(turn: Turn, item: Item, but: Item | None, new: Step | None) -> list[Row]:
    """Return the buttons for when all on a topic is done: something to repeat, something new, something to make
    together. `but` has a button of its own already, and is there to repeat.
    """
    rows: list[Row] = []
    again = None if but else _again(turn, item)
    page = page_of(again.ref) if again and not turn.recent.helped else None
    if again and page:
        rows.append((Link(turn.say("🔁 Repeat: {title}", title=again.title), page),))
    if new is not None:
        rows.append((step_link(turn, new),))
    rows.append((Link(turn.say("🖍 Make a plan together"), habits_pages.Plan("")),))
    return rows


def _again(turn: Turn, item: Item) -> Item | None:
    """Return a quiz with a question that has come back, else one on the same topic."""
    due = next((quiz for quiz in to_repeat.call(turn) if quiz), None)
    return due or next(iter(turn.library.beside(item, Kind.QUIZ, readers(turn, item), turn.locale)), None)


def _try_today(turn: Turn, item: Item) -> Text:
    """Return a tip on the item's topic for the same readers, not met lately: one thing to do."""
    card = one_tip.at_the_end_of(turn, item, readers(turn, item))
    return card.body if card else Text()
