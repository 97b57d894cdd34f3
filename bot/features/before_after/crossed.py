"""Before and after in two forms: a set is split, the halves of a class swap the forms after the lesson."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.items import dead_end, find_for
from bot.chat.pickers import in_pairs
from bot.chat.views import Views
from bot.features.before_after import pages
from bot.features.before_after.crossed_forms import FEWEST_QUESTIONS, smallest_change
from bot.features.classes import pages as classes_pages
from bot.features.classes import sets, tasks
from bot.features.classes.assigning import day_links
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import class_row, open_class
from bot.features.classes.store import assignments, memberships
from bot.packs.model import Kind, Ref
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.packs.model import Item

views = Views()


@views(pages.Crossed, role=Role.EDUCATOR)
def crossed(turn: Turn, page: pages.Crossed) -> Screen:
    """Explain the method and how small a change it could show, and offer days for the half before the lesson."""
    found = _set(turn, page)
    if found is None:
        return dead_end(turn)
    classroom, item = found
    given = [one for one in assignments.of_room(turn.db, page.room) if one.ref == str(item.ref)]
    text = join(
        [
            bold(turn.say("Before and after: {title}", title=item.title)),
            turn.say(
                "I split the set in two. Before the lesson, even numbers of the class get one half of the "
                "questions, odd numbers the other; after it they swap. So nobody meets a question twice, and an "
                "easier half cannot pass for learning."
            ),
            _expected(turn, classroom, item),
            turn.say("By which day should the first half be done?"),
        ]
    )
    days = day_links(turn, given, partial(pages.CrossedGiven, page.room, page.pack, page.item))
    up = Link(
        turn.say("⬆ {name}", name=item.title), classes_pages.Give(page.room, "q", page.pack, page.item), Means.BACK
    )
    return Screen(text, (*in_pairs(days), (up, *class_row(turn, classroom))))


@views(pages.CrossedGiven, role=Role.EDUCATOR, kept=False)
def crossed_given(turn: Turn, page: pages.CrossedGiven) -> Screen:
    """Give the halves before the lesson. Idempotent: a second tap changes nothing."""
    found = _set(turn, page)
    due_on = tasks.day_of(page.till)
    if found is None or not tasks.may_be_due(turn, due_on):
        return dead_end(turn)
    classroom, item = found
    task = tasks.hand_out(turn, page.room, item, due_on, phase=assignments.BEFORE, forms=assignments.FORMS)
    return _told(turn, task, classroom)


@views(pages.Swap, role=Role.EDUCATOR)
def swap(turn: Turn, page: pages.Swap) -> Screen:
    """Offer days for the half after the lesson."""
    found = _before(turn, page.task)
    if found is None:
        return dead_end(turn)
    classroom, item = found
    given = [one for one in assignments.of_room(turn.db, classroom.room) if one.ref == str(item.ref)]
    text = join(
        [
            bold(turn.say("After the lesson: {title}", title=item.title)),
            turn.say("The halves of the class swap their questions. By which day should it be done?"),
            _expected(turn, classroom, item),
        ]
    )
    days = day_links(turn, given, partial(pages.Swapped, page.task))
    back = Link(turn.say("⬆ {name}", name=item.title), classes_pages.Task(page.task), Means.BACK)
    return Screen(text, (*in_pairs(days), (back, *class_row(turn, classroom))))


@views(pages.Swapped, role=Role.EDUCATOR, kept=False)
def swapped(turn: Turn, page: pages.Swapped) -> Screen:
    """Give the swapped halves. Idempotent: a second tap changes nothing."""
    found = _before(turn, page.task)
    due_on = tasks.day_of(page.till)
    if found is None or not tasks.may_be_due(turn, due_on):
        return dead_end(turn)
    classroom, item = found
    task = tasks.hand_out(turn, classroom.room, item, due_on, phase=assignments.AFTER, forms=assignments.FORMS)
    return _told(turn, task, classroom)


def _told(turn: Turn, task: int, classroom: Classroom) -> Screen:
    if not task:
        return dead_end(turn, turn.say("This class has more assignments than it can do. Take some back first."))
    words = turn.say("{name} has it: each pupil their half of the questions.", name=class_name(turn, classroom))
    onward = (Link(turn.say("📊 How it goes"), classes_pages.Task(task)),)
    return Screen(join([words]), (onward, class_row(turn, classroom)))


def _expected(turn: Turn, classroom: Classroom, item: Item) -> str:
    """Say how small a change could be seen in this class as it is now."""
    pupils = len(memberships.numbers(turn.db, classroom.room))
    questions = sets.counted_in(item)
    points = smallest_change(pupils, questions)
    if points is None:
        return turn.count(
            "With {number} pupil nothing can be told of it: each half needs five answers, so it takes about "
            "fourteen pupils.",
            "With {number} pupils nothing can be told of it: each half needs five answers, so it takes about "
            "fourteen pupils.",
            pupils,
        )
    return turn.say(
        "With {pupils} pupils and {questions} questions, a change of about {points} points would be seen in four "
        "of five such classes. A smaller one may well be there and not show.",
        pupils=pupils,
        questions=questions,
        points=points,
    )


def _set(turn: Turn, page: pages.Crossed | pages.CrossedGiven) -> tuple[Classroom, Item] | None:
    """Return the open class and the set, if the set is for the class's age and can be split."""
    classroom = open_class(turn, page.room)
    item = find_for(turn, Ref(Kind.QUIZ, page.pack, page.item), classroom.tier) if classroom else None
    return (classroom, item) if classroom and item and sets.counted_in(item) >= FEWEST_QUESTIONS else None


def _before(turn: Turn, task: int) -> tuple[Classroom, Item] | None:
    """Return the open class and the set of an assignment in two forms that was given before the lesson."""
    found = tasks.taught_set(turn, task)
    if found is None or found[1].closed or not found[0].forms or found[0].phase != assignments.BEFORE:
        return None
    return found[1], found[2]
