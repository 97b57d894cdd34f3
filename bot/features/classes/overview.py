"""Overview: the classes that a person teaches, as one table: who joined, what was given last, how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.features.classes import pages, tasks
from bot.features.classes.class_names import class_name
from bot.features.classes.store import assignments, memberships, tallies
from bot.features.quiz.totals import totals_of
from bot.packs.model import Kind
from bot.values.table import Cell, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.packs.model import Item

NOTHING = "–"


def overview(turn: Turn, teaches: Sequence[Classroom]) -> Table:
    """Return the classes with their pupils, what each was given last, until when, how many have done it, and the
    questions of it that are worth another look.
    """
    columns = (
        turn.say("Class"),
        turn.say("Pupils"),
        turn.say("Given last"),
        turn.say("Until"),
        turn.say("Have done it"),
        turn.say("Look again at"),
    )
    return Table(turn.say("My classes"), columns, tuple(_row(turn, classroom) for classroom in teaches))


def lines_of(turn: Turn, table: Table) -> str:
    """Return the same as the chat says it: a line a class."""
    return "\n".join(
        turn.say("{name}: {title}, done {done}", name=name.words, title=title.words, done=done.words)
        if title.words != NOTHING
        else turn.say("{name}: nothing was given yet", name=name.words)
        for name, _, title, _, done, _ in table.rows
    )


def _row(turn: Turn, classroom: Classroom) -> tuple[Cell, ...]:
    room = classroom.room
    head = Cell(class_name(turn, classroom), page=pages.Classroom(room))
    pupils = Cell(str(len(memberships.numbers(turn.db, room))), page=pages.Pupils(room))
    last = next(iter(assignments.of_room(turn.db, room)), None)
    item = tasks.item_of(turn, last) if last else None
    if last is None or item is None:
        return head, pupils, *[Cell(NOTHING)] * 4
    states = assignments.done_by(turn.db, last)
    done = turn.say("{done} of {total}", done=sum(did for _, did in states), total=len(states))
    is_set = item.ref.kind is Kind.QUIZ
    again = to_look_at_again(turn, last, item) if is_set else ""
    return (
        head,
        pupils,
        Cell(item.title, page=pages.TaskResults(last.task) if is_set else pages.Task(last.task)),
        Cell(day_words(turn, last.due_on)),
        Cell(done, page=pages.TaskDone(last.task)),
        Cell(again or NOTHING, page=pages.TeachAgain(last.task) if again and not classroom.closed else None),
    )


def to_look_at_again(turn: Turn, assignment: Assignment, item: Item) -> str:
    """Return the numbers of the questions that are worth another look."""
    totals = totals_of(item, tallies.blocks(turn.db, assignment.task))
    return ", ".join(str(total.number) for total in totals if total.again)
