"""How an item ends: what you can do now, one thing to try today, what comes next, share, enough for today."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote as quoted

from bot.chat import sets, tasks
from bot.chat.classways import home_row
from bot.chat.commands import deep_link
from bot.chat.items import open_item, page_of
from bot.packs.model import Kind
from bot.store import progress, wishes
from bot.values import sitemap
from bot.values.screen import Address, Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.values.audience import Audience
    from bot.values.screen import Row


def looking_back(turn: Turn, item: Item) -> Text:
    """Return what the person can do now and one thing to try today."""
    parts: list[Text] = []
    if item.objective:
        parts.append(bold(turn.say("What you can do now")) + "\n" + item.objective)
    tip = _try_today(turn, item)
    if tip and not turn.gently:
        parts.append(bold(turn.say("One thing to try today")) + "\n" + tip)
    return join(parts)


def ways_on(turn: Turn, item: Item, but: Item | None = None) -> tuple[Row, ...]:
    """Return the buttons for what comes next, sharing (nothing of the person in it), enough for today.
    `but` has a button of its own already.
    """
    rows: list[Row] = [*tasks.ways_to_give(turn, item)]
    following = _next(turn, item, but)
    target = page_of(following.ref) if following else None
    if following is not None and target is not None:
        rows.append((Link(turn.say("Next: {title}", title=following.title), target),))
    here = page_of(item.ref)
    if turn.bot and here is not None and not sets.is_own(item.ref):
        link = quoted(f"https://t.me/{turn.bot}?start={deep_link(here)}", safe="")
        rows.append(
            (Address(turn.say("Share it"), f"https://t.me/share/url?url={link}&text={quoted(item.title)}"),)
        )
    if turn.person.agreed and not turn.gently and wishes.of(turn.db, turn.person.key) is None:
        rows.append((Link(turn.say("🔔 Tips now and then"), sitemap.TipWish()),))
    rows.append((Link(turn.say("🌙 Enough for today"), sitemap.Enough()), *home_row(turn)))
    return tuple(rows)


def _readers(turn: Turn, item: Item) -> Audience:
    """Return whose content goes on from here: the person's own, or whose they are looking through."""
    return turn.reads if turn.reads in item.audiences else item.audiences[0]


def _try_today(turn: Turn, item: Item) -> Text:
    """Return a tip on the item's topic for the same readers: one thing to do."""
    tips = turn.library.beside(item, Kind.TIPS, _readers(turn, item), turn.locale)
    return tips[0].cards[0].body if tips else Text()


def _next(turn: Turn, item: Item, but: Item | None) -> Item | None:
    """Return what comes next: what the author named, else the first thing on the topic that is not done."""
    named = item.next and open_item(turn, item.next.kind, item.next.pack, item.next.item)
    if named:
        return named
    done = {ref for ref, so_far in progress.all_of(turn.db, turn.person.key).items() if so_far.done}
    others = (
        other
        for kind in (Kind.STORY, Kind.QUIZ, Kind.LESSON)
        for other in turn.library.beside(item, kind, _readers(turn, item), turn.locale)
    )
    offered = but.ref if but else None
    return next((other for other in others if str(other.ref) not in done and other.ref != offered), None)
