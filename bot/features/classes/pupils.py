"""Pupils of a class as its teacher keeps them: who has joined, holding joining, taking one or several out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.chat.existing import exists
from bot.chat.items import dead_end
from bot.chat.pickers import in_rows
from bot.chat.views import Views
from bot.features.classes import clock, pages
from bot.features.classes.class_names import alias, class_name
from bot.features.classes.navigation import class_row, open_class
from bot.features.classes.store import classrooms, memberships
from bot.features.classes.store.memberships import MOST_PUPILS
from bot.values.audience import Role
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

TYPED = re.compile(r"([0-9]{1,3})(?:\s*[-–—]\s*([0-9]{1,3}))?")
"""A number that a teacher types, or the first and the last of several."""


@views(pages.Pupils, role=Role.EDUCATOR)
def pupils(turn: Turn, page: pages.Pupils) -> Screen | Page:
    """List the aliases of a class."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None:
        return dead_end(turn)
    there = memberships.numbers(turn.db, page.room)
    typed = _typed(turn.typed, there)
    if typed:
        return pages.ChosenPupils(page.room, written(typed))
    none = [turn.say("None of these is a number of this class.")] if turn.typed else []
    words = turn.count("{number} pupil has joined.", "{number} pupils have joined.", len(there))
    more = turn.say(
        "I know aliases only. Who is who is on your key sheet. Tap those that you want to take out, or type their "
        "numbers: 3, 7, 12–20."
    )
    everybody = (Link(turn.say("Choose all"), pages.ChosenPupils(page.room, written(there))),)
    rows = (
        *_to_choose(page.room, there, ()),
        *((everybody,) if len(there) > 1 else ()),
        *_joining(turn, classroom),
        class_row(turn, classroom),
    )
    aloud = clock.to_tell_aloud(turn, page.room)
    text = join([bold(class_name(turn, classroom)), *none, words, *held_words(turn, classroom), aloud, more])
    return Screen(text, rows, asks=page if there else None)


@views(pages.ChosenPupils, role=Role.EDUCATOR)
def chosen_pupils(turn: Turn, page: pages.ChosenPupils) -> Screen | Page:
    """Ask whether to take the chosen aliases out. Those who are gone meanwhile are left out."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    there = memberships.numbers(turn.db, page.room) if classroom else []
    chosen = [number for number in there if number in read(page.aliases)]
    if classroom is None or not chosen:
        return dead_end(turn)
    typed = _typed(turn.typed, there)
    if not typed.issubset(chosen):
        return pages.ChosenPupils(page.room, written(typed.union(chosen)))
    out = pages.PupilsOut(page.room, written(chosen))
    if len(chosen) == 1:
        words = turn.say(
            "Take {alias} out of the class? What it has answered stays in the totals, which name nobody. The "
            "child can come back with the code.",
            alias=alias(turn, classroom, chosen[0]),
        )
        yes = Link(turn.say("Yes, take it out"), out)
    else:
        words = turn.say(
            "Take {number} pupils of {name} out: {numbers}? What they have answered stays in the totals, which "
            "name nobody. Whoever has the code can come back: to prevent that, hold joining and make a new code.",
            number=len(chosen),
            name=class_name(turn, classroom),
            numbers=", ".join(map(str, chosen)),
        )
        yes = Link(turn.say("Yes, take all {number} out", number=len(chosen)), out)
    no = Link(turn.say("No, go back"), pages.Pupils(page.room))
    rows = (*_to_choose(page.room, there, chosen), (yes,), (no,))
    return Screen(Text(words), rows, asks=page)


@views(pages.PupilsOut, role=Role.EDUCATOR, kept=False)
def pupils_out(turn: Turn, page: pages.PupilsOut) -> Screen | Page:
    """Take the chosen aliases out of the class."""
    if classrooms.taught(turn.db, turn.person.key, page.room) is None:
        return dead_end(turn)
    memberships.remove(turn.db, page.room, read(page.aliases))
    return pages.Pupils(page.room)


@views(pages.Joining, role=Role.EDUCATOR, kept=False)
def joining(turn: Turn, page: pages.Joining) -> Screen | Page:
    """Hold joining, or let pupils in again."""
    if open_class(turn, page.room) is None:
        return dead_end(turn)
    classrooms.hold(turn.db, page.room, held=page.switch == "off")
    return pages.Pupils(page.room)


@exists("aliases")
def are_there(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the class has all these aliases, and the person teaches there."""
    room = fields["room"]
    taught = classrooms.taught(turn.db, turn.person.key, room) is not None
    return taught and read(fields["aliases"]).issubset(memberships.numbers(turn.db, room))


def held_words(turn: Turn, classroom: Classroom) -> list[Text]:
    """Say that nobody can join, where it is so."""
    if classroom.closed:
        return []
    if classroom.held:
        return [bold(turn.say("⏸ Joining is held: the link and the code let nobody in."))]
    if memberships.is_full(turn.db, classroom.room):
        words = turn.say("The class is full: nobody else can join. Take out who does not belong here (👥 Pupils).")
        return [bold(words)]
    return []


def written(numbers: Collection[int]) -> str:
    """Return the numbers of aliases as a path holds them."""
    if len(numbers) == 1:
        return str(*numbers)
    return f"x{sum(1 << number - 1 for number in numbers):x}"


def read(aliases: str) -> set[int]:
    """Return the numbers of aliases that stand in a path."""
    if not aliases.startswith("x"):
        return {int(aliases)}
    bits = int(aliases[1:], 16)
    return {number for number in range(1, MOST_PUPILS + 1) if bits >> number - 1 & 1}


def _typed(words: str, there: Sequence[int]) -> set[int]:
    """Return the numbers of aliases, out of those that are there, that were typed."""
    found = [(int(first), int(last or first)) for first, last in TYPED.findall(words)]
    return {number for number in there for first, last in found if first <= number <= last}


def _to_choose(room: int, there: Sequence[int], chosen: Collection[int]) -> tuple[Row, ...]:
    """Return a button for each alias: a tap chooses it, or leaves it out again."""
    links = []
    for number in there:
        after = {*chosen} ^ {number}
        label = f"☑ {number}" if number in chosen else str(number)
        links.append(Link(label, pages.ChosenPupils(room, written(after)) if after else pages.Pupils(room)))
    return in_rows(links, 6)


def _joining(turn: Turn, classroom: Classroom) -> tuple[Row, ...]:
    """Return the button that holds joining, or lets pupils in again."""
    if classroom.closed:
        return ()
    if classroom.held:
        return ((Link(turn.say("▶ Let pupils join"), pages.Joining(classroom.room, "on")),),)
    return ((Link(turn.say("⏸ Hold joining"), pages.Joining(classroom.room, "off")),),)
