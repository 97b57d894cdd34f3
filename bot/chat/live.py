"""Live: what a live quiz means for a turn: its questions, telling those who take part, a pupil's own answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat import quizwalk, sets, tasks
from bot.packs.model import Kind, QuestionKind
from bot.store import assignments, deliveries, groups, lives
from bot.store.assignments import TASK
from bot.store.deliveries import Visit
from bot.values import sitemap
from bot.values.why import Why

if TYPE_CHECKING:
    from bot.chat.quizwalk import Step, Walk
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item, Question
    from bot.store.assignments import Assignment
    from bot.store.classrooms import Classroom
    from bot.store.groups import Group
    from bot.store.lives import Live
    from bot.values.page import Page

GOOD_FOR = timedelta(minutes=5)
"""A question that could not be sent by then has been answered by the others."""

WITHOUT_ANSWER = frozenset({QuestionKind.OPEN, QuestionKind.POLL})
"""Questions that nothing is right about are talked over, not asked live."""


IN_POLLS = frozenset({QuestionKind.CHOICE, QuestionKind.TRUE_FALSE, QuestionKind.CHOOSE_ALL})
"""Questions that a poll of Telegram can ask: options can be marked there, not put in order."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A live quiz that is on, with its set (None: withdrawn meanwhile)."""

    live: Live
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
        in_place = cards[self.live.number - 1 : self.live.number] if self.live.number else []
        # An own set may hold two questions of one id, from two packs: the place tells them apart.
        return next((card for card in (*in_place, *cards) if card.id == self.live.card), None)

    @property
    def question(self) -> Question | None:
        """The same, without its words."""
        return self.card.question if self.card else None


def cards_of(item: Item | None, *, grouped: bool = False) -> list[Card]:
    """Return the questions of a set that can be asked live; in a group those that a poll can ask."""
    cards = item.cards if item else ()
    asked = IN_POLLS if grouped else frozenset(QuestionKind) - WITHOUT_ANSWER
    return [card for card in cards if card.question and card.question.kind in asked]


def led(turn: Turn, task: int) -> Sitting | None:
    """Return a live quiz if it is on and the person teaches the class; None for everybody else."""
    return _sitting(turn, assignments.taught(turn.db, turn.person.key, task))


def attended(turn: Turn, task: int) -> Sitting | None:
    """Return a live quiz if it is on and the person learns in the class; None for everybody else."""
    return _sitting(turn, assignments.attended(turn.db, turn.person.key, task))


def _sitting(turn: Turn, assignment: Assignment | None) -> Sitting | None:
    live = lives.get(turn.db, assignment.task, turn.now) if assignment else None
    if live is None or assignment is None:
        return None
    item = tasks.item_of(turn, assignment)
    return Sitting(live, assignment, item, groups.of(turn.db, live.code))


def begin(turn: Turn, classroom: Classroom, item: Item, *, grouped: bool = False) -> int:
    """Begin a live quiz of a class, once however often it is asked; one with another set ends. It is an assignment
    for today of which nobody is told. Return its number, 0 when the class has as many as it can have.
    """
    if item.ref.kind is not Kind.QUIZ or len(assignments.of_room(turn.db, classroom.room)) >= tasks.MOST_GIVEN:
        return 0
    recipe = sets.recipe_of(turn, item.ref)
    task, new = assignments.give(turn.db, classroom.room, str(item.ref), turn.today, turn.today, recipe)
    if not task:
        return 0
    if new:
        assignments.change(turn.db, task, late=False)
    before = lives.of_room(turn.db, classroom.room, turn.now)
    if before is not None and before.task != task:
        end(turn, before.task)
    code = lives.begin(turn.db, turn.person.key, task, turn.now)
    if code and grouped:
        groups.begin(turn.db, code, turn.locale, turn.now)
    return task


def lead(turn: Turn, sitting: Sitting, number: int, step: str) -> None:
    """Bring a live quiz to this question and step, and bring a new question to everybody who takes part. Nothing
    happens when it has been there already (a second tap, another teacher's).
    """
    task, cards = sitting.live.task, sitting.cards
    if step != lives.OPEN:
        lives.step(turn.db, task, number, step)
    elif 1 <= number <= len(cards) and lives.ask(turn.db, task, number, cards[number - 1].id):
        _tell(turn, task, sitemap.LiveQuestion(task, number), number)


def end(turn: Turn, task: int) -> None:
    """End a live quiz and say goodbye to everybody who takes part."""
    told = lives.chats(turn.db, task)
    lives.finish(turn.db, task, turn.now)
    visit = _visit(turn, task, sitemap.LiveOver(task), 0)
    for person, chat in told:
        deliveries.plan(turn.db, person, chat, visit)


def _tell(turn: Turn, task: int, page: Page, number: int) -> None:
    """Plan a visit at once to everybody who takes part, in place of the question before."""
    deliveries.drop(turn.db, Why.LIVE, f"{TASK}{task}")
    visit = _visit(turn, task, page, number)
    for person, chat in lives.chats(turn.db, task):
        deliveries.plan(turn.db, person, chat, visit)


def _visit(turn: Turn, task: int, page: Page, number: int) -> Visit:
    return Visit(page.path, Why.LIVE, turn.now, turn.now + GOOD_FOR, campaign=f"{TASK}{task}", step=number)


def own(turn: Turn, sitting: Sitting) -> tuple[Walk, Step] | None:
    """Return the pupil's own attempt and its step for the question asked now; None when there is no such question
    (any more), or it was not in the set when their attempt began.
    """
    if sitting.item is None or sitting.question is None:
        return None
    walk = quizwalk.walk(turn, quizwalk.begin_task(turn, sitting.assignment, sitting.item))
    meaning = sitting.question.meaning
    step = next((one for one in walk.steps if one.question and one.question.meaning == meaning), None)
    return (walk, step) if step else None
