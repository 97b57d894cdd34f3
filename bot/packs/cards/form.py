"""Form: what every kind of question answers for: how it is recognised, read, marked and judged."""

from __future__ import annotations

from abc import ABC, abstractmethod
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar

from bot.packs.model import Option, Question, QuestionKind

if TYPE_CHECKING:
    from bot.packs.cards.parts import Parts
    from bot.packs.source import Report

OPTIONS = (2, 6)
"""Fewest and most options of a question (docs/editors/rules.en.md)."""


def letters(question: Question) -> str:
    """Return the letters of a question's options, in the author's order: `abc`."""
    return ascii_lowercase[: len(question.options)]


class Form(ABC):
    """One kind of question. `one_tap`: a tap on an option answers; else options are marked and then given in.

    Marks are letters of options, `a` the first of the author's order.
    """

    kind: ClassVar[QuestionKind]
    one_tap: ClassVar[bool] = True

    @abstractmethod
    def claims(self, parts: Parts) -> bool:
        """Whether these parts of a card are a question of this kind."""

    def options(self, parts: Parts, report: Report) -> tuple[Option, ...]:
        """Read the options; mistakes go to `report`."""
        del report
        return tuple(Option(box.text, box.checked, box.feedback, box.misconception) for box in parts.boxes)

    def toggle(self, marks: str, letter: str) -> str:
        """Return the marks after a tap on an option: here the tapped one replaces the other."""
        return "" if marks == letter else letter

    def complete(self, question: Question, marks: str) -> bool:
        """Whether these marks can be given in as an answer: here exactly one option of the question."""
        return len(marks) == 1 and marks in letters(question)

    def right(self, question: Question, marks: str) -> bool | None:
        """Whether the answer is right; None = it is not counted."""
        return marks == key(question)


def key(question: Question) -> str:
    """Return the letters of the right options, in the author's order."""
    return "".join(
        letter for letter, option in zip(letters(question), question.options, strict=True) if option.right
    )
