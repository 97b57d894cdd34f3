"""Classrooms: a person's classes, and how an educator makes one in two taps, three with the consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.existing import own_number
from bot.chat.items import dead_end, page_of
from bot.chat.names import audience_name
from bot.chat.pickers import in_rows, menu_row
from bot.chat.views import Views
from bot.features.account import pages as account_pages
from bot.features.account.welcome import ways_on, what_is_kept
from bot.features.classes import pages
from bot.features.classes.class_names import class_name, draw_name, listed_name, spaced
from bot.features.classes.navigation import class_rows
from bot.features.classes.overview import lines_of, overview
from bot.features.classes.pupils import held_words
from bot.features.classes.store import classrooms, memberships
from bot.features.items import menu_links
from bot.features.items.home import classes_row
from bot.features.items.menu_links import Home, MenuRow
from bot.help import pages as help_pages
from bot.packs.model import Kind
from bot.values.audience import Audience, Role
from bot.values.drawn_number import draw_number
from bot.values.means import Means
from bot.values.screen import Copy, Link, Screen
from bot.values.table import in_words
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

FIRST_READ = ("strangers", "wellbeing")
"""Topics whose educator lessons hold the procedure cards: what to do when a child discloses."""

TIER_OF_GRADE = {
    **dict.fromkeys((1, 2), Audience.TIER_6_8),
    **dict.fromkeys((3, 4, 5), Audience.TIER_9_11),
    **dict.fromkeys((6, 7, 8, 9), Audience.TIER_12_15),
    **dict.fromkeys((10, 11), Audience.TIER_16_17),
}
"""School begins at seven: the pupils of a grade are seven years older than the grade before the first."""


@views(pages.Classes)
def classes(turn: Turn, _: pages.Classes) -> Screen:
    """List the person's classes: those they teach, those they are in."""
    teaches = classrooms.taught_by(turn.db, turn.person.key) if turn.audience is Audience.EDUCATOR else []
    rows: list[Row] = [
        (Link(listed_name(turn, classroom), pages.Classroom(classroom.room)),)
        for classroom in sorted(teaches, key=lambda one: one.closed)
    ]
    for membership in memberships.of_person(turn.db, turn.person.key):
        classroom = classrooms.get(turn.db, membership.room)
        if classroom is not None:
            rows.append((Link("🏫 " + class_name(turn, classroom), pages.MyClass(classroom.room)),))
    if turn.audience is Audience.EDUCATOR:
        words = _without_names(turn)
        rows.append((Link(turn.say("➕ Make a class"), pages.NewClass()),))
    elif rows:
        words = turn.say("Choose a class.")
    else:
        words = turn.say("You are in no class. Every lesson and quiz is open to you without one.")
    if not turn.is_adult:
        rows.append((Link(turn.say("⌨ I have a code"), pages.Join()),))
    tables = (overview(turn, teaches),) if teaches else ()
    told = [in_words(Text(lines_of(turn, table))) for table in tables]
    text = join([bold(turn.say("Classes")), *told, words])
    return Screen(text, (*rows, menu_row(turn)), tables=tables, asks=None if turn.is_adult else pages.Join())


@views(pages.NewClass, role=Role.EDUCATOR)
def new_class(turn: Turn, _: pages.NewClass) -> Screen:
    """Ask for the grade, the one thing that is needed. People who are not remembered yet are asked for that
    first.
    """
    if not turn.person.agreed:
        needed = bold(turn.say("For that I have to remember you:")) + "\n" + what_is_kept(turn)
        agree = (Link(turn.say("I agree, remember me"), account_pages.ConsentGiven("on")),)
        about = (Link(turn.say("ⓘ All about it"), account_pages.Privacy()), *menu_row(turn))
        return Screen(join([bold(turn.say("➕ Make a class")), _without_names(turn), needed]), (agree, about))
    if len(classrooms.taught_by(turn.db, turn.person.key)) >= classrooms.MOST_TAUGHT:
        return dead_end(turn, turn.say("You teach as many classes as I can keep. Close one, then make another."))
    room = draw_number()
    links = [
        Link(turn.say("{grade} (age {age})", grade=grade, age=grade + 6), pages.MakeClass(grade, room))
        for grade in TIER_OF_GRADE
    ]
    text = join([bold(turn.say("Which grade?")), turn.say("It sets what the class reads. You can see every age.")])
    return Screen(text, (*in_rows(links, 3), menu_row(turn)))


