"""True or false: exactly two options, one of them right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.cards.form import Form
from bot.packs.model import QuestionKind

if TYPE_CHECKING:
    from bot.packs.cards.parts import Parts


class TrueFalse(Form):
    """Two boxes of which one is checked."""

    kind = QuestionKind.TRUE_FALSE

    def claims(self, parts: Parts) -> bool:
        """Whether there are two boxes, one of them checked."""
        return [box.checked for box in parts.boxes] in ([True, False], [False, True])
