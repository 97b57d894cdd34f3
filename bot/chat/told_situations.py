"""Told situations: which help page typed words describe, by keywords; the detector alone knows fewer pages."""

from __future__ import annotations

from functools import cache

from bot.chat.matching import Matcher, Utterance
from bot.help.situations import Situation
from bot.help.told_words import ways_of_telling

SHARPER: dict[Situation, frozenset[Situation]] = {
    Situation.DANGER: frozenset({Situation.TASK, Situation.SCAM}),
    Situation.STRANGER: frozenset({Situation.TASK, Situation.SCAM}),
    Situation.BLACKMAIL: frozenset({Situation.SCAM}),
    Situation.NO_WISH_TO_LIVE: frozenset({Situation.WORRY}),
}
"""What an urgent situation may be taken for by its words; any other one stays what was heard."""

GRAVE = frozenset({*SHARPER, Situation.HURT, Situation.WORRY})
"""Situations that no words make another one of where they were only softly heard."""


def situation_of(words: str) -> Situation | None:
    """Return the situation that words describe; None for any other words."""
    found = _matcher().find(words)
    return None if found is None else Situation(found)


def sharper(heard: Situation | None, words: str, *, urgent: bool) -> Situation | None:
    """Return the situation of the best page: the one that the detector heard, or the one that the words
    describe.
    """
    if heard in GRAVE and not (urgent and heard in SHARPER):
        return heard
    told = situation_of(words)
    if urgent and (heard is None or told not in SHARPER.get(heard, ())):
        return heard
    return told or heard


@cache
def _matcher() -> Matcher:
    return Matcher(Utterance(way, about) for way, about in ways_of_telling())
