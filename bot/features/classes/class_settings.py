"""Keeping a class: a new code, a second teacher, closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.items import dead_end
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import visitors
from bot.features.account import pages as account_pages
from bot.features.classes import pages
from bot.features.classes.class_names import class_name, spaced
from bot.features.classes.classrooms import first_lessons
from bot.features.classes.navigation import class_row
from bot.features.classes.store import classrooms, memberships
from bot.features.items.home import classes_row
from bot.values import landmarks
from bot.values.audience import Audience, Role
from bot.values.means import Means
from bot.values.screen import Copy, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()


@views(pages.ClassSettings, role=Role.EDUCATOR)
def class_settings(turn: Turn, page: pages.ClassSettings) -> Screen:
    """Lead to the seldom changes in a class. The button that ends something stands apart, and last."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None or classroom.closed:
        return dead_end(turn)
    room, lessons = page.room, first_lessons(turn)
    trouble = [turn.say("If a child tells you of trouble, this is what to do:")] if lessons else []
    ends = [Link(turn.say("Close the class"), pages.CloseClass(room))]
    if classrooms.teachers_in(turn.db, room) > 1:
        ends.insert(0, Link(turn.say("Stop teaching here"), pages.StopTeaching(room)))
    rows: tuple[Row, ...] = (
        (Link(turn.say("🔑 New code"), pages.NewCode(room)),),
        (Link(turn.say("➕ A second teacher"), pages.InviteTeacher(room)),),
        *lessons,
        class_row(turn, classroom),
        *((link,) for link in ends),
    )
    words = turn.say("A code that has got about can be changed, and a colleague can teach here too.")
    return Screen(join([bold(class_name(turn, classroom)), words, *trouble]), rows)


@views(pages.NewCode, role=Role.EDUCATOR, kept=False)
def new_code(turn: Turn, page: pages.NewCode) -> Screen:
    """Ask whether to renew the code: the poster on the wall hangs on it."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None or classroom.closed:
        return dead_end(turn)
    words = turn.say(
        "Make a new code? The old one, its link and its poster will open nothing any more. Who has joined stays."
    )
    yes = Link(turn.say("Yes, make a new code"), pages.ClassCode(page.room, classroom.code_number + 1))
    return Screen(Text(words), ((yes,), class_row(turn, classroom)))


@views(pages.ClassCode, role=Role.EDUCATOR, kept=False)
def class_code(turn: Turn, page: pages.ClassCode) -> Screen:
    """Renew the code; posters with the old one open nothing any more."""
    if classrooms.taught(turn.db, turn.person.key, page.room) is None:
        return dead_end(turn)
    classrooms.renew_code(turn.db, page.room, page.number, turn.today)
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None or classroom.closed:
        return dead_end(turn)
    words = turn.say(
        "The code is now {code}. The old one, its link and its poster open nothing any more.",
        code=spaced(classroom.code),
    )
    sheets = Link(turn.say("🖨 Poster and key sheet"), pages.ClassSheets(page.room))
    return Screen(Text(words), ((sheets,), class_row(turn, classroom), classes_row(turn)))


@views(pages.InviteTeacher, role=Role.EDUCATOR, kept=False)
def invite_teacher(turn: Turn, page: pages.InviteTeacher) -> Screen:
    """Show the one-time link for a second teacher."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None or classroom.closed:
        return dead_end(turn)
    link = turn.instance.link(pages.Teach(classrooms.invite(turn.db, page.room, turn.now)))
    text = turn.say(
        "Give this link to one colleague. It works once, for two days. Whoever opens it sees and does in this "
        "class what you can: {link}",
        link=link,
    )
    return Screen(Text(text), ((Copy(turn.say("📋 Copy the link"), link),), class_row(turn, classroom)))


