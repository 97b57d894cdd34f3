"""Duties: an assignment as a pupil sees it, told once, with no hurry and no blame in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import sittings
from bot.chat.days import day_words
from bot.chat.items import dead_end, heading, may_read, notices, page_of
from bot.chat.names import audience_name
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.account import pages as account_pages
from bot.features.classes import pages
from bot.features.classes.class_names import class_name
from bot.features.classes.store import assignments, classrooms, closings
from bot.features.classes.store.assignments import TASK
from bot.features.classes.tasks import in_class_only, item_of, own_form, together_at
from bot.features.quiz import session
from bot.features.quiz import views as quiz_views
from bot.features.quiz.store import attempts
from bot.packs.model import Kind
from bot.packs.recipe import is_own
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()


@views(pages.Due)
def due(turn: Turn, page: pages.Due) -> Screen | Page:
    """Say what it is, from which class, until when, and whether it is done; lead to what the class does together
    just now.
    """
    assignment = assignments.attended(turn.db, turn.person.key, page.task)
    classroom = classrooms.get(turn.db, assignment.room) if assignment else None
    item = item_of(turn, assignment) if assignment else None
    if assignment is None or classroom is None:
        return gone(turn)
    if item is None:
        words = turn.say("The people who write these texts took this one back, so there is nothing to do here.")
        return Screen(Text(words), (menu_row(turn),))
    if together := together_at(turn, page.task):
        return together
    done = assignments.is_done(turn.db, turn.person.key, page.task)
    day = day_words(turn, assignment.due_on)
    parts: list[Text | str] = [
        join([bold(heading(item)), *notices(turn, item)], "\n"),
        turn.say("From your class {name}.", name=class_name(turn, classroom)),
    ]
    rows: list[Row] = []
    target = pages.BeginDue(page.task) if item.ref.kind is Kind.QUIZ else page_of(item.ref)
    if in_class_only(turn, assignment):
        parts.append(turn.say("Your class does this together: its words stand on the board or on paper."))
    elif done:
        parts.append(turn.say("You have done it. Thank you!"))
        rows += [(_again(turn, item.ref.kind, target, page.task),)] if target else []
    elif not assignment.open_on(turn.today):
        parts.append(turn.say("Its day was {day}. You can still do it for yourself.", day=day))
        own = target if is_own(item.ref) else page_of(item.ref)
        rows += [(Link(turn.say("▶ Begin"), own, Means.NEXT),)] if own else []
    else:
        until = turn.say("Until {day}, whenever it suits you.", day=day)
        over = turn.say("Its day was {day}. It is still open if you like.", day=day)
        parts.append(until if turn.today <= assignment.due_on else over)
        if item.ref.kind is Kind.QUIZ:
            parts.append(
                turn.say(
                    "Your teacher sees only what five or more of you answered, never who. Mistakes are welcome."
                )
            )
        elif item.ref.kind is Kind.DRILL:
            parts.append(
                turn.say(
                    "Your teacher sees only that it is done: not what you chose, and not how the chat ended. "
                    "You may leave it at any moment."
                )
            )
        rows += [(Link(turn.say("▶ Begin"), target, Means.NEXT),)] if target else []
    if not may_read(turn, item):
        tier = audience_name(turn, classroom.tier)
        parts.append(turn.say("Your class reads what is for {audience}; you read something else.", audience=tier))
        rows = [(Link(turn.say("Show me {audience}", audience=tier), account_pages.SetAudience(classroom.tier)),)]
    rows.append((Link(turn.say("🏫 To the class"), pages.MyClass(classroom.room)), *menu_row(turn)))
    return Screen(join(parts), tuple(rows))


@sittings.on_coming
def closed_meanwhile(turn: Turn) -> str:
    """Tell a pupil once that a class of theirs was closed."""
    day = closings.tell(turn.db, turn.person.key)
    if day is None:
        return ""
    return turn.say(
        "A class of yours was closed on {day}: its teacher ended it, or its year was over. Nobody did anything "
        "wrong. What you have begun stays yours, and all is open without a class.",
        day=day_words(turn, day),
    )


def gone(turn: Turn) -> Screen:
    """Say that a task is over, alike for every number that is of no class of the person."""
    return dead_end(
        turn,
        turn.say(
            "This task is over: its class was closed, you left it, or your teacher took it back. Nobody waits for "
            "it. What you had begun stays yours: the menu leads on."
        ),
    )


def _again(turn: Turn, kind: Kind, target: Page, task: int) -> Link:
    """Return the button of the assignments that are done already; a question set that was answered outside the
    class can be answered there too.
    """
    if kind is Kind.QUIZ and attempts.of_quiz(turn.db, turn.person.key, f"{TASK}{task}"):
        return Link(turn.say("See how it went"), target, Means.NEXT)
    if kind is Kind.QUIZ:
        return Link(turn.say("🔁 Once more"), target)
    if kind is Kind.DRILL:
        return Link(turn.say("🔁 Practise once more"), target)
    return Link(turn.say("🔁 Look once more") if kind is Kind.ROUND else turn.say("Read it again"), target)


@views(pages.BeginDue)
def begin_due(turn: Turn, page: pages.BeginDue) -> Screen | Page:
    """Begin the one attempt at an assigned question set, or go on with it; a live one is the teacher's to step."""
    assignment = assignments.attended(turn.db, turn.person.key, page.task)
    item = own_form(turn, assignment) if assignment else None
    if assignment is None:
        return gone(turn)
    if item is None or item.ref.kind is not Kind.QUIZ or not may_read(turn, item):
        return dead_end(turn)
    if together := together_at(turn, page.task):
        return together
    if in_class_only(turn, assignment):
        return pages.Due(page.task)
    attempt = session.begin_assigned(turn, f"{TASK}{assignment.task}", item)
    return quiz_views.go_on(turn, session.state_of(turn, attempt))
