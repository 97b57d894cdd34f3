"""The questions of a duel: questions of the bank, or moments of a drill; and whether they are unchanged. Pure."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.features.duel import drills
from bot.features.duel.pages import DuelOf
from bot.packs.drills import DUEL_CHOICES
from bot.packs.model import Kind
from bot.packs.recipe import bank, banked
from bot.packs.topics import SENSITIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.packs.library import Library
    from bot.packs.model import Card, Choice, Item
    from bot.packs.question import Question
    from bot.packs.recipe import Banked
    from bot.values.audience import Audience

QUESTIONS = 5

CHOICE = "choice"
"""The kind of question that a duel asks: one option of several is chosen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for both, on a card of an item: a question of the bank, or the choices of a moment as one
    question. `came`: the choice by which the chat of a drill came to this moment; None for the first moment,
    and for questions.
    """

    id: str
    item: Item
    card: Card
    question: Question
    came: Choice | None = None

    @property
    def is_moment(self) -> bool:
        """Whether it is a moment of a drill."""
        return self.item.ref.kind is Kind.DRILL

    @property
    def words(self) -> str:
        """Its name where the two are told that they differ; of a moment, with the last message."""
        return drills.words_of(self.card) if self.is_moment else self.card.title


def topics(library: Library, tier: Audience, locale: str, of: DuelOf) -> list[str]:
    """Return the topics with enough for a duel, without topics that may weigh on a child."""
    found = library.topics(tier, locale)
    if of is DuelOf.DRILL:
        return [topic for topic in found if drills.fitting(library, tier, locale, topic)]
    return [topic for topic in found if len(fitting(library, tier, locale, topic)) >= QUESTIONS]


def pick(  # noqa: PLR0913, PLR0917 - a duel is all of these
    library: Library, tier: Audience, locale: str, of: DuelOf, topic: str, duel: int
) -> list[Asked]:
    """Return the questions of the duel with this number, in their authors' order: the same for the same number.
    Empty if there are not enough.
    """
    if of is DuelOf.DRILL:
        item = drills.pick(library, tier, locale, topic, duel)
        return _moments(library, item) if item else []
    found = fitting(library, tier, locale, topic)
    if len(found) < QUESTIONS:
        return []
    places = random.Random(duel).sample(range(len(found)), QUESTIONS)  # noqa: S311 - no secret
    return [found[place] for place in sorted(places)]


def fitting(library: Library, tier: Audience, locale: str, topic: str) -> list[Asked]:
    """Return the questions on a topic that a duel may ask, without those that may weigh on a child."""
    if topic in SENSITIVE:
        return []
    return [asked for one in bank(library, tier, locale, topic) if (asked := _question(one))]


def meaning_of(asked: Sequence[Asked]) -> str:
    """Return a mark of the question, in all its languages together."""
    told = "\n".join(" ".join(sorted(one.question.meanings)) for one in asked)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def asked_of(library: Library, locale: str, ids: Sequence[str], meaning: str) -> list[Asked] | None:
    """Return what a duel asks, in a language; None if some of it was changed or withdrawn since the duel began."""
    drill = drills.drill_of(library, locale, ids)
    if drill is not None:
        found = _moments(library, drill)
    else:
        found = [asked for each in ids if (one := banked(library, locale, each)) and (asked := _question(one))]
    same = [one.id for one in found] == [*ids] and meaning_of(found) == meaning
    return found if same else None


def _question(one: Banked) -> Asked | None:
    """Return a question of the bank if a duel may ask it."""
    question = one.card.question
    if question is None or question.name != CHOICE or len(question.letters) < DUEL_CHOICES:
        return None
    return None if one.item.sensitive else Asked(one.id, one.item, one.card, question)


def _moments(library: Library, drill: Item) -> list[Asked]:
    """Return the moments of a drill at which both choose."""
    cards = [card for name in drill.duel if (card := drill.card(name))]
    return [
        Asked(drills.moment_id(drill, card), drill, card, drills.question_of(library, drill, card), came)
        for card, came in zip(cards, drills.ways(cards), strict=True)
    ]
