"""Understanding: what a class understood of a question set: heat map, table, and teaching it again."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.items import dead_end
from bot.chat.pickers import classes_row
from bot.chat.views import Views
from bot.features.classes import pages, tasks
from bot.features.classes.before_after import compare
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import class_row
from bot.features.classes.store import assignments, tallies
from bot.features.classes.total_table import as_csv, as_xlsx, rows_of
from bot.features.quiz import analysis
from bot.features.quiz.totals import other_wordings, share_words, totals_of
from bot.packs.model import Kind
from bot.pictures.heatmap import HeatRow, draw_heatmap
from bot.values.audience import Role
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.quiz.totals import Total
    from bot.packs.model import Item
    from bot.values.screen import Row

views = Views()

AGAIN_DAYS = timedelta(days=7)
LIGHTS = ((40.0, "🟥"), (60.0, "🟧"), (80.0, "🟨"), (101.0, "🟩"))
STUMBLES_SHOWN = 2


@views(pages.TaskResults, role=Role.EDUCATOR)
def results(turn: Turn, page: pages.TaskResults) -> Screen:
    """Show the share of right answers by question, what misled, and what is worth another look."""
    found = tasks.taught_set(turn, page.task)
    if found is None:
        return dead_end(turn)
    assignment, classroom, item = found
    totals, note = _totals(turn, assignment, item)
    name = class_name(turn, classroom)
    again = [str(total.number) for total in totals if total.again]
    parts: list[Text | str] = [
        bold(f"{item.title} · {name}"),
        italic(note),
        join([_line(turn, total) for total in totals], "\n"),
    ]
    change = _change(turn, assignment, item, totals)
    if change:
        parts.insert(1, change)
    rows: list[Row] = []
    if again:
        parts.append(turn.say("Worth another look: {numbers}", numbers=", ".join(again)))
        rows.append((Link(turn.say("🔁 Teach it again"), pages.TeachAgain(page.task)),))
    rows += [
        (Link(turn.say("📄 As a table"), pages.TaskTable(page.task)),),
        (Link(turn.say("⬆ {name}", name=item.title), pages.Task(page.task)), *class_row(turn, classroom)),
    ]
    heat = [
        HeatRow(
            f"{total.number}. {total.title}",
            (total.share.low, total.share.high) if total.share else None,
            share_words(turn, total.share),
            "; ".join(stumble.words for stumble in total.stumbles[:STUMBLES_SHOWN]),
        )
        for total in totals
    ]
    picture = Document("mayak-results.png", partial(draw_heatmap, f"{item.title} · {name}", note, heat))
    return Screen(join(parts), tuple(rows), documents=(picture,))


@views(pages.TaskTable, role=Role.EDUCATOR, kept=False)
def table(turn: Turn, page: pages.TaskTable) -> Screen:
    """Give the same totals as files for a spreadsheet."""
    found = tasks.taught_set(turn, page.task)
    if found is None:
        return dead_end(turn)
    assignment, classroom, item = found
    totals, note = _totals(turn, assignment, item)
    asked = [card.question for card in item.cards if card.question]
    rows = rows_of(totals, {question.meaning: analysis.of(turn.db, question) for question in asked})
    documents = (
        Document("mayak-results.csv", as_csv(turn, rows)),
        Document("mayak-results.xlsx", partial(as_xlsx, turn, rows, note)),
    )
    words = turn.say("The numbers of the screen as a table. The second sheet says what each column means.")
    back = Link(turn.say("⬆ {name}", name=item.title), pages.TaskResults(page.task))
    return Screen(join([bold(item.title), words]), ((back,), class_row(turn, classroom)), documents=documents)


@views(pages.TeachAgain, role=Role.EDUCATOR)
def teach_again(turn: Turn, page: pages.TeachAgain) -> Screen:
    """Offer the lesson and other questions of the topic with one tap; where there are none, the same once more."""
    found = tasks.taught_set(turn, page.task)
    if found is None or found[1].closed:
        return dead_end(turn)
    assignment, classroom, item = found
    offered = _help_for(turn, classroom, item)
    back = Link(turn.say("⬆ {name}", name=item.title), pages.TaskResults(page.task))
    day = turn.today + AGAIN_DAYS
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
    """Give lesson and questions to the class, once however often it is tapped."""
    found = tasks.taught_set(turn, page.task)
    day = tasks.day_of(page.till)
    if found is None or found[1].closed or not tasks.may_be_due(turn, day):
        return dead_end(turn)
    _, classroom, item = found
    given = [
        other for other in _help_for(turn, classroom, item) if tasks.hand_out(turn, classroom.room, other, day)
    ]
    words = turn.say("{name} has it, until {day}.", name=class_name(turn, classroom), day=day_words(turn, day))
    listed = join([f"• {other.title}" for other in given], "\n")
    onward = Link(turn.say("📊 What was given"), pages.Tasks(classroom.room, 0))
    return Screen(join([words, listed]), ((onward,), class_row(turn, classroom), classes_row(turn)))


def _totals(turn: Turn, assignment: Assignment, item: Item) -> tuple[list[Total], str]:
    """Return the totals and how they are counted, in words: the one query of screen, picture and table."""
    blocks = tallies.blocks(turn.db, assignment.task)
    note = turn.say(
        "Counted in steps of five answers, and never closer than “four or five of five”: so nobody's own answer "
        "can be told. Below five answers nothing is shown."
    )
    others = other_wordings(item, blocks)
    if others:
        note += " " + turn.count(
            "{number} answer was given to an older wording and is not mixed in.",
            "{number} answers were given to an older wording and are not mixed in.",
            others,
        )
    return totals_of(item, blocks), note


def _change(turn: Turn, assignment: Assignment, item: Item, totals: list[Total]) -> str:
    """Return in words how the class does now against before the lesson; empty when nothing can be compared."""
    if assignment.phase != assignments.AFTER:
        return ""
    earlier = assignments.before_of(turn.db, assignment)
    if earlier is None:
        return turn.say("Give the same set once marked “before the lesson”, then I can compare.")
    change = compare(totals_of(item, tallies.blocks(turn.db, earlier.task)), totals)
    if change is None:
        return turn.say("To compare, five pupils have to answer both times.")
    if not change.sure:
        return turn.say(
            "Compared with before the lesson: {points} points. With {pupils} pupils that can be chance: the true "
            "change lies somewhere between {low} and {high}.",
            points=_signed(change.points),
            pupils=change.pupils,
            low=_signed(change.low),
            high=_signed(change.high),
        )
    return turn.say(
        "Compared with before the lesson: {points} points. Chance alone would hardly do that: the true change "
        "lies between {low} and {high}.",
        points=_signed(change.points),
        low=_signed(change.low),
        high=_signed(change.high),
    )


def _signed(points: int) -> str:
    """Return points with their sign; none have no sign."""
    return f"{points:+}" if points else "0"


def _line(turn: Turn, total: Total) -> Text:
    """Return one question in words: its light, its title, its share, what misled."""
    light = next(sign for below, sign in LIGHTS if total.share.middle < below) if total.share else "⬜"
    line = Text(f"{light} {total.number}. {total.title}: {share_words(turn, total.share)}")
    for stumble in total.stumbles[:STUMBLES_SHOWN]:
        line = line + "\n      " + italic(turn.say("often chosen: {words}", words=stumble.words))
    for words in total.idle:
        line = line + "\n      " + italic(turn.say("hardly chosen by anybody: {words}", words=words))
    return line


def _help_for(turn: Turn, classroom: Classroom, item: Item) -> list[Item]:
    """Return the lesson that fits a question set best, and another set of its topic for the class's age: the one
    that asks about most of the same misconceptions. Where no set has other questions, the same set.
    """
    asked = _meanings(item)
    others = turn.library.beside(item, Kind.QUIZ, classroom.tier, turn.locale)
    fresh = [other for other in others if _meanings(other) - asked]
    fresh.sort(key=lambda other: -len(_misconceptions(item) & _misconceptions(other)))
    return [*turn.library.beside(item, Kind.LESSON, classroom.tier, turn.locale)[:1], *(fresh or [item])[:1]]


def _meanings(item: Item) -> set[str]:
    return {card.question.meaning for card in item.cards if card.question}


def _misconceptions(item: Item) -> set[str]:
    """Return the words of what may be misunderstood: ids are each set's own."""
    return {words.casefold() for words in item.misconceptions.values()}
