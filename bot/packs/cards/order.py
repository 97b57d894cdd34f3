"""Order: steps to be put in order; the author's order is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.cards.form import Form, letters
from bot.packs.model import Option, Question, QuestionKind

if TYPE_CHECKING:
    from bot.packs.cards.parts import Parts
    from bot.packs.source import Report


class Order(Form):
    """A numbered list without boxes. The marks are the letters in the order in which they were tapped."""

    kind = QuestionKind.ORDER
    one_tap = False

    def claims(self, parts: Parts) -> bool:
        """Whether there are steps and no boxes."""
        return bool(parts.steps) and not parts.boxes

    def options(self, parts: Parts, report: Report) -> tuple[Option, ...]:
        """Read the steps as options, each right in its place."""
        del report
        return tuple(Option(step.text, right=True) for step in parts.steps)

    def toggle(self, marks: str, letter: str) -> str:
        """Return the marks with this step put last, or taken out again."""
        return marks.replace(letter, "") if letter in marks else marks + letter

    def complete(self, question: Question, marks: str) -> bool:
        """Whether every step has its place."""
        return sorted(marks) == [*letters(question)]

    def right(self, question: Question, marks: str) -> bool | None:
        """Whether the steps stand in the author's order."""
        return marks == letters(question)
