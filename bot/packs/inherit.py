"""Completes a translation from its source: it has its own words; the rest comes from the source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.packs.model import Card, Item
    from bot.packs.question import Question


def inherit(words: Item, source: Item, *, stale: bool) -> Item:
    """Return a translation completed from its source. Cards are matched by position: `check` ensures that ids,
    order and keys are the same. The meaning of a question comes from its own words.
    """
    cards = tuple(_card(card, of) for card, of in zip(words.cards, source.cards, strict=True))
    return replace(
        words,
        cards=cards,
        audiences=source.audiences,
        age_mark=source.age_mark,
        topics=source.topics,
        minutes=source.minutes,
        weeks=source.weeks,
        start=source.start,
        endings=source.endings,
        pick=source.pick,
        shuffle=source.shuffle,
        first=source.first,
        honest=source.honest,
        duel=source.duel,
        sensitive=source.sensitive,
        stale=stale,
    )


def _card(words: Card, source: Card) -> Card:
    question = _question(words.question, source.question) if words.question and source.question else None
    return replace(words, question=question, case=source.case)


def _question(words: Question, source: Question) -> Question:
    options = tuple(
        replace(option, right=of.right, misconception=of.misconception)
        for option, of in zip(words.options, source.options, strict=True)
    )
    return replace(source, options=options, meaning=words.meaning, meanings=words.meanings)
