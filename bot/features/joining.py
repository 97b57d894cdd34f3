"""Joining a class: by link or by code, under an alias; a pupil's page of a class; leaving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import tasks
from bot.chat.choosing import menu_row
from bot.chat.classnames import alias, class_name
from bot.chat.classways import classes_row
from bot.chat.days import day_words
from bot.chat.items import dead_end
from bot.chat.names import audience_name
from bot.chat.views import Views
from bot.store import assignments, classrooms, memberships
from bot.values import sitemap
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()

MISREAD = str.maketrans(
    {"O": "0", "I": "1", "L": "1", " ": "", "-": "", "–": "", "—": ""}
    | dict(zip("АВЕКМНОРСТУХ", "ABEKMH0PCTYX", strict=True))
)
"""What stands for letters that a code does not have and for Russian ones of the same look; what parts it."""

TASKS_SHOWN = 20
"""Assignments on a pupil's page of a class, those due last."""


@views(sitemap.Join)
def join_class(turn: Turn, _: sitemap.Join) -> Screen:
    """Ask for a code, or go on with the one that was typed."""
    code = turn.typed.upper().translate(MISREAD)
    if len(code) == classrooms.CODE_LENGTH and set(code) <= set(classrooms.CODE_LETTERS):
        return join_by(turn, sitemap.JoinBy(code))
    words = turn.say("Type the code of the class: twelve letters and digits, as on the poster.")
    if turn.typed:
        words = turn.say("That does not look like a code.") + " " + words
    return Screen(Text(words), (classes_row(turn),), asks=sitemap.Join())


@views(sitemap.JoinBy, kept=False)
def join_by(turn: Turn, page: sitemap.JoinBy) -> Screen:
    """Say what joining means. The code is not looked up here, so right and wrong ones look alike (22)."""
    if turn.is_adult:
        words = turn.say("This code is for pupils. If you teach, make a class of your own; it takes two taps.")
        return Screen(Text(words), (classes_row(turn),))
    text = join(
        [
            bold(turn.say("Join a class?")),
            turn.say(
                "You get a made-up name, such as “Blue Fox 12”. The teacher sees whether this name has done "
                "something, and what the whole class knows, never your own answers. Who you are in Telegram stays "
                "hidden from everybody. You can leave at any time."
            ),
            turn.say(
                "To tell you when there is something to do, I keep the number of this chat, encrypted, until you "
                "leave the class."
            ),
        ]
    )
    if not turn.person.agreed:
        turn.change(reading=page.path)
        text = join([text, turn.say("For that I have to remember you.")])
        return Screen(text, ((Link(turn.say("What I remember"), sitemap.Consent()),), menu_row(turn)))
    return Screen(text, ((Link(turn.say("Join"), sitemap.Joined(page.code)),), menu_row(turn)))


@views(sitemap.Joined, kept=False)
def joined(turn: Turn, page: sitemap.Joined) -> Screen:
    """Let the person in under an alias, once however often it is tapped; a wrong code costs one of five tries."""
    if turn.is_adult or not turn.person.agreed or turn.seal is None:
        return join_by(turn, sitemap.JoinBy(page.code))
    if not memberships.may_try(turn.db, turn.person.key, turn.now):
        words = turn.say("That was a lot of codes. Take a break, and try again in an hour.")
        return Screen(Text(words), (classes_row(turn),))
    classroom = classrooms.by_code(turn.db, page.code, turn.today)
    was_in = classroom and memberships.attended(turn.db, turn.person.key, classroom.room)
    number = memberships.join(turn.db, turn.person.key, classroom, turn.seal()) if classroom else 0
    if classroom is None or not number:
        words = turn.say("This code opens no class (any more). Ask your teacher for the code once more.")
        return Screen(Text(words), (classes_row(turn),), asks=sitemap.Join())
    if not was_in:
        tasks.tell_late(turn, classroom.room)
    turn.change(reading="")
    return my_class(turn, sitemap.MyClass(classroom.room))


@views(sitemap.MyClass)
def my_class(turn: Turn, page: sitemap.MyClass) -> Screen:
    """Draw a class as a pupil sees it: who they are there."""
    found = memberships.attended(turn.db, turn.person.key, page.room)
    if found is None:
        return dead_end(turn)
    classroom, number = found
    parts: list[Text | str] = [
        bold(class_name(turn, classroom)),
        turn.say("Here you are {alias}.", alias=alias(turn, classroom, number)),
        turn.say("Tell your teacher this name, and nobody else needs it. Your teacher sees the same name."),
    ]
    rows: list[Row] = []
    if turn.audience is not classroom.tier:
        tier = audience_name(turn, classroom.tier)
        parts.append(turn.say("Your class reads what is for {audience}; you read something else.", audience=tier))
        rows.append(
            (Link(turn.say("Show me {audience}", audience=tier), sitemap.SetAudience(classroom.tier.value)),)
        )
    for assignment, done in assignments.of_pupil(turn.db, turn.person.key, page.room)[-TASKS_SHOWN:]:
        item = tasks.item_of(turn, assignment)
        if item is not None:
            sign = "✓" if done else "📌"
            label = f"{sign} {item.title} · {day_words(turn, assignment.due_on)}"
            rows.append((Link(label, sitemap.Due(assignment.task)),))
    rows.append((Link(turn.say("Leave the class"), sitemap.LeaveClass(page.room)),))
    return Screen(join(parts), (*rows, classes_row(turn)))


@views(sitemap.LeaveClass, kept=False)
def leave_class(turn: Turn, page: sitemap.LeaveClass) -> Screen:
    """Ask whether to leave."""
    found = memberships.attended(turn.db, turn.person.key, page.room)
    if found is None:
        return dead_end(turn)
    words = turn.say(
        "Leave {name}? You can come back with the code, under another number.", name=class_name(turn, found[0])
    )
    rows = (
        (Link(turn.say("Yes, leave"), sitemap.LeftClass(page.room)),),
        (Link(turn.say("No, go back"), sitemap.MyClass(page.room)),),
    )
    return Screen(Text(words), rows)


@views(sitemap.LeftClass, kept=False)
def left_class(turn: Turn, page: sitemap.LeftClass) -> Screen:
    """Leave."""
    memberships.leave(turn.db, turn.person.key, page.room)
    return Screen(Text(turn.say("You are not in that class (any more). All the best!")), (classes_row(turn),))
