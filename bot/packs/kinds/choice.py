"""Choice: one of several options is right, and a tap on an option answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.question import Question, kind

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts


@kind("choice")
class Choice(Question):
    """Boxes with exactly one checked. Boxes without a checked one also count, so that `check` reports them."""

    catch_all = True
    cues = True
    moodle = "multichoice"

    @classmethod
    def claims(cls, parts: Parts) -> bool:
        """Whether there are boxes at all."""
        return bool(parts.boxes)
