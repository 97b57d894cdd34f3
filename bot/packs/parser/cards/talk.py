"""Talk: a card of small talk: a list of the ways people say it, and what the bot replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report


def check(parts: Parts, report: Report) -> None:
    """Report parts that a card of talk must not have: callouts, questions, choices, pictures."""
    odd = [f"[!{word}]" for word in parts.callouts]
    odd += [phrase("a question")] * bool(parts.boxes or parts.markers)
    odd += [phrase("a choice")] * bool(parts.choices)
    odd += [phrase("a picture")] * bool(parts.drawing)
    for what in odd:
        fix = phrase("keep the list of what people say, one to three replies, and `place: …`")
        report.add("E147", parts.line, phrase("{what} in small talk", what=what), fix)
