"""Tasks: what assignments mean for a turn: which item, what is due, handing in, counting for the class."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.items import find, find_for, may_read
from bot.db import deliveries
from bot.features.classes import pages, sets, telling
from bot.features.classes.class_names import class_name
from bot.features.classes.store import assignments, classrooms, memberships, papers, tallies
from bot.features.classes.store.assignments import TASK
from bot.features.items import menu_links
from bot.features.items.ending import item_rows, on_finish
from bot.features.items.menu_links import Lead
from bot.features.quiz import session
from bot.packs.lettered import is_for_class, is_lettered
from bot.packs.model import Kind, Ref
from bot.packs.recipe import is_own
from bot.values.audience import Audience
from bot.values.hook import Hook
from bot.values.screen import Link
from bot.values.why import Why

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row

FIRST_DAY = date(2020, 1, 1)
"""Days in paths are counted from here: four digits reach to 2047."""

CLASSES_OFFERED = 4
"""Classes to which an item can be given from where it was looked at."""

MOST_GIVEN = 200
"""Assignments of one class: more than a school year has days."""

LETTERS = {"l": Kind.LESSON, "s": Kind.STORY, "q": Kind.QUIZ, "r": Kind.ROUND, "d": Kind.DRILL}
"""What stands for a kind in the paths of assignments, which are as long as a path may be."""


recipes: Hook[[Turn, Ref], str | None] = Hook()
"""What a set consists of that stands in no pack, for the class that is given it; None for any other item."""

on_hand_out: Hook[[Turn, Assignment], None] = Hook()
"""Called when a class is given something to do by a day."""

played_now: Hook[[Turn, int], Page | None] = Hook()
"""Of an assignment, by its number: where its class does it together just now; None when that is nowhere."""


def task_of(quiz_ref: str) -> int:
    """Return the assignment that an attempt answers (`task:12`), 0 for an attempt of one's own."""
    return int(quiz_ref.removeprefix(TASK)) if quiz_ref.startswith(TASK) else 0


def item_of(turn: Turn, assignment: Assignment) -> Item | None:
    """Return what was given as the library has it now, None when it was withdrawn."""
    ref = Ref.parse(assignment.ref)
    if ref is None:
        return None
    return sets.item_of_recipe(turn, ref, assignment.recipe) if is_own(ref) else find(turn, ref)


def recipe_of(turn: Turn, ref: Ref) -> str | None:
    """Return what the person's own set consists of, for a class that is given it; None for a pack's item."""
    return next((recipe for recipe in recipes.call(turn, ref) if recipe), None)


def of_a_colleague(turn: Turn, assignment: Assignment) -> str:
    """Say where the words are of questions that another teacher wrote, and what to do; empty for any other set."""
    ref = Ref.parse(assignment.ref)
    if ref is None or not is_lettered(assignment.recipe) or recipe_of(turn, ref):
        return ""
    return turn.say(
        "The words of these questions are with the teacher who wrote them, on their projector and their paper; "
        "here they are letters. Ask that teacher for the printed sheet and its key, or for the pack of the set."
    )


def taught_set(turn: Turn, task: int) -> tuple[Assignment, Classroom, Item] | None:
    """Return an assigned question set with its class if the person teaches there; None for anything else."""
    assignment = assignments.taught(turn.db, turn.person.key, task)
    classroom = classrooms.get(turn.db, assignment.room) if assignment else None
    item = item_of(turn, assignment) if assignment else None
    if assignment is None or classroom is None or item is None or item.ref.kind is not Kind.QUIZ:
        return None
    return assignment, classroom, item


@session.assigned
def assigned(turn: Turn, quiz_ref: str) -> Item | None:
    """Return the question set that an attempt for a class walks through; None for an attempt of one's own, and
    when the assignment is gone or the set withdrawn.
    """
    task = task_of(quiz_ref)
    assignment = assignments.attended(turn.db, turn.person.key, task) if task else None
    return own_form(turn, assignment) if assignment else None


