"""Reviewing: an edition is sent in, and approved by as many as it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.publishing import pages
from bot.features.publishing.approving import completes, given, has_approved, is_enough
from bot.features.publishing.changes import all_seen, leaves, mark_of_all, unread_words, unseen
from bot.features.publishing.doubtful import before_approving
from bot.features.publishing.editions import edition_name, reviewed_by
from bot.features.publishing.news import record
from bot.features.publishing.one_hand import acting_editor
from bot.features.publishing.reach import reach_words
from bot.features.publishing.readying import held_words, ready_rows, unready_words
from bot.features.publishing.store import (
    approvals,
    asked_reviewers,
    editions,
    notes,
    reviewing,
    seen_pages,
)
from bot.features.publishing.store.editions import State
from bot.features.publishing.translating import progress_words
from bot.values.audience import Duty, Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.values.screen import Row

views = Views()


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is at work, the edition in front of them, and whether they may review it."""

    editor: Editor
    edition: Edition
    reviews: bool

    @property
    def owns(self) -> bool:
        """Whether the edition is this editor's own."""
        return self.edition.owner == self.editor.number and self.edition.seen_by(self.editor)


def _desk(turn: Turn, number: int) -> Desk | None:
    editor, edition = acting_editor(turn), editions.get(turn.db, number)
    if editor is None or edition is None:
        return None
    return Desk(editor, edition, reviewing.may_review(turn.db, editor, edition))


def _asking(turn: Turn, desk: Desk, words: Text | str, *rows: Row) -> Screen:
    """Return a question about an edition, with what would change for people above it and a way back."""
    back = Link(turn.say("⬆ Back"), pages.Edition(desk.edition.edition), Means.BACK)
    reach = reach_words(turn, desk.edition, gone=False)
    return Screen(join([bold(edition_name(desk.edition)), reach, words]), (*rows, (back,)))


@views(pages.SendIn, role=Role.EDITOR, kept=False)
def send_in(turn: Turn, page: pages.SendIn) -> Screen:
    """Say what would change for people and what nobody would see, and ask."""
    desk = _desk(turn, page.edition)
    if desk is None or not desk.owns or desk.edition.state is not State.DRAFT:
        return dead_end(turn)
    words = turn.say("Send it to a reviewer? Until it comes back you cannot change it.")
    sent = pages.SentIn(page.edition)
    drafts = unready_words(turn, desk.edition)
    if later := progress_words(turn, desk.edition):
        on = turn.say("A text that is not translated yet keeps no language waiting: send it later, by itself.")
        words = f"{later}\n{on}\n\n{words}"
    if not drafts:
        return _asking(turn, desk, words, (Link(turn.say("📤 Yes, send it"), sent),))
    held = held_words(turn, desk.edition)
    return _asking(
        turn, desk, join([part for part in (drafts, held, words) if part]), *ready_rows(turn, desk.edition)
    )


@views(pages.SentIn, role=Role.EDITOR, kept=False)
def sent_in(turn: Turn, page: pages.SentIn) -> Screen | pages.Edition:
    """Send it, once."""
    desk = _desk(turn, page.edition)
    if desk is None or not desk.owns:
        return dead_end(turn)
    highest = editions.highest(turn.db, desk.edition.pack)
    newer = editions.numbers_of(desk.edition.version) > editions.numbers_of(highest or "0.0.0")
    if (newer or not highest) and editions.move(turn.db, page.edition, [State.DRAFT], State.SENT, turn.today):
        record(turn, desk.edition, "sent", desk.editor)
    return pages.Edition(page.edition)


@views(pages.Approve, role=Role.EDITOR, kept=False)
def approve(turn: Turn, page: pages.Approve) -> Screen | pages.Edition:
    """Say what would change for people, and ask; of somebody who has not seen every changed word, nothing."""
    read = reviewed_by(turn, page.edition)
    desk = _desk(turn, page.edition)
    if read is None or desk is None:
        return dead_end(turn)
    if not all_seen(turn, page.edition):
        return _first_read(turn, desk)
    if has_approved(turn, desk.edition, desk.editor):
        return pages.Edition(page.edition)
    words = turn.say(
        "Approve it? It serves at once, everywhere. An earlier version can be brought back at any time."
    )
    yes = Link(turn.say("✅ Yes, publish it"), pages.Approved(page.edition))
    if not completes(turn, desk.edition, desk.editor):
        words = turn.say("Approve it? It serves once enough others have approved it, too.")
        yes = Link(turn.say("✅ Yes, approve it"), pages.Approved(page.edition))
    drafts = unready_words(turn, desk.edition)
    if drafts:
        words = f"{drafts}\n\n{words}"
    doubtful, first = before_approving(turn, leaves(turn, page.edition) or [])
    if not doubtful:
        return _asking(turn, desk, words, (yes,))
    look = Link(turn.say("👀 Look at them once more"), pages.Changes(page.edition, first))
    return _asking(turn, desk, join([join(doubtful, "\n"), words]), (look,), (yes,))


@views(pages.Approved, role=Role.EDITOR, kept=False)
def approved(turn: Turn, page: pages.Approved) -> Screen | pages.Edition:
    """Approve it; with the last approval that it needs, state, history and what serves change as one."""
    # Of two who give their approvals at once the second sees the first's; else each would wait for the other.
    editions.hold(turn.db, page.edition)
    desk = _desk(turn, page.edition)
    if desk is None or not desk.reviews:
        return dead_end(turn)
    every_leaf = leaves(turn, page.edition)
    if desk.edition.state is not State.SENT or every_leaf is None:
        return pages.Edition(page.edition)
    if unseen(turn, page.edition, every_leaf):
        return _first_read(turn, desk)
    before = given(turn, desk.edition)
    if desk.editor.hand.isdisjoint(one.number for one in before):
        approvals.give(turn.db, turn.person.key, page.edition, desk.editor.duty, mark_of_all(every_leaf))
        before.append(desk.editor)
    if is_enough(desk.edition, before):
        _publish(turn, desk, before)
    elif desk.editor is before[-1]:
        record(turn, desk.edition, "approved", desk.editor)
    return pages.Edition(page.edition)


def _publish(turn: Turn, desk: Desk, by: Sequence[Editor]) -> None:
    """Let an edition serve that enough people have approved; what was kept for its review goes."""
    number = desk.edition.edition
    if not editions.move(turn.db, number, [State.SENT], State.APPROVED, turn.today):
        return
    for kept in (seen_pages, approvals, asked_reviewers, notes):
        kept.drop(turn.db, number)
    if any(one.duty is Duty.PSYCHOLOGIST for one in by):
        editions.vouch(turn.db, number, turn.today)
    editions.serve(turn.db, desk.edition.pack, number)
    record(turn, desk.edition, "published", desk.editor)


def _first_read(turn: Turn, desk: Desk) -> Screen:
    """Refuse to publish what the reviewer has not seen whole, and lead to it."""
    number = desk.edition.edition
    left = unseen(turn, number, leaves(turn, number) or [])
    read = Link(turn.say("👀 What changes, word for word"), pages.Changes(number, left[0] if left else 0))
    back = Link(turn.say("⬆ Back"), pages.Edition(number), Means.BACK)
    return Screen(join([bold(edition_name(desk.edition)), *unread_words(turn, number)]), ((read,), (back,)))
