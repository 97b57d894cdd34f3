"""How a card of a pack is shown, whatever it belongs to: its words, its sources, the way to help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.pickers import menu_row
from bot.features.library import pages as library_pages
from bot.features.menu import pages as menu_pages
from bot.help import pages as help_pages
from bot.values.audience import Audience
from bot.values.limits import SHORT_LABEL
from bot.values.phrases import letter
from bot.values.screen import Link
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Reader, Turn
    from bot.packs.model import Card, Ref
    from bot.values.screen import Row


def shown_sources(reader: Reader, card: Card) -> Text:
    """Return the sources that a card shows: those of an adult's card. A child finds them behind ⓘ, so that less
    text is between the words and the buttons. On a question they are behind ⓘ for everybody, because they give
    the answer away.
    """
    return sources(reader, card) if reader.is_adult and card.question is None else Text()


def sources(reader: Reader, card: Card) -> Text:
    """Return the sources of the card's facts, small and last; empty when it has none."""
    return join([italic(reader.say("Source: ")) + source for source in card.sources], "\n")


def remembered(reader: Reader, card: Card, head: str = "") -> Text:
    """Return what a card wants to be remembered, under its head; empty when it has nothing."""
    return bold(head or reader.say("📌 Remember")) + "\n" + card.remember if card.remember else Text()


def last_words(turn: Turn, card: Card) -> tuple[list[Text | str], tuple[Row, ...]]:
    """Return the end of a card, and its button: a warning with the way to help, words for adults, the sources."""
    parts: list[Text | str] = [card.warning] if card.warning else []
    if card.adult_note and turn.is_adult:
        parts.append(bold(turn.say("For adults")) + "\n" + card.adult_note)
    return [*parts, shown_sources(turn, card)], (help_row(turn),) if card.warning else ()


def term_rows(turn: Turn, pack: str, card: Card) -> tuple[Row, ...]:
    """Return a button for each term of the glossary that the card uses; the youngest find them behind ⓘ."""
    return () if turn.reads is Audience.TIER_6_8 else every_term_row(turn, pack, card)


def every_term_row(turn: Turn, pack: str, card: Card) -> tuple[Row, ...]:
    """Return a button for each term of the glossary that the card uses, for readers of any age."""
    found = [turn.library.term(pack, term, turn.locale) for term in card.terms]
    return tuple(
        (Link(f"📗 {term.card.title}", menu_pages.Term(term.pack, term.card.id)),)
        for term in found
        if term is not None
    )


def choice_rows(reader: Reader, links: Sequence[Link], texts: Sequence[Text]) -> tuple[Text, tuple[Row, ...]]:
    """Return choices as buttons, one a row. If one is longer than an app shows, they are lettered in the text
    that is returned first, and the buttons are the letters.
    """
    if not links or max(len(link.label) for link in links) <= SHORT_LABEL:
        return Text(), tuple((link,) for link in links)
    signs = [letter(reader, place) for place in range(len(links))]
    lines = [bold(f"{sign}. ") + text for sign, text in zip(signs, texts, strict=True)]
    return join(lines, "\n"), (tuple(Link(sign, link.page) for sign, link in zip(signs, links, strict=True)),)


def last_row(turn: Turn, ref: Ref, card: Card) -> Row:
    """Return the row below every card: the way to the menu and a quiet one to the page about the card."""
    return (*menu_row(turn), *about_links(turn, ref, card))


def about_links(turn: Turn, ref: Ref, card: Card) -> Row:
    """Return the button to sources and flags; of an adult who sees the sources on the card, to flags."""
    if not turn.is_adult or card.question is not None:
        return (Link("ⓘ", library_pages.About(ref.kind.value[0], ref.pack, ref.item, card.id)),)
    return flag_links(turn, ref, card)


def flag_links(turn: Turn, ref: Ref, card: Card) -> Row:
    """Return the button with which a card is flagged; none while an editor tries it out."""
    if turn.preview.edition:
        return ()
    page = library_pages.Flag(ref.kind.value[0], ref.pack, ref.item, card.id)
    return (Link(turn.say("🚩 Not right?"), page),)


def help_row(reader: Reader) -> Row:
    """Return the button of a warning, in words that a hurt child can tap."""
    return (Link(reader.say("🆘 I need help"), help_pages.Help()),)
