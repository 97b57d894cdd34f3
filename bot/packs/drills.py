"""Drills: the acts, techniques and signs that they speak of, and the ways through the moments of one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from bot.values import locales
from bot.values.locales import SOURCE_LOCALE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.model import Item

FILE = "practice.yml"
"""What a language says of drills, in its folder of `locales`."""

ACTS = {
    "ask": "🙋",
    "block": "🚫",
    "call": "📞",
    "check": "🔍",
    "open": "🔗",
    "report": "🚩",
    "send": "📤",
    "tell": "🗣",
    "wait": "☕",
}
"""What a learner may do without words, and the sign that stands before it."""

STEPS = 10
"""Most choices of one way through a drill: a path keeps a digit for each."""

DUEL_MOMENTS = (2, 5)
"""Fewest and most moments of a duel of two: as many as it has questions."""

DUEL_CHOICES = 3
"""Fewest choices of a moment of a duel, and fewest options of its questions: with two, "you differ" would say what
the other one chose.
"""

End = Literal["seen", "given", "trusted", "refused"]
"""How a drill ends: a trap seen through, or something given away; an honest chat trusted, or refused."""

TRAP_ENDS: tuple[End, End] = ("seen", "given")
HONEST_ENDS: tuple[End, End] = ("trusted", "refused")
"""The ends of each of the twins; the one to wish for stands first."""

Sort = Literal["technique", "sign"]
"""What a moment is marked with: a technique in a trap, a sign in an honest twin."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the debrief says of a technique or sign: its name, and why it works or counts."""

    name: str
    why: str


@cache
def find_act(words: str) -> str:
    """Return the act that an author wrote, in whichever language; empty for none that there is."""
    wanted = " ".join(words.casefold().split())
    forms = ((act, form) for told in _told("acts").values() for act, form in told.items())
    return next((act for act, form in forms if wanted in form.split("|")), "")


def act_words() -> list[str]:
    """Return all forms of all acts, in all languages."""
    return [one for told in _told("acts").values() for form in told.values() for one in form.split("|")]


def known(sort: Sort) -> list[str]:
    """Return the ids of all techniques or signs."""
    return [*_told(f"{sort}s")[SOURCE_LOCALE]]


def told(sort: Sort, name: str, locale: str) -> Told:
    """Return what a language says of a technique or sign; the source language where it says nothing.

    Errors: KeyError for one that there is not.
    """
    listed = _told(f"{sort}s")
    return Told(**(listed.get(locale, {}).get(name) or listed[SOURCE_LOCALE][name]))


def _told(part: str) -> Mapping[str, Mapping[str, Any]]:
    return {code: read[part] for code, read in locales.read(FILE).items() if part in read}


def longest(leads: Mapping[str, list[str]], start: str) -> int | None:
    """Return how many choices the longest way from a moment takes (moment → where its choices lead); None when a
    way leads in a circle.
    """
    found: dict[str, int | None] = {}

    def walk(name: str) -> int | None:
        if name not in found:
            found[name] = None  # whoever comes here again before it is known walks in a circle
            after = [walk(other) for other in leads.get(name, ())]
            known_lengths = [length for length in after if length is not None]
            if len(known_lengths) == len(after):
                found[name] = 1 + max(known_lengths) if after else 0
        return found[name]

    return walk(start)


def ways(item: Item) -> int:
    """Return the number of different ways through a drill."""
    cards = {card.id: card for card in item.cards}

    @cache
    def count(name: str) -> int:
        choices = cards[name].choices
        return sum(count(choice.scene) for choice in choices) if choices else 1

    return count(item.start)


def by_chance(item: Item) -> dict[str, float]:
    """Return how likely each end is for somebody who taps at random."""
    cards = {card.id: card for card in item.cards}

    @cache
    def walk(name: str) -> Mapping[str, float]:
        choices = cards[name].choices
        found = defaultdict(float, {} if choices else {item.endings[name]: 1.0})
        for choice in choices:
            for end, likely in walk(choice.scene).items():
                found[end] += likely / len(choices)
        return found

    return dict(walk(item.start))
