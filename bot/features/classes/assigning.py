"""Assigning: a teacher browses what a class can be given, looks at one item and gives it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.items import SIGNS, dead_end, find_for, heading, notices, page_of
from bot.chat.names import audience_name, topic_name
from bot.chat.paging import part
from bot.chat.pickers import in_pairs
from bot.chat.views import Views
from bot.features.classes import giving, pages, sets, tasks, telling
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import class_row, open_class
from bot.features.classes.store import assignments, classrooms
from bot.features.classes.tasks import LETTERS
from bot.features.items.home import classes_row
from bot.features.live_quiz import pages as live_quiz_pages
from bot.features.paper import pages as paper_pages
from bot.features.quiz import pages as quiz_pages
from bot.packs.model import Kind, Ref
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

DAYS = (3, 7, 14, 28)
"""Due days that are offered, in days from today."""

ENTRIES_A_PAGE = 8
KINDS = (Kind.QUIZ, Kind.LESSON, Kind.STORY, Kind.ROUND, Kind.DRILL)
"""What a class can be given, in the order in which it is listed."""


@views(pages.GiveTopics, role=Role.EDUCATOR)
def give_topics(turn: Turn, page: pages.GiveTopics) -> Screen:
    """List the topics that have something for the class's age."""
    classroom = open_class(turn, page.room)
    if classroom is None:
        return dead_end(turn)
    topics = tuple(
        topic
        for topic in turn.library.topics(classroom.tier, turn.locale)
        if any(turn.library.listing(kind, classroom.tier, turn.locale, topic) for kind in KINDS)
    )
    links = [Link(topic_name(turn, topic), pages.GiveItems(page.room, topic, 0)) for topic in topics]
    head = f"{class_name(turn, classroom)} · {audience_name(turn, classroom.tier)}"
    text = join([bold(head), turn.say("What shall the class do? Choose a topic.")])
    own = giving.in_order(giving.own_lists.call(turn, classroom))
    rows = (*_to_begin_with(turn, classroom, topics), *in_pairs(links), *own)
    return Screen(text, (*rows, class_row(turn, classroom), classes_row(turn)))


def _to_begin_with(turn: Turn, classroom: Classroom, topics: Sequence[str]) -> tuple[Row, ...]:
    """Return the way to a first set for a class that was given nothing yet, so that nobody has to search; empty
    for any other class.
    """
    if assignments.of_room(turn.db, classroom.room):
        return ()
    sets_of = (turn.library.listing(Kind.QUIZ, classroom.tier, turn.locale, topic) for topic in topics)
    first = next((item for found in sets_of for item in found if item.locale == turn.locale), None)
    if first is None:
        return ()
    label = turn.say("💡 To begin with: {title}", title=first.title)
    return ((Link(label, _give(classroom.room, first), Means.NEXT),),)


@views(pages.GiveItems, role=Role.EDUCATOR)
def give_items(turn: Turn, page: pages.GiveItems) -> Screen:
    """List what a class can be given on a topic, with minutes, and the language if it is another."""
    classroom = open_class(turn, page.room)
    if classroom is None:
        return dead_end(turn)
    found = [
        item for kind in KINDS for item in turn.library.listing(kind, classroom.tier, turn.locale, page.topic)
    ]
    shown = part(found, page.number, ENTRIES_A_PAGE)
    rows: list[Row] = [(Link(_label(turn, item), _give(page.room, item)),) for item in shown.entries]
    rows += shown.page_row(turn, lambda number: pages.GiveItems(page.room, page.topic, number))
    text = bold(shown.heading(turn, topic_name(turn, page.topic)))
    up = Link(turn.say("⬆ Topics"), pages.GiveTopics(page.room), Means.BACK)
    narrower = pages.Browse(page.room, page.topic, classroom.tier, turn.locale, 0, 0)
    narrow = Link(turn.say("🔎 By age, language, length"), narrower)
    return Screen(text, (*rows, (narrow,), (up,), class_row(turn, classroom)))


@views(pages.Give, role=Role.EDUCATOR)
def give(turn: Turn, page: pages.Give) -> Screen:
    """Say what an item is, let the teacher look at it as a pupil does, and offer days."""
    classroom = open_class(turn, page.room)
    item = _item(turn, classroom, page) if classroom else None
    if classroom is None or item is None:
        return dead_end(turn)
    look = quiz_pages.Quiz(page.pack, page.item) if item.ref.kind is Kind.QUIZ else page_of(item.ref)
    rows: list[Row] = [(Link(turn.say("👀 See it as a pupil does"), look),)] if look else []
    given = [one for one in assignments.of_room(turn.db, page.room) if one.ref == str(item.ref)]
    days = day_links(turn, given, partial(pages.Given, page.room, page.letter, page.pack, page.item))
    minutes = sets.minutes_in_class(item)
    facts = [turn.count("{number} minute", "{number} minutes", minutes)] if minutes else []
    if item.ref.kind is Kind.QUIZ:
        facts.append(
            turn.count("{number} question. ", "{number} questions. ", sets.questions_in(item)).rstrip(". ")
        )
    text = join(
        [
            join([bold(heading(item)), *notices(turn, item), " · ".join(facts)], "\n"),
            item.description,
            _in_parts(turn, item),
            turn.say(
                "The class has it already, until {day}. Given once more, it is an assignment of its own.",
                day=day_words(turn, given[0].due_on),
            )
            if given
            else "",
            turn.say(
                "By which day should {name} do it? Every pupil is told once.", name=class_name(turn, classroom)
            ),
        ]
    )
    if given:
        rows.append((Link(turn.say("📊 How it goes"), pages.Task(given[0].task)),))
    topics = Link(turn.say("⬆ Topics"), pages.GiveTopics(page.room), Means.BACK)
    up = next(filter(None, giving.list_of.call(turn, classroom, item.ref)), topics)
    rows += [(way,) for way in giving.ways.call(turn, classroom, item) if way]
    if item.ref.kind is Kind.QUIZ:
        days += [
            Link(turn.say("📽 Live in class"), live_quiz_pages.LeadSet(page.room, page.pack, page.item)),
            Link(turn.say("🖨 On paper"), paper_pages.PaperTwin(page.room, page.pack, page.item)),
        ]
    return Screen(text, (*rows, *in_pairs(days), (up, *class_row(turn, classroom))))


