"""Joining a class: by link or by code, under an alias; a pupil's page of a class; leaving it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.items import dead_end
from bot.chat.names import audience_name
from bot.chat.pickers import menu_row
from bot.chat.views import Outcome, Stage, Views
from bot.db import codes, visitors
from bot.features.account import pages as account_pages
from bot.features.account.welcome import what_is_kept
from bot.features.classes import clock, pages, tasks, telling
from bot.features.classes.class_names import class_name, pupil_heading
from bot.features.classes.store import assignments, classrooms, memberships
from bot.features.classes.store.memberships import NotIn
from bot.features.items.home import classes_row
from bot.packs.lint.folding import latin
from bot.values import landmarks, places
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Reader, Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": "", "–": "", "—": ""})
"""What stands for letters that a code does not have, and what parts it."""

TASKS_SHOWN = 20
"""Assignments on a pupil's page of a class, those due last."""


@views(pages.Join)
def join_class(turn: Turn, _: pages.Join) -> Screen | Page:
    """Ask for a code, or go on with the one that was typed."""
    code = code_in(turn.typed)
    if code:
        return pages.JoinBy(code)
    words = turn.say("Type the code of the class: twelve letters and digits, as on the poster.")
    if turn.typed:
        words = turn.say("That does not look like a code.") + " " + words
    return Screen(Text(words), (classes_row(turn),), asks=pages.Join())


def code_in(words: str, length: int = codes.LENGTH) -> str:
    """Return the code of so many letters that was typed, as it is written down; empty for other words."""
    code = latin(words.upper()).translate(MISREAD)
    return code if len(code) == length and set(code) <= set(codes.LETTERS) else ""


@views.hears(Stage.SAID)
def code_typed(_: Turn, words: str) -> pages.JoinBy | None:
    """Understand the code of a class wherever it is typed, in one piece or in equal groups; words of twelve
    letters without a digit are words, and so are "2fa whats that" and "im 13 years old".
    """
    code = code_in(words)
    grouped = len({len(piece) for piece in re.split(r"[\s-]+", words.strip())}) == 1
    return pages.JoinBy(code) if code and grouped and any(sign.isdecimal() for sign in words) else None


@views(pages.JoinBy, newcomer=True, kept=False, coded=True)
def join_by(turn: Turn, page: pages.JoinBy) -> Screen:
    """Say what joining means. A stranger agrees to be remembered here; their class knows age and country. The code
    is not looked up, so right and wrong ones look alike (22).
    """
    if turn.is_adult:
        words = turn.say("This code is for pupils. If you teach, make a class of your own.")
        return Screen(Text(words), (classes_row(turn),))
    text = join(
        [
            bold(turn.say("Join a class?")),
            turn.say(
                "You get a made-up name, such as “Blue Fox 12”. The teacher sees whether this name has done "
                "something, and what the whole class knows, never your own answers. Who you are in Telegram stays "
                "hidden from everybody. You can leave at any time."
            ),
            _how_known(turn),
        ]
    )
    other = (Link(turn.say("I am not a pupil"), account_pages.WhoAreYou()),) if turn.audience is None else ()
    last = (*other, *menu_row(turn))
    if not turn.person.agreed:
        visitors.keep_link(turn.db, turn.person.key, page.path)
        text = join([text, bold(turn.say("For that I have to remember you:")) + "\n" + what_is_kept(turn)])
        rows: tuple[Row, ...] = (
            (Link(turn.say("I agree, remember me"), account_pages.ConsentGiven("on")),),
            (Link(turn.say("ⓘ All about it"), account_pages.Privacy()),),
        )
        return Screen(text, (*rows, last))
    return Screen(text, ((Link(turn.say("Join"), pages.Joined(page.code)),), last))


def _how_known(turn: Turn) -> str:
    """Say for what a chat's number is kept, or how somebody without a chat comes back."""
    if turn.sender.seal is None:
        return turn.say(
            "Without Telegram you get a return code to write down: with it I know you again. Look in from time to "
            "time, for I cannot write to you. When you leave the class, all of it is erased."
        )
    return turn.say(
        "To tell you when there is something to do, I keep the number of this chat, encrypted, until you "
        "leave the class."
    )


@views(pages.Joined, newcomer=True, kept=False)
def joined(turn: Turn, page: pages.Joined) -> Screen | Outcome:
    """Let the person in under an alias; a wrong code costs one of five tries. Idempotent: a second tap changes
    nothing. People who have not said their age and country have those of the class from now on.
    """
    tries = turn.sender.code_attempts
    if turn.is_adult or not turn.person.agreed or tries is None:
        return join_by(turn, pages.JoinBy(page.code))
    if not tries.may_try():
        words = turn.say("That was a lot of codes. Take a break, and try again in an hour.")
        return Screen(Text(words), (classes_row(turn),))
    found = let_in(turn, page.code)
    if found is NotIn.NO_CLASS:
        return Screen(Text(why_not(turn, found)), (classes_row(turn),), asks=pages.Join())
    tries.was_right()
    if isinstance(found, NotIn):
        again = (Link(turn.say("Try again"), page),)
        return Screen(Text(why_not(turn, found)), (again, classes_row(turn)))
    turn, room = found
    if clock.is_asked(turn):
        return Outcome(pages.ClassClock(room), turn)
    return Outcome(my_class(turn, pages.MyClass(room)), turn)


