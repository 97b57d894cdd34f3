"""A person's attempt at a quiz: the stored attempt held against the library as it stands now.

Meaning is never mixed (docs/design.md §3): a question whose words, options or key have changed is asked anew, one
that was withdrawn is skipped, and every answer is stored with the meaning of the words in the language that was
shown. After a change of language the quiz goes on: no question is asked a second time for it.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.chat import items
from bot.db import progress
from bot.features.items import ending, menu_links
from bot.features.items.menu_links import Lead
from bot.features.items.next_step import open_attempts
from bot.features.quiz import analysis
from bot.features.quiz.attempt_state import AttemptState, Step
from bot.features.quiz.picking import pick
from bot.features.quiz.repetition import rule_for
from bot.features.quiz.store import attempts, repeats
from bot.features.quiz.store.attempts import Asked
from bot.packs.model import Kind, Ref
from bot.packs.recipe import is_own
from bot.values.hook import Hook
from bot.values.screen import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.features.quiz.store.attempts import Answer, Attempt
    from bot.packs.model import Item

DUE_LOOKED_AT = 50
"""How many due questions are looked at for two that the library still has."""


assigned: Hook[[Turn, str], Item | None] = Hook()
"""The question set of an attempt that somebody was given to make, by its `quiz_ref`; None when there is none."""

on_answer: Hook[[Turn, str, str, str], None] = Hook()
"""Called with the `quiz_ref` of an attempt, the meaning of a counted question and the first answer to it."""

on_finish: Hook[[Turn, str], None] = Hook()
"""Called with the `quiz_ref` of an attempt of which every question is answered."""

on_done: Hook[[Turn, Item], None] = Hook()
"""Called with a quiz of a pack of which every question is answered."""

on_stop: Hook[[Turn, str], bool] = Hook()
"""Asked with the `quiz_ref` of an attempt that is being stopped whether it ends with that, as one does that is
compared with a later one; any other keeps its place.
"""

on_close: Hook[[Turn, str], None] = Hook()
"""Called with the `quiz_ref` of an attempt that has just been closed, finished or stopped."""


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


def begin_assigned(turn: Turn, quiz_ref: str, item: Item) -> Attempt:
    """Return the person's one attempt at an assigned question set: all of its questions, in the author's order, so
    that a class is asked the same. `quiz_ref` is how the attempt is found again (`assigned`).
    """
    asked = [
        Asked(str(item.origin(place)), card.id, card.question.meaning)
        for place, card in enumerate(item.cards)
        if card.question
    ]
    return attempts.begin(turn.db, turn.person.key, quiz_ref, 1, asked, secrets.randbits(32), turn.today)


def _coming_back(turn: Turn, item: Item) -> list[Asked]:
    """Return missed questions that are due, still in the library, unchanged and meant for these readers."""
    found = []
    for due in repeats.due(turn.db, turn.person.key, turn.today, DUE_LOOKED_AT):
        of_item = _item(turn, due.ref)
        card = of_item.card(due.card) if of_item else None
        same = card is not None and card.question is not None and card.question.has(due.meaning)
        if same and of_item is not None and set(of_item.audiences) & set(item.audiences):
            found.append(Asked(due.ref, due.card, due.meaning))
    return found


@open_attempts
def running(turn: Turn) -> list[str]:
    """Return the quizzes of packs that the person is in the middle of."""
    return [ref for ref in attempts.running(turn.db, turn.person.key) if Ref.parse(ref)]


@ending.to_repeat
def to_repeat(turn: Turn) -> Item | None:
    """Return the quiz of the person's own with the question that is due longest; None when none is due."""
    for due in repeats.due(turn.db, turn.person.key, turn.today, DUE_LOOKED_AT):
        ref = Ref.parse(due.ref)
        quiz = items.open_item(turn, ref.kind, ref.pack, ref.item) if ref else None
        card = quiz.card(due.card) if quiz else None
        if quiz and turn.reads in quiz.audiences and card and card.question and card.question.has(due.meaning):
            return quiz
    return None


def find(turn: Turn, number: int) -> AttemptState | None:
    """Return the person's own attempt of this number with its steps, or None when they have none of it."""
    found = attempts.with_answers(turn.db, turn.person.key, number)
    return _state(turn, *found) if found else None


