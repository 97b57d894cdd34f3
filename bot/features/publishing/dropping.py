"""Dropping: an editor takes a draft or returned version away that is to go no further; its words are erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Outcome, Views
from bot.features.publishing import draft_pages, pages
from bot.features.publishing.editions import edition_name, read_by
from bot.features.publishing.store import approvals, asked_reviewers, editions, history, notes, seen_pages
from bot.features.publishing.store.editions import State
from bot.values.audience import Role
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor

views = Views()


@views(draft_pages.DropDraft, role=Role.EDITOR, kept=False)
def drop_draft(turn: Turn, page: draft_pages.DropDraft) -> Screen:
    """Say what goes and what stays, and ask."""
    mine = _own(turn, page.edition)
    if mine is None:
        return dead_end(turn)
    _, found = mine
    words = turn.say(
        "Drop it? Its words and the notes on it are erased at once and cannot be brought back. The history still "
        "tells who worked on it. You can send the same version anew."
    )
    yes = Link(turn.say("🗑 Yes, drop it"), draft_pages.DraftDropped(page.edition))
    back = Link(turn.say("No, go back"), pages.Edition(page.edition))
    return Screen(join([bold(edition_name(found)), words]), ((yes,), (back,)))


@views(draft_pages.DraftDropped, role=Role.EDITOR, kept=False)
def draft_dropped(turn: Turn, page: draft_pages.DraftDropped) -> Screen | Outcome:
    """Drop it. Idempotent: a second tap changes nothing."""
    mine = _own(turn, page.edition)
    if mine is None:
        return dead_end(turn)
    editor, found = mine
    if editions.drop(turn.db, page.edition, turn.today):
        for kept in (seen_pages, approvals, asked_reviewers, notes):
            kept.drop(turn.db, page.edition)
        history.record(turn.db, page.edition, "dropped", editor, turn.today)
    return Outcome(pages.Studio(), told=turn.say("{draft} is dropped.", draft=edition_name(found)))


def _own(turn: Turn, number: int) -> tuple[Editor, Edition] | None:
    """Return the person as an editor and a draft or returned edition of theirs; None for any other."""
    read = read_by(turn, number)
    if read is None:
        return None
    editor, found = read
    return read if found.is_of(editor) and found.state in {State.DRAFT, State.RETURNED} else None
