"""Ways to and from a class: the class that a teacher has open, the rows that lead back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.classnames import class_name
from bot.store import classrooms
from bot.values import sitemap
from bot.values.audience import Audience
from bot.values.screen import Link

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.store.classrooms import Classroom
    from bot.values.screen import Row


def classes_row(turn: Turn) -> Row:
    """Return the ways back to all classes and to the menu."""
    return (Link(turn.say("🏫 Classes"), sitemap.Classes()), *menu_row(turn))


def home_row(turn: Turn) -> Row:
    """Return the way back to the menu, for educators also to their classes: they look at what they may give."""
    return classes_row(turn) if turn.audience is Audience.EDUCATOR else menu_row(turn)


def class_row(turn: Turn, classroom: Classroom) -> Row:
    """Return the way back to a class for its teacher."""
    return (Link(turn.say("⬆ {name}", name=class_name(turn, classroom)), sitemap.Classroom(classroom.room)),)


def open_class(turn: Turn, room: int) -> Classroom | None:
    """Return the class if the person teaches in it and it is not closed."""
    classroom = classrooms.taught(turn.db, turn.person.key, room)
    return classroom if classroom and not classroom.closed else None
