"""Tasks: what assignments mean for a turn: which item, what is due, handing in, counting for the class."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from bot.chat.items import may_read
from bot.packs.model import Kind, Ref
from bot.store import assignments, deliveries, tallies
from bot.store.assignments import TASK
from bot.store.deliveries import Visit
from bot.values import sitemap
from bot.values.why import Why

if TYPE_CHECKING:
    from datetime import date

    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.store.assignments import Assignment

LETTERS = {"l": Kind.LESSON, "s": Kind.STORY, "q": Kind.QUIZ}
"""What stands for a kind in the paths of assignments, which are as long as a path may be."""


def task_of(quiz_ref: str) -> int:
    """Return the assignment that an attempt answers (`task:12`), 0 for an attempt of one's own."""
    return int(quiz_ref.removeprefix(TASK)) if quiz_ref.startswith(TASK) else 0


def item_of(turn: Turn, ref: str) -> Item | None:
    """Return the item of an assignment as the library has it now, None when it was withdrawn."""
    found = Ref.parse(ref)
    return turn.library.find(found.kind, found.pack, found.item, turn.locale) if found else None


def assigned_quiz(turn: Turn, quiz_ref: str) -> str:
    """Return the ref of the quiz that an attempt walks through, be it one's own attempt or one for a class; empty
    when the assignment is gone.
    """
    task = task_of(quiz_ref)
    if not task:
        return quiz_ref
    assignment = assignments.attended(turn.db, turn.person.key, task)
    return assignment.ref if assignment else ""


def due(turn: Turn) -> list[tuple[Assignment, Item]]:
    """Return what the person's classes have to do that they have not done and can still do, the soonest first."""
    found = []
    for assignment in assignments.waiting(turn.db, turn.person.key, turn.today):
        item = item_of(turn, assignment.ref)
        if item is not None and may_read(turn, item):
            found.append((assignment, item))
    return found


def hand_in(turn: Turn, ref: str) -> None:
    """Note that the person has finished a lesson or story, for every class that was given it."""
    for assignment in assignments.waiting(turn.db, turn.person.key, turn.today):
        if assignment.ref == ref:
            assignments.hand_in(turn.db, turn.person.key, assignment.task, turn.today)


def hand_in_attempt(turn: Turn, quiz_ref: str) -> None:
    """Note that an assigned question set is answered to its end."""
    assignment = _open(turn, quiz_ref)
    if assignment is not None:
        assignments.hand_in(turn.db, turn.person.key, assignment.task, turn.today)


def count(turn: Turn, quiz_ref: str, meaning: str, marks: str) -> None:
    """Add a first answer to the totals of the class that was given it; to none, once it is too late or left."""
    assignment = _open(turn, quiz_ref)
    if assignment is not None:
        tallies.add(turn.db, assignment.task, meaning, marks)


def _open(turn: Turn, quiz_ref: str) -> Assignment | None:
    task = task_of(quiz_ref)
    assignment = assignments.attended(turn.db, turn.person.key, task) if task else None
    return assignment if assignment and assignment.open_on(turn.today) else None


def tell(turn: Turn, room: int, task: int, due_on: date) -> None:
    """Plan one visit to each pupil of a class, to tell of an assignment. It waits for hours at which the bot may
    write (`attention`), and is dropped when its day is over.
    """
    over = datetime.combine(due_on, time(23, 59), UTC)
    visit = Visit(sitemap.Due(task).path, Why.ASSIGNMENT, turn.now, over, campaign=f"{TASK}{task}")
    for person, chat in assignments.chats(turn.db, room):
        deliveries.plan(turn.db, person, chat, visit)


def untell(turn: Turn, task: int) -> None:
    """Drop what was to tell pupils of an assignment."""
    deliveries.drop(turn.db, Why.ASSIGNMENT, f"{TASK}{task}")
