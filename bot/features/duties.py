"""Duties: an assignment as a pupil sees it, told once, with no hurry and no blame in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.classnames import class_name
from bot.chat.days import day_words
from bot.chat.items import dead_end, heading, may_read, notices, page_of
from bot.chat.names import audience_name
from bot.chat.sets import is_own
from bot.chat.tasks import item_of
from bot.chat.views import Views
from bot.packs.model import Kind
from bot.store import assignments, classrooms, lives
from bot.values import sitemap
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()


@views(sitemap.Due)
def due(turn: Turn, page: sitemap.Due) -> Screen:
    """Say what it is, from which class, until when, and whether it is done."""
    assignment = assignments.attended(turn.db, turn.person.key, page.task)
    classroom = classrooms.get(turn.db, assignment.room) if assignment else None
    item = item_of(turn, assignment) if assignment else None
    if assignment is None or classroom is None:
        return dead_end(turn)
    if item is None:
        words = turn.say("The people who write these texts took this one back, so there is nothing to do here.")
        return Screen(Text(words), (menu_row(turn),))
    done = assignments.is_done(turn.db, turn.person.key, page.task)
    day = day_words(turn, assignment.due_on)
    parts: list[Text | str] = [
        join([bold(heading(item)), *notices(turn, item)], "\n"),
        turn.say("From your class {name}.", name=class_name(turn, classroom)),
    ]
    rows: list[Row] = []
    target = sitemap.BeginDue(page.task) if item.ref.kind is Kind.QUIZ else page_of(item.ref)
    if lives.get(turn.db, page.task, turn.now):
        parts.append(turn.say("Your class has it as a live quiz just now."))
        rows.append((Link(turn.say("▶ Join in"), sitemap.Live(page.task)),))
    elif done:
        parts.append(turn.say("You have done it. Thank you!"))
        again = turn.say("See how it went") if item.ref.kind is Kind.QUIZ else turn.say("Read it again")
        rows += [(Link(again, target),)] if target else []
    elif not assignment.open_on(turn.today):
        parts.append(turn.say("Its day was {day}. You can still do it for yourself.", day=day))
        own = target if is_own(item.ref) else page_of(item.ref)
        rows += [(Link(turn.say("▶ Begin"), own),)] if own else []
    else:
        parts.append(turn.say("Until {day}, whenever it suits you.", day=day))
        if item.ref.kind is Kind.QUIZ:
            parts.append(
                turn.say(
                    "Your teacher sees only what five or more of you answered, never who. Mistakes are welcome."
                )
            )
        rows += [(Link(turn.say("▶ Begin"), target),)] if target else []
    if not may_read(turn, item):
        tier = audience_name(turn, classroom.tier)
        parts.append(turn.say("Your class reads what is for {audience}; you read something else.", audience=tier))
        rows = [(Link(turn.say("Show me {audience}", audience=tier), sitemap.SetAudience(classroom.tier.value)),)]
    rows.append((Link(turn.say("🏫 To the class"), sitemap.MyClass(classroom.room)), *menu_row(turn)))
    return Screen(join(parts), tuple(rows))
