"""Result files: what a class understood, for a spreadsheet: of one set, or of all, a sheet a set."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.classes import pages, tasks
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import class_row
from bot.features.classes.store import assignments, classrooms, tallies
from bot.features.classes.total_table import Front, Sheet, as_csv, as_xlsx, rows_of
from bot.features.quiz import analysis
from bot.features.quiz.totals import other_wordings, totals_of
from bot.packs.model import Kind
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Document, Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.quiz.totals import Total
    from bot.packs.model import Item
    from bot.values.cells import Cell

views = Views()

MOST_SHEETS = 40
"""Sets of one file, the newest ones."""


@views(pages.TaskTable, role=Role.EDUCATOR, kept=False)
def table(turn: Turn, page: pages.TaskTable) -> Screen:
    """Give the totals of a set as files for a spreadsheet."""
    found = tasks.taught_set(turn, page.task)
    if found is None:
        return dead_end(turn)
    assignment, classroom, item = found
    sheet, note, _ = _sheet(turn, assignment, item)
    documents = (
        Document("mayak-results.csv", as_csv(turn, sheet.rows)),
        Document("mayak-results.xlsx", partial(as_xlsx, turn, [sheet], note)),
    )
    words = turn.say("The numbers of the screen as a table. The second sheet says what each column means.")
    back = Link(turn.say("⬆ {name}", name=item.title), pages.TaskResults(page.task), Means.BACK)
    return Screen(join([bold(item.title), words]), ((back,), class_row(turn, classroom)), documents=documents)


@views(pages.ClassTable, role=Role.EDUCATOR, kept=False)
def class_table(turn: Turn, page: pages.ClassTable) -> Screen:
    """Give the totals of all sets that a class was given as one file: a sheet about all, then one a set."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None:
        return dead_end(turn)
    there = [(one, tasks.item_of(turn, one)) for one in assignments.of_room(turn.db, page.room)]
    of_sets = [(one, item) for one, item in there if item and item.ref.kind is Kind.QUIZ][:MOST_SHEETS]
    back = Link(turn.say("⬆ All that was given"), pages.Tasks(page.room, 0), Means.BACK)
    name = class_name(turn, classroom)
    if not of_sets:
        words = turn.say("No question set was given yet.")
        return Screen(join([bold(name), words]), ((back,), class_row(turn, classroom)))
    sheets, rows, note = [], [_heads(turn)], ""
    for assignment, item in of_sets:
        sheet, note, totals = _sheet(turn, assignment, item)
        sheets.append(sheet)
        rows.append(_row(turn, assignment, item, totals))
    front = Front(turn.say("All sets"), rows)
    documents = (Document("mayak-class-results.xlsx", partial(as_xlsx, turn, sheets, note, front)),)
    words = turn.say("One file with everything: the first sheet names the sets, then each has a sheet of its own.")
    return Screen(join([bold(name), words]), ((back,), class_row(turn, classroom)), documents=documents)


def _heads(turn: Turn) -> tuple[Cell, ...]:
    return (
        turn.say("Set"),
        turn.say("Given"),
        turn.say("Until"),
        turn.say("Have done it"),
        turn.say("Pupils"),
        turn.say("Look again at"),
    )


def _row(turn: Turn, assignment: Assignment, item: Item, totals: list[Total]) -> tuple[Cell, ...]:
    states = assignments.done_by(turn.db, assignment)
    days = [day_words(turn, day) for day in (assignment.given_on, assignment.due_on)]
    again = ", ".join(str(total.number) for total in totals if total.again)
    return (item.title, *days, sum(done for _, done in states), len(states), again or None)


def _sheet(turn: Turn, assignment: Assignment, item: Item) -> tuple[Sheet, str, list[Total]]:
    """Return a set's sheet, how it is counted, and its totals."""
    totals, note = counted(turn, assignment, item)
    asked = [card.question for card in item.cards if card.question]
    findings = {question.meaning: analysis.of(turn.db, question) for question in asked}
    return Sheet(item.title, rows_of(turn, item, totals, findings)), note, totals


def counted(turn: Turn, assignment: Assignment, item: Item) -> tuple[list[Total], str]:
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