@views(pages.Given, role=Role.EDUCATOR, kept=False)
def given(turn: Turn, page: pages.Given) -> Screen:
    """Give the item to the class and tell its pupils. Idempotent: a second tap changes nothing."""
    classroom = open_class(turn, page.room)
    item = _item(turn, classroom, page) if classroom else None
    due_on = tasks.day_of(page.till)
    if classroom is None or item is None or not tasks.may_be_due(turn, due_on):
        return dead_end(turn)
    task = tasks.hand_out(turn, page.room, item, due_on)
    if not task:
        return dead_end(turn, turn.say("This class has more assignments than it can do. Take some back first."))
    words = turn.say("{name} has it, until {day}.", name=class_name(turn, classroom), day=day_words(turn, due_on))
    found = turn.say(
        "Pupils find it in their menu now, marked 📌. A message tells them by day, not in the evening."
    )
    later = turn.say("On the morning after that day I tell you, once, how it went.")
    text = join([bold(item.title), words, found, _reach(turn, task), later if turn.sender.seal else ""])
    onward = (Link(turn.say("📊 How it goes"), pages.Task(task)),)
    others = _other_classes(turn, page, item)
    return Screen(text, (onward, *others, class_row(turn, classroom), classes_row(turn)))


def _other_classes(turn: Turn, page: pages.Given, item: Item) -> tuple[Row, ...]:
    """Return a button for each other class that can have the same until the same day, and has not yet."""
    due_on = tasks.day_of(page.till)
    there = (
        classroom
        for classroom in classrooms.taught_by(turn.db, turn.person.key)
        if not classroom.closed
        and _item(turn, classroom, page)
        and all(
            (one.ref, one.due_on) != (str(item.ref), due_on)
            for one in assignments.of_room(turn.db, classroom.room)
        )
    )
    return tuple(
        (Link(turn.say("➕ To {name} too", name=class_name(turn, one)), replace(page, room=one.room)),)
        for one in islice(there, tasks.CLASSES_OFFERED)
    )


def _reach(turn: Turn, task: int) -> str:
    """Say whom no message of an assignment reaches in time, for its teacher; empty if it reaches all."""
    assignment = assignments.taught(turn.db, turn.person.key, task)
    return telling.to_tell_aloud(turn, assignment) if assignment else ""


def day_links(turn: Turn, given: Sequence[Assignment], page: Callable[[str], Page]) -> list[Link]:
    """Return the ways to give an item until a day, each to the `page` of that day (`tasks.till`). A day until
    which the class has the item already (`given`) gives way to the next: by item and day a doubled tap is known.
    """
    taken = {one.due_on for one in given}
    days: list[date] = []
    for ahead in DAYS:
        day = turn.today + timedelta(days=ahead)
        while day in taken or day in days:
            day += timedelta(days=1)
        days.append(day)
    return [Link(turn.say("Until {day}", day=day_words(turn, day)), page(tasks.till(day))) for day in days]


def _in_parts(turn: Turn, item: Item) -> str:
    """Say that a class gets every question of a set of which a reader alone gets some at a time."""
    if item.ref.kind is not Kind.QUIZ or not item.pick or item.pick >= sets.questions_in(item):
        return ""
    return turn.say(
        "The class gets all questions. Who opens the set alone, as you do to look at it, gets {number} at a time.",
        number=item.pick,
    )


def _item(turn: Turn, classroom: Classroom, page: pages.Give | pages.Given) -> Item | None:
    """Return the item if it is for the class's age. A drill goes by the name of its trap."""
    item = find_for(turn, Ref(LETTERS[page.letter], page.pack, page.item), classroom.tier)
    return None if item and item.honest else item


def _give(room: int, item: Item) -> pages.Give:
    letter = next(letter for letter, kind in LETTERS.items() if kind is item.ref.kind)
    return pages.Give(room, letter, item.ref.pack, item.ref.item)


def _label(turn: Turn, item: Item) -> str:
    """Return the button of an item: what it is, its title, its minutes, its language if it is not the reader's."""
    minutes = sets.minutes_in_class(item)
    length = " · " + turn.say("{number} min", number=minutes) if minutes else ""
    locale = "" if item.locale == turn.locale else f" ({item.locale})"
    return f"{SIGNS[item.ref.kind]} {item.title}{length}{locale}"
