"""Ways to and from a class: the class that a teacher has open, the rows that lead back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.classes import pages
from bot.features.classes.class_names import class_name
from bot.features.classes.store import classrooms
from bot.values.hook import Hook
from bot.values.means import Means
from bot.values.screen import Link

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.values.screen import Row

class_rows: Hook[[Turn, int], Row | None] = Hook()
"""Rows that features add on top of a class's page for its teacher, by its room; None for none."""


def class_row(turn: Turn, classroom: Classroom) -> Row:
    """Return the way back to a class for its teacher."""
    return (
        Link(turn.say("⬆ {name}", name=class_name(turn, classroom)), pages.Classroom(classroom.room), Means.BACK),
    )


def open_class(turn: Turn, room: int) -> Classroom | None:
    """Return the class if the person teaches in it and it is not closed."""
    classroom = classrooms.taught(turn.db, turn.person.key, room)
    return classroom if classroom and not classroom.closed else None