def own_form(turn: Turn, assignment: Assignment) -> Item | None:
    """Return what a pupil is asked of an assigned item: of a set in two forms the one of their alias number."""
    item = item_of(turn, assignment)
    attended = memberships.attended(turn.db, turn.person.key, assignment.room)
    if item is None or attended is None or not assignment.forms:
        return item
    counted = [place for place, card in enumerate(item.cards) if card.question and card.question.counted]
    after = assignment.phase == assignments.AFTER
    places = [place for rank, place in enumerate(counted) if form_of(rank, attended[1], after=after)]
    return replace(
        item,
        cards=tuple(item.cards[place] for place in places),
        pick=len(places),
        origins=tuple(item.origin(place) for place in places) if item.origins else (),
    )


def form_of(place: int, number: int, *, after: bool) -> bool:
    """Whether the question at this place of a set in two forms (from 0) is asked of an alias number: even and odd
    numbers get one form each before the lesson, the other after it.
    """
    return (place + number + after) % 2 == 0


def due(turn: Turn) -> list[tuple[Assignment, Item]]:
    """Return what the person's classes have to do that they have not done and can still do, the soonest first."""
    found = []
    for assignment in assignments.waiting(turn.db, turn.person.key, turn.today):
        item = item_of(turn, assignment)
        if item is not None and may_read(turn, item) and not in_class_only(turn, assignment):
            found.append((assignment, item))
    return found


def in_class_only(turn: Turn, assignment: Assignment) -> bool:
    """Whether it makes sense in class alone, and the class is not at it: its words stand on the teacher's board or
    paper.
    """
    return is_for_class(assignment.recipe) and together_at(turn, assignment.task) is None


@on_finish
@session.on_done
def hand_in(turn: Turn, item: Item) -> None:
    """Note that the person has finished a lesson, story, round, drill or question set, by whichever way they came
    to it, for every class that was given it. What is compared before and after a lesson is done in the class's own
    attempt alone.
    """
    ref = str(item.ref)
    for assignment in assignments.waiting(turn.db, turn.person.key, turn.today):
        compared = assignment.phase or assignment.forms
        if assignment.ref == ref and not compared:
            _hand_in(turn, assignment.task)


@session.on_finish
def hand_in_attempt(turn: Turn, quiz_ref: str) -> None:
    """Note that an assigned question set is answered to its end."""
    assignment = _open(turn, quiz_ref)
    if assignment is not None:
        _hand_in(turn, assignment.task)


def _hand_in(turn: Turn, task: int) -> None:
    """Note that it is done; people who have not been told of it yet are not told any more."""
    assignments.hand_in(turn.db, turn.person.key, task, turn.today)
    deliveries.drop_person(turn.db, turn.person.key, Why.ASSIGNMENT, f"{TASK}{task}")


@session.on_answer
def count(turn: Turn, quiz_ref: str, meaning: str, marks: str) -> None:
    """Add a first answer to the totals of the class that was given it; to none, once it is too late or left."""
    task = task_of(quiz_ref)
    assignment = assignments.counted_for(turn.db, turn.person.key, task) if task else None
    if assignment is not None and _is_open(turn, assignment):
        tallies.add(turn.db, turn.person.key, assignment.task, meaning, marks)


def _open(turn: Turn, quiz_ref: str) -> Assignment | None:
    task = task_of(quiz_ref)
    assignment = assignments.attended(turn.db, turn.person.key, task) if task else None
    return assignment if assignment and _is_open(turn, assignment) else None


def _is_open(turn: Turn, assignment: Assignment) -> bool:
    """Whether it may be done now: its day is not over, later is fine, or the class does it just now."""
    return assignment.open_on(turn.today) or together_at(turn, assignment.task) is not None


def together_at(turn: Turn, task: int) -> Page | None:
    """Return where the class does an assignment together just now; None when everybody does it alone."""
    return next((page for page in played_now.call(turn, task) if page), None)


