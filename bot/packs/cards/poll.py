"""Poll: a question about the person's own view, without a right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.cards.form import Form
from bot.packs.model import Option, Question, QuestionKind

if TYPE_CHECKING:
    from bot.packs.cards.parts import Parts
    from bot.packs.source import Report


class Poll(Form):
    """A card with the marker `<!-- poll -->` and boxes of which none is checked."""

    kind = QuestionKind.POLL

    def claims(self, parts: Parts) -> bool:
        """Whether the marker stands there."""
        return parts.poll

    def options(self, parts: Parts, report: Report) -> tuple[Option, ...]:
        """Read the options; a right one among them is a mistake."""
        for box in parts.boxes:
            if box.checked:
                what = "a right option in a poll, which has none"
                report.add("E205", box.line, what, "write `- [ ] …`, or delete <!-- poll -->")
        return super().options(parts, report)

    def right(self, question: Question, marks: str) -> bool | None:
        """Return None: a view is not counted."""
        del question, marks
        return None
