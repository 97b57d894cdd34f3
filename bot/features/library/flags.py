"""About a card: where its facts are from; by two taps a reader says what is not right with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end, may_read
from bot.chat.names import reason_name
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.items.showing import every_term_row, flag_links, sources
from bot.features.library import pages
from bot.features.library.store import flags
from bot.features.menu import pages as menu_pages
from bot.features.tips import pages as tips_pages
from bot.help import pages as help_pages
from bot.packs.model import SPOKEN, Kind
from bot.values import landmarks
from bot.values.flag import Reason
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

FLAGGED_KINDS = {kind.value[0]: kind for kind in Kind if kind not in {Kind.HELP, *SPOKEN}}
"""Kinds of items whose cards can be flagged, by the letter that stands for them in a path. Help asks nothing."""


@views(pages.About, kept=False)
def about(turn: Turn, page: pages.About) -> Screen:
    """Tell where the card's facts are from, with the ways to its words and to flagging it."""
    found = _find(turn, page)
    if found is None:
        return dead_end(turn)
    item, card = found
    told = sources(turn, card) or Text(turn.say("Those who wrote this card named no source."))
    back: Row = (Link(turn.say("◀ Back"), card_page(page) or help_pages.Onward(), Means.BACK), *menu_row(turn))
    rows = (*every_term_row(turn, page.pack, card), flag_links(turn, item.ref, card), back)
    return Screen(join([bold(card.title), told]), tuple(row for row in rows if row))


@views(pages.Flag, kept=False)
def flag(turn: Turn, page: pages.Flag) -> Screen:
    """Ask what is wrong with the card, in one tap; nothing is typed."""
    found = None if turn.preview.edition else _find(turn, page)
    if found is None:
        return dead_end(turn)
    _, card = found
    rows = [
        (
            Link(
                reason_name(turn, reason),
                pages.Flagged(page.initial, page.pack, page.item, page.card, reason.value),
            ),
        )
        for reason in Reason
    ]
    text = join([bold(card.title), turn.say("What is not right here?")])
    back: Row = (Link(turn.say("◀ Back"), card_page(page) or help_pages.Onward(), Means.BACK), *menu_row(turn))
    return Screen(text, (*rows, back))


@views(pages.Flagged, kept=False)
def flagged(turn: Turn, page: pages.Flagged) -> Screen:
    """Count it, once for this person and card, and say thank you; people who were hurt find kind words and Help
    first.
    """
    found = None if turn.preview.edition else _find(turn, page)
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
        rows.append((Link(turn.say("🆘 Help"), help_pages.Help()),))
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
        rows.append((Link(turn.say("What I remember"), landmarks.Consent()),))
    on = Link(turn.say("▶ Go on"), card_page(page) or help_pages.Onward(), Means.NEXT)
    return Screen(join(parts), (*rows, (on, *menu_row(turn))))


def _find(turn: Turn, page: pages.About | pages.Flag | pages.Flagged) -> tuple[Item, Card] | None:
    """Return the card if this person may read it. In a trial nothing is counted, so nothing is flagged there."""
    item = turn.library.find(FLAGGED_KINDS[page.initial], page.pack, page.item, turn.locale)
    card = item.card(page.card) if item else None
    if item is None or card is None or (item.audiences and not may_read(turn, item)):
        return None
    return item, card


def card_page(page: pages.About | pages.Flag | pages.Flagged) -> Page | None:
    """Return the card's own page; None for a question and a day, which are reached by where the person stands."""
    match FLAGGED_KINDS[page.initial]:
        case Kind.LESSON:
            return pages.LessonCard(page.pack, page.item, page.card)
        case Kind.STORY:
            return pages.Scene(page.pack, page.item, page.card)
        case Kind.TIPS:
            return tips_pages.Tip(page.pack, page.item, page.card)
        case Kind.GLOSSARY:
            return menu_pages.Term(page.pack, page.card)
        case _:
            return None
