"""What a live quiz means for a turn: its questions, telling those who take part, a pupil's own answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.db import deliveries
from bot.db.deliveries import Visit
from bot.features.classes import tasks, telling
from bot.features.classes.store import assignments
from bot.features.classes.store.assignments import TASK
from bot.features.live_quiz import pages
from bot.features.live_quiz.store import groups, quizzes
from bot.features.quiz import session as quiz_session
from bot.packs.model import Kind
from bot.values.why import Why

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.live_quiz.store.groups import Group
    from bot.features.live_quiz.store.quizzes import LiveQuiz
    from bot.features.quiz.attempt_state import AttemptState, Step
    from bot.packs.model import Card, Item
    from bot.packs.question import Question
    from bot.values.page import Page

GOOD_FOR = timedelta(minutes=5)
"""A question that could not be sent by then has been answered by the others."""


ANNOUNCED_FOR = timedelta(minutes=10)
"""How long it is worth telling that a live quiz begins."""

BEGINS = 2
"""The step of that message among those of an assignment: the first message is 0, a reminder 1."""


@dataclass(frozen=True, slots=True)
class Session:
    """A live quiz that is on, with its set (None: withdrawn meanwhile)."""

    quiz: LiveQuiz
    assignment: Assignment
    item: Item | None
    group: Group | None
    """Where it is held in a group instead of on a projector."""

    @property
    def cards(self) -> list[Card]:
        """The questions that are asked here."""
        return cards_of(self.item, grouped=self.group is not None)

    @property
    def card(self) -> Card | None:
        """The question asked now; None before the first, and when it was withdrawn."""
        cards = self.cards
        in_place = cards[self.quiz.number - 1 : self.quiz.number] if self.quiz.number else []
        # An own set may hold two questions of one id, from two packs: the place tells them apart.
        return next((card for card in (*in_place, *cards) if card.id == self.quiz.card), None)

    @property
    def question(self) -> Question | None:
        """The same, without its words."""
        return self.card.question if self.card else None


def cards_of(item: Item | None, *, grouped: bool = False) -> list[Card]:
    """Return the questions of a set that can be asked live, in a group those that a poll can ask. What nothing is
    right about is talked over, not asked live.
    """
    asked = [(card, card.question) for card in (item.cards if item else ()) if card.question]
    return [card for card, question in asked if question.counted and not (grouped and not question.judged)]


def led(turn: Turn, task: int) -> Session | None:
    """Return a live quiz if it is on and the person teaches the class; None for everybody else."""
    return _session(turn, assignments.taught(turn.db, turn.person.key, task))


def attended(turn: Turn, task: int) -> Session | None:
    """Return a live quiz if it is on and the person learns in the class; None for everybody else."""
    return _session(turn, assignments.attended(turn.db, turn.person.key, task))


def _session(turn: Turn, assignment: Assignment | None) -> Session | None:
    quiz = quizzes.get(turn.db, assignment.task, turn.now) if assignment else None
    if quiz is None or assignment is None:
        return None
    item = tasks.item_of(turn, assignment)
    return Session(quiz, assignment, item, groups.of(turn.db, quiz.code))


def begin(turn: Turn, classroom: Classroom, item: Item, *, grouped: bool = False) -> int:
    """Begin a live quiz of a class; a running one with another set ends. Idempotent: a second call makes no
    second quiz. It is an assignment for today; the class is told that it begins. Returns its number, 0 if the
    class has no room for more assignments.
    """
    if item.ref.kind is not Kind.QUIZ or len(assignments.of_room(turn.db, classroom.room)) >= tasks.MOST_GIVEN:
        return 0
    recipe = tasks.recipe_of(turn, item.ref)
    task, new = assignments.give(turn.db, classroom.room, str(item.ref), turn.today, turn.today, recipe)
    if not task:
        return 0
    if new:
        assignments.change(turn.db, task, late=False)
    before = quizzes.of_room(turn.db, classroom.room, turn.now)
    if before is not None and before.task != task:
        end(turn, before.task)
    code = quizzes.begin(turn.db, turn.person.key, task, turn.now)
    if code and grouped:
        groups.begin(turn.db, code, turn.locale, turn.now)
    elif code:
        _announce(turn, classroom.room, task)
    return task


def lead(turn: Turn, session: Session, number: int, step: str) -> None:
    """Bring a live quiz to this question and step, and bring a new question to everybody who takes part. Nothing
    happens when it has been there already (a second tap, another teacher's).
    """
    task, cards = session.quiz.task, session.cards
    if step != quizzes.OPEN:
        quizzes.step(turn.db, task, number, step)
    elif 1 <= number <= len(cards) and quizzes.ask(turn.db, task, number, cards[number - 1].id):
        _tell(turn, task, pages.LiveQuestion(task, number), number)


def _announce(turn: Turn, room: int, task: int) -> None:
    """Tell the class that it begins. It is an ordinary message of the class: it keeps to the hours and to each
    pupil's budget, and is dropped if it cannot go out at once. Pupils without a message find the quiz in the
    menu.
    """
    visit = Visit(
        pages.Live(task).path,
        Why.ASSIGNMENT,
        turn.now,
        turn.now + ANNOUNCED_FOR,
        campaign=f"{TASK}{task}",
        step=BEGINS,
    )
    for person, chat in assignments.chats(turn.db, room):
        deliveries.plan(turn.db, person, chat, visit)


def end(turn: Turn, task: int) -> None:
    """End a live quiz and say goodbye to everybody who takes part."""
    telling.untell(turn, task)
    told = quizzes.chats(turn.db, task)
    quizzes.finish(turn.db, task, turn.now)
    visit = _visit(turn, task, pages.LiveOver(task), 0)
    for person, chat in told:
        deliveries.plan(turn.db, person, chat, visit)


def _tell(turn: Turn, task: int, page: Page, number: int) -> None:
    """Plan a visit at once to everybody who takes part, in place of the question before."""
    deliveries.drop(turn.db, Why.LIVE, f"{TASK}{task}")
    visit = _visit(turn, task, page, number)
    for person, chat in quizzes.chats(turn.db, task):
        deliveries.plan(turn.db, person, chat, visit)


def _visit(turn: Turn, task: int, page: Page, number: int) -> Visit:
    return Visit(page.path, Why.LIVE, turn.now, turn.now + GOOD_FOR, campaign=f"{TASK}{task}", step=number)


def own(turn: Turn, session: Session) -> tuple[AttemptState, Step] | None:
    """Return the pupil's own attempt and its step for the question asked now; None when there is no such question
    (any more), or it was not in the set when their attempt began.
    """
    if session.item is None or session.question is None:
        return None
    state = quiz_session.state_of(
        turn, quiz_session.begin_assigned(turn, f"{TASK}{session.assignment.task}", session.item)
    )
    meaning = session.question.meaning
    step = next((one for one in state.steps if one.question and one.question.meaning == meaning), None)
    return (state, step) if step else None
