"""How an item ends: what you can do now, one thing to try today, what comes next, share, enough for today."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote as quoted

from bot.chat.commands import deep_link
from bot.chat.items import open_item, page_of
from bot.chat.pickers import home_row
from bot.db import progress
from bot.features.habits import pages as habits_pages
from bot.features.menu import pages as menu_pages
from bot.packs.model import Kind
from bot.packs.recipe import is_own
from bot.values.audience import Audience
from bot.values.hook import Hook
from bot.values.screen import Address, Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.chat.turn import Turn
    from bot.packs.model import Item, Ref
    from bot.values.screen import Row

on_finish: Hook[[Turn, Item], None] = Hook()
"""Called with a lesson, story, round or drill that the person has come to the end of."""

item_rows: Hook[[Turn, Item], tuple[Row, ...]] = Hook()
"""Rows that features add where an item is described and where it ends."""

to_repeat: Hook[[Turn], Item | None] = Hook()
"""A quiz of the person's with a question that has come back; None when nothing has."""

on_offer: Hook[[Turn], tuple[Row, ...]] = Hook()
"""Rows by which features offer themselves where an item ends, to who is remembered."""


def rows_for(turn: Turn, item: Item) -> list[Row]:
    """Return the rows that features add to an item."""
    return [row for rows in item_rows.call(turn, item) for row in rows]


def looking_back(turn: Turn, item: Item, *, knows: bool = True) -> Text:
    """Return what the person can do now, if they showed it (`knows`), and one thing to try today."""
    parts: list[Text] = []
    if item.objective and knows:
        parts.append(bold(turn.say("What you can do now")) + "\n" + item.objective)
    tip = _try_today(turn, item)
    if tip and not turn.gently:
        parts.append(bold(turn.say("One thing to try today")) + "\n" + tip)
    return join(parts)


def ways_on(turn: Turn, item: Item, but: Item | None = None) -> tuple[Row, ...]:
    """Return the buttons for what comes next, sharing (nothing of the person in it), enough for today.
    `but` has a button of its own already.
    """
    rows: list[Row] = rows_for(turn, item)
    following = _next(turn, item, but)
    if following is not None:
        rows += _row(turn.say("Next: {title}", title=following.title), following)
    else:
        rows += _after_everything(turn, item, but)
    here = page_of(item.ref)
    is_youngest = turn.reads is Audience.TIER_6_8
    if turn.bot and not is_youngest and here is not None and not is_own(item.ref):
        link = quoted(f"https://t.me/{turn.bot}?start={deep_link(here)}", safe="")
        rows.append(
            (Address(turn.say("Share it"), f"https://t.me/share/url?url={link}&text={quoted(item.title)}"),)
        )
    if turn.person.agreed and not turn.gently and (following is not None or not is_youngest):
        rows += chain.from_iterable(on_offer.call(turn))
    rows.append((Link(turn.say("🌙 Enough for today"), menu_pages.Enough()), *home_row(turn)))
    return tuple(rows)


def _after_everything(turn: Turn, item: Item, but: Item | None) -> list[Row]:
    """Return the buttons for when all on a topic is done: something to repeat, something new, something to make
    together. `but` has a button of its own already, and is there to repeat.
    """
    rows: list[Row] = []
    again = None if but else _again(turn, item)
    if again is not None and not turn.gently:
        rows += _row(turn.say("🔁 Repeat: {title}", title=again.title), again)
    audience = readers(turn, item)
    kinds = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.ROUND, Kind.DRILL)
    others = [one for kind in kinds for one in turn.library.listing(kind, audience, turn.locale)]
    others = [one for one in others if not turn.library.is_later_part(one.ref)]
    others.sort(key=lambda one: one.ref.pack != item.ref.pack)  # a transcript of one pack holds beside others too
    new = first_new(turn, others, {item.ref})
    if new is not None:
        rows += _row(turn.say("✨ New: {title}", title=new.title), new)
    rows.append((Link(turn.say("🖍 Make a plan together"), habits_pages.Plan("")),))
    return rows


def _again(turn: Turn, item: Item) -> Item | None:
    """Return a quiz with a question that has come back, else one on the same topic."""
    due = next((quiz for quiz in to_repeat.call(turn) if quiz), None)
    return due or next(iter(turn.library.beside(item, Kind.QUIZ, readers(turn, item), turn.locale)), None)


def _row(label: str, item: Item) -> tuple[Row, ...]:
    page = page_of(item.ref)
    return ((Link(label, page),),) if page else ()


def first_new(turn: Turn, items: Iterable[Item], but: Collection[Ref]) -> Item | None:
    """Return the first of the items that the person has not done."""
    done = {ref for ref, so_far in progress.all_of(turn.db, turn.person.key).items() if so_far.done}
    return next((one for one in items if str(one.ref) not in done and one.ref not in but and not one.first), None)


def readers(turn: Turn, item: Item) -> Audience:
    """Return whose content goes on from here: the person's own, or whose they are looking through."""
    return turn.reads if turn.reads in item.audiences else item.audiences[0]


def named_next(turn: Turn, item: Item) -> Item | None:
    """Return what the author named to come next, if this person may open it."""
    return open_item(turn, item.next.kind, item.next.pack, item.next.item) if item.next else None


def _try_today(turn: Turn, item: Item) -> Text:
    """Return a tip on the item's topic for the same readers: one thing to do."""
    tips = turn.library.beside(item, Kind.TIPS, readers(turn, item), turn.locale)
    return tips[0].cards[0].body if tips else Text()


def _next(turn: Turn, item: Item, but: Item | None) -> Item | None:
    """Return what comes next: what the author named, else the first thing on the topic, if it is not done. The
    later parts of a season come after those before them, and not by their topic.
    """
    named = named_next(turn, item)
    if named and first_new(turn, [named], set()):
        return named
    others = (
        other
        for kind in (Kind.STORY, Kind.QUIZ, Kind.LESSON, Kind.ROUND, Kind.DRILL)
        for other in turn.library.beside(item, kind, readers(turn, item), turn.locale)
        if not turn.library.is_later_part(other.ref)
    )
    return first_new(turn, others, {but.ref} if but else set())
