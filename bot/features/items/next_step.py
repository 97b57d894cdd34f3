"""What next: the one answer for a reader, in the menu, the greeting, when it is asked, where an item ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.chat.items import open_item, page_of
from bot.db import people, progress
from bot.packs.model import Kind, Ref
from bot.packs.topics import SENSITIVE
from bot.values.hook import Hook
from bot.values.means import Means
from bot.values.screen import Link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bot.chat.turn import Turn
    from bot.db.progress import Progress
    from bot.packs.model import Item
    from bot.values.audience import Audience
    from bot.values.page import Page

open_attempts: Hook[[Turn], list[str]] = Hook()
"""Refs of items that a person is in the middle of and that have no card to go on from (quizzes)."""


KINDS = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.ROUND, Kind.DRILL)
"""Kinds in the order in which something new is offered."""


class Reason(StrEnum):
    """Why something is offered, the first before the second."""

    UNFINISHED = "unfinished"
    NEXT = "next"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: what, where it begins, and why."""

    item: Item
    page: Page
    why: Reason


def steps(turn: Turn, after: Item | None = None, but: Item | None = None) -> list[Step]:
    """Return what this reader may do next, the best first, at most one of each reason: what is unfinished; what
    follows in a path, a season or a topic; what is new. `after`: the item that has just ended, so that its own
    follower counts; `but` has a button of its own already.
    """
    so_far = progress.all_of(turn.db, turn.person.key)
    without = {one.ref for one in (after, but) if one}
    found = (
        (Reason.UNFINISHED, _unfinished(turn, so_far)),
        (Reason.NEXT, _next(turn, so_far, after)),
        (Reason.NEW, _new(turn, so_far, after)),
    )
    chosen: list[Step] = []
    for why, items in found:
        taken = without | {step.item.ref for step in chosen}
        item = next((one for one in items if one.ref not in taken), None)
        page = page_of(item.ref) if item else None
        if item and page:
            chosen.append(Step(item, page, why))
    return chosen


def finished(turn: Turn, item: Item | None) -> None:
    """Remember what follows an item that has just ended: it is the next thing tomorrow, too."""
    so_far = progress.all_of(turn.db, turn.person.key)
    following = next(_next(turn, so_far, item), None) if item else None
    people.begin(turn.db, turn.person.key, str(following.ref) if following else "")


def step_link(turn: Turn, step: Step) -> Link:
    """Return the button of a step, which says why it is offered."""
    title = step.item.title
    labels = {
        Reason.UNFINISHED: turn.say("▶ Go on: {title}", title=title),
        Reason.NEXT: turn.say("▶ Next: {title}", title=title),
        Reason.NEW: turn.say("✨ New: {title}", title=title),
    }
    return Link(labels[step.why], step.page, Means.NEXT)


def why_word(turn: Turn, why: Reason) -> str:
    """Return the one word that says why something is offered."""
    return {
        Reason.UNFINISHED: turn.say("Unfinished"),
        Reason.NEXT: turn.say("Next"),
        Reason.NEW: turn.say("New"),
    }[why]


def left_at(turn: Turn) -> Page | None:
    """Return where the reader was last in the middle of something; None when that is finished."""
    item = next(_unfinished(turn, progress.all_of(turn.db, turn.person.key)), None)
    return page_of(item.ref) if item and str(item.ref) == turn.person.begun else None


def readers(turn: Turn, item: Item) -> Audience:
    """Return the audience whose content goes on from here: the person's own, or the one they look through."""
    return turn.reads if turn.reads in item.audiences or not item.audiences else item.audiences[0]


def named_next(turn: Turn, item: Item) -> Item | None:
    """Return what the author named to come next, if this person may open it."""
    return _opened(turn, item.next) if item.next else None


def on_topic(turn: Turn, item: Item) -> Iterator[Item]:
    """Yield what else there is on an item's topic for its readers; of a season only the first part."""
    return (
        other
        for kind in (Kind.STORY, Kind.QUIZ, Kind.LESSON, Kind.ROUND, Kind.DRILL)
        for other in turn.library.beside(item, kind, readers(turn, item), turn.locale)
        if not turn.library.is_later_part(other.ref)
    )


def first_new(turn: Turn, items: Iterable[Item], but: Collection[Ref] = ()) -> Item | None:
    """Return the first of these items that the person has not done; None when they did all."""
    so_far = progress.all_of(turn.db, turn.person.key)
    return next((one for one in _undone(so_far, items) if one.ref not in but), None)


def is_done(so_far: Mapping[str, Progress], ref: Ref | str) -> bool:
    """Whether the item was ever finished."""
    mine = so_far.get(str(ref))
    return mine is not None and mine.done


