"""Reviewing: an edition is sent in, approved by as many as it needs, served again or taken off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.counts import people_words
from bot.chat.items import dead_end
from bot.chat.names import language_words, languages_first
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.publishing import pages
from bot.features.publishing.approving import completes, given, has_approved, is_enough
from bot.features.publishing.changes import all_seen, leaves, mark_of_all, unread_words, unseen
from bot.features.publishing.edition_impact import impact
from bot.features.publishing.editions import edition_name, reviewed_by, state_name
from bot.features.publishing.news import record, step_words
from bot.features.publishing.store import (
    active_readers,
    approvals,
    asked_reviewers,
    editions,
    editors,
    notes,
    reviewing,
    seen_pages,
)
from bot.features.publishing.store.editions import State
from bot.values.audience import Duty, Role
from bot.values.few import told
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.values.screen import Row

views = Views()

STEPS_SHOWN = 15
EACH_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is at work, the edition in front of them, whether they may review it, and whether they may let it serve
    again or take it off.
    """

    editor: Editor
    edition: Edition
    reviews: bool
    judges: bool

    @property
    def owns(self) -> bool:
        """Whether the edition is this editor's own."""
        return self.edition.owner == self.editor.number and self.edition.seen_by(self.editor)


def _desk(turn: Turn, number: int) -> Desk | None:
    editor, edition = editors.of(turn.db, turn.person.key), editions.get(turn.db, number)
    if editor is None or edition is None:
        return None
    reviews = reviewing.may_review(turn.db, editor, edition)
    return Desk(editor, edition, reviews, reviews and reviewing.may_judge(turn.db, editor, edition))


def _asking(turn: Turn, desk: Desk, words: str, yes: Link, *, gone: bool = False) -> Screen:
    """Return a question about an edition, with what would change for people above it and a way back. `gone`:
    nothing of the pack would be left.
    """
    back = Link(turn.say("⬆ Back"), pages.Edition(desk.edition.edition))
    reach = _reach(turn, desk.edition, gone=gone)
    return Screen(join([bold(edition_name(desk.edition)), reach, words]), ((yes,), (back,)))


@views(pages.SendIn, role=Role.EDITOR, kept=False)
def send_in(turn: Turn, page: pages.SendIn) -> Screen:
    """Say what would change for people, and ask."""
    desk = _desk(turn, page.edition)
    if desk is None or not desk.owns or desk.edition.state is not State.DRAFT:
        return dead_end(turn)
    words = turn.say("Send it to a reviewer? Until it comes back you cannot change it.")
    return _asking(turn, desk, words, Link(turn.say("📤 Yes, send it"), pages.SentIn(page.edition)))


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
    if not completes(turn, desk.edition, desk.editor):
        words = turn.say("Approve it? It serves once enough others have approved it, too.")
        return _asking(turn, desk, words, Link(turn.say("✅ Yes, approve it"), pages.Approved(page.edition)))
    words = turn.say(
        "Approve it? It serves at once, everywhere. An earlier version can be brought back at any time."
    )
    return _asking(turn, desk, words, Link(turn.say("✅ Yes, publish it"), pages.Approved(page.edition)))


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
    if desk.editor.number not in {one.number for one in before}:
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
    back = Link(turn.say("⬆ Back"), pages.Edition(number))
    return Screen(join([bold(edition_name(desk.edition)), *unread_words(turn, number)]), ((read,), (back,)))


@views(pages.Serve, role=Role.EDITOR, kept=False)
def serve(turn: Turn, page: pages.Serve) -> Screen | pages.Versions:
    """Say what would change for people when an approved edition serves again, or nothing of its pack does; ask."""
    desk = _approved(turn, page.edition)
    if desk is None:
        return dead_end(turn)
    if desk.edition.serves is (page.switch == "on"):
        return pages.Versions(desk.edition.pack)
    yes = pages.Served(page.edition, page.switch)
    if page.switch == "on":
        words = turn.say("Let this version serve again? It serves at once, everywhere, instead of the one now.")
        return _asking(turn, desk, words, Link(turn.say("↺ Yes, serve it again"), yes))
    words = turn.say(
        "Take it off? Nothing of this pack is shown then, anywhere, at once. Who is in the middle of it is told "
        "kindly and can go on with something else. It can be brought back at any time."
    )
    return _asking(turn, desk, words, Link(turn.say("⏹ Yes, take it off"), yes), gone=True)


