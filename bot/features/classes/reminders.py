"""Reminders: those of a class who have not done an assignment are told of it once more, and only once. A reminder
comes before the due day, or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.classes import pages, telling
from bot.features.classes.navigation import class_row
from bot.features.classes.store import assignments, classrooms, tellings
from bot.packs.lettered import is_for_class
from bot.values.audience import Role
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment

views = Views()


def may_remind(turn: Turn, assignment: Assignment) -> bool:
    """Whether somebody has it still to do, its day has not come, and nobody was reminded of it before."""
    due = not assignment.reminded and not is_for_class(assignment.recipe) and turn.today < assignment.due_on
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
            "There is nobody to remind (any more): all have done it, its day has come, or they were reminded "
            "already. I remind of an assignment once, at the latest on the day before."
        )
        return Screen(Text(words), ((Link(turn.say("📊 How it goes"), pages.Task(page.task)),),))
    within, total = telling.in_time(turn, assignment, tellings.REMINDER)
    if not within:
        words = turn.say(
            "A reminder would reach nobody in time: I write by day, no more than a week allows, and remind before "
            "the due day. Tell the class aloud."
        )
        return Screen(Text(words), ((Link(turn.say("📊 How it goes"), pages.Task(page.task)),),))
    missing = [str(number) for number, did in assignments.done_by(turn.db, assignment) if not did]
    text = join(
        [
            bold(turn.say("Remind who has not done it?")),
            turn.say("Not yet: {numbers}", numbers=", ".join(missing)),
            turn.say(
                "A reminder is the same friendly message once more, by day, and comes before the due day or not "
                "at all. I remind of an assignment once."
            ),
            turn.say("I can reach all of them in time.")
            if within == total
            else turn.say(
                "I can reach {within} of these {total} in time. Tell the others in class.",
                within=within,
                total=total,
            ),
        ]
    )
    return Screen(text, ((Link(turn.say("🔔 Yes, remind"), pages.TaskReminded(page.task)),), back))


@views(pages.TaskReminded, role=Role.EDUCATOR, kept=False)
def reminded(turn: Turn, page: pages.TaskReminded) -> Screen:
    """Plan the messages. Idempotent: a second tap changes nothing."""
    assignment = assignments.taught(turn.db, turn.person.key, page.task)
    classroom = classrooms.get(turn.db, assignment.room) if assignment else None
    if assignment is None or classroom is None:
        return dead_end(turn)
    if (
        may_remind(turn, assignment)
        and telling.in_time(turn, assignment, tellings.REMINDER)[0]
        and assignments.note_reminder(turn.db, page.task, turn.today)
    ):
        telling.remind(turn, assignment)
    assignment = assignments.taught(turn.db, turn.person.key, page.task) or assignment
    if not assignment.reminded:
        return remind(turn, pages.RemindTask(page.task))
    words = turn.say("Who has not done it will be reminded, once.")
    onward = Link(turn.say("📊 How it goes"), pages.Task(page.task))
    text = join([words, telling.to_tell_aloud(turn, assignment)])
    return Screen(text, ((onward,), class_row(turn, classroom)))
