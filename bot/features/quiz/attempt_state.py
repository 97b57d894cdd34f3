"""An attempt at a quiz as it stands now: its steps, and which question comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs.model import Ref
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.features.quiz.store.attempts import Answer, Attempt
    from bot.packs.model import Card, Item
    from bot.packs.question import Question


@dataclass(frozen=True, slots=True)
class Step:
    """One question of an attempt: its number from 1, the card as it is now (None when withdrawn), and the answer
    given to its present meaning, if there is one.
    """

    number: int
    ref: str
    card: Card | None
    answer: Answer | None
    shuffled: bool = False

    @property
    def question(self) -> Question | None:
        """The question as it stands now."""
        return self.card.question if self.card else None

    @property
    def stem(self) -> Text:
        """What is asked: the title and the words under it."""
        return join([bold(self.card.title), self.card.body]) if self.card else Text()

    @property
    def open(self) -> bool:
        """Whether it is still to be answered."""
        return self.card is not None and self.answer is None


@dataclass(frozen=True, slots=True)
class AttemptState:
    """An attempt with its steps; `item` is the quiz, None when the whole set was withdrawn."""

    attempt: Attempt
    item: Item | None
    steps: tuple[Step, ...]

    @property
    def is_assigned(self) -> bool:
        """Whether it was assigned to the person, who did not choose the quiz."""
        return Ref.parse(self.attempt.quiz_ref) is None

    def step(self, number: int) -> Step | None:
        """Return the step with this number, or None when there is none (a forged path)."""
        return self.steps[number - 1] if 1 <= number <= len(self.steps) else None

    def next_open(self, after: int, done: int = 0) -> int:
        """Return the number of the next open question after `after`, going round once; 0 when all are answered.
        `done` has just been answered.
        """
        waiting = [step.number for step in self.steps if step.open and step.number != done]
        return next((number for number in waiting if number > after), waiting[0] if waiting else 0)

    def score(self) -> tuple[int, int]:
        """Return (right, counted); own words and polls are not counted."""
        counted = [step.answer.right for step in self.steps if step.answer and step.answer.right is not None]
        return sum(counted), len(counted)
