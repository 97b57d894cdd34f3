"""Recipes: question sets that educators picked from the bank, stored as lists of question ids."""

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
"""The pack in the ref of such a set (`quiz:own/12-3`); no pack may have this id."""

MOST_QUESTIONS = 20
"""Most questions of one set: two pages of paper, one lesson's time."""

MORE = "more"
"""In paths: no question is replaced; the set gets another one."""

MARK = 10
"""Letters of a question's meaning in a path, so that exactly the shown question is picked."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A set's age tier, its main topic, its number among the educator's sets of that topic (from 1; topic and
    number are its name), and its questions as ids: `basics-sets/phishing/9-11:support`. Written as one line of
    words.
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
        """Return the set with a question at its end, or in place of another. Idempotent: a repeated call changes
        nothing. A full set stays unchanged.
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
    """A question of the bank: its set and its card."""

    item: Item
    card: Card

    @property
    def id(self) -> str:
        """The question's id in a recipe."""
        return f"{self.item.ref.pack}/{self.item.ref.item}:{self.card.id}"

    @property
    def topic(self) -> str:
        """The first topic of its set."""
        return self.item.topics[0] if self.item.topics else ""

    @property
    def mark(self) -> str:
        """The question's id in paths, made from its meaning."""
        return self.card.question.meaning[:MARK] if self.card.question else ""


def is_own(ref: Ref) -> bool:
    """Whether an educator picked this set: others can open it only by an assignment."""
    return ref.kind is Kind.QUIZ and ref.pack == OWN


def bank(library: Library, tier: Audience, locale: str, topic: str | None = None) -> Iterator[Banked]:
    """Yield every question of the question sets for an age, perhaps of one topic, in the library's order."""
    for item in library.listing(Kind.QUIZ, tier, locale, topic):
        for card in item.cards:
            if card.question:
                yield Banked(item, card)


def marked(library: Library, tier: Audience, locale: str, mark: str) -> Banked | None:
    """Return the question of the bank with this mark; None if it was changed or removed since."""
    return next((one for one in bank(library, tier, locale) if one.mark == mark), None)


def banked(library: Library, locale: str, question: str) -> Banked | None:
    """Return a question by its id as it is now; None if it was removed."""
    where, _, card_id = question.rpartition(":")
    pack, _, name = where.partition("/")
    item = library.find(Kind.QUIZ, pack, name, locale)
    card = item.card(card_id) if item else None
    return Banked(item, card) if item and card and card.question else None


def compose(  # noqa: PLR0913 - a set is all of these
    recipe: Recipe, library: Library, locale: str, *, ref: Ref, title: str, description: Text
) -> Item | None:
    """Return the set of a recipe from the present library: removed questions are left out, changed ones are as
    they are now. None if nothing is left.
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
    """Return the card, and add the misconceptions of its options to `known`. If two sets use one id for different
    misconceptions, the later one gets another id.
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
