"""Inherit: a translation brings words; tiers, topics, keys and all else that is no words come from its source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.packs.model import Card, Item, Question


def inherit(words: Item, source: Item, *, stale: bool) -> Item:
    """Return a translation completed from its source. Cards belong together by their place: a check has seen that
    ids, order and keys are the same. The meaning of a question is its source's, so that an answer counts the same
    in every language.
    """
    cards = tuple(_card(card, of) for card, of in zip(words.cards, source.cards, strict=True))
    return replace(
        words,
        cards=cards,
        audiences=source.audiences,
        age_mark=source.age_mark,
        topics=source.topics,
        minutes=source.minutes,
        start=source.start,
        endings=source.endings,
        pick=source.pick,
        shuffle=source.shuffle,
        sensitive=source.sensitive,
        stale=stale,
    )


def _card(words: Card, source: Card) -> Card:
    question = _question(words.question, source.question) if words.question and source.question else None
    return replace(words, question=question)


def _question(words: Question, source: Question) -> Question:
    options = tuple(
        replace(option, right=of.right, misconception=of.misconception)
        for option, of in zip(words.options, source.options, strict=True)
    )
    return replace(words, kind=source.kind, options=options, meaning=source.meaning)
