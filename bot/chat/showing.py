"""How a card of a pack is shown, whatever it belongs to: its words, its sources, the way to help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.values import sitemap
from bot.values.screen import Link
from bot.values.text import Text, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Reader, Turn
    from bot.packs.model import Card, Ref
    from bot.values.screen import Row

SHORT_LABEL = 30
"""Labels up to this many characters stand on buttons; longer words are lettered in the text, because a phone
cuts a label off (DESIGN, on Telegram's terms)."""


def letter(reader: Reader, place: int) -> str:
    """Return the letter that stands for option `place` (from 0) in the reader's alphabet."""
    return reader.say("ABCDEF")[place]


def sources(reader: Reader, card: Card) -> Text:
    """Return the sources of the card's facts, small and last; empty when it has none."""
    return join([italic(reader.say("Source: ")) + source for source in card.sources], "\n")


def term_rows(turn: Turn, pack: str, card: Card) -> tuple[Row, ...]:
    """Return a button for each term of the glossary that the card uses."""
    found = [turn.library.term(pack, term, turn.locale) for term in card.terms]
    return tuple(
        (Link(f"📗 {term.card.title}", sitemap.Term(term.pack, term.card.id)),)
        for term in found
        if term is not None
    )


def last_row(turn: Turn, ref: Ref, card: Card) -> Row:
    """Return what stands below every card: the way to the menu and, quietly, the one to say what is not right."""
    return (*menu_row(turn), *flag_links(turn, ref, card))


def flag_links(turn: Turn, ref: Ref, card: Card) -> Row:
    """Return the button with which a card is flagged; none while an editor tries it out."""
    if turn.trial:
        return ()
    page = sitemap.Flag(ref.kind.value[0], ref.pack, ref.item, card.id)
    return (Link(turn.say("🚩 Not right?"), page),)


def help_row(reader: Reader) -> Row:
    """Return the button of a warning, in words that a hurt child can tap."""
    return (Link(reader.say("🆘 I need help"), sitemap.Help()),)
