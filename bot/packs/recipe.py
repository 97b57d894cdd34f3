"""Recipes: a question set that an educator picked from the bank: a list of question ids, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from bot.packs.model import Item, Kind
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.packs.library import Library
    from bot.packs.model import Card, Ref
    from bot.values.text import Text

OWN = "own"
"""What stands for the pack in the ref of such a set (`quiz:own/12-3`); no pack may be called so."""

MOST_QUESTIONS = 20
"""Questions of one set at most: two pages of paper, one lesson's time."""

MORE = "more"
"""Stands in paths where no question gives way to another: the set gets one more."""

MARK = 10
"""Letters of a question's meaning that paths carry: what is picked is just what was shown."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A set's age tier, its main topic, its place among the educator's sets of that topic (from 1: both are its
    name), and its questions as ids: `basics-sets/phishing/9-11:support`. Written as one line of words.
    """

    tier: Audience
    topic: str
    place: int
    questions: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((self.tier.value, self.topic, str(self.place), *self.questions))

    @staticmethod
    def parse(words: str) -> Recipe | None:
        """Read a recipe back; None for anything else."""
        match words.split(" "):
            case [tier, topic, place, *questions] if tier in set(Audience) and place.isdecimal():
                return Recipe(Audience(tier), topic, int(place), tuple(questions))
        return None

    def with_question(self, question: str, instead: str = "") -> Recipe:
        """Return the set with a question at its end, or in the place of another. Said twice it is the same; a set
        that is full stays as it is.
        """
        if question in self.questions:
            return self
        if instead:
            put = tuple(question if one == instead else one for one in self.questions)
            return replace(self, questions=put)
        return replace(self, questions=(*self.questions, question)[:MOST_QUESTIONS])

    def without(self, question: str) -> Recipe:
        """Return the set without a question."""
        return replace(self, questions=tuple(one for one in self.questions if one != question))


@dataclass(frozen=True, slots=True)
class Banked:
    """A question of the bank: the set that it stands in, and its card."""

    item: Item
    card: Card

    @property
    def id(self) -> str:
        """How a recipe names it."""
        return f"{self.item.ref.pack}/{self.item.ref.item}:{self.card.id}"

    @property
    def topic(self) -> str:
        """The first topic of its set."""
        return self.item.topics[0] if self.item.topics else ""

    @property
    def mark(self) -> str:
        """How paths name it: by what it says."""
        return self.card.question.meaning[:MARK] if self.card.question else ""


def bank(library: Library, tier: Audience, locale: str, topic: str | None = None) -> Iterator[Banked]:
    """Yield every question of the question sets for an age, perhaps of one topic, in the library's order."""
    for item in library.listing(Kind.QUIZ, tier, locale, topic):
        for card in item.cards:
            if card.question:
                yield Banked(item, card)


def marked(library: Library, tier: Audience, locale: str, mark: str) -> Banked | None:
    """Return the question of the bank with this mark; None when it was changed or taken back since."""
    return next((one for one in bank(library, tier, locale) if one.mark == mark), None)


def banked(library: Library, locale: str, question: str) -> Banked | None:
    """Return a question by its id as it stands now; None when it was taken back."""
    where, _, card_id = question.rpartition(":")
    pack, _, name = where.partition("/")
    item = library.find(Kind.QUIZ, pack, name, locale)
    card = item.card(card_id) if item else None
    return Banked(item, card) if item and card and card.question else None


def compose(  # noqa: PLR0913 - a set is all of these
    recipe: Recipe, library: Library, locale: str, *, ref: Ref, title: str, description: Text
) -> Item | None:
    """Return the set that a recipe makes of the library as it stands now: questions that were taken back are left
    out, changed ones are as they are now. None when nothing is left.
    """
    found = [one for question in recipe.questions if (one := banked(library, locale, question))]
    if not found:
        return None
    items = [one.item for one in found]
    misconceptions: dict[str, str] = {}
    cards = tuple(_with_misconceptions(one, misconceptions) for one in found)
    return Item(
        ref,
        next((item.locale for item in items if item.locale != locale), locale),
        title,
        description,
        cards,
        audiences=(recipe.tier,),
        age_mark=max(item.age_mark for item in items),
        topics=(recipe.topic,),
        minutes=ceil(sum(item.minutes / len(item.cards) for item in items)),
        pick=len(cards),
        misconceptions=misconceptions,
        sensitive=any(item.sensitive for item in items),
        unreviewed=any(item.unreviewed for item in items),
        origins=tuple(item.ref for item in items),
    )


def _with_misconceptions(one: Banked, known: dict[str, str]) -> Card:
    """Return the card, adding the misconceptions of its options to `known`; two sets may mean different things by
    one id, then the later one gets another.
    """
    question = one.card.question
    if question is None:
        return one.card
    ids: Mapping[str, str] = {
        option.misconception: _free_id(option.misconception, one.item.misconceptions, known)
        for option in question.options
        if option.misconception
    }
    if all(mine == given for mine, given in ids.items()):
        return one.card
    options = tuple(replace(o, misconception=ids.get(o.misconception, "")) for o in question.options)
    return replace(one.card, question=replace(question, options=options))


def _free_id(wanted: str, words: Mapping[str, str], known: dict[str, str]) -> str:
    given = wanted
    while known.setdefault(given, words.get(wanted, "")) != words.get(wanted, ""):
        given += "+"
    return given
