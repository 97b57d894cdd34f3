"""Reviewing: an edition is sent in, read by somebody else, approved or returned with notes, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.editions import edition_name, state_name
from bot.chat.few import people_words
from bot.chat.items import dead_end
from bot.chat.news import record, step_words
from bot.chat.paging import part
from bot.chat.radius import radius
from bot.chat.views import Views
from bot.store import editions, editors, inside
from bot.store.editions import State
from bot.values import sitemap
from bot.values.audience import Duty, Role
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.store.editions import Edition
    from bot.store.editors import Editor
    from bot.values.screen import Row

views = Views()

CARDS_A_PAGE = 10
NOTE_CHARACTERS = 600
STEPS_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is at work, and the edition in front of them."""

    editor: Editor
    edition: Edition

    @property
    def owns(self) -> bool:
        """Whether the edition is this editor's own."""
        return self.edition.owner == self.editor.number

    @property
    def judges(self) -> bool:
        """Whether this person may approve or return it."""
        return self.editor.judges(self.edition)


def _desk(turn: Turn, number: int) -> Desk | None:
    editor, edition = editors.of(turn.db, turn.person.key), editions.get(turn.db, number)
    return Desk(editor, edition) if editor and edition else None


def _asking(turn: Turn, desk: Desk, words: str, yes: Link, *, gone: bool = False) -> Screen:
    """Return a question about an edition, with what would change for people above it and a way back. `gone`:
    nothing of the pack would be left.
    """
    back = Link(turn.say("⬆ Back"), sitemap.Edition(desk.edition.edition))
    reach = _reach(turn, desk.edition, gone=gone)
    return Screen(join([bold(edition_name(desk.edition)), reach, words]), ((yes,), (back,)))


@views(sitemap.SendIn, role=Role.EDITOR, kept=False)
def send_in(turn: Turn, page: sitemap.SendIn) -> Screen:
    """Say what would change for people, and ask."""
    desk = _desk(turn, page.edition)
    if desk is None or not desk.owns or desk.edition.state is not State.DRAFT:
        return dead_end(turn)
    words = turn.say("Send it to a reviewer? Until it comes back you cannot change it.")
    return _asking(turn, desk, words, Link(turn.say("📤 Yes, send it"), sitemap.SentIn(page.edition)))


@views(sitemap.SentIn, role=Role.EDITOR, kept=False)
def sent_in(turn: Turn, page: sitemap.SentIn) -> Screen | sitemap.Edition:
    """Send it, once."""
    desk = _desk(turn, page.edition)
    if desk is None or not desk.owns:
        return dead_end(turn)
    highest = editions.highest(turn.db, desk.edition.pack)
    newer = editions.numbers_of(desk.edition.version) > editions.numbers_of(highest or "0.0.0")
    if (newer or not highest) and editions.move(turn.db, page.edition, [State.DRAFT], State.SENT, turn.today):
        record(turn, desk.edition, "sent", desk.editor)
    return sitemap.Edition(page.edition)


@views(sitemap.Approve, role=Role.EDITOR, kept=False)
def approve(turn: Turn, page: sitemap.Approve) -> Screen:
    """Say what would change for people, and ask."""
    desk = _desk(turn, page.edition)
    if desk is None or not desk.judges or desk.edition.state is not State.SENT:
        return dead_end(turn)
    words = turn.say(
        "Approve it? It serves at once, everywhere. An earlier edition can be brought back at any time."
    )
    return _asking(turn, desk, words, Link(turn.say("✅ Yes, publish it"), sitemap.Approved(page.edition)))


@views(sitemap.Approved, role=Role.EDITOR, kept=False)
def approved(turn: Turn, page: sitemap.Approved) -> Screen | sitemap.Edition:
    """Approve and publish it: state, history and what serves change in one transaction."""
    desk = _desk(turn, page.edition)
    if desk is None or not desk.judges:
        return dead_end(turn)
    if editions.move(turn.db, page.edition, [State.SENT], State.APPROVED, turn.today):
        if desk.editor.duty is Duty.PSYCHOLOGIST:
            editions.vouch(turn.db, page.edition, turn.today)
        editions.serve(turn.db, desk.edition.pack, page.edition)
        record(turn, desk.edition, "published", desk.editor)
    return sitemap.Edition(page.edition)


