"""Sets: which question set a ref means for a turn, be it of a pack or an educator's own."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from bot.chat.classways import open_class
from bot.chat.names import topic_name
from bot.packs.model import Kind, Ref
from bot.packs.recipe import OWN, Recipe, compose
from bot.store import ownsets
from bot.values import sitemap
from bot.values.screen import Link
from bot.values.text import Text

if TYPE_CHECKING:
    from bot.chat.turn import Reader, Turn
    from bot.packs.model import Item
    from bot.store.classrooms import Classroom
    from bot.store.ownsets import OwnSet
    from bot.values.audience import Audience
    from bot.values.screen import Row

MOST_NUMBER = 999_999_999
"""Numbers of own sets are drawn at random from 1 to this."""


def find(turn: Turn, ref: Ref) -> Item | None:
    """Return an item of the library, or the person's own set, each as it is now; None when there is none (any
    more), or it is somebody else's.
    """
    if not is_own(ref):
        return turn.library.find(ref.kind, ref.pack, ref.item, turn.locale)
    own = _own(turn, ref)
    return item_of_own(turn, own) if own else None


def find_for(turn: Turn, ref: Ref, tier: Audience) -> Item | None:
    """Return the same if it is for this age."""
    item = find(turn, ref)
    return item if item and tier in item.audiences else None


def recipe_of(turn: Turn, ref: Ref) -> str | None:
    """Return what the person's own set consists of, for a class that is given it; None for a pack's item."""
    own = _own(turn, ref) if is_own(ref) else None
    return own.recipe if own else None


def is_own(ref: Ref) -> bool:
    """Whether this is a set that an educator picked: nobody else can open it, but by an assignment."""
    return ref.kind is Kind.QUIZ and ref.pack == OWN


def item_of_own(turn: Turn, own: OwnSet) -> Item | None:
    """Return an own set as pupils see it; None while no question is in it."""
    return item_of_recipe(turn, Ref(Kind.QUIZ, OWN, own.name), own.recipe)


def item_of_recipe(turn: Turn, ref: Ref, words: str | None) -> Item | None:
    """Return the set that a recipe makes of the library as it stands now, None when nothing of it is left."""
    recipe = Recipe.parse(words or "")
    if recipe is None:
        return None
    told = Text(turn.say("Questions that a teacher has chosen."))
    return compose(recipe, turn.library, turn.locale, ref=ref, title=name(turn, recipe), description=told)


def name(reader: Reader, recipe: Recipe) -> str:
    """Return how a set is called: its topic and its number; nothing is typed."""
    topic = topic_name(reader, recipe.topic)
    return reader.say("{topic} · set {number}", topic=topic, number=recipe.place)


def questions_in(item: Item) -> int:
    """Return how many questions a set has: a class gets every one of them."""
    return sum(card.question is not None for card in item.cards)


def minutes_in_class(item: Item) -> int:
    """Return how many minutes an item takes a class, which gets every question of a set: the author's minutes are
    those of a reader alone, who may get only some of them at a time.
    """
    asked = questions_in(item)
    some = min(item.pick or asked, asked)
    return ceil(item.minutes * asked / some) if item.ref.kind is Kind.QUIZ and some else item.minutes


@dataclass(frozen=True, slots=True)
class InHand:
    """An own set that its educator works on, for a class that they teach."""

    classroom: Classroom
    own: OwnSet
    recipe: Recipe

    def row(self, reader: Reader) -> Row:
        """Return the way back to the set."""
        label = reader.say("⬆ {name}", name=name(reader, self.recipe))
        return (Link(label, sitemap.OwnSet(self.classroom.room, self.own.number)),)


def in_hand(turn: Turn, room: int, number: int) -> InHand | None:
    """Return the person's own set with an open class of theirs; None for anybody else's."""
    classroom = open_class(turn, room)
    own = ownsets.get(turn.db, turn.person.key, number) if classroom else None
    recipe = Recipe.parse(own.recipe) if own else None
    return InHand(classroom, own, recipe) if classroom and own and recipe else None


def topics(turn: Turn, tier: Audience) -> list[str]:
    """Return the topics that have questions for an age."""
    return [
        topic
        for topic in turn.library.topics(tier, turn.locale)
        if turn.library.listing(Kind.QUIZ, tier, turn.locale, topic)
    ]


def _own(turn: Turn, ref: Ref) -> OwnSet | None:
    number, _, _ = ref.item.partition("-")
    fits = number.isdecimal() and len(number) <= len(str(MOST_NUMBER))
    return ownsets.get(turn.db, turn.person.key, int(number)) if fits else None
