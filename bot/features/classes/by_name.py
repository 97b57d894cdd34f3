"""By name: what a teacher asks for in the words of its button, and what a teacher sees, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.account import pages as account_pages
from bot.features.classes import pages
from bot.features.classes.store import classrooms
from bot.features.items.home import classes_row
from bot.values.audience import Audience
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page

views = Views()


@views(pages.NewClassByName)
def new_class(turn: Turn, _: pages.NewClassByName) -> Page:
    """Lead an educator to the choice of a grade, everybody else to the classes that they are in."""
    return pages.NewClass() if turn.audience is Audience.EDUCATOR else pages.Classes()


@views(pages.GiveByName)
def give(turn: Turn, _: pages.GiveByName) -> Page:
    """Lead to the items that the teacher's only class can get."""
    room = _only_room(turn)
    return pages.GiveTopics(room) if room else pages.Classes()


@views(pages.PrintByName)
def sheets(turn: Turn, _: pages.PrintByName) -> Page:
    """Lead to the poster of the teacher's only class."""
    room = _only_room(turn)
    return pages.ClassSheets(room) if room else pages.Classes()


@views(pages.ResultsByName)
def results(turn: Turn, _: pages.ResultsByName) -> Page:
    """Lead to what the teacher's only class was given: each shows what the class understood."""
    room = _only_room(turn)
    return pages.Tasks(room, 0) if room else pages.Classes()


@views(pages.WhatTeachersSee)
def what_teachers_see(turn: Turn, _: pages.WhatTeachersSee) -> Screen:
    """Say what a teacher sees of a pupil: decision 11 holds it."""
    text = join(
        [
            bold(turn.say("What a teacher sees")),
            turn.say(
                "• the made-up names of the class, such as “Blue Fox 12”\n"
                "• which of these names have done a task, and which have not yet\n"
                "• what the class knows as a whole, once five or more have answered"
            ),
            turn.say(
                "Never: what one pupil answered, what anybody wrote to me, names, numbers, or whether somebody "
                "asked for help."
            ),
        ]
    )
    own = (Link(turn.say("🔒 What I know of you"), account_pages.Privacy()),)
    return Screen(text, (own, classes_row(turn), menu_row(turn)))


def _only_room(turn: Turn) -> int:
    """Return the class that the person teaches when it is the only open one; 0 for none or several."""
    if turn.audience is not Audience.EDUCATOR:
        return 0
    rooms = [one.room for one in classrooms.taught_by(turn.db, turn.person.key) if not one.closed]
    return rooms[0] if len(rooms) == 1 else 0
