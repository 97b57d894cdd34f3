"""A person's walk through a quiz: their stored attempt held against the library as it stands now.

Meaning is never mixed (DESIGN §3): a question whose words, options or key have changed is asked anew, one that was
withdrawn is skipped, and every answer is stored with the meaning it was given to.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat import analysis, stepping, tasks
from bot.chat.picking import pick
from bot.packs.cards import FORMS
from bot.packs.model import Kind, Ref
from bot.store import attempts, repeats
from bot.store.assignments import TASK
from bot.store.attempts import Asked
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item, Question
    from bot.store.assignments import Assignment
    from bot.store.attempts import Answer, Attempt

DUE_LOOKED_AT = 50
"""How many due questions are looked at for two that the library still has."""


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
class Walk:
    """An attempt with its steps; `item` is the quiz, None when the whole set was withdrawn."""

    attempt: Attempt
    item: Item | None
    steps: tuple[Step, ...]

    def step(self, number: int) -> Step | None:
        """Return the step with this number, or None when there is none (a forged path)."""
        return self.steps[number - 1] if 1 <= number <= len(self.steps) else None

    def next_open(self, after: int, done: int = 0) -> int:
        """Return the number of the next open question after `after`, going round once; 0 when all are answered.
        `done` has just been answered.
        """
        waiting = [step.number for step in self.steps if step.open and step.number != done]
        return next((number for number in waiting if number > after), waiting[0] if waiting else 0)

    def withdrawn(self) -> int:
        """Count the questions that were taken back since the attempt began."""
        return sum(step.card is None for step in self.steps)

    def score(self) -> tuple[int, int]:
        """Return (right, counted); own words and polls are not counted."""
        counted = [step.answer.right for step in self.steps if step.answer and step.answer.right is not None]
        return sum(counted), len(counted)


def begin(turn: Turn, item: Item, ordinal: int) -> Attempt | None:
    """Return the person's attempt number `ordinal` (from 1) at this quiz, begun now if it is the next one and none
    is running; None for a number that is neither (a forged or old path).
    """
    ref = str(item.ref)
    before = attempts.of_quiz(turn.db, turn.person.key, ref)
    if ordinal <= len(before):
        return before[ordinal - 1] if ordinal else None
    if ordinal > len(before) + 1:
        return None
    running = next((attempt for attempt in before if attempt.closed_on is None), None)
    if running is not None:
        return running
    met = {
        attempt.questions[answer.number - 1].card
        for attempt in before
        for answer in attempts.answers(turn.db, turn.person.key, attempt.attempt)
    }
    fresh = frozenset(card.id for card in item.cards) - met
    seed = secrets.randbits(32)
    asked = pick(item, _coming_back(turn, item), fresh, seed)
    return attempts.begin(turn.db, turn.person.key, ref, ordinal, asked, seed, turn.today)


def begin_task(turn: Turn, assignment: Assignment, item: Item) -> Attempt:
    """Return the person's one attempt at an assigned question set: all of its questions, in the author's order, so
    that a class is asked the same.
    """
    asked = [
        Asked(str(item.origin(place)), card.id, card.question.meaning)
        for place, card in enumerate(item.cards)
        if card.question
    ]
    ref = f"{TASK}{assignment.task}"
    return attempts.begin(turn.db, turn.person.key, ref, 1, asked, secrets.randbits(32), turn.today)


def _coming_back(turn: Turn, item: Item) -> list[Asked]:
    """Return missed questions that are due, still in the library, unchanged and meant for these readers."""
    found = []
    for due in repeats.due(turn.db, turn.person.key, turn.today, DUE_LOOKED_AT):
        of_item = _item(turn, due.ref)
        card = of_item.card(due.card) if of_item else None
        same = card is not None and card.question is not None and card.question.meaning == due.meaning
        if same and of_item is not None and set(of_item.audiences) & set(item.audiences):
            found.append(Asked(due.ref, due.card, due.meaning))
    return found


def find(turn: Turn, number: int) -> Walk | None:
    """Return the person's own attempt of this number as a walk, or None when they have none of it."""
    found = attempts.with_answers(turn.db, turn.person.key, number)
    return _walk(turn, *found) if found else None


def walk(turn: Turn, attempt: Attempt) -> Walk:
    """Hold an attempt against the library."""
    return _walk(turn, attempt, attempts.answers(turn.db, turn.person.key, attempt.attempt))


def _walk(turn: Turn, attempt: Attempt, given: Sequence[Answer]) -> Walk:
    steps = []
    for number, asked in enumerate(attempt.questions, 1):
        of_item = _item(turn, asked.ref)
        card = of_item.card(asked.card) if of_item else None
        meaning = card.question.meaning if card and card.question else ""
        answer = next((one for one in given if one.number == number and one.meaning == meaning), None)
        shuffled = of_item is not None and of_item.shuffle in {"options", "both"}
        steps.append(Step(number, asked.ref, card if meaning else None, answer, shuffled))
    return Walk(attempt, tasks.quiz_of(turn, attempt.quiz_ref), tuple(steps))


def count(turn: Turn, walked: Walk, step: Step, marks: str) -> str:
    """Store an answer once and move the question in its box; return the marks that count: the first given."""
    if step.answer is not None:
        return step.answer.marks
    if step.card is None or step.question is None:
        raise ValueError("a withdrawn question takes no answer")
    right = FORMS[step.question.kind].right(step.question, marks)
    first = attempts.answer(
        turn.db,
        turn.person.key,
        walked.attempt.attempt,
        step.number,
        marks,
        right,
        step.question.meaning,
        turn.today,
    )
    if first and right is not None:
        repeats.record(turn.db, turn.person.key, step.ref, step.card.id, step.question.meaning, right, turn.today)
        tasks.count(turn, walked.attempt.quiz_ref, step.question.meaning, marks)
    if first and walked.attempt.closed_on is None and not walked.next_open(step.number, done=step.number):
        close(turn, walked.attempt)
        analysis.note(turn, walked, step.number, marks)
    return marks


def close(turn: Turn, attempt: Attempt) -> None:
    """Close an attempt, finished or stopped, and let it count where it is compared; twice changes nothing."""
    if attempts.close(turn.db, turn.person.key, attempt.attempt, turn.today):
        stepping.note_taken(turn, attempt.quiz_ref)


def lesson_for(turn: Turn, item: Item) -> Item | None:
    """Return a lesson on the quiz's topic for the same readers: what to read next."""
    audience = turn.reads if turn.reads in item.audiences else item.audiences[0]
    return next(iter(turn.library.beside(item, Kind.LESSON, audience, turn.locale)), None)


def _item(turn: Turn, ref: str) -> Item | None:
    found = Ref.parse(ref)
    return turn.library.find(found.kind, found.pack, found.item, turn.locale) if found else None
