"""Drills: their acts, techniques and signs, and the ways through the moments of a drill."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from bot.values import locales
from bot.values.locales import SOURCE_LOCALE, instead_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.model import Item

FILE = "practice.yml"
"""The file about drills in each language's folder of `locales`."""

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
"""Acts of a learner without words, each with its sign."""

STEPS = 10
"""Most choices on one way through a drill: a path has a digit for each."""

DUEL_MOMENTS = (2, 5)
"""Fewest and most moments of a duel: also its number of questions."""

DUEL_CHOICES = 3
"""Fewest choices of a moment of a duel, and fewest options of its questions: with two, "you differ" would reveal
the other person's choice.
"""

End = Literal["seen", "given", "trusted", "refused"]
"""How a drill ends: a trap recognised, or something given away; an honest chat trusted, or refused."""

TRAP_ENDS: tuple[End, End] = ("seen", "given")
HONEST_ENDS: tuple[End, End] = ("trusted", "refused")
"""The ends of each of the twins; the better one is first."""

Sort = Literal["technique", "sign"]
"""The kind of mark of a moment: a technique in a trap, a sign in an honest twin."""


@dataclass(frozen=True, slots=True)
class Told:
    """The debrief's words about a technique or sign: its name, and why it works or matters."""

    name: str
    why: str


@cache
def find_act(words: str) -> str:
    """Return the act that an author wrote in any language; empty if there is no such act."""
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
    """Return a language's words about a technique or sign, or those of the source language.

    Errors: KeyError if there is no such technique or sign.
    """
    listed = _told(f"{sort}s")
    known = (listed.get(code, {}).get(name) for code in instead_of(locale))
    return Told(**(next(filter(None, known), None) or listed[SOURCE_LOCALE][name]))


def _told(part: str) -> Mapping[str, Mapping[str, Any]]:
    return {code: read[part] for code, read in locales.read(FILE).items() if part in read}


def longest(leads: Mapping[str, list[str]], start: str) -> int | None:
    """Return the number of choices on the longest way from a moment (moment → targets of its choices); None if a
    way leads in a circle.
    """
    found: dict[str, int | None] = {}

    def walk(name: str) -> int | None:
        if name not in found:
            found[name] = None  # a second visit before the value is known means a circle
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
    """Return the probability of each end for somebody who taps at random."""
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
