"""Paper results: a teacher takes a sheet, fills in the pupils' crosses from paper, and sends it to be counted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.file_uses import FileUse
from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.classes import pages as classes_pages
from bot.features.classes import tasks
from bot.features.classes.class_names import alias
from bot.features.classes.navigation import class_row
from bot.features.classes.store import memberships, papers
from bot.features.paper import pages, paper_sheet
from bot.features.paper.paper_sheet import ASKS_FOR_SHEET, MOST_BYTES, SentSheet
from bot.values.audience import Role
from bot.values.screen import Document, Link, Screen
from bot.values.table import Cell, Table, in_words
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.file_uses import Arrived
    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.paper.paper_sheet import Column, Filled, Slip
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

SLIPS_SHOWN = 10


@views(pages.PaperResults, role=Role.EDUCATOR)
def paper_results(turn: Turn, page: pages.PaperResults) -> Screen:
    """Give the sheet: one line for each alias that is not counted yet, one column for each question."""
    found = tasks.taught_set(turn, page.task)
    if found is None or found[1].closed or found[0].forms:
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
                "crossed, or written in order. Leave empty what is not answered, save it as CSV or XLSX and send "
                "it here."
            ),
            turn.say(
                "Or type it here: the number, then the letters of each question, a dash for none. A semicolon "
                "parts pupils: {example}",
                example=_example(turn, item),
            ),
            turn.say(
                "Each alias is counted once. I add up and forget the sheet; totals show in steps of five, as "
                "always."
            ),
            turn.say("Counted from paper: {numbers}", numbers=", ".join(map(str, done))) if done else "",
        ]
    )
    documents = (
        Document("mayak-paper-results.csv", partial(paper_sheet.blank, turn, item, aliases)),
        Document("mayak-paper-results.xlsx", partial(paper_sheet.blank_xlsx, turn, item, aliases)),
    )
    asks = pages.PaperTyped(page.task)
    return Screen(text, _rows(turn, assignment, classroom), documents=documents, asks=asks)


@views(pages.PaperTyped, role=Role.EDUCATOR)
def paper_typed(turn: Turn, page: pages.PaperTyped) -> Screen | Page:
    """Count the lines that have just been typed, all of them or, with a slip in them, nothing."""
    found = tasks.taught_set(turn, page.task)
    if found is None or found[1].closed or found[0].forms:
        return dead_end(turn)
    if not turn.typed:
        return pages.PaperResults(page.task)
    assignment, classroom, item = found
    filled = paper_sheet.read_typed(turn, item, turn.typed, memberships.MOST_PUPILS)
    screen = _counted(turn, assignment, classroom, item, filled)
    return replace(screen, asks=page)


async def _arrived(_: bool | None, arrived: Arrived) -> SentSheet:  # noqa: FBT001 - nothing is opened for it
    return SentSheet(arrived.content)


views.files.append(
    FileUse(
        most=MOST_BYTES,
        is_for=lambda _, place: isinstance(place, ASKS_FOR_SHEET),
        opens=lambda _, place: isinstance(place, ASKS_FOR_SHEET),
        read=_arrived,
        asked_on=ASKS_FOR_SHEET,
    )
)


@views.receives(SentSheet)
def page_of_sheet(_: Turn, place: Page | None) -> Page | None:
    """Return the page that takes a teacher's sheet of results where it was asked for."""
    return pages.PaperIn(place.task) if isinstance(place, ASKS_FOR_SHEET) else None


@views(pages.PaperIn, role=Role.EDUCATOR)
def paper_in(turn: Turn, page: pages.PaperIn) -> Screen:
    """Count the sheet that has just come, all of it or, with a slip in it, nothing."""
    found = tasks.taught_set(turn, page.task)
    if found is None or found[1].closed or found[0].forms:
        return dead_end(turn)
    assignment, classroom, item = found
    rows = _rows(turn, assignment, classroom)
    content = turn.given.content if isinstance(turn.given, SentSheet) else None
    if content is None:
        kib = paper_sheet.MOST_BYTES // 1024
        words = turn.say("Send the sheet as a CSV or XLSX file of at most {kib} KiB.", kib=kib)
        return Screen(Text(words), rows)
    filled = paper_sheet.read(turn, item, content, memberships.MOST_PUPILS)
    return _counted(turn, assignment, classroom, item, filled)


def _counted(turn: Turn, assignment: Assignment, classroom: Classroom, item: Item, filled: Filled) -> Screen:
    """Count what was read, and say what was; or say what could not be read, or stands there already."""
    rows = _rows(turn, assignment, classroom)
    if filled.slips:
        return Screen(_slips(turn, filled.slips), rows, again=turn.typed)
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
    table = _read(turn, columns, filled)
    told = "\n".join(": ".join((row[0].words, ", ".join(cell.words for cell in row[1:]))) for row in table.rows)
    return Screen(join([words, in_words(Text(told))]), rows, tables=(table,))


def _read(turn: Turn, columns: Sequence[Column], filled: Filled) -> Table:
    """Return what was read, in the letters of the paper, for the teacher to compare with it."""
    heads = (turn.say("Alias"), *(str(column.number) for column in columns))
    shown = [{own: letter for letter, own in column.own.items()} for column in columns]
    rows = tuple(
        (
            Cell(str(number)),
            *(
                Cell("".join(shown[place][own] for own in given.get(place, "")) or "–")
                for place in range(len(columns))
            ),
        )
        for number, given in sorted(filled.marks.items())
    )
    return Table(turn.say("What I read"), heads, rows)


def _example(turn: Turn, item: Item) -> str:
    """Return a line as it may be typed for this set."""
    columns = paper_sheet.columns(turn, item)
    first = [column.question.cell_example([*column.own]) for column in columns]
    return f"7 {' '.join(first)}; 12 {' '.join(['–', *first[1:]])}"


def _rows(turn: Turn, assignment: Assignment, classroom: Classroom) -> tuple[Row, ...]:
    results = Link(turn.say("🌡 What they understood"), classes_pages.TaskResults(assignment.task))
    sheet = Link(turn.say("📝 The sheet once more"), pages.PaperResults(assignment.task))
    return ((results,), (sheet,), class_row(turn, classroom))


def _slips(turn: Turn, slips: tuple[Slip, ...]) -> Text:
    """Return what could not be read: where, what, how to mend it."""
    place = _place_of_typed if turn.typed else _place_in_sheet
    lines = [
        f"{place(turn, one)}: {one.what} {one.fix}" + (f" ({one.words})" if one.words else "")
        for one in slips[:SLIPS_SHOWN]
    ]
    more = len(slips) - SLIPS_SHOWN
    if more > 0:
        lines.append(turn.count("And {number} more.", "And {number} more.", more))
    head = turn.say("Nothing was counted yet. Mend this and send the sheet once more:")
    if turn.typed:
        head = turn.say("Nothing was counted yet. Mend this and send it once more:")
    return join([bold(head), join(lines, "\n")])


def _place_in_sheet(turn: Turn, slip: Slip) -> str:
    return turn.say("Line {line}, column {column}", line=slip.line, column=slip.column)


def _place_of_typed(turn: Turn, slip: Slip) -> str:
    """Say which pupil of those typed is meant, and which answer: what is typed has no first line and column."""
    pupil, answer = slip.line - 1, slip.column - 1
    if not answer:
        return turn.say("Pupil {number} of those typed", number=pupil)
    return turn.say("Pupil {number} of those typed, answer {answer}", number=pupil, answer=answer)
