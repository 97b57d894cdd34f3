"""Flagged cards as editors and organisers see them: which cards, for which reasons, how many people in tens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.counts import people_words
from bot.chat.items import dead_end, page_of
from bot.chat.names import reason_name
from bot.chat.paging import part
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.campaigns import pages as campaigns_pages
from bot.features.library import pages as library_pages
from bot.features.library.flags import card_page
from bot.features.library.store import flags
from bot.features.publishing import pages
from bot.features.publishing.store import editions, editors
from bot.packs.model import Ref
from bot.values.audience import Role
from bot.values.few import told
from bot.values.flag import Reason
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

CARDS_A_PAGE = 8


@views(pages.StudioFlags, role=Role.EDITOR)
def studio_flags(turn: Turn, page: pages.StudioFlags) -> Screen:
    """List the flagged cards of the editor's packs; to a reviewer, those of all packs."""
    editor = editors.of(turn.db, turn.person.key)
    if editor is None:
        return dead_end(turn)
    packs: set[str] | None = {one.pack for one in editions.of_owner(turn.db, editor)}
    if editor.duty.oversees:
        packs = None if editor.space is None else {*editions.owners(turn.db, editor.space)}
    back = Link(turn.say("🛠 Studio"), pages.Studio())
    return _listed(turn, page.number, packs, pages.StudioFlags, back)


@views(pages.OrganiseFlags, role=Role.ORGANISER)
def organise_flags(turn: Turn, page: pages.OrganiseFlags) -> Screen:
    """List every flagged card."""
    back = Link(turn.say("⬆ All campaigns"), campaigns_pages.Organise(), Means.BACK)
    return _listed(turn, page.number, None, pages.OrganiseFlags, back)


def _listed(
    turn: Turn, number: int, packs: Collection[str] | None, page_at: Callable[[int], Page], back: Link
) -> Screen:
    """Draw flagged cards, those that hurt first, then by how many people flagged them, in tens: below ten it is
    told that a card was flagged (who taps wants that), not how often. A card whose words have changed since is
    mended: its flags are not shown any more.
    """
    open_ones = [
        (item, card, times)
        for what, times in flags.counts(turn.db, packs).items()
        if (found := _as_it_stands(turn, what)) is not None
        for item, card in [found]
    ]
    open_ones.sort(key=lambda one: _first(*one))
    shown = part(open_ones, number, CARDS_A_PAGE)
    parts: list[Text | str] = [bold(shown.heading(turn, turn.say("🚩 Flags on cards")))]
    if open_ones:
        parts.append(turn.say("People who read it tapped this. A card goes from here when its words change."))
    else:
        parts.append(turn.say("Nobody has flagged a card as it stands now."))
    rows: list[Row] = []
    for item, card, times in shown.entries:
        reasons = ", ".join(
            f"{reason_name(turn, reason)}: {people_words(turn, times[reason])}"
            for reason in Reason
            if reason in times
        )
        parts.append(bold(f"{card.title} · {item.locale}") + f"\n{item.ref}#{card.id}\n{reasons}")
        page = card_page(library_pages.Flag(item.ref.kind.value[0], item.ref.pack, item.ref.item, card.id))
        target = page or page_of(item.ref)
        if target is not None:
            rows.append((Link(card.title, target),))
    return Screen(join(parts), (*rows, *shown.page_row(turn, page_at), (back,), menu_row(turn)))


def _first(item: Item, card: Card, times: Mapping[Reason, int]) -> tuple[bool, int, int, str, str]:
    """Return the sort key of flagged cards: it uses only the published numbers."""
    hurts, all_told = told(times.get(Reason.HURTS, 0)), sum(told(number) for number in times.values())
    return Reason.HURTS not in times, -hurts, -all_told, str(item.ref), card.id


def _as_it_stands(turn: Turn, what: flags.Flagged) -> tuple[Item, Card] | None:
    """Return the card if its words are still those that were flagged."""
    ref = Ref.parse(what.ref)
    item = turn.library.find(ref.kind, ref.pack, ref.item, what.locale) if ref else None
    card = item.card(what.card) if item else None
    same = item is not None and card is not None and (item.locale, card.hash) == (what.locale, what.wording)
    return (item, card) if same and item and card else None
