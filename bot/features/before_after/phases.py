"""Phases: an assignment is marked as before or after a lesson, and what the class answered is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.before_after import pages
from bot.features.before_after.change import compare
from bot.features.before_after.crossed_forms import FEWEST_QUESTIONS, compare_forms
from bot.features.classes import giving, sets
from bot.features.classes import pages as classes_pages
from bot.features.classes.assignment_overview import task_page
from bot.features.classes.store import assignments, memberships, tallies
from bot.features.quiz.totals import totals_of
from bot.packs.model import Kind
from bot.values.audience import Role
from bot.values.screen import Link, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.quiz.totals import Total
    from bot.packs.model import Item
    from bot.values.screen import Row

views = Views()


@views(pages.TaskPhase, role=Role.EDUCATOR, kept=False)
def task_phase(turn: Turn, page: pages.TaskPhase) -> Screen:
    """Mark the assignment as before a lesson, after one, or neither."""
    if assignments.taught(turn.db, turn.person.key, page.task) is None:
        return dead_end(turn)
    assignments.change(turn.db, page.task, phase="" if page.phase == "none" else page.phase)
    return task_page(turn, classes_pages.Task(page.task))


@giving.ways
def in_two_forms(turn: Turn, classroom: Classroom, item: Item) -> Link | None:
    """Return the way to give a set in two forms; None where it has too few questions to split."""
    if item.ref.kind is not Kind.QUIZ or sets.counted_in(item) < FEWEST_QUESTIONS:
        return None
    crossed = pages.Crossed(classroom.room, item.ref.pack, item.ref.item)
    return Link(turn.say("⇄ Before and after"), crossed)


@giving.notes
def to_do(turn: Turn, assignment: Assignment) -> str:
    """Say what is still to be done before the set can be compared."""
    if assignment.phase != assignments.BEFORE:
        return ""
    if assignment.forms:
        return turn.say(
            "Each pupil has half of the questions. After the lesson let the halves swap, then I compare."
        )
    return turn.say("After the lesson give the same set once more and mark it so, then I compare.")


@giving.beside_results
def swap_or_mark(turn: Turn, assignment: Assignment) -> Row:
    """Return the button that swaps the forms of a set, or those that mark a set without forms as before or after
    a lesson; the one that is set is ticked.
    """
    if assignment.forms:
        swap = Link(turn.say("⇄ After the lesson: swap the halves"), pages.Swap(assignment.task))
        return (swap,) if assignment.phase == assignments.BEFORE else ()
    labels = {
        assignments.BEFORE: turn.say("Before the lesson"),
        assignments.AFTER: turn.say("After the lesson"),
    }
    return tuple(
        Link(
            ("☑ " if assignment.phase == phase else "☐ ") + label,
            pages.TaskPhase(assignment.task, "none" if assignment.phase == phase else phase),
        )
        for phase, label in labels.items()
    )


@giving.comparison
def change(turn: Turn, assignment: Assignment, item: Item, totals: Sequence[Total]) -> str:
    """Return in words how the class does now against before the lesson; empty when nothing can be compared."""
    if assignment.phase != assignments.AFTER:
        return ""
    earlier = assignments.before_of(turn.db, assignment)
    if earlier is None:
        return turn.say("Give the same set once marked “before the lesson”, then I can compare.")
    before = totals_of(item, tallies.blocks(turn.db, earlier.task))
    pupils = len(memberships.numbers(turn.db, assignment.room))
    found = compare_forms(before, totals, pupils) if assignment.forms else compare(before, totals)
    if found is None:
        return turn.say("To compare, five pupils have to answer both times.")
    if not found.sure:
        return turn.say(
            "Compared with before the lesson: {points} points. With {pupils} pupils that can be chance: the true "
            "change lies somewhere between {low} and {high}.",
            points=_signed(found.points),
            pupils=found.pupils,
            low=_signed(found.low),
            high=_signed(found.high),
        )
    return turn.say(
        "Compared with before the lesson: {points} points. Chance alone would hardly do that: the true change "
        "lies between {low} and {high}.",
        points=_signed(found.points),
        low=_signed(found.low),
        high=_signed(found.high),
    )


def _signed(points: int) -> str:
    """Return points with their sign; none have no sign."""
    return f"{points:+}" if points else "0"