@views(pages.MakeClass, role=Role.EDUCATOR, kept=False)
def make_class(turn: Turn, page: pages.MakeClass) -> Screen:
    """Make the class once and say first what a teacher has to know before children come."""
    mine, room = classrooms.taught_by(turn.db, turn.person.key), own_number(turn, page.room)
    if all(classroom.room != room for classroom in mine):
        if not turn.person.agreed or len(mine) >= classrooms.MOST_TAUGHT:
            return new_class(turn, pages.NewClass())
        name = draw_name(frozenset((classroom.colour, classroom.animal) for classroom in mine))
        tier = TIER_OF_GRADE[page.grade]
        if not classrooms.make(turn.db, turn.person.key, room, name, tier, turn.today, turn.country):
            return dead_end(turn)
    classroom = classrooms.taught(turn.db, turn.person.key, room)
    if classroom is None:
        return dead_end(turn)
    lessons = first_lessons(turn)
    text = join(
        [
            bold(turn.say("Your class is ready: {name}", name=class_name(turn, classroom))),
            _ways_in(turn, classroom),
            turn.say(
                "Before the children come: I do not watch over anybody. Nobody reads this chat, and I never tell "
                "you what a child wrote or answered. If a child tells you of trouble, this is what to do:"
            )
            if lessons
            else turn.say(
                "Before the children come: I do not watch over anybody. Nobody reads this chat, and I never tell "
                "you what a child wrote or answered. If a child tells you of trouble, 🆘 Help says what to do."
            ),
        ]
    )
    rows = (
        *(lessons or ((Link(turn.say("🆘 Help"), help_pages.Help()),),)),
        (
            Link(turn.say("🖨 Poster and key sheet"), pages.ClassSheets(room)),
            Link(turn.say("➕ Give something to do"), pages.GiveTopics(room)),
        ),
        (Link(turn.say("▶ To the class"), pages.Classroom(room), Means.NEXT),),
        menu_row(turn),
    )
    return Screen(text, rows)


@views(pages.Classroom, role=Role.EDUCATOR)
def classroom_page(turn: Turn, page: pages.Classroom) -> Screen:
    """Draw a class: how many have joined, how to join, what can be done."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None:
        return dead_end(turn)
    head = bold(f"{class_name(turn, classroom)} · {audience_name(turn, classroom.tier)}")
    ends = day_words(turn, classroom.ends_on)
    if classroom.closed:
        words = turn.say("This class is closed. Its results are erased on {day}.", day=ends)
        given = Link(turn.say("📊 What was given"), pages.Tasks(page.room, 0))
        return Screen(join([head, words]), ((given,), classes_row(turn)))
    joined = len(memberships.numbers(turn.db, page.room))
    link = turn.instance.link(pages.JoinBy(classroom.code))
    parts: tuple[Text | str, ...] = (
        head + "\n" + turn.count("{number} pupil has joined.", "{number} pupils have joined.", joined),
        _ways_in(turn, classroom),
        *held_words(turn, classroom),
        italic(
            turn.say(
                "The code works until {until}. The class and its results are erased on {day}, or sooner when you "
                "close it.",
                until=day_words(turn, classroom.code_until),
                day=ends,
            )
        ),
    )
    room = page.room
    rows: list[Row] = [
        (
            Link(turn.say("➕ Give something to do"), pages.GiveTopics(room)),
            Link(turn.say("📊 What was given"), pages.Tasks(room, 0)),
        ),
        (
            Link(turn.say("🖨 Poster and key sheet"), pages.ClassSheets(room)),
            Copy(turn.say("📋 Copy link"), link),
        ),
        (
            Link(turn.say("👥 Pupils"), pages.Pupils(room)),
            Link(turn.say("⚙ This class"), pages.ClassSettings(room)),
        ),
    ]
    now = [row for row in class_rows.call(turn, room) if row]
    return Screen(join(parts), (*now, *rows, classes_row(turn)))


def _without_names(turn: Turn) -> str:
    """Return how a class works, for teachers who have none yet."""
    return turn.say("A class has no names. Pupils join with a link, a code or a poster.")


def _ways_in(turn: Turn, classroom: Classroom) -> str:
    """Return the link and the code with which pupils join, and where they do without Telegram."""
    lines = [
        turn.say("Link: {link}", link=turn.instance.link(pages.JoinBy(classroom.code))),
        turn.say("Code: {code}", code=spaced(classroom.code)),
    ]
    if turn.instance.projector:
        lines.append(turn.say("Without Telegram: {address}, and the code", address=turn.instance.projector))
    return "\n".join(lines)


def first_lessons(turn: Turn) -> tuple[Row, ...]:
    """Return the educators' lessons with the procedure cards: of each topic the one named for them alone."""
    rows: list[Row] = []
    for topic in FIRST_READ:
        lessons = turn.library.listing(Kind.LESSON, Audience.EDUCATOR, turn.locale, topic)
        for lesson in sorted(lessons, key=lambda one: not one.ref.item.endswith(f"/{Audience.EDUCATOR}"))[:1]:
            page = page_of(lesson.ref)
            if page is not None:
                rows.append((Link(f"📖 {lesson.title}", page),))
    return tuple(rows)


@menu_links.links
def in_menu(turn: Turn) -> list[tuple[MenuRow, int, Link]]:
    """Return a teacher's way to their classes."""
    if turn.reads is not Audience.EDUCATOR:
        return []
    return [(MenuRow.CLASSES, 0, Link(turn.say("🏫 Classes"), pages.Classes()))]


@menu_links.homes
def at_a_desk(turn: Turn) -> tuple[Home, Page] | None:
    """Return where a teacher's work begins."""
    return (Home.CLASSES, pages.Classes()) if turn.audience is Audience.EDUCATOR else None


@ways_on
def to_my_class(turn: Turn) -> Link | None:
    """Return a teacher's way to their class, or to the list of several."""
    taught = classrooms.taught_by(turn.db, turn.person.key) if turn.audience is Audience.EDUCATOR else []
    open_ones = [classroom for classroom in taught if not classroom.closed]
    if len(open_ones) == 1:
        return Link("🏫 " + class_name(turn, open_ones[0]), pages.Classroom(open_ones[0].room))
    return Link(turn.say("🏫 Classes"), pages.Classes()) if open_ones else None