@views(pages.Served, role=Role.EDITOR, kept=False)
def served(turn: Turn, page: pages.Served) -> Screen | pages.Versions:
    """Let it serve again, or take the whole pack away, once."""
    desk = _approved(turn, page.edition)
    if desk is None:
        return dead_end(turn)
    wanted = page.switch == "on"
    if desk.edition.serves is not wanted:
        editions.serve(turn.db, desk.edition.pack, page.edition if wanted else None)
        record(turn, desk.edition, "served" if wanted else "taken off", desk.editor)
    return pages.Versions(desk.edition.pack)


def _approved(turn: Turn, number: int) -> Desk | None:
    """Return the desk with an approved edition on it, for who may let it serve or take it off."""
    desk = _desk(turn, number)
    return desk if desk and desk.judges and desk.edition.state is State.APPROVED else None


@views(pages.Versions, role=Role.EDITOR)
def versions(turn: Turn, page: pages.Versions) -> Screen:
    """List the editions of a pack and who did what, by role and number."""
    editor, found = editors.of(turn.db, turn.person.key), editions.of_pack(turn.db, page.pack)
    if editor is None or not found or not found[0].seen_by(editor):
        return dead_end(turn)
    lines = [f"{one.version} · {state_name(turn, one)}" for one in found]
    steps = [step_words(turn, act) for act in editions.history(turn.db, page.pack)[:STEPS_SHOWN]]
    rows: list[Row] = [
        (Link(f"📦 {edition_name(one)}", pages.Edition(one.edition)),) for one in found[:EACH_SHOWN]
    ]
    for one in found:
        if one.state is not State.APPROVED or not reviewing.may_judge(turn.db, editor, one):
            continue
        if one.serves:
            label, switch = turn.say("⏹ Take {version} off", version=one.version), "off"
        else:
            label, switch = turn.say("↺ Serve {version} again", version=one.version), "on"
        rows.append((Link(label, pages.Serve(one.edition, switch)),))
    text = join([bold(found[0].title), join(lines, "\n"), join(steps, "\n")])
    return Screen(text, (*rows[:20], (Link(turn.say("🛠 Studio"), pages.Studio()),), menu_row(turn)))


def _reach(turn: Turn, edition: Edition, *, gone: bool) -> Text:
    """Return what the edition would change for people, in words; of a pack that goes, how many are inside."""
    after = turn.editions.works(turn.db, edition.edition) if turn.editions else []
    before = turn.library.works_of(edition.pack)
    if not before:
        anew = impact(before, after, {}, {}).anew
        return join(
            [
                turn.say("Nothing of this pack is shown now, so nobody is in the middle of it."),
                _new_in_meaning(turn, anew),
            ],
            "\n",
        )
    refs, among = [str(work.ref) for work in before], active_readers.sample(turn.db)
    found = impact(
        before, after, active_readers.readers(turn.db, refs, among), active_readers.answered(turn.db, refs, among)
    )

    def many(number: int) -> str:
        return people_words(turn, among.scaled(told(number)))

    lines = [
        turn.say("In the middle of it: {number}", number=many(found.inside)),
        turn.say("• go on as before: {number}", number=many(found.stay)),
        turn.say("• find their card changed: {number}", number=many(found.changed)),
        turn.say("• begin anew, their card is gone: {number}", number=many(found.restart)),
        turn.say("Answers that keep their meaning: {number}", number=many(found.keep)),
        _new_in_meaning(turn, found.anew),
    ]
    shown = lines[:1] if gone else lines
    if not among.whole:
        shown.append(turn.say("These numbers are rough: I looked at a part of all people."))
    return join(shown, "\n")


def _new_in_meaning(turn: Turn, anew: Mapping[str, int]) -> str:
    """Return how many questions are new in meaning, each language for itself, the reader's own first; empty for an
    edition without questions.
    """
    found = ", ".join(f"{language_words(turn, locale)} {anew[locale]}" for locale in languages_first(turn, anew))
    return turn.say("Questions new in meaning: {found}", found=found) if found else ""
