"""Open: an answer in own words, never marked and stored nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.cards.form import Form
from bot.packs.model import Option, Question, QuestionKind

if TYPE_CHECKING:
    from bot.packs.cards.parts import Parts
    from bot.packs.source import Report


class Open(Form):
    """A card with the marker `<!-- open -->`: no options; whatever is given in completes it."""

    kind = QuestionKind.OPEN
    one_tap = False

    def claims(self, parts: Parts) -> bool:
        """Whether the marker stands there."""
        return parts.open

    def options(self, parts: Parts, report: Report) -> tuple[Option, ...]:
        """Return no option; options beside the marker are a mistake."""
        if parts.boxes or parts.steps:
            line = (parts.boxes or parts.steps)[0].line
            report.add("E213", line, "options in a question for own words", "delete <!-- open --> or the options")
        return ()

    def toggle(self, marks: str, letter: str) -> str:
        """Return no marks: there is nothing to mark."""
        del marks, letter
        return ""

    def complete(self, question: Question, marks: str) -> bool:
        """Return whether nothing is marked: the words themselves are kept nowhere."""
        del question
        return not marks

    def right(self, question: Question, marks: str) -> bool | None:
        """Return None: own words are not counted."""
        del question, marks
        return None