@views(sitemap.NoteCards, role=Role.EDITOR, kept=False)
def note_cards(turn: Turn, page: sitemap.NoteCards) -> Screen:
    """List the cards; those with a note bear a sign."""
    desk = _desk(turn, page.edition)
    if desk is None or not desk.judges or desk.edition.state is not State.SENT:
        return dead_end(turn)
    notes = editions.notes_on(turn.db, page.edition)
    shown = part([*enumerate(_cards(turn, page.edition))], page.number, CARDS_A_PAGE)
    rows: list[Row] = [
        (
            Link(
                f"{'📝' if _name(item, card) in notes else '▫'} {card.title}", sitemap.NoteOn(page.edition, number)
            ),
        )
        for number, (item, card) in shown.entries
    ]
    rows += shown.turning(turn, lambda number: sitemap.NoteCards(page.edition, number))
    if notes:
        rows.append((Link(turn.say("↩ Return it with the notes"), sitemap.SentBack(page.edition)),))
    rows.append((Link(turn.say("⬆ Back"), sitemap.Edition(page.edition)),))
    words = turn.say("Choose a card and write what to change. The editor sees your notes and your role, no name.")
    return Screen(join([bold(shown.heading(turn, edition_name(desk.edition))), words]), tuple(rows))


@views(sitemap.NoteOn, role=Role.EDITOR)
def note_on(turn: Turn, page: sitemap.NoteOn) -> Screen:
    """Ask for the note, or keep the one that was typed."""
    desk = _desk(turn, page.edition)
    cards = _cards(turn, page.edition) if desk else []
    if desk is None or not desk.judges or desk.edition.state is not State.SENT or page.number >= len(cards):
        return dead_end(turn)
    item, card = cards[page.number]
    if turn.typed:
        editions.note(turn.db, page.edition, _name(item, card), turn.typed[:NOTE_CHARACTERS])
        return note_cards(turn, sitemap.NoteCards(page.edition, page.number // CARDS_A_PAGE))
    text = join(
        [
            bold(card.title),
            card.body[:NOTE_CHARACTERS],
            turn.say("Type your note on this card, for its editor. It is kept with the edition."),
        ]
    )
    return Screen(text, ((Link(turn.say("⬆ Back"), sitemap.NoteCards(page.edition)),),), asks=page)


@views(sitemap.SentBack, role=Role.EDITOR, kept=False)
def sent_back(turn: Turn, page: sitemap.SentBack) -> Screen | sitemap.Edition:
    """Return it to its editor, once; without a note nobody would know why."""
    desk = _desk(turn, page.edition)
    if desk is None or not desk.judges or not editions.notes_on(turn.db, page.edition):
        return dead_end(turn)
    if editions.move(turn.db, page.edition, [State.SENT], State.RETURNED, turn.today):
        record(turn, desk.edition, "returned", desk.editor)
    return sitemap.Edition(page.edition)


@views(sitemap.Serve, role=Role.EDITOR, kept=False)
def serve(turn: Turn, page: sitemap.Serve) -> Screen | sitemap.Versions:
    """Say what would change for people when an approved edition serves again, or nothing of its pack does; ask."""
    desk = _approved(turn, page.edition)
    if desk is None:
        return dead_end(turn)
    if desk.edition.serves is (page.switch == "on"):
        return sitemap.Versions(desk.edition.pack)
    yes = sitemap.Served(page.edition, page.switch)
    if page.switch == "on":
        words = turn.say("Let this edition serve again? It serves at once, everywhere, instead of the one now.")
        return _asking(turn, desk, words, Link(turn.say("↺ Yes, serve it again"), yes))
    words = turn.say(
        "Take it off? Nothing of this pack is shown then, anywhere, at once. Who is in the middle of it is told "
        "kindly and can go on with something else. It can be brought back at any time."
    )
    return _asking(turn, desk, words, Link(turn.say("⏹ Yes, take it off"), yes), gone=True)


@views(sitemap.Served, role=Role.EDITOR, kept=False)
def served(turn: Turn, page: sitemap.Served) -> Screen | sitemap.Versions:
    """Let it serve again, or take the whole pack away, once."""
    desk = _approved(turn, page.edition)
    if desk is None:
        return dead_end(turn)
    wanted = page.switch == "on"
    if desk.edition.serves is not wanted:
        editions.serve(turn.db, desk.edition.pack, page.edition if wanted else None)
        record(turn, desk.edition, "served" if wanted else "taken off", desk.editor)
    return sitemap.Versions(desk.edition.pack)


def _approved(turn: Turn, number: int) -> Desk | None:
    """Return the desk with an approved edition on it, for who may let it serve or take it off."""
    desk = _desk(turn, number)
    return desk if desk and desk.judges and desk.edition.state is State.APPROVED else None


@views(sitemap.Versions, role=Role.EDITOR)
def versions(turn: Turn, page: sitemap.Versions) -> Screen:
    """List the editions of a pack and who did what, by role and number."""
    editor, found = editors.of(turn.db, turn.person.key), editions.of_pack(turn.db, page.pack)
    if editor is None or not found or (found[0].owner != editor.number and not editor.duty.reviews):
        return dead_end(turn)
    lines = [f"{one.version} · {state_name(turn, one)}" for one in found]
    steps = [step_words(turn, act) for act in editions.history(turn.db, page.pack)[:STEPS_SHOWN]]
    rows: list[Row] = []
    for one in found:
        if one.state is not State.APPROVED or not Desk(editor, one).judges:
            continue
        if one.serves:
            label, switch = turn.say("⏹ Take {version} off", version=one.version), "off"
        else:
            label, switch = turn.say("↺ Serve {version} again", version=one.version), "on"
        rows.append((Link(label, sitemap.Serve(one.edition, switch)),))
    text = join([bold(found[0].title), join(lines, "\n"), join(steps, "\n")])
    return Screen(text, (*rows[:20], (Link(turn.say("🛠 Studio"), sitemap.Studio()),), menu_row(turn)))


def _reach(turn: Turn, edition: Edition, *, gone: bool) -> Text:
    """Return what the edition would change for people, in words; of a pack that goes, how many are inside."""
    after = turn.works_in(turn.db, edition.edition) if turn.works_in else []
    before = turn.library.works_of(edition.pack)
    refs, among = [str(work.ref) for work in before], inside.sample(turn.db)
    found = radius(before, after, inside.readers(turn.db, refs, among), inside.answered(turn.db, refs, among))
    lines = [
        turn.say("In the middle of it: {number}", number=people_words(turn, found.inside)),
        turn.say("• go on as before: {number}", number=people_words(turn, found.stay)),
        turn.say("• find their card changed: {number}", number=people_words(turn, found.changed)),
        turn.say("• begin anew, their card is gone: {number}", number=people_words(turn, found.restart)),
        turn.count("{number} answer keeps its meaning.", "{number} answers keep their meaning.", found.keep),
        turn.count("{number} question is new in meaning.", "{number} questions are new in meaning.", found.anew),
    ]
    told = lines[:1] if gone else lines if found.inside else lines[:1] + lines[4:]
    if not among.whole:
        told.append(turn.say("These numbers are rough: I looked at a part of all people."))
    return join(told, "\n")


def _cards(turn: Turn, edition: int) -> list[tuple[Item, Card]]:
    """Return every card of an edition with its item, in the language it was written in."""
    works = turn.works_in(turn.db, edition) if turn.works_in else []
    items = [work.source.get() for work in works]
    return [(item, card) for item in items for card in item.cards]


def _name(item: Item, card: Card) -> str:
    return f"{item.ref.kind}:{item.ref.item}#{card.id}"
