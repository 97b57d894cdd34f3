"""Choice: one option of several is right, and a tap on an option answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.cards.form import Form
from bot.packs.model import QuestionKind

if TYPE_CHECKING:
    from bot.packs.cards.parts import Parts


class Choice(Form):
    """Boxes of which one is checked; also what boxes are taken for when none is (a mistake that a rule sees)."""

    kind = QuestionKind.CHOICE

    def claims(self, parts: Parts) -> bool:
        """Whether there are boxes at all."""
        return bool(parts.boxes)
