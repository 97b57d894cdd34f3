"""Asked: the card of a quiz, which must hold a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.cards import plain

if TYPE_CHECKING:
    from bot.packs.cards.parts import Parts
    from bot.packs.source import Report


def check(parts: Parts, report: Report) -> None:
    """Report a card of a quiz in which nothing is asked."""
    plain.check(parts, report)
    if not (parts.boxes or parts.steps or parts.open):
        fix = "write options as `- [ ] …` and `- [x] …`, steps as a numbered list, or <!-- open -->"
        report.add("E210", parts.line, "a card of a quiz without a question", fix)
