"""Plain: the card of a lesson or help page: words, callouts, a picture, perhaps a check question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report


def check(parts: Parts, report: Report) -> None:
    """Report the choices of a story, which a plain card must not have."""
    for choice in parts.choices:
        fix = phrase("stories and drills have choices; here write a question with `- [ ]`")
        report.add("E410", choice.line, phrase("a choice outside a story"), fix)
