"""Term: a word explained in the glossary: a few words, nothing to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.parser.cards import tip

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report


def check(parts: Parts, report: Report) -> None:
    """Report what a term may not hold: a question, choices or callouts."""
    tip.check(parts, report)
    for word in parts.callouts:
        report.add("E217", parts.line, f"[!{word}] under a term", "write it as a sentence of the explanation")
