"""True or false: exactly two options, one of them right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.question import Question, kind

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts


@kind("true-false")
class TrueFalse(Question):
    """Two boxes with one checked. They are always shown in the author's order: "true" first reads best."""

    moodle = "truefalse"

    @classmethod
    def claims(cls, parts: Parts) -> bool:
        """Whether there are two boxes, one of them checked."""
        return [box.checked for box in parts.boxes] in ([True, False], [False, True])

    def display_order(self, seed: str, *, shuffle: bool) -> str:
        """Return the author's order."""
        del seed, shuffle
        return self.letters
