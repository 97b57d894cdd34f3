"""Tip: a card that is complete by itself, one thing to do; also a campaign's step and a week of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.parser.cards import plain
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report


def check(parts: Parts, report: Report) -> None:
    """Report parts that a tip or a step must not have: a question or choices."""
    plain.check(parts, report)
    if parts.boxes or parts.markers:
        line = parts.boxes[0].line if parts.boxes else parts.line
        report.add(
            "E211", line, phrase("a question where none can be answered"), phrase("move it to a lesson or a quiz")
        )
