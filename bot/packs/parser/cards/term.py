"""Term: a word explained in the glossary: a few words, nothing to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.parser.cards import tip
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report


def check(parts: Parts, report: Report) -> None:
    """Report parts that a term must not have: a question, choices or callouts."""
    tip.check(parts, report)
    for word in parts.callouts:
        report.add(
            "E217",
            parts.line,
            phrase("[!{word}] under a term", word=word),
            phrase("write it as a sentence of the explanation"),
        )
