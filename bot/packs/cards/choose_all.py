"""Choose-all: several options are right; they are marked and then given in together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.cards.form import Form, letters
from bot.packs.model import Question, QuestionKind

if TYPE_CHECKING:
    from bot.packs.cards.parts import Parts


class ChooseAll(Form):
    """Boxes of which several are checked."""

    kind = QuestionKind.CHOOSE_ALL
    one_tap = False

    def claims(self, parts: Parts) -> bool:
        """Whether more than one box is checked."""
        return sum(box.checked for box in parts.boxes) > 1

    def toggle(self, marks: str, letter: str) -> str:
        """Return the marks with this option marked, or not any more; in the order of letters."""
        return "".join(sorted(set(marks) ^ {letter}))

    def complete(self, question: Question, marks: str) -> bool:
        """Whether at least one option is marked, and only options of this question, each once, in order."""
        return bool(marks) and marks == "".join(letter for letter in letters(question) if letter in marks)
