"""Clock: a pupil's local time, without which their class cannot tell them of something to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.notification_policy import EVERYWHERE, may_ever_write
from bot.chat.pickers import in_pairs, in_rows
from bot.chat.views import Outcome, Views
from bot.features.account import pages as account_pages
from bot.features.account import time_zone
from bot.features.classes import pages, telling
from bot.features.classes.class_names import pupil_heading
from bot.features.classes.store import assignments, classrooms, memberships, tellings
from bot.values import places
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.values.page import Page
    from bot.values.text import Text

views = Views()


def is_asked(turn: Turn) -> bool:
    """Whether a pupil is to be asked: one with a chat, whose time is not known."""
    return turn.sender.seal is not None and not turn.person.zone


@views(pages.ClassClock, kept=False)
def class_clock(turn: Turn, page: pages.ClassClock) -> Screen | Page:
    """Ask what time it is; the time of somebody who teaches there is offered first."""
    found = memberships.attended(turn.db, turn.person.key, page.room)
    if found is None:
        return dead_end(turn)
    classroom, number = found
    parts: list[Text | str] = [
        *pupil_heading(turn, classroom, number),
        turn.say("I tell you when there is something to do, by day. For that I have to know your time."),
    ]
    later = Link(turn.say("Not now, to the class"), pages.MyClass(page.room), Means.LATER)
    first = classrooms.zone_of(turn.db, page.room)
    links = time_zone.time_links(turn, lambda zone: pages.ClassClockSet(page.room, zone), first)
    if not links:
        parts.append(bold(turn.say("Which country are you in?")))
        country = Link(turn.say("Choose my country"), account_pages.ChooseCountry("clock", 0))
        return Screen(join(parts), ((country,), (later,)))
    parts += [bold(turn.say("What time is it where you are?")), turn.say("Tap the time that your clock shows.")]
    likeliest = links[:1] if first else []
    return Screen(join(parts), (*in_rows(likeliest, 1), *in_pairs(links[len(likeliest) :]), (later,)))


@views(pages.ClassClockSet, kept=False)
def class_clock_set(turn: Turn, page: pages.ClassClockSet) -> Screen | Page | Outcome:
    """Reckon with this zone from now on, and go on to the class."""
    if memberships.attended(turn.db, turn.person.key, page.room) is None:
        return dead_end(turn)
    if page.zone not in places.zones(turn.country):
        return pages.ClassClock(page.room)
    turn = turn.choose(zone=page.zone)
    telling.tell_late(turn, page.room)
    return Outcome(pages.MyClass(page.room), turn)


def to_tell_aloud(turn: Turn, room: int) -> str:
    """Say how many pupils of a class cannot be written to, for its teacher; empty if all can."""
    classroom = classrooms.get(turn.db, room)
    there = memberships.whereabouts(turn.db, room)
    reached = sum(one is not None and _is_reached(turn, classroom, *one) for one in there)
    if reached == len(there):
        return ""
    return turn.say(
        "I can write to {reached} of {total} pupils. Tell the others in class: they use a browser, have "
        "blocked me, or have not said what time it is where they are.",
        reached=reached,
        total=len(there),
    )


def _is_reached(turn: Turn, classroom: Classroom | None, zone: str, country: str) -> bool:
    zones = (zone,) if zone else places.times(country, turn.now.year) or EVERYWHERE
    return may_ever_write(zones, classroom.tier if classroom else None, turn.now)


@time_zone.on_wait
def is_waiting(turn: Turn) -> bool:
    """Whether something of a class waits until the person's time is known: a pupil's task, a teacher's results."""
    waits = assignments.waiting(turn.db, turn.person.key, turn.today) or tellings.awaits_deadline(
        turn.db, turn.person.key
    )
    return is_asked(turn) and bool(waits)
