"""Notes: a reviewer writes to the editor, on a card or on the whole version, and returns it with the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.names import duty_name
from bot.chat.paging import part
from bot.chat.views import Views
from bot.features.publishing import pages
from bot.features.publishing.editions import edition_name, reviewed_by
from bot.features.publishing.news import record
from bot.features.publishing.one_hand import acting_editor
from bot.features.publishing.store import approvals, editions, editors, notes, reviewing
from bot.features.publishing.store.editions import State
from bot.values.audience import Duty, Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.turn import Turn
    from bot.features.publishing.changes import Leaf
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.notes import Note
    from bot.packs.model import Card, Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

CARDS_A_PAGE = 10
NOTE_CHARACTERS = 600


@views(pages.NoteCards, role=Role.EDITOR, kept=False)
def note_cards(turn: Turn, page: pages.NoteCards) -> Screen:
    """List the cards; those with a note bear a sign."""
    read = reviewed_by(turn, page.edition)
    if read is None:
        return dead_end(turn)
    _, edition = read
    noted = {note.card for note in notes.of_edition(turn.db, page.edition)}
    shown = part([*enumerate(_cards(turn, page.edition))], page.number, CARDS_A_PAGE)
    rows: list[Row] = [
        (
            Link(
                f"{_sign(notes.WHOLE in noted)} {turn.say('To the whole version')}",
                pages.VersionNote(page.edition),
            ),
        )
    ]
    rows += [
        (Link(f"{_sign(_name(item, card) in noted)} {card.title}", pages.NoteOn(page.edition, number)),)
        for number, (item, card) in shown.entries
    ]
    rows += shown.page_row(turn, lambda number: pages.NoteCards(page.edition, number))
    if noted:
        rows.append((Link(turn.say("↩ Return it with the notes"), pages.SentBack(page.edition)),))
    rows.append((Link(turn.say("⬆ Back"), pages.Edition(page.edition), Means.BACK),))
    words = turn.say(
        "Choose a card and write what to change. Its editor and the other reviewers see your notes, your role and "
        "number, no name. They are erased once the version is decided on."
    )
    return Screen(join([bold(shown.heading(turn, edition_name(edition))), words]), tuple(rows))


def _sign(noted: bool) -> str:  # noqa: FBT001 - whether there is a note
    return "📝" if noted else "▫"


@views(pages.NoteOn, role=Role.EDITOR)
def note_on(turn: Turn, page: pages.NoteOn) -> Screen:
    """Ask for the note on a card, or keep the one that was typed."""
    read = reviewed_by(turn, page.edition)
    cards = _cards(turn, page.edition) if read else []
    if read is None or page.number >= len(cards):
        return dead_end(turn)
    item, card = cards[page.number]
    if turn.typed:
        notes.write(turn.db, turn.person.key, page.edition, _name(item, card), turn.typed[:NOTE_CHARACTERS])
        return note_cards(turn, pages.NoteCards(page.edition, page.number // CARDS_A_PAGE))
    ask = turn.say("Type your note on this card, for its editor. It is kept until the version is decided on.")
    about = [bold(card.title), card.body[:NOTE_CHARACTERS]]
    off = pages.NoteTakenBack(page.edition, page.number)
    return _asking(turn, page, off, about, ask, _name(item, card))


@views(pages.NoteTakenBack, role=Role.EDITOR, kept=False)
def note_taken_back(turn: Turn, page: pages.NoteTakenBack) -> Screen | pages.NoteOn:
    """Erase the reviewer's own note on a card."""
    cards = _cards(turn, page.edition) if reviewed_by(turn, page.edition) else []
    if page.number >= len(cards):
        return dead_end(turn)
    notes.take_back(turn.db, turn.person.key, page.edition, _name(*cards[page.number]))
    return pages.NoteOn(page.edition, page.number)


@views(pages.VersionNote, role=Role.EDITOR)
def version_note(turn: Turn, page: pages.VersionNote) -> Screen:
    """Ask for the note on the whole version, or keep the one that was typed."""
    read = reviewed_by(turn, page.edition)
    if read is None:
        return dead_end(turn)
    if turn.typed:
        notes.write(turn.db, turn.person.key, page.edition, notes.WHOLE, turn.typed[:NOTE_CHARACTERS])
        return note_cards(turn, pages.NoteCards(page.edition))
    ask = turn.say(
        "Type your note on the whole version, for its editor. It is kept until the version is decided on."
    )
    off = pages.VersionNoteTakenBack(page.edition)
    return _asking(turn, page, off, [bold(edition_name(read[1]))], ask, notes.WHOLE)


