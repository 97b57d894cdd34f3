"""Editions in words: their names, how far they have come, and what an editor can do with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.pickers import menu_row
from bot.features.publishing import draft_pages, pages
from bot.features.publishing.approving import approve_label, given, has_approved
from bot.features.publishing.changes import all_seen
from bot.features.publishing.one_hand import acting_editor
from bot.features.publishing.store import editions, notes, reviewing
from bot.features.publishing.store.editions import State
from bot.values.screen import Link

if TYPE_CHECKING:
    from bot.chat.turn import Reader, Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.values.screen import Row


def read_by(turn: Turn, number: int) -> tuple[Editor, Edition] | None:
    """Return the person as an editor and an edition that they wrote or oversee; None for any other."""
    editor, edition = acting_editor(turn), editions.get(turn.db, number)
    return (editor, edition) if editor and edition and edition.seen_by(editor) else None


def reviewed_by(turn: Turn, number: int) -> tuple[Editor, Edition] | None:
    """Return the person as an editor and an edition that waits and that they may review; None for any other."""
    editor, edition = acting_editor(turn), editions.get(turn.db, number)
    if editor is None or edition is None or edition.state is not State.SENT:
        return None
    return (editor, edition) if reviewing.may_review(turn.db, editor, edition) else None


def edition_name(edition: Edition) -> str:
    """Return the name of an edition: title and version."""
    return f"{edition.title} {edition.version}"


def state_name(reader: Reader, edition: Edition) -> str:
    """Return how far an edition has come."""
    if edition.serves:
        return reader.say("✅ serves")
    return {
        State.DRAFT: reader.say("✏ draft"),
        State.SENT: reader.say("📤 waits for a reviewer"),
        State.RETURNED: reader.say("↩ returned with notes"),
        State.APPROVED: reader.say("approved, does not serve"),
    }[edition.state]


def edition_rows(turn: Turn, edition: Edition, editor: Editor) -> tuple[Row, ...]:
    """Return what this editor can do with this edition."""
    number = edition.edition
    rows: list[Row] = [(Link(turn.say("👁 Try it out as a reader"), pages.TryOut(number)),)]
    owns = edition.is_of(editor)
    if owns and edition.state is State.DRAFT:
        rows.append((Link(turn.say("📤 Send it to a reviewer"), pages.SendIn(number)),))
    if owns:
        rows += _undoing(turn, edition)
    if edition.state is not State.APPROVED:
        rows.insert(0, (Link(turn.say("👀 What changes, word for word"), pages.Changes(number)),))
    if edition.state is State.SENT and reviewing.may_review(turn.db, editor, edition):
        if all_seen(turn, number) and not has_approved(turn, edition, editor):
            rows.append((Link(approve_label(turn, edition, editor), pages.Approve(number)),))
        rows.append((Link(turn.say("📝 Notes for the editor"), pages.NoteCards(number)),))
        if notes.of_edition(turn.db, number):
            rows.append((Link(turn.say("↩ Return it with the notes"), pages.SentBack(number)),))
    rows.append((Link(turn.say("🌐 Translation"), pages.Translations(number)),))
    if len(editions.of_pack(turn.db, edition.pack)) > 1:
        rows.append((Link(turn.say("⇄ Compare with another"), pages.CompareWith(number)),))
    if owns and edition.state is State.APPROVED and not edition.serves:
        rows.append((Link(turn.say("↶ Go back to it, as a new version"), pages.GoBack(number)),))
    rows.append((Link(turn.say("🕘 Versions and history"), pages.Versions(edition.pack)),))
    return (*rows, (Link(turn.say("🛠 Studio"), pages.Studio()),), menu_row(turn))


def _undoing(turn: Turn, edition: Edition) -> list[Row]:
    """Return how its editor takes an edition back, a file out of it, or all of it away."""
    number = edition.edition
    rows: list[Row] = []
    if edition.state is State.SENT and not given(turn, edition):
        rows.append((Link(turn.say("↩ Take it back"), draft_pages.TakeBack(number)),))
    if edition.state is not State.SENT:
        rows.append((Link(turn.say("🗂 Files in it"), draft_pages.EditionFiles(number)),))
    if edition.state in {State.DRAFT, State.RETURNED}:
        rows.append((Link(turn.say("🗑 Drop this draft"), draft_pages.DropDraft(number)),))
    return rows