def state_of(turn: Turn, attempt: Attempt) -> AttemptState:
    """Hold an attempt against the library."""
    return _state(turn, attempt, attempts.answers(turn.db, turn.person.key, attempt.attempt))


def _state(turn: Turn, attempt: Attempt, given: Sequence[Answer]) -> AttemptState:
    steps, quiz = [], _quiz_of(turn, attempt)
    for number, asked in enumerate(attempt.questions, 1):
        # A lettered set stands in no library: its own item alone has its questions.
        of_item = quiz if quiz and is_own(quiz.ref) and asked.ref == str(quiz.ref) else _item(turn, asked.ref)
        card = of_item.card(asked.card) if of_item else None
        question = card.question if card else None
        answer = next(
            (one for one in given if question and one.number == number and question.has(one.meaning)), None
        )
        shuffled = of_item is not None and of_item.shuffle in {"options", "both"}
        steps.append(Step(number, asked.ref, card if question else None, answer, shuffled))
    return AttemptState(attempt, quiz, tuple(steps))


def count(turn: Turn, state: AttemptState, step: Step, marks: str) -> str:
    """Store an answer once and move the question in its box; return the marks that count: the first given."""
    if step.answer is not None:
        return step.answer.marks
    if step.card is None or step.question is None:
        raise ValueError("a withdrawn question takes no answer")
    right, of_set = step.question.right(marks), Ref.parse(step.ref)
    lettered = of_set is not None and is_own(of_set)  # its words are a teacher's: nothing of it outlives the class
    first = attempts.answer(
        turn.db,
        turn.person.key,
        state.attempt.attempt,
        step.number,
        marks,
        right,
        step.question.meaning,
        turn.today,
    )
    if first and right is not None:
        meaning, others = step.question.meaning, step.question.meanings
        of = (turn.person.key, step.ref, step.card.id, meaning)
        rule = rule_for(turn.instance.repetition, turn.person.key)
        if not lettered:
            repeats.record(turn.db, *of, right, turn.today, rule, others=others)
        on_answer.call(turn, state.attempt.quiz_ref, step.question.meaning, marks)
    if first and state.attempt.closed_on is None and not state.next_open(step.number, done=step.number):
        close(turn, state.attempt)
        finish(turn, state)  # with the last answer: who looks at no result has done it all the same
        if not lettered:
            analysis.note(turn, state, step.number, marks)
    return marks


def finish(turn: Turn, state: AttemptState) -> None:
    """Note that every question of an attempt is answered; twice changes nothing."""
    on_finish.call(turn, state.attempt.quiz_ref)
    if state.item is not None and not is_own(state.item.ref):
        progress.finish(turn.db, turn.person.key, str(state.item.ref), turn.today)
        on_done.call(turn, state.item)


def close(turn: Turn, attempt: Attempt) -> None:
    """Close an attempt, finished or stopped, and let it count where it is compared; twice changes nothing."""
    if attempts.close(turn.db, turn.person.key, attempt.attempt, turn.today):
        on_close.call(turn, attempt.quiz_ref)


def keeps_place(turn: Turn, state: AttemptState) -> bool:
    """Whether an attempt that is stopped now can be gone on with."""
    return not any(on_stop.call(turn, state.attempt.quiz_ref))


def lesson_for(turn: Turn, item: Item) -> Item | None:
    """Return a lesson on the quiz's topic for the same readers: what to read next."""
    audience = turn.reads if turn.reads in item.audiences else item.audiences[0]
    return next(iter(turn.library.beside(item, Kind.LESSON, audience, turn.locale)), None)


def _quiz_of(turn: Turn, attempt: Attempt) -> Item | None:
    """Return the quiz that an attempt walks through, None when it was withdrawn or given no more."""
    ref = Ref.parse(attempt.quiz_ref)
    if ref is not None:
        return items.find(turn, ref)
    return next((item for item in assigned.call(turn, attempt.quiz_ref) if item), None)


def _item(turn: Turn, ref: str) -> Item | None:
    found = Ref.parse(ref)
    return turn.library.find(found.kind, found.pack, found.item, turn.locale) if found else None


@menu_links.leads
def come_back(turn: Turn) -> list[tuple[Lead, Link]]:
    """Return the way to questions that have come back; none soon after help."""
    again = to_repeat(turn)
    page = items.page_of(again.ref) if again and not turn.recent.helped else None
    return [(Lead.REPEAT, Link(turn.say("🔁 Repeat?"), page))] if page else []