def why_not(reader: Reader, why: NotIn) -> str:
    """Say why somebody is not let into a class, and what they can do."""
    match why:
        case NotIn.NO_CLASS:
            return reader.say("This code opens no class (any more). Ask your teacher for the code once more.")
        case NotIn.HELD:
            return reader.say(
                "The code is right, but joining is on hold just now. Try again when your teacher says that the "
                "class is open."
            )
        case NotIn.FULL:
            return reader.say(
                "The code is right, but this class is full. Tell your teacher, who can make room, and then try "
                "again."
            )
        case NotIn.CROWDED:
            return reader.say(
                "The code is right, but no more can join this class from this network. Tell your teacher, who can "
                "make room, and then try again. From Telegram or another network you can join now."
            )
        case NotIn.MANY:
            return reader.say("You are in as many classes as I can keep. Leave one, and then try again.")


def let_in(turn: Turn, code: str) -> tuple[Turn, int] | NotIn:
    """Let a person who has agreed into the class of a code; return the turn from then on and the class, or why
    they are not let in.
    """
    classroom = classrooms.by_code(turn.db, code, turn.today)
    if classroom is None:
        return NotIn.NO_CLASS
    was_in = memberships.attended(turn.db, turn.person.key, classroom.room)
    number = memberships.join(turn.db, turn.person.key, classroom, turn.sealed_chat())
    if isinstance(number, NotIn):
        return number
    turn = _settled(turn, classroom)
    if not was_in:
        telling.tell_late(turn, classroom.room)
    return turn, classroom.room


def _settled(turn: Turn, classroom: Classroom) -> Turn:
    """Return the turn with what the person has not said yet as their class has it."""
    if turn.audience is None:
        turn = turn.choose(audience=classroom.tier)
    if not turn.country and places.is_country(classroom.country):
        zone = places.only_zone(classroom.country, turn.now.year)
        turn = turn.choose(country=classroom.country, zone=zone)
    return turn


@views(pages.MyClass)
def my_class(turn: Turn, page: pages.MyClass) -> Screen:
    """Draw a class as a pupil sees it: who they are there."""
    found = memberships.attended(turn.db, turn.person.key, page.room)
    if found is None:
        words = turn.say(
            "You are not in that class any more: it was closed, or you left it. All is open without one."
        )
        return dead_end(turn, words)
    classroom, number = found
    parts: list[Text | str] = [
        *pupil_heading(turn, classroom, number),
        turn.say("Tell your teacher this name, and nobody else needs it. Your teacher sees the same name."),
    ]
    rows: list[Row] = []
    if turn.audience is not classroom.tier:
        tier = audience_name(turn, classroom.tier)
        parts.append(turn.say("Your class reads what is for {audience}; you read something else.", audience=tier))
        rows.append(
            (Link(turn.say("Show me {audience}", audience=tier), account_pages.SetAudience(classroom.tier)),)
        )
    given = assignments.of_pupil(turn.db, turn.person.key, page.room)[-TASKS_SHOWN:]
    if not given:
        parts.append(turn.say("There is nothing to do for the class yet. Look round as you like."))
        rows.append((Link(turn.say("📚 Topics for me"), landmarks.Topics(turn.reads)),))
    for assignment, done in given:
        item = tasks.item_of(turn, assignment)
        if item is not None:
            sign = "✓ " if done else "📌 " if assignment.open_on(turn.today) else ""
            label = f"{sign}{item.title} · {day_words(turn, assignment.due_on)}"
            rows.append((Link(label, pages.Due(assignment.task)),))
    if clock.is_asked(turn):
        rows.append((Link("🕐 " + turn.say("What time is it where you are?"), pages.ClassClock(page.room)),))
    rows.append((Link(turn.say("Leave the class"), pages.LeaveClass(page.room)),))
    return Screen(join(parts), (*rows, classes_row(turn)))


@views(pages.LeaveClass, kept=False)
def leave_class(turn: Turn, page: pages.LeaveClass) -> Screen:
    """Ask whether to leave."""
    found = memberships.attended(turn.db, turn.person.key, page.room)
    if found is None:
        return dead_end(turn)
    words = turn.say(
        "Leave {name}? You can come back with the code, under another number.", name=class_name(turn, found[0])
    )
    rows = (
        (Link(turn.say("Yes, leave"), pages.LeftClass(page.room)),),
        (Link(turn.say("No, go back"), pages.MyClass(page.room)),),
    )
    return Screen(Text(words), rows)


@views(pages.LeftClass, kept=False)
def left_class(turn: Turn, page: pages.LeftClass) -> Screen:
    """Leave."""
    memberships.leave(turn.db, turn.person.key, page.room)
    return Screen(Text(turn.say("You are not in that class (any more). All the best!")), (classes_row(turn),))
