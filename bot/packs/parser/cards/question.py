"""The card of a quiz, which must hold a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.kinds import asks
from bot.packs.parser.cards import plain
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report


def check(parts: Parts, report: Report) -> None:
    """Report a card of a quiz without a question."""
    plain.check(parts, report)
    if not asks(parts):
        fix = phrase(
            "write options as `- [ ] …` and `- [x] …`, steps as a numbered list, pairs as `- left = right`, or "
            "<!-- open -->"
        )
        report.add("E210", parts.line, phrase("a card of a quiz without a question"), fix)