def _unfinished(turn: Turn, so_far: Mapping[str, Progress]) -> Iterator[Item]:
    """Yield what was begun and left: the last one first. What was only peeked into (its first card) counts as
    begun while it is the last.
    """
    running = {ref for refs in open_attempts.call(turn) for ref in refs}
    begun = sorted(running | {ref for ref, mine in so_far.items() if mine.card})
    begun.sort(key=lambda ref: ref != turn.person.begun)
    for ref in begun:
        item = _opened(turn, Ref.parse(ref))
        if item is None or item.ref.kind is Kind.PATH:
            continue
        is_last = ref == turn.person.begun
        mine = so_far.get(ref)
        inside = ref in running or (mine is not None and not mine.done and mine.card != _first_card(item))
        if is_last or (inside and turn.reads in item.audiences):
            yield item


def _first_card(item: Item) -> str:
    return item.start or (item.cards[0].id if item.cards else "")


def _next(turn: Turn, so_far: Mapping[str, Progress], after: Item | None) -> Iterator[Item]:
    """Yield what follows: the item that has just ended; else what was promised last, then what was done last."""
    if after is not None:
        yield from _following(turn, so_far, after)
        return
    promised = _opened(turn, Ref.parse(turn.person.begun))
    if promised and not is_done(so_far, promised.ref) and promised.ref.kind is not Kind.CAMPAIGN:
        yield promised
    yield from _on_paths(turn, so_far, None)
    done = sorted((mine.done_on, ref) for ref, mine in so_far.items() if mine.done_on)
    for _, ref in reversed(done):
        item = _opened(turn, Ref.parse(ref))
        if item and item.ref.kind is not Kind.PATH and turn.reads in item.audiences:
            yield from _following(turn, so_far, item)


def _following(turn: Turn, so_far: Mapping[str, Progress], item: Item) -> Iterator[Item]:
    """Yield what is not done and follows an item: on a path that was begun, then what its author named, then in
    its season, then on its topic. The later parts of a season follow the earlier ones, and not their topic.
    """
    named = named_next(turn, item)
    parts = [part for ref in turn.library.season(item.ref) if (part := _opened(turn, ref))]
    for some in (_on_paths(turn, so_far, item), [named] if named else [], parts, on_topic(turn, item)):
        yield from _undone(so_far, some)


def _on_paths(turn: Turn, so_far: Mapping[str, Progress], of: Item | None) -> Iterator[Item]:
    """Yield what is not done on the paths that the reader has opened; `of`: only on paths that hold this item."""
    for path in turn.library.listing(Kind.PATH, turn.reads, turn.locale):
        led = [ref for card in path.cards for ref in path.weeks.get(card.id, ())]
        if str(path.ref) in so_far and (of is None or of.ref in led):
            yield from _undone(so_far, (item for ref in led if (item := _opened(turn, ref))))


def _new(turn: Turn, so_far: Mapping[str, Progress], after: Item | None) -> Iterator[Item]:
    """Yield what has not been opened: behind an item that of its own pack first, so that a pack reads alike beside
    others; else another topic each day, of topics that are new to this reader before the rest. What is sensitive
    is never put before somebody who did not look for it.
    """
    audience = readers(turn, after) if after else turn.reads
    fresh = [
        one
        for kind in KINDS
        for one in turn.library.listing(kind, audience, turn.locale)
        if not turn.library.is_later_part(one.ref) and not one.first and str(one.ref) not in so_far
    ]
    if after is not None:
        fresh.sort(key=lambda one: one.ref.pack != after.ref.pack)
        yield from fresh
        return
    fresh = [one for one in fresh if not one.sensitive and SENSITIVE.isdisjoint(one.topics)]
    met = {topic for ref in so_far if (item := _opened(turn, Ref.parse(ref))) for topic in item.topics}
    unmet = [one for one in fresh if met.isdisjoint(one.topics)] or fresh
    topics = [*dict.fromkeys(one.topics[0] for one in unmet if one.topics)]
    round_, place = divmod(turn.today.toordinal(), len(topics) or 1)
    of_today = [one for one in unmet if one.topics[:1] == (*topics[place : place + 1],)]
    first = round_ % (len(of_today) or 1)
    yield from (*of_today[first:], *of_today[:first], *(one for one in unmet if one not in of_today))


def _undone(so_far: Mapping[str, Progress], items: Iterable[Item]) -> Iterator[Item]:
    return (one for one in items if not is_done(so_far, one.ref) and not one.first)


def _opened(turn: Turn, ref: Ref | None) -> Item | None:
    return open_item(turn, ref.kind, ref.pack, ref.item) if ref and page_of(ref) else None
