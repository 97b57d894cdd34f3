"""A class's due days for a calendar, and a picture that a class prints together when it has done something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.account.welcome import mayak_picture
from bot.features.campaigns.keepsake import DAYS_SHOWN, first_picture
from bot.features.class_files import pages
from bot.features.class_files.calendar_file import DueDay, as_calendar
from bot.features.classes import pages as classes_pages
from bot.features.classes import tasks
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import class_row
from bot.features.classes.store import assignments, classrooms
from bot.pictures.keepsake import KeepsakeWords, draw_keepsake
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Document, Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from datetime import date

    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()


@views(pages.ClassCalendar, role=Role.EDUCATOR, kept=False)
def class_calendar(turn: Turn, page: pages.ClassCalendar) -> Screen:
    """Give the due days that are still to come, for the teacher's own calendar or to pass on."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None or classroom.closed:
        return dead_end(turn)
    name = class_name(turn, classroom)
    there = ((one, tasks.item_of(turn, one)) for one in assignments.of_room(turn.db, page.room))
    days = [
        DueDay(
            f"task-{one.task}@{turn.instance.bot}.mayak",
            one.due_on,
            turn.say("{name}: {title}, last day", name=name, title=item.title),
        )
        for one, item in there
        if item and one.due_on >= turn.today
    ]
    back = _back(page.room, turn.say("⬆ All that was given"))
    if not days:
        words = turn.say("Nothing is due from today on.")
        return Screen(join([bold(name), words]), (back, class_row(turn, classroom)))
    text = join(
        [
            bold(turn.say("🗓 Due days of {name}", name=name)),
            turn.say("Open the file with your calendar. A newer one changes what the older one brought."),
        ]
    )
    document = Document("mayak-due-days.ics", as_calendar(name, days, turn.now))
    return Screen(text, (back, class_row(turn, classroom)), documents=(document,))


@views(pages.ClassKeepsake, role=Role.EDUCATOR, kept=False)
def class_keepsake(turn: Turn, page: pages.ClassKeepsake) -> Screen:
    """Give a picture with what the class was given until today. It names no pupil and counts nobody."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None:
        return dead_end(turn)
    name = class_name(turn, classroom)
    there = ((one, tasks.item_of(turn, one)) for one in reversed(assignments.of_room(turn.db, page.room)))
    done = [(one, item) for one, item in there if item]
    back = _back(page.room, turn.say("⬆ All that was given"))
    if not done:
        words = turn.say("Nothing was given yet.")
        return Screen(join([bold(name), words]), (back, class_row(turn, classroom)))
    files = dict.fromkeys(picture.file for _, item in done if (picture := first_picture(item, asking=False)))
    first, last = (
        _long(turn, done[0][0].given_on),
        _long(turn, min(turn.today, max(one.due_on for one, _ in done))),
    )
    told = KeepsakeWords(
        turn.say("{name}: we learned together", name=name),
        first if first == last else turn.say("{first} to {last}", first=first, last=last),
        mayak_picture(turn).file,
        tuple(files)[:DAYS_SHOWN],
        turn.phrases.rtl,
    )
    text = join(
        [
            bold(turn.say("🖼 A picture to keep")),
            turn.say("For the wall, or for everybody to take home. It has the class's name and no other."),
        ]
    )
    document = Document("mayak-class-keepsake.png", partial(draw_keepsake, told))
    return Screen(text, (back, class_row(turn, classroom)), documents=(document,))


def _long(turn: Turn, day: date) -> str:
    return turn.phrases.language.date(day, "d MMMM y")


def _back(room: int, label: str) -> Row:
    return (Link(label, classes_pages.Tasks(room, 0), Means.BACK),)
