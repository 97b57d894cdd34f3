"""Versions: the editions of a pack and their history, taken off or restored by those who answer for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.paging import part
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.publishing import pages
from bot.features.publishing.editions import edition_name, state_name
from bot.features.publishing.news import record, step_words
from bot.features.publishing.one_hand import who_answers
from bot.features.publishing.reach import reach_words
from bot.features.publishing.store import editions, editors, history, reviewing
from bot.features.publishing.store.editions import State
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

STEPS_SHOWN = 15
EACH_SHOWN = 8
PACKS_A_PAGE = 8


@views(pages.ServingPacks, role=Role.KEEPER)
def serving_packs(turn: Turn, page: pages.ServingPacks) -> Screen:
    """List the packs of the studio that serve or were taken off."""
    who = who_answers(turn)
    found = [one for one in editions.with_approved(turn.db) if who is not None and one.seen_by(who)]
    shown = part(found, page.number, PACKS_A_PAGE)
    rows: list[Row] = [
        (Link(f"{edition_name(one)} · {_shown_name(turn, one)}", pages.Versions(one.pack)),)
        for one in shown.entries
    ]
    words = turn.say("Choose a pack: its versions, who did what, and the way to take it off or bring it back.")
    if not rows:
        words = turn.say("No pack of the studio serves yet.")
    above: Page = pages.Studio() if editors.of(turn.db, turn.person.key) else pages.InviteEditors()
    back = (Link(turn.say("⬆ Back"), above, Means.BACK),)
    text = join([bold(shown.heading(turn, turn.say("📚 Packs that serve"))), words])
    return Screen(text, (*rows, *shown.page_row(turn, pages.ServingPacks), back, menu_row(turn)))


def _shown_name(turn: Turn, edition: Edition) -> str:
    return state_name(turn, edition) if edition.serves else turn.say("⏹ taken off")


@views(pages.Serve, role=Role.KEEPER, kept=False)
def serve(turn: Turn, page: pages.Serve) -> Screen | pages.Versions:
    """Say what would change for people when an approved edition serves again, or nothing of its pack does; ask."""
    on = page.switch == "on"
    found = _approved(turn, page.edition, on=on)
    if found is None:
        return dead_end(turn)
    _, edition = found
    if edition.serves is on:
        return pages.Versions(edition.pack)
    if on:
        words = turn.say("Let this version serve again? It serves at once, everywhere, instead of the one now.")
        yes = Link(turn.say("↺ Yes, serve it again"), pages.Served(page.edition, page.switch))
    else:
        words = turn.say(
            "Take it off? Nothing of this pack is shown then, anywhere, at once. Who is in the middle of it is "
            "told kindly and can go on with something else. It can be brought back at any time."
        )
        yes = Link(turn.say("⏹ Yes, take it off"), pages.Served(page.edition, page.switch))
    back = Link(turn.say("⬆ Back"), pages.Versions(edition.pack), Means.BACK)
    reach = reach_words(turn, edition, gone=not on)
    return Screen(join([bold(edition_name(edition)), reach, words]), ((yes,), (back,)))


@views(pages.Served, role=Role.KEEPER, kept=False)
def served(turn: Turn, page: pages.Served) -> Screen | pages.Versions:
    """Let it serve again, or take the whole pack away, once."""
    on = page.switch == "on"
    found = _approved(turn, page.edition, on=on)
    if found is None:
        return dead_end(turn)
    who, edition = found
    if edition.serves is not on:
        editions.serve(turn.db, edition.pack, page.edition if on else None)
        record(turn, edition, "served" if on else "taken off", who)
    return pages.Versions(edition.pack)


def _approved(turn: Turn, number: int, *, on: bool) -> tuple[Editor, Edition] | None:
    """Return who acts and an approved edition that they may let serve again (`on`) or take off; None for others.
    All who answer for a pack may take it off: that brings nothing unread to readers.
    """
    who, edition = who_answers(turn), editions.get(turn.db, number)
    if who is None or edition is None or edition.state is not State.APPROVED:
        return None
    may = reviewing.may_restore(turn.db, who, edition) if on else edition.seen_by(who)
    return (who, edition) if may else None


@views(pages.Versions, role=Role.KEEPER)
def versions(turn: Turn, page: pages.Versions) -> Screen:
    """List the editions of a pack and who did what, by role and number."""
    who, found = who_answers(turn), editions.of_pack(turn.db, page.pack)
    if who is None or not found or not found[0].seen_by(who):
        return dead_end(turn)
    works_here = editors.of(turn.db, turn.person.key) is not None
    lines = [f"{one.version} · {state_name(turn, one)}" for one in found]
    steps = [step_words(turn, act) for act in history.of_pack(turn.db, page.pack)[:STEPS_SHOWN]]
    rows: list[Row] = []
    if works_here:
        rows += [(Link(f"📦 {edition_name(one)}", pages.Edition(one.edition)),) for one in found[:EACH_SHOWN]]
    if works_here and len(found) > 1:
        rows.append((Link(turn.say("⇄ Compare two versions"), pages.CompareWith(found[0].edition)),))
    judged: list[Row] = []
    for one in found:
        if one.state is not State.APPROVED:
            continue
        if one.serves:
            label = turn.say("⏹ Take {version} off", version=one.version)
            judged.append((Link(label, pages.Serve(one.edition, "off")),))
        elif reviewing.may_restore(turn.db, who, one):
            label = turn.say("↺ Serve {version} again", version=one.version)
            judged.append((Link(label, pages.Serve(one.edition, "on")),))
    parts: list[Text | str] = [bold(found[0].title), join(lines, "\n"), join(steps, "\n")]
    if held := _held_words(turn, who, found):
        parts.append(held)
    back: Page = pages.Studio() if works_here else pages.ServingPacks()
    label = turn.say("🛠 Studio") if works_here else turn.say("⬆ Back")
    return Screen(join(parts), (*rows, *judged[:EACH_SHOWN], (Link(label, back),), menu_row(turn)))


def _held_words(turn: Turn, who: Editor, found: list[Edition]) -> str:
    """Return why somebody who oversees a pack finds no way to bring a version back; nothing where they do."""
    off = [one for one in found if one.state is State.APPROVED and not one.serves]
    if not who.duty.oversees or not off or any(reviewing.may_restore(turn.db, who, one) for one in off):
        return ""
    if any(editions.is_sensitive_since(turn.db, one) for one in off):
        return turn.say("What is sensitive, or was found to be later, only a psychologist can let serve again.")
    return turn.say("Somebody who has no part in a version can let it serve again.")
