"""Sign: a card of "check it with me": words of messages, why they work on people, how to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report

CALLOUTS = frozenset({"TIP", "WARNING"})


def check(parts: Parts, report: Report) -> None:
    """Report parts that a card of signs must not have: questions, choices, pictures, other callouts."""
    odd = [f"[!{word}]" for word in parts.callouts if word not in CALLOUTS]
    odd += [phrase("a question")] * bool(parts.boxes or parts.markers)
    odd += [phrase("a choice")] * bool(parts.choices)
    odd += [phrase("a picture")] * bool(parts.drawing)
    for what in odd:
        fix = phrase("keep the list of words, why it works, `> [!TIP]`, perhaps `> [!WARNING]`, and `place: …`")
        report.add("E170", parts.line, phrase("{what} in a sign", what=what), fix)