@views(pages.VersionNoteTakenBack, role=Role.EDITOR, kept=False)
def version_note_taken_back(turn: Turn, page: pages.VersionNoteTakenBack) -> Screen | pages.VersionNote:
    """Erase the reviewer's own note on the whole version."""
    if reviewed_by(turn, page.edition) is None:
        return dead_end(turn)
    notes.take_back(turn.db, turn.person.key, page.edition, notes.WHOLE)
    return pages.VersionNote(page.edition)


def _asking(  # noqa: PLR0913, PLR0917 - what is asked for, and about what
    turn: Turn,
    page: pages.NoteOn | pages.VersionNote,
    off: Page,
    about: Sequence[Text | str],
    ask: str,
    card: str,
) -> Screen:
    """Ask for a note below what it is about and the notes that are there; one's own can be taken back."""
    editor = editors.of(turn.db, turn.person.key)
    there = [note for note in notes.of_edition(turn.db, page.edition) if note.card == card]
    rows: list[Row] = []
    if editor and any(note.number == editor.number for note in there):
        ask = turn.say("Type it anew to replace yours.")
        rows.append((Link(turn.say("🗑 Take my note back"), off),))
    rows.append((Link(turn.say("⬆ Back"), pages.NoteCards(page.edition), Means.BACK),))
    titles = titles_of(turn, page.edition) if there else {}
    return Screen(join([*about, *(told(turn, note, titles) for note in there), ask]), tuple(rows), asks=page)


@views(pages.SentBack, role=Role.EDITOR, kept=False)
def sent_back(turn: Turn, page: pages.SentBack) -> Screen | pages.Edition:
    """Return it to its editor, once; without a note nobody would know why."""
    read = reviewed_by(turn, page.edition)
    if read is None:
        editor, there = acting_editor(turn), editions.get(turn.db, page.edition)
        done = editor and there and there.state is State.RETURNED and reviewing.may_review(turn.db, editor, there)
        return pages.Edition(page.edition) if done else dead_end(turn)
    editor, edition = read
    if not notes.of_edition(turn.db, page.edition):
        return dead_end(turn)
    if editions.move(turn.db, page.edition, [State.SENT], State.RETURNED, turn.today):
        approvals.drop(turn.db, page.edition)
        record(turn, edition, "returned", editor)
    return pages.Edition(page.edition)


def told(turn: Turn, note: Note, titles: Mapping[str, str]) -> Text:
    """Return a note: its subject, its author, its words. `titles`: of the edition's cards (`titles_of`); a card
    that no longer exists is named as in the file.
    """
    about = titles.get(note.card, note.card) or turn.say("To the whole version")
    return Text("📝 ") + bold(f"{about} · {duty_name(turn, Duty.REVIEWER)} {note.number}") + f"\n{note.words}"


def titles_of(turn: Turn, edition: int) -> dict[str, str]:
    """Return the titles of an edition's cards by what a note calls them."""
    return {_name(item, card): f"{item.title} · {card.title}" for item, card in _cards(turn, edition)}


def note_rows(turn: Turn, edition: Edition, leaf: Leaf) -> tuple[Row, ...]:
    """Return the ways from a page of changes to notes: on its cards, and on all of it."""
    names = {
        f"{file.partition('.')[0]}:{folder}#{change.card}"
        for change in leaf.changes
        for folder, _, file in [change.file.rpartition("/")]
    }
    found = [
        (Link(f"📝 {card.title}", pages.NoteOn(edition.edition, number)),)
        for number, (item, card) in enumerate(_cards(turn, edition.edition))
        if _name(item, card) in names
    ]
    return (*found, (Link(turn.say("📝 Notes for the editor"), pages.NoteCards(edition.edition)),))


def _cards(turn: Turn, edition: int) -> list[tuple[Item, Card]]:
    """Return every card of an edition with its item, in the language it was written in."""
    works = turn.preview.editions.works(turn.db, edition) if turn.preview.editions else []
    items = [work.source.get() for work in works]
    return [(item, card) for item in items for card in item.cards]


def _name(item: Item, card: Card) -> str:
    return f"{item.ref.kind}:{item.ref.item}#{card.id}"
