"""Drills for two: the chat goes on as its author chose, and both are asked at the same moments. Pure."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.features.practice import domain as practice
from bot.packs.kinds.choice import Choice as ChoiceQuestion
from bot.packs.model import Kind, Ref
from bot.packs.option import Option
from bot.packs.topics import SENSITIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.packs.library import Library
    from bot.packs.model import Card, Choice, Item
    from bot.packs.question import Question
    from bot.values.audience import Audience


def fitting(library: Library, tier: Audience, locale: str, topic: str) -> list[Item]:
    """Return the traps on a topic that are fit for two, with their honest twins; none that may weigh on a
    child.
    """
    found = library.listing(Kind.DRILL, tier, locale, topic)
    return [trap for trap in found if _fits(trap) and (twin := _twin(library, trap, locale)) and _fits(twin)]


def pick(library: Library, tier: Audience, locale: str, topic: str, duel: int) -> Item | None:
    """Return the trap or the honest twin for the duel of this number; both are equally likely."""
    found = fitting(library, tier, locale, topic)
    if not found:
        return None
    trap = random.Random(duel).choice(found)  # noqa: S311 - no secret
    honest = practice.is_honest(trap.ref, practice.draw(str(duel).encode()))
    return _twin(library, trap, locale) if honest else trap


def moment_id(drill: Item, card: Card) -> str:
    """Return the form of a moment in the row of a duel."""
    return f"{drill.ref}:{card.id}"


def drill_of(library: Library, locale: str, ids: Sequence[str]) -> Item | None:
    """Return the drill whose moments these are, if it is still fit for two."""
    ref = Ref.parse(ids[0].rpartition(":")[0]) if ids else None
    found = library.find(Kind.DRILL, ref.pack, ref.item, locale) if ref and ref.kind is Kind.DRILL else None
    return found if found and _fits(found) else None


def ways(cards: Sequence[Card]) -> list[Choice | None]:
    """Return the choice by which the chat comes to each of these moments; None for the first one."""
    led = (
        next((choice for choice in before.choices if choice.scene == card.id), None)
        for before, card in pairwise(cards)
    )
    return [None, *led]


def question_of(library: Library, drill: Item, card: Card) -> Question:
    """Return the choices of a moment as a question without a right answer. Any change in the words of the
    moment, in any language, makes it another question.
    """
    told = (found.card(card.id) for found in library.in_each_locale(drill.ref))
    options = tuple(Option(practice.said(choice), feedback=choice.consequence) for choice in card.choices)
    return ChoiceQuestion(options, card.hash, frozenset(one.hash for one in told if one))


def words_of(card: Card) -> str:
    """Return a moment in few words: when it is, and the last message."""
    last = card.body.plain.rstrip().rpartition("\n")[2]
    return f"{card.title} · {practice.quoted(last)}" if last else card.title


def _twin(library: Library, trap: Item, locale: str) -> Item | None:
    return library.find(Kind.DRILL, trap.twin.pack, trap.twin.item, locale) if trap.twin else None


def _fits(drill: Item) -> bool:
    return bool(drill.duel) and not drill.sensitive and SENSITIVE.isdisjoint(drill.topics)
