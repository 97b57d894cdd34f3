"""Domain of talk: all that packs teach the bot to understand, found anew when another library serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from bot.chat.matching import Matcher, Utterance
from bot.features.search.answers import topic_page
from bot.features.talk.pages import MyTopic
from bot.packs.model import Kind, Ref
from bot.packs.talk import Intent, read_intent
from bot.values.locales import languages
from bot.values.page import parse

if TYPE_CHECKING:
    from bot.chat.turn import Turn
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
        self._openers = _openers(library, first)

    def find(self, words: str) -> Heading | None:
        """Return what the words mean; None when nothing is like them."""
        found = self._matcher.find(words)
        return None if found is None else self._headings[found]

    def lists(self, words: str) -> bool:
        """Whether a pack lists these very words."""
        return self._matcher.lists(words)

    def button_to(self, place: str) -> Heading | None:
        """Return the card that opens a place, whose title its buttons bear; None when none does."""
        return self._openers.get(place)


_KEPT: WeakKeyDictionary[Library, dict[str, Talk]] = WeakKeyDictionary()


def talk_of(library: Library, locale: str) -> Talk:
    """Return what a library teaches the bot to understand, for a person who writes in this language. Made once."""
    kept = _KEPT.setdefault(library, {})
    if locale not in kept:
        kept[locale] = Talk(library, locale)
    return kept[locale]


def prepare(library: Library) -> None:
    """Make what a library teaches, so that nobody waits for it."""
    for locale in languages():
        talk_of(library, locale)


def page_opened_by(turn: Turn, intent: Intent) -> Page | None:
    """Return the page that words open at once; None where there is a reply to them, the page would act, or it is
    the list of a topic that has nothing for this reader.
    """
    place = None if intent.replies else parse(intent.place)
    if isinstance(place, MyTopic):
        return topic_page(turn, place.topic)
    return None if place is None or place.acts else place


def _openers(library: Library, locale: str) -> dict[str, Heading]:
    """Return the first card that opens each place without a reply, in this language where it is told in it."""
    found: dict[str, Heading] = {}
    for ref in dict.fromkeys(item.ref for item in library.in_all_locales(Kind.TALK)):
        item = library.find(Kind.TALK, ref.pack, ref.item, locale)
        for heading in (_heading(item, card) for card in item.cards) if item else ():
            if not heading.intent.replies:
                found.setdefault(heading.intent.place, heading)
    return found


def _heading(item: Item, card: Card) -> Heading:
    return Heading(item.ref, card.id, card.title, read_intent(card.body))
