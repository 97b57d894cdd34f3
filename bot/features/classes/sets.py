"""Question sets for a class: what a recipe makes of the library, how it is called, how long it takes."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from bot.chat.names import topic_name
from bot.packs.lettered import Lettered
from bot.packs.model import Kind
from bot.packs.recipe import Recipe, compose
from bot.values.text import Text

if TYPE_CHECKING:
    from bot.chat.turn import Reader, Turn
    from bot.packs.model import Item, Ref


def item_of_recipe(turn: Turn, ref: Ref, words: str | None) -> Item | None:
    """Return the set that a recipe makes of the library as it stands now, None when nothing of it is left."""
    if lettered := Lettered.parse(words or ""):
        return lettered.item(turn, turn.locale, ref)
    recipe = Recipe.parse(words or "")
    if recipe is None:
        return None
    told = Text(turn.say("Questions that a teacher has chosen."))
    return compose(recipe, turn.library, turn.locale, ref=ref, title=set_name(turn, recipe), description=told)


def set_name(reader: Reader, recipe: Recipe) -> str:
    """Return how a set is called: its topic and its number; nothing is typed."""
    topic = topic_name(reader, recipe.topic)
    return reader.say("{topic} · set {number}", topic=topic, number=recipe.place)


def questions_in(item: Item) -> int:
    """Return how many questions a set has: a class gets every one of them."""
    return sum(card.question is not None for card in item.cards)


def counted_in(item: Item) -> int:
    """Return how many questions of a set have a right answer."""
    return sum(card.question is not None and card.question.counted for card in item.cards)


def minutes_in_class(item: Item) -> int:
    """Return how many minutes an item takes a class, which gets every question of a set: the author's minutes are
    those of a reader alone, who may get only some of them at a time.
    """
    asked = questions_in(item)
    some = min(item.pick or asked, asked)
    return ceil(item.minutes * asked / some) if item.ref.kind is Kind.QUIZ and some else item.minutes
