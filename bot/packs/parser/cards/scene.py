"""Scene: the card of a story or drill: words and choices, each leading to another scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.drills import find_act
from bot.packs.model import Choice, Mark
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.packs.parser.cards.parts import MarkedPlace, Parts
    from bot.packs.parser.source import Report

CHOICES = 6
"""Most choices of a scene: the limit for options; a path holds one digit."""


def choices(parts: Parts) -> tuple[Choice, ...]:
    """Return the choices of a scene."""
    return tuple(
        Choice(choice.text, choice.scene, choice.consequence, find_act(choice.act), marks_of(choice.marks))
        for choice in parts.choices
    )


def marks_of(places: Iterable[MarkedPlace]) -> tuple[Mark, ...]:
    """Return the marks of a moment or choice of a drill."""
    return tuple(Mark(place.name, place.words) for place in places)


def check(parts: Parts, report: Report) -> None:
    """Report a question in a story, and too many choices."""
    if parts.boxes or parts.markers:
        line = parts.boxes[0].line if parts.boxes else parts.line
        report.add(
            "E411", line, phrase("a question in a story or drill"), phrase("write choices: `- [words](#scene)`")
        )
    if len(parts.choices) > CHOICES:
        report.add(
            "E409",
            parts.choices[CHOICES].line,
            phrase("more than {choices} choices", choices=CHOICES),
            phrase("merge or drop some"),
        )
