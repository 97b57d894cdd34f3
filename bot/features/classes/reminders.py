"""Reminders: those of a class who have not done an assignment are told of it once more, and only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.classes import pages, tasks
from bot.features.classes.navigation import class_row
from bot.features.classes.store import assignments, classrooms
from bot.packs.lettered import is_lettered
from bot.values.audience import Role
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment

views = Views()


def may_remind(turn: Turn, assignment: Assignment) -> bool:
    """Whether somebody has it still to do, its day is not over, and nobody was reminded of it before."""
    due = not assignment.reminded and not is_lettered(assignment.recipe) and turn.today <= assignment.due_on
    return due and any(not did for _, did in assignments.done_by(turn.db, assignment))


@views(pages.RemindTask, role=Role.EDUCATOR, kept=False)
def remind(turn: Turn, page: pages.RemindTask) -> Screen:
    """Say what a reminder is, and ask."""
    assignment = assignments.taught(turn.db, turn.person.key, page.task)
    if assignment is None:
        return dead_end(turn)
    back = (Link(turn.say("No, go back"), pages.Task(page.task)),)
    if not may_remind(turn, assignment):
        words = turn.say(
            "There is nobody to remind (any more): all have done it, its day is over, or they were reminded "
            "already. I remind of an assignment once."
        )
        return Screen(Text(words), ((Link(turn.say("📊 How it goes"), pages.Task(page.task)),),))
    missing = [str(number) for number, did in assignments.done_by(turn.db, assignment) if not did]
    text = join(
        [
            bold(turn.say("Remind who has not done it?")),
            turn.say("Not yet: {numbers}", numbers=", ".join(missing)),
            turn.say(
                "Each gets the same friendly message once more, in hours when the bot may write, and no more than "
                "their week allows. I remind of an assignment once. Who joined without Telegram gets no message: "
                "tell the class aloud, too."
            ),
        ]
    )
    return Screen(text, ((Link(turn.say("🔔 Yes, remind"), pages.TaskReminded(page.task)),), back))


@views(pages.TaskReminded, role=Role.EDUCATOR, kept=False)
def reminded(turn: Turn, page: pages.TaskReminded) -> Screen:
    """Plan the messages, once however often it is tapped."""
    assignment = assignments.taught(turn.db, turn.person.key, page.task)
    classroom = classrooms.get(turn.db, assignment.room) if assignment else None
    if assignment is None or classroom is None:
        return dead_end(turn)
    if may_remind(turn, assignment) and assignments.note_reminder(turn.db, page.task, turn.today):
        tasks.remind(turn, assignment)
    words = turn.say("Who has not done it will be reminded, once.")
    onward = Link(turn.say("📊 How it goes"), pages.Task(page.task))
    return Screen(Text(words), ((onward,), class_row(turn, classroom)))