def count_paper(turn: Turn, assignment: Assignment, answers: dict[int, list[tuple[str, str]]]) -> None:
    """Add the pupils' answers on paper to the totals of the class, each alias number once: `answers` are
    (meaning, marks) by number. The person with this number has done it.
    """
    by_meaning: dict[str, list[str]] = {}
    for number, given in sorted(answers.items()):
        papers.note(turn.db, assignment, number, turn.today)
        for meaning, marks in given:
            by_meaning.setdefault(meaning, []).append(marks)
    for meaning, marked in sorted(by_meaning.items()):
        tallies.add_paper(turn.db, assignment.task, meaning, marked)


@item_rows
def ways_to_give(turn: Turn, item: Item) -> tuple[Row, ...]:
    """Return a button for each class of the person's that may be given an item they look at."""
    if turn.audience is not Audience.EDUCATOR:
        return ()
    letter = next((letter for letter, kind in LETTERS.items() if kind is item.ref.kind), "")
    fitting = [
        classroom
        for classroom in classrooms.taught_by(turn.db, turn.person.key)
        if letter and not classroom.closed and find_for(turn, item.ref, classroom.tier)
    ]
    return tuple(
        (
            Link(
                turn.say("➕ Give it to {name}", name=class_name(turn, classroom)),
                pages.Give(classroom.room, letter, item.ref.pack, item.ref.item),
            ),
        )
        for classroom in fitting[:CLASSES_OFFERED]
    )


def till(day: date) -> str:
    """Return a day as paths carry it."""
    return f"{(day - FIRST_DAY).days:04}"


def day_of(words: str) -> date:
    """Read the day of a path back."""
    return FIRST_DAY + timedelta(days=int(words))


def may_be_due(turn: Turn, day: date) -> bool:
    """Whether something may be given until this day (a path can be forged)."""
    return turn.today <= day <= turn.today + telling.FARTHEST


def hand_out(  # noqa: PLR0913 - an assignment is all of these
    turn: Turn,
    room: int,
    item: Item,
    due_on: date,
    *,
    phase: str = "",
    forms: int | None = None,
    recipe: str | None = None,
) -> int:
    """Give a class an item and tell its pupils. Idempotent: a second call changes nothing. Returns the
    assignment's number, 0 if the class has as many as it can have. `phase` and `forms`: how it is compared with
    another one; `recipe`: what a set consists of for this class, else as it is kept.
    """
    if len(assignments.of_room(turn.db, room)) >= MOST_GIVEN:
        return 0
    recipe = recipe or recipe_of(turn, item.ref)
    task, new = assignments.give(turn.db, room, str(item.ref), turn.today, due_on, recipe)
    if new:
        assignments.change(turn.db, task, phase=phase, forms=forms)
        if assignment := assignments.taught(turn.db, turn.person.key, task):
            telling.tell(turn, assignment)
            on_hand_out.call(turn, assignment)
    return task


DUE_SHOWN = 3
"""Assignments in the menu, the soonest due; the rest stands in the class."""


@menu_links.leads
def due_in_menu(turn: Turn) -> list[tuple[Lead, Link]]:
    """Return the ways to the assignments of the person's classes; below all else, the way to the last one whose
    day is over and which is still open.
    """
    ahead: list[Link] = []
    over: list[Link] = []
    for task, item in due(turn):
        is_ahead = task.due_on >= turn.today or together_at(turn, task.task) is not None
        (ahead if is_ahead else over).append(_to(turn, task, item))
    return [*((Lead.ASSIGNED, link) for link in ahead[:DUE_SHOWN]), *((Lead.OVERDUE, link) for link in over[-1:])]


def _to(turn: Turn, task: Assignment, item: Item) -> Link:
    label = turn.say("📌 {title} · until {day}", title=item.title, day=day_words(turn, task.due_on))
    if task.due_on < turn.today:
        label = turn.say("📌 {title} · still open if you like", title=item.title)
    return Link(label, pages.Due(task.task))