@views(pages.Teach, kept=False, coded=True)
def teach(turn: Turn, page: pages.Teach) -> Screen:
    """Say what the link for teachers does; alike for every link."""
    if turn.audience is not Audience.EDUCATOR:
        words = turn.say("This link is for educators. If you are one, say so in the settings, then open it again.")
        return Screen(
            Text(words), ((Link(turn.say("⚙ Settings"), account_pages.Settings(), Means.BACK), *menu_row(turn)),)
        )
    words = turn.say("A colleague shares a class with you: you will see its totals and give it assignments.")
    if not turn.person.agreed:
        visitors.keep_link(turn.db, turn.person.key, page.path)
        words += " " + turn.say("For that I have to remember you.")
        return Screen(Text(words), ((Link(turn.say("What I remember"), landmarks.Consent()),), menu_row(turn)))
    return Screen(Text(words), ((Link(turn.say("Teach there too"), pages.Teaching(page.code)),), menu_row(turn)))


@views(pages.Teaching, role=Role.EDUCATOR, kept=False)
def teaching(turn: Turn, page: pages.Teaching) -> Screen:
    """Use up the invitation."""
    tries_left = (
        turn.person.agreed and turn.sender.code_attempts is not None and turn.sender.code_attempts.may_try()
    )
    room = classrooms.accept(turn.db, turn.person.key, page.code, turn.now) if tries_left else 0
    classroom = classrooms.taught(turn.db, turn.person.key, room) if room else None
    if classroom is not None:
        words = turn.say("You teach {name} too.", name=class_name(turn, classroom))
        return Screen(Text(words), (class_row(turn, classroom), classes_row(turn)))
    return dead_end(turn, turn.say("This link opens nothing (any more). Ask your colleague for a new one."))


@views(pages.CloseClass, role=Role.EDUCATOR, kept=False)
def close_class(turn: Turn, page: pages.CloseClass) -> Screen:
    """Ask whether to close the class, and name the day on which its results are erased."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None or classroom.closed:
        return dead_end(turn)
    day = day_words(turn, turn.today + classrooms.AFTER_CLOSING)
    text = turn.say(
        "Close {name}? All pupils leave it at once. You can read its results until {day}, then they are erased.",
        name=class_name(turn, classroom),
        day=day,
    )
    yes = Link(turn.say("Yes, close it"), pages.ClassClosed(page.room))
    return Screen(Text(text), ((yes,), class_row(turn, classroom)))


@views(pages.ClassClosed, role=Role.EDUCATOR, kept=False)
def class_closed(turn: Turn, page: pages.ClassClosed) -> Screen:
    """Close the class."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None:
        return dead_end(turn)
    classrooms.close(turn.db, page.room, turn.today)
    memberships.let_go(turn.db, page.room, turn.today)
    words = turn.say("{name} is closed. Thank you for teaching with me!", name=class_name(turn, classroom))
    return Screen(Text(words), (class_row(turn, classroom), classes_row(turn)))


@views(pages.StopTeaching, role=Role.EDUCATOR, kept=False)
def stop_teaching(turn: Turn, page: pages.StopTeaching) -> Screen:
    """Ask whether to leave the class to the others."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None or classrooms.teachers_in(turn.db, page.room) == 1:
        return dead_end(turn)
    words = turn.say("Leave {name} to the other teachers?", name=class_name(turn, classroom))
    yes = Link(turn.say("Yes, stop teaching here"), pages.StoppedTeaching(page.room))
    return Screen(Text(words), ((yes,), class_row(turn, classroom)))


@views(pages.StoppedTeaching, role=Role.EDUCATOR, kept=False)
def stopped_teaching(turn: Turn, page: pages.StoppedTeaching) -> Screen:
    """Let the teacher go, unless nobody else teaches there."""
    if classrooms.teachers_in(turn.db, page.room) > 1:
        classrooms.stop_teaching(turn.db, turn.person.key, page.room)
    return Screen(Text(turn.say("You do not teach there (any more).")), (classes_row(turn),))
