"""Ways to and from a class: the rows that lead back, the lessons that a teacher reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.classnames import class_name
from bot.chat.items import page_of
from bot.packs.model import Kind
from bot.store import classrooms
from bot.values import sitemap
from bot.values.audience import Audience
from bot.values.screen import Link

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.store.classrooms import Classroom
    from bot.values.screen import Row

FIRST_READ = ("strangers", "wellbeing")
"""Topics whose educator lessons hold the procedure cards: what to do when a child discloses."""


def classes_row(turn: Turn) -> Row:
    """Return the ways back to all classes and to the menu."""
    return (Link(turn.say("🏫 Classes"), sitemap.Classes()), *menu_row(turn))


def class_row(turn: Turn, classroom: Classroom) -> Row:
    """Return the way back to a class for its teacher."""
    return (Link(turn.say("⬆ {name}", name=class_name(turn, classroom)), sitemap.Classroom(classroom.room)),)


def open_class(turn: Turn, room: int) -> Classroom | None:
    """Return the class if the person teaches in it and it is not closed."""
    classroom = classrooms.taught(turn.db, turn.person.key, room)
    return classroom if classroom and not classroom.closed else None


def first_lessons(turn: Turn) -> tuple[Row, ...]:
    """Return the educators' lessons with the procedure cards."""
    rows: list[Row] = []
    for topic in FIRST_READ:
        for lesson in turn.library.listing(Kind.LESSON, Audience.EDUCATOR, turn.locale, topic)[:1]:
            page = page_of(lesson.ref)
            if page is not None:
                rows.append((Link(f"📖 {lesson.title}", page),))
    return tuple(rows)
