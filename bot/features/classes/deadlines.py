"""Deadlines: the one message to the teacher on the morning after an assignment's day, and what it says."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.delivery import NothingToShow
from bot.chat.items import dead_end
from bot.chat.notification_policy import moment
from bot.chat.views import Views
from bot.db import deliveries
from bot.db.deliveries import Visit
from bot.features.classes import pages, telling
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import class_row
from bot.features.classes.overview import to_look_at_again
from bot.features.classes.store import assignments, classrooms
from bot.features.classes.store.assignments import TASK
from bot.features.classes.store.tellings import DEADLINE
from bot.features.classes.tasks import item_of, on_hand_out
from bot.packs.model import Kind
from bot.values.audience import Role
from bot.values.screen import Link, Screen
from bot.values.text import bold, join
from bot.values.why import Why

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.values.screen import Row

views = Views()

MORNING = time(7)
"""When the bot may write to adults."""

USEFUL = timedelta(days=3)
"""How long it is news: a grown-up gets one message a day, and may rest."""


@on_hand_out
def plan(turn: Turn, assignment: Assignment) -> None:
    """Plan the message to the person who gives an assignment, for the morning after its day by their own clock. A
    person without a chat gets none.
    """
    chat = turn.sealed_chat()
    if chat is None:
        return
    due_at = moment(assignment.due_on + timedelta(days=1), MORNING, turn.person.clock)
    visit = Visit(
        pages.TaskOver(assignment.task).path,
        Why.ASSIGNMENT,
        due_at,
        due_at + USEFUL,
        campaign=f"{TASK}{assignment.task}",
        step=DEADLINE,
    )
    deliveries.plan(turn.db, turn.person.key, chat, visit)


@views(pages.TaskOver, role=Role.EDUCATOR, kept=False)
def task_over(turn: Turn, page: pages.TaskOver) -> Screen:
    """Say who has done it, who has not, and what was hard, with one tap to the results."""
    assignment = assignments.taught(turn.db, turn.person.key, page.task)
    classroom = classrooms.get(turn.db, assignment.room) if assignment else None
    item = item_of(turn, assignment) if assignment else None
    if assignment is None or classroom is None or item is None or classroom.closed:
        if turn.unasked:
            raise NothingToShow
        return dead_end(turn)
    states = assignments.done_by(turn.db, assignment)
    done, missing = ([str(number) for number, did in states if did is wanted] for wanted in (True, False))
    is_set = item.ref.kind is Kind.QUIZ
    again = to_look_at_again(turn, assignment, item) if is_set else ""
    text = join(
        [
            bold(item.title),
            turn.say(
                "{name} had it until {day}. {done} of {total} have done it.",
                name=class_name(turn, classroom),
                day=day_words(turn, assignment.due_on),
                done=len(done),
                total=len(states),
            ),
            turn.say("Not yet: {numbers}", numbers=", ".join(missing)) if missing else "",
            turn.say("What was hard: questions {numbers}.", numbers=again) if again else "",
            turn.say("It can be done later too.") if missing and assignment.late else "",
            telling.to_tell_aloud(turn, assignment),
        ]
    )
    results: Row = (Link(turn.say("📊 How it goes"), pages.Task(page.task)),)
    if is_set:
        results = (Link(turn.say("🌡 What they understood"), pages.TaskResults(page.task)),)
    return Screen(text, (results, class_row(turn, classroom)))
