"""Own questions as homework: the words go home on a printed sheet, the letters are tapped in the bot by a day."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.items import dead_end
from bot.chat.pickers import in_pairs
from bot.chat.views import Views
from bot.features.classes import pages as classes_pages
from bot.features.classes import tasks, telling
from bot.features.classes.assigning import day_links
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import class_row, open_class
from bot.features.classes.store import assignments
from bot.features.items.home import classes_row
from bot.features.own_questions import domain, pages
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.own_questions.domain import OwnWords
    from bot.packs.lettered import Lettered
    from bot.values.screen import Row

views = Views()


def rows(turn: Turn, classroom: Classroom) -> tuple[Row, ...]:
    """Return the ways to give the teacher's sets of a class as homework. A chat names a set by its place alone."""
    named = (
        (place, words, turn.count("{number} question. ", "{number} questions. ", number))
        for place, words in enumerate(domain.of_room(turn, classroom.room), 1)
        if (number := len(_letters(turn, words).questions))
    )
    return tuple(
        (
            Link(
                turn.say("🏠 Homework: set {place} · {count}", place=place, count=count.rstrip(". ")),
                pages.OwnHomework(classroom.room, words.number),
            ),
        )
        for place, words, count in named
    )


@views(pages.OwnHomework, role=Role.EDUCATOR, kept=False)
def homework(turn: Turn, page: pages.OwnHomework) -> Screen:
    """Say how it goes, and offer days."""
    found = _found(turn, page)
    if found is None:
        return dead_end(turn)
    classroom, words, letters = found
    given = [one for one in assignments.of_room(turn.db, page.room) if one.ref == str(words.ref)]
    number = len(letters.questions)
    text = join(
        [
            bold(turn.say("🏠 Homework with my own questions")),
            turn.count("{number} question. ", "{number} questions. ", number).rstrip(". "),
            turn.say(
                "Print the sheet in the browser and give it to everybody. At home pupils read it and tap letters "
                "here: your words stay on paper."
            ),
            turn.say(
                "By which day should {name} do it? Every pupil is told once.", name=class_name(turn, classroom)
            ),
        ]
    )
    days = day_links(turn, given, partial(pages.OwnHomeworkGiven, page.room, page.own))
    up = Link(turn.say("⬆ My own questions"), pages.OwnQuestions(page.room), Means.BACK)
    return Screen(text, (*in_pairs(days), (up, *class_row(turn, classroom))))


@views(pages.OwnHomeworkGiven, role=Role.EDUCATOR, kept=False)
def given(turn: Turn, page: pages.OwnHomeworkGiven) -> Screen:
    """Give the letters to the class and tell its pupils. Idempotent: a second tap changes nothing."""
    found, due_on = _found(turn, page), tasks.day_of(page.till)
    if found is None or not tasks.may_be_due(turn, due_on) or due_on == turn.today:
        return dead_end(turn)
    classroom, words, letters = found
    item = letters.item(turn, turn.locale, words.ref)
    task = tasks.hand_out(turn, page.room, item, due_on, recipe=str(letters)) if item else 0
    assignment = assignments.taught(turn.db, turn.person.key, task) if task else None
    if assignment is None:
        return dead_end(turn, turn.say("This class has more assignments than it can do. Take some back first."))
    told = turn.say("{name} has it, until {day}.", name=class_name(turn, classroom), day=day_words(turn, due_on))
    sheet = turn.say("Do not forget the printed sheet: the questions stand on it alone.")
    onward = (Link(turn.say("📊 How it goes"), classes_pages.Task(task)),)
    text = join([told, sheet, telling.to_tell_aloud(turn, assignment)])
    return Screen(text, (onward, class_row(turn, classroom), classes_row(turn)))


def _found(
    turn: Turn, page: pages.OwnHomework | pages.OwnHomeworkGiven
) -> tuple[Classroom, OwnWords, Lettered] | None:
    """Return class, set and its letters for home, if a question of it can be asked."""
    classroom = open_class(turn, page.room)
    words = domain.get(turn, page.room, page.own) if classroom else None
    letters = _letters(turn, words) if words else None
    return (classroom, words, letters) if classroom and words and letters and letters.questions else None


def _letters(turn: Turn, words: OwnWords) -> Lettered:
    return replace(domain.letters_of(turn, words), home=True)
