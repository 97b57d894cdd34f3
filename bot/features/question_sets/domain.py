"""The question sets that an educator picked: which one a ref means, and the one that they work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.chat.existing import exists
from bot.chat.items import elsewhere
from bot.features.classes.navigation import open_class
from bot.features.classes.sets import item_of_recipe, set_name
from bot.features.classes.tasks import recipes
from bot.features.question_sets import pages, store
from bot.packs.model import Kind, Ref
from bot.packs.recipe import MORE, OWN, Recipe, banked, is_own
from bot.values.drawn_number import read_number
from bot.values.means import Means
from bot.values.screen import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Reader, Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.question_sets.store import OwnSet
    from bot.packs.model import Item
    from bot.values.audience import Audience
    from bot.values.screen import Row


@exists("own")
def is_there(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the person has a set of this number."""
    return store.get(turn.db, turn.person.key, fields["own"]) is not None


@exists("over")
def is_in_set(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether no question gives way, or one that the person's set has."""
    own = store.get(turn.db, turn.person.key, fields["own"])
    recipe = Recipe.parse(own.recipe) if own else None
    there = (banked(turn.library, turn.locale, question) for question in (recipe.questions if recipe else ()))
    return fields["over"] == MORE or any(one is not None and one.mark == fields["over"] for one in there)


@elsewhere
def find(turn: Turn, ref: Ref) -> Item | None:
    """Return the person's own set; None if it does not exist (any more), is somebody else's or is not a set."""
    own = _own(turn, ref)
    return item_of_own(turn, own) if own else None


@recipes
def recipe_of(turn: Turn, ref: Ref) -> str | None:
    """Return what the person's own set consists of; None for anything else."""
    own = _own(turn, ref)
    return own.recipe if own else None


def item_of_own(turn: Turn, own: OwnSet) -> Item | None:
    """Return an own set as pupils see it; None while no question is in it."""
    return item_of_recipe(turn, Ref(Kind.QUIZ, OWN, own.name), own.recipe)


@dataclass(frozen=True, slots=True)
class InHand:
    """An own set that its educator works on, for a class that they teach."""

    classroom: Classroom
    own: OwnSet
    recipe: Recipe

    def row(self, reader: Reader) -> Row:
        """Return the way back to the set."""
        label = reader.say("⬆ {name}", name=set_name(reader, self.recipe))
        return (Link(label, pages.OwnSet(self.classroom.room, self.own.number), Means.BACK),)


def in_hand(turn: Turn, room: int, number: int) -> InHand | None:
    """Return the person's own set with an open class of theirs; None for anybody else's."""
    classroom = open_class(turn, room)
    own = store.get(turn.db, turn.person.key, number) if classroom else None
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
    if not is_own(ref):
        return None
    number = read_number(ref.item.partition("-")[0])
    return store.get(turn.db, turn.person.key, number) if number else None
