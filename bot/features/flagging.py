"""Flagging: a reader says by two taps what is not right with a card; editors and organisers see how many did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.items import dead_end, may_read, page_of
from bot.chat.names import reason_name
from bot.chat.paging import part
from bot.chat.views import Views
from bot.packs.model import Kind, Ref
from bot.store import editions, editors, flags
from bot.values import sitemap
from bot.values.audience import Role
from bot.values.flag import Reason
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

KINDS = {kind.value[0]: kind for kind in Kind if kind is not Kind.HELP}
"""Kinds of items whose cards can be flagged, by the letter that stands for them in a path. Help asks nothing."""

CARDS_A_PAGE = 8


@views(sitemap.Flag, kept=False)
def flag(turn: Turn, page: sitemap.Flag) -> Screen:
    """Ask what is not right, in one tap; nothing is typed."""
    found = _find(turn, page)
    if found is None:
        return dead_end(turn)
    _, card = found
    rows = [
        (
            Link(
                reason_name(turn, reason),
                sitemap.Flagged(page.initial, page.pack, page.item, page.card, reason.value),
            ),
        )
        for reason in Reason
    ]
    text = join([bold(card.title), turn.say("What is not right here?")])
    back: Row = (Link(turn.say("◀ Back"), _card_page(page) or sitemap.Onward()), *menu_row(turn))
    return Screen(text, (*rows, back))


@views(sitemap.Flagged, kept=False)
def flagged(turn: Turn, page: sitemap.Flagged) -> Screen:
    """Count it, once for this person and card, and say thank you; who was hurt finds kind words and Help first."""
    found = _find(turn, page)
    if found is None:
        return dead_end(turn)
    item, card = found
    reason = Reason(page.reason)
    parts: list[Text | str] = []
    rows: list[Row] = []
    if reason is Reason.HURTS:
        parts.append(
            turn.say(
                "Thank you for telling me. Such things can upset anybody, and you need not read on. If it stays "
                "with you, talk to somebody you trust. Help is here too, at any time."
            )
        )
        rows.append((Link(turn.say("🆘 Help"), sitemap.Help()),))
    if turn.person.agreed:
        what = flags.Flagged(item.ref.pack, str(item.ref), item.locale, card.id, card.hash)
        flags.add(turn.db, turn.person.key, what, reason, turn.today)
        parts.append(
            turn.say("🚩 Thank you! It is counted, without you in it. Those who write this card will see it.")
        )
    else:
        parts.append(
            turn.say(
                "You are only looking round now, so I cannot count it: I would not know that I have counted it "
                "before. Agree to be remembered, then tap it once more."
            )
        )
        rows.append((Link(turn.say("What I remember"), sitemap.Consent()),))
    on = Link(turn.say("▶ Go on"), _card_page(page) or sitemap.Onward())
    return Screen(join(parts), (*rows, (on, *menu_row(turn))))


def _find(turn: Turn, page: sitemap.Flag | sitemap.Flagged) -> tuple[Item, Card] | None:
    """Return the card if this person may read it; None in a trial, where nothing is counted."""
    item = turn.library.find(KINDS[page.initial], page.pack, page.item, turn.locale)
    card = item.card(page.card) if item else None
    if item is None or card is None or turn.trial or (item.audiences and not may_read(turn, item)):
        return None
    return item, card


def _card_page(page: sitemap.Flag | sitemap.Flagged) -> Page | None:
    """Return the card's own page; None for a question and a day, which are reached by where the person stands."""
    match KINDS[page.initial]:
        case Kind.LESSON:
            return sitemap.LessonCard(page.pack, page.item, page.card)
        case Kind.STORY:
            return sitemap.Scene(page.pack, page.item, page.card)
        case Kind.TIPS:
            return sitemap.Tip(page.pack, page.item, page.card)
        case Kind.GLOSSARY:
            return sitemap.Term(page.pack, page.card)
        case _:
            return None


@views(sitemap.StudioFlags, role=Role.EDITOR)
def studio_flags(turn: Turn, page: sitemap.StudioFlags) -> Screen:
    """List the flagged cards of the editor's packs; to a reviewer, those of all packs."""
    editor = editors.of(turn.db, turn.person.key)
    if editor is None:
        return dead_end(turn)
    packs = None if editor.duty.reviews else {one.pack for one in editions.of_owner(turn.db, editor.number)}
    back = Link(turn.say("🛠 Studio"), sitemap.Studio())
    return _listed(turn, page.number, packs, sitemap.StudioFlags, back)


@views(sitemap.OrganiseFlags, role=Role.ORGANISER)
def organise_flags(turn: Turn, page: sitemap.OrganiseFlags) -> Screen:
    """List every flagged card."""
    back = Link(turn.say("⬆ All campaigns"), sitemap.Organise())
    return _listed(turn, page.number, None, sitemap.OrganiseFlags, back)


def _listed(
    turn: Turn, number: int, packs: Collection[str] | None, turn_to: Callable[[int], Page], back: Link
) -> Screen:
    """Draw flagged cards, those that hurt first, then by how many people flagged them. A card whose words have
    changed since is mended: its flags are not shown any more.
    """
    open_ones = [
        (item, card, told)
        for what, told in flags.counts(turn.db, packs).items()
        if (found := _as_it_stands(turn, what)) is not None
        for item, card in [found]
    ]
    open_ones.sort(key=lambda one: (-one[2].get(Reason.HURTS, 0), -sum(one[2].values())))
    shown = part(open_ones, number, CARDS_A_PAGE)
    parts: list[Text | str] = [bold(shown.heading(turn, turn.say("🚩 Flags on cards")))]
    if open_ones:
        parts.append(turn.say("People who read it tapped this. A card goes from here when its words change."))
    else:
        parts.append(turn.say("Nobody has flagged a card as it stands now."))
    rows: list[Row] = []
    for item, card, told in shown.entries:
        reasons = ", ".join(f"{reason_name(turn, reason)}: {told[reason]}" for reason in Reason if reason in told)
        parts.append(bold(f"{card.title} · {item.locale}") + f"\n{item.ref}#{card.id}\n{reasons}")
        page = _card_page(sitemap.Flag(item.ref.kind.value[0], item.ref.pack, item.ref.item, card.id))
        target = page or page_of(item.ref)
        if target is not None:
            rows.append((Link(card.title, target),))
    return Screen(join(parts), (*rows, *shown.turning(turn, turn_to), (back,), menu_row(turn)))


def _as_it_stands(turn: Turn, what: flags.Flagged) -> tuple[Item, Card] | None:
    """Return the card if its words are still those that were flagged."""
    ref = Ref.parse(what.ref)
    item = turn.library.find(ref.kind, ref.pack, ref.item, what.locale) if ref else None
    card = item.card(what.card) if item else None
    same = item is not None and card is not None and (item.locale, card.hash) == (what.locale, what.wording)
    return (item, card) if same and item and card else None
