"""Domain of talk: all that packs teach the bot to understand, found anew when another library serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from bot.chat.matching import Matcher, Utterance
from bot.packs.model import Kind, Ref
from bot.packs.talk import Intent, read_intent
from bot.values.page import parse

if TYPE_CHECKING:
    from bot.packs.library import Library
    from bot.packs.model import Card, Item
    from bot.values.page import Page


@dataclass(frozen=True, slots=True)
class Heading:
    """A card of talk: whose it is, its title and what it says in one language."""

    ref: Ref
    card: str
    title: str
    intent: Intent


class Talk:
    """What one library teaches the bot to understand, whatever the language; `first` is asked first."""

    def __init__(self, library: Library, first: str) -> None:
        items = library.in_all_locales(Kind.TALK)
        # Of equal words one's own language counts first, and a page that opens before a reply.
        items.sort(key=lambda item: item.locale != first)
        self._headings = [_heading(item, card) for item in items for card in item.cards]
        self._headings.sort(key=lambda one: bool(one.intent.replies))
        told = ((at, words) for at, one in enumerate(self._headings) for words in one.intent.utterances)
        self._matcher = Matcher(Utterance(words, at) for at, words in told)

    def find(self, words: str) -> Heading | None:
        """Return what the words mean; None when nothing is like them."""
        found = self._matcher.find(words)
        return None if found is None else self._headings[found]


_KEPT: WeakKeyDictionary[Library, dict[str, Talk]] = WeakKeyDictionary()


def talk_of(library: Library, locale: str) -> Talk:
    """Return what a library teaches the bot to understand, for who writes in this language. Made once."""
    kept = _KEPT.setdefault(library, {})
    if locale not in kept:
        kept[locale] = Talk(library, locale)
    return kept[locale]


def page_opened_by(intent: Intent) -> Page | None:
    """Return the page that words open at once; None where there is a reply to them, or the page would act."""
    place = None if intent.replies else parse(intent.place)
    return None if place is None or place.acts else place


def title_of(library: Library, place: str, locale: str) -> str:
    """Return what the button to a place says: the title of the card that opens it; empty when none does."""
    for item in library.in_all_locales(Kind.TALK):
        found = library.find(Kind.TALK, item.ref.pack, item.ref.item, locale)
        for card in found.cards if found else ():
            intent = read_intent(card.body)
            if intent.place == place and not intent.replies:
                return card.title
    return ""


def _heading(item: Item, card: Card) -> Heading:
    return Heading(item.ref, card.id, card.title, read_intent(card.body))
