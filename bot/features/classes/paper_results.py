"""Paper results: a teacher takes a sheet, fills in what pupils crossed on paper, and sends it to be counted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.classes import pages, paper_sheet, tasks
from bot.features.classes.class_names import alias
from bot.features.classes.navigation import class_row
from bot.features.classes.store import memberships, papers
from bot.values.audience import Role
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.paper_sheet import Slip
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.values.screen import Row

views = Views()

SLIPS_SHOWN = 10


@views(pages.PaperResults, role=Role.EDUCATOR)
def paper_results(turn: Turn, page: pages.PaperResults) -> Screen:
    """Give the sheet: one line for each alias that is not counted yet, one column for each question."""
    found = tasks.taught_set(turn, page.task)
    if found is None or found[1].closed:
        return dead_end(turn)
    assignment, classroom, item = found
    taken = papers.taken(turn.db, assignment)
    free = [number for number in range(1, memberships.MOST_PUPILS + 1) if number not in taken]
    aliases = [alias(turn, classroom, number) for number in free]
    done = papers.numbers(turn.db, page.task)
    text = join(
        [
            bold(turn.say("Results from paper: {title}", title=item.title)),
            turn.say(
                "Fill in this sheet: a line is a pupil of your key sheet, a cell holds the letters that are "
                "crossed, or written in order. Leave empty what is not answered, save as CSV and send it here "
                "as a file."
            ),
            turn.say(
                "Each alias is counted once. I add up and forget the sheet; totals show in steps of five, as "
                "always."
            ),
            turn.say("Counted from paper: {numbers}", numbers=", ".join(map(str, done))) if done else "",
        ]
    )
    documents = (Document("mayak-paper-results.csv", partial(paper_sheet.blank, turn, item, aliases)),)
    return Screen(text, _rows(turn, assignment, classroom), documents=documents)


@views(pages.PaperIn, role=Role.EDUCATOR)
def paper_in(turn: Turn, page: pages.PaperIn) -> Screen:
    """Count the sheet that has just come, all of it or, with a slip in it, nothing."""
    found = tasks.taught_set(turn, page.task)
    if found is None or found[1].closed:
        return dead_end(turn)
    assignment, classroom, item = found
    rows = _rows(turn, assignment, classroom)
    if turn.sheet is None:
        words = turn.say("Send the sheet as a CSV file of at most {kib} KiB.", kib=paper_sheet.MOST_BYTES // 1024)
        return Screen(Text(words), rows)
    filled = paper_sheet.read(turn, item, turn.sheet, memberships.MOST_PUPILS)
    if filled.slips:
        return Screen(_slips(turn, filled.slips), rows)
    again = sorted(filled.marks.keys() & papers.taken(turn.db, assignment))
    if again:
        words = turn.say(
            "Nothing was counted: these aliases are counted already or have begun in the bot: {numbers}. Take "
            "their lines out, then send the rest.",
            numbers=", ".join(map(str, again)),
        )
        return Screen(Text(words), rows)
    columns = paper_sheet.columns(turn, item)
    answers = {
        number: [(columns[place].question.meaning, marks) for place, marks in given.items()]
        for number, given in filled.marks.items()
    }
    tasks.count_paper(turn, assignment, answers)
    words = turn.count("Counted: {number} pupil.", "Counted: {number} pupils.", len(answers))
    return Screen(Text(words), rows)


def _rows(turn: Turn, assignment: Assignment, classroom: Classroom) -> tuple[Row, ...]:
    results = Link(turn.say("🌡 What they understood"), pages.TaskResults(assignment.task))
    sheet = Link(turn.say("📝 The sheet once more"), pages.PaperResults(assignment.task))
    return ((results,), (sheet,), class_row(turn, classroom))


def _slips(turn: Turn, slips: tuple[Slip, ...]) -> Text:
    """Return what could not be read: where, what, how to mend it."""
    lines = [
        turn.say(
            "Line {line}, column {column}: {what} {fix}",
            line=one.line,
            column=one.column,
            what=one.what,
            fix=one.fix,
        )
        for one in slips[:SLIPS_SHOWN]
    ]
    more = len(slips) - SLIPS_SHOWN
    if more > 0:
        lines.append(turn.count("And {number} more.", "And {number} more.", more))
    head = turn.say("Nothing was counted yet. Mend this and send the sheet once more:")
    return join([bold(head), join(lines, "\n")])
