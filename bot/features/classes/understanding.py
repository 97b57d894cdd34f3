"""Understanding: what a class understood of a question set: heat map, and teaching it again."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.classes import giving, pages, reminders, tasks
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import class_row
from bot.features.classes.result_files import counted
from bot.features.classes.store import assignments
from bot.features.items.home import classes_row
from bot.features.paper import pages as paper_pages
from bot.features.quiz.totals import as_sentences, misled_by, share_words
from bot.packs.lettered import is_lettered
from bot.packs.model import Kind
from bot.pictures.heatmap import HeatRow, draw_heatmap
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Document, Link, Screen
from bot.values.table import Cell, Table, in_words
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.quiz.totals import Misled, Total
    from bot.packs.model import Item
    from bot.values.screen import Row

views = Views()

AGAIN_DAYS = timedelta(days=7)
LIGHTS = ((40.0, "🟥"), (60.0, "🟧"), (80.0, "🟨"), (101.0, "🟩"))
STUMBLES_SHOWN = 2
MISLED_SHOWN = 3
"""Misconceptions that the chat tells summed up; a page has room for all."""


@views(pages.TaskResults, role=Role.EDUCATOR)
def results(turn: Turn, page: pages.TaskResults) -> Screen:
    """Show the share of right answers by question, what misled, and what is worth another look."""
    found = tasks.taught_set(turn, page.task)
    if found is None:
        return dead_end(turn)
    assignment, classroom, item = found
    totals, note = counted(turn, assignment, item)
    name = class_name(turn, classroom)
    again = [str(total.number) for total in totals if total.again]
    misled = misled_by(totals)
    parts: list[Text | str] = [
        bold(f"{item.title} · {name}"),
        *giving.comparison.call(turn, assignment, item, totals),
        italic(note),
        in_words(join([_line(turn, total) for total in totals], "\n")),
        in_words(Text("\n".join(_misled_line(turn, one) for one in misled[:MISLED_SHOWN]))),
        turn.say("Worth another look: {numbers}", numbers=", ".join(again)) if again else "",
    ]
    if totals and all(total.share is None for total in totals):
        parts.append(turn.say("Fewer than five have answered. What can be said all the same stands behind 🔍."))
    tables = [_heat_table(turn, totals)]
    if misled:
        tables.append(_misled_table(turn, misled))
    heat = [
        HeatRow(
            f"{total.number}. {total.title}",
            (total.share.low, total.share.high) if total.share else None,
            share_words(turn, total.share),
            as_sentences(total.stumbles[:STUMBLES_SHOWN]),
        )
        for total in totals
    ]
    drawn = partial(draw_heatmap, f"{item.title} · {name}", note, heat, rtl=turn.phrases.rtl)
    picture = Document("mayak-results.png", drawn)
    rows = _ways_on(turn, assignment, classroom, item, totals)
    return Screen(join(parts), rows, documents=(picture,), tables=tuple(tables))


def _ways_on(
    turn: Turn, assignment: Assignment, classroom: Classroom, item: Item, totals: Sequence[Total]
) -> tuple[Row, ...]:
    """Return what a teacher can do next: teach it again, remind, print, look closer, give something else."""
    rows: list[Row] = []
    if not classroom.closed:
        if any(total.again for total in totals) and not is_lettered(assignment.recipe):
            rows.append((Link(turn.say("🔁 Teach it again"), pages.TeachAgain(assignment.task)),))
        who: list[Link] = [Link(turn.say("✓ Done or not yet"), pages.TaskDone(assignment.task))]
        if reminders.may_remind(turn, assignment):
            who.append(Link(turn.say("🔔 Remind who has not done it"), pages.RemindTask(assignment.task)))
        rows.append(tuple(who))
    if any(total.share is None for total in totals):
        rows.append((Link(turn.say("🔍 With fewer than five"), pages.FewAnswers(assignment.task)),))
    rows.append((Link(turn.say("📄 As a table"), pages.TaskTable(assignment.task)),))
    if not classroom.closed and not is_lettered(assignment.recipe):
        rows.append(
            (
                Link(turn.say("🖨 On paper"), paper_pages.PaperTwin(classroom.room, item.ref.pack, item.ref.item)),
                Link(turn.say("➕ Give something to do"), pages.GiveTopics(classroom.room)),
            )
        )
    up = Link(turn.say("⬆ {name}", name=item.title), pages.Task(assignment.task), Means.BACK)
    return (*rows, (up, *class_row(turn, classroom)))


def _heat_table(turn: Turn, totals: Sequence[Total]) -> Table:
    """Return the heat map as a table: a row a question, its share as numbers and as a bar, what misled."""
    columns = (
        turn.say("Question"),
        turn.say("Right"),
        turn.say("Answers"),
        turn.say("Often chosen instead"),
    )
    rows = tuple(
        (
            Cell(f"{total.number}. {total.title}"),
            Cell(share_words(turn, total.share), (total.share.low, total.share.high) if total.share else None),
            Cell(str(total.share.answers) if total.share else "–"),
            Cell(as_sentences(total.stumbles[:STUMBLES_SHOWN]) or "–"),
        )
        for total in totals
    )
    return Table(turn.say("What the class understood"), columns, rows)


def _misled_table(turn: Turn, misled: Sequence[Misled]) -> Table:
    columns = (turn.say("Misconception"), turn.say("Misled in"))
    rows = tuple(
        (Cell(one.words), Cell(turn.say("{times} of {questions}", times=one.times, questions=one.questions)))
        for one in misled
    )
    return Table(turn.say("What misled, over all questions"), columns, rows)


def _misled_line(turn: Turn, one: Misled) -> str:
    return turn.say(
        "“{words}” misled in {times} of {questions} questions.",
        words=one.words.rstrip("."),
        times=one.times,
        questions=one.questions,
    )


@views(pages.TeachAgain, role=Role.EDUCATOR)
def teach_again(turn: Turn, page: pages.TeachAgain) -> Screen:
    """Offer the lesson and other questions of the topic with one tap; where there are none, the same once more."""
    found = tasks.taught_set(turn, page.task)
    if found is None or found[1].closed or is_lettered(found[0].recipe):
        return dead_end(turn)
    assignment, classroom, item = found
    day = turn.today + AGAIN_DAYS
    offered = _help_for(turn, classroom, item, day)
    back = Link(turn.say("⬆ {name}", name=item.title), pages.TaskResults(page.task), Means.BACK)
    if item in offered and day == assignment.due_on:
        day += timedelta(days=1)  # the same set until the same day would be the same assignment
    parts: list[Text | str] = [bold(turn.say("Teach it again")), join([f"• {one.title}" for one in offered], "\n")]
    if item in offered:
        parts.append(
            turn.say("There are no other questions on this topic for this age yet: the same ones come once more.")
        )
    parts.append(turn.say("One tap gives all of it to the class, until {day}.", day=day_words(turn, day)))
    text = join(parts)
    yes = Link(turn.say("🔁 Give it"), pages.TaughtAgain(page.task, tasks.till(day)))
    return Screen(text, ((yes,), (back,), class_row(turn, classroom)))


@views(pages.TaughtAgain, role=Role.EDUCATOR, kept=False)
def taught_again(turn: Turn, page: pages.TaughtAgain) -> Screen:
    """Give lesson and questions to the class. Idempotent: a second tap changes nothing."""
    found = tasks.taught_set(turn, page.task)
    day = tasks.day_of(page.till)
    if found is None or found[1].closed or is_lettered(found[0].recipe) or not tasks.may_be_due(turn, day):
        return dead_end(turn)
    _, classroom, item = found
    given = [
        other
        for other in _help_for(turn, classroom, item, day)
        if tasks.hand_out(turn, classroom.room, other, day)
    ]
    words = turn.say("{name} has it, until {day}.", name=class_name(turn, classroom), day=day_words(turn, day))
    listed = join([f"• {other.title}" for other in given], "\n")
    onward = Link(turn.say("📊 What was given"), pages.Tasks(classroom.room, 0))
    return Screen(join([words, listed]), ((onward,), class_row(turn, classroom), classes_row(turn)))


def _line(turn: Turn, total: Total) -> Text:
    """Return one question in words: its light, its title, its share, what misled."""
    light = next(sign for below, sign in LIGHTS if total.share.middle < below) if total.share else "⬜"
    line = Text(f"{light} {total.number}. {total.title}: {share_words(turn, total.share)}")
    for stumble in total.stumbles[:STUMBLES_SHOWN]:
        line = line + "\n      " + italic(turn.say("often chosen: {words}", words=stumble.words))
    for words in total.idle:
        line = line + "\n      " + italic(turn.say("hardly chosen by anybody: {words}", words=words))
    return line


def _help_for(turn: Turn, classroom: Classroom, item: Item, day: date) -> list[Item]:
    """Return the lesson that fits a question set best, and another set of its topic for the class's age: one that
    the class has not to do already by another day than this, of those the one that asks about most of the same
    misconceptions. Where no set has other questions, the same set.
    """
    asked = _meanings(item)
    others = turn.library.beside(item, Kind.QUIZ, classroom.tier, turn.locale)
    fresh = [other for other in others if _meanings(other) - asked]
    there = assignments.of_room(turn.db, classroom.room)
    given = {one.ref for one in there if one.open_on(turn.today) and one.due_on != day}
    fresh.sort(key=lambda other: (str(other.ref) in given, -len(_misconceptions(item) & _misconceptions(other))))
    return [*turn.library.beside(item, Kind.LESSON, classroom.tier, turn.locale)[:1], *(fresh or [item])[:1]]


def _meanings(item: Item) -> set[str]:
    return {card.question.meaning for card in item.cards if card.question}


def _misconceptions(item: Item) -> set[str]:
    """Return the words of a possible misunderstanding: ids are each set's own."""
    return {words.casefold() for words in item.misconceptions.values()}
