"""The results of a question set done on paper: the sheet (CSV, XLSX) that a teacher fills in, or the lines that
they type, and how both are read.

A line is a pupil by alias number, a column a question; a cell holds the letters that are crossed, as the paper
shows them. Reading is strict: whatever is not plainly meant is a slip, with its place and how to mend it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.chat.csv_files import csv_file
from bot.chat.incoming import SentFile
from bot.features.paper import pages
from bot.values.cells import as_words
from bot.values.phrases import letter

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from bot.chat.turn import Reader
    from bot.packs.model import Card, Item
    from bot.packs.question import Question

MOST_BYTES = 64 * 1024
"""Largest sheet that is taken: sixty pupils and twenty questions fill 8 KiB."""

ASKS_FOR_SHEET = (pages.PaperResults, pages.PaperIn, pages.PaperTyped)
"""Pages where a teacher is asked for a sheet of results."""

SEPARATORS = ";,\t"
SHOWN_CHARACTERS = 12
DASHES = {"-", "–", "—", "0"}
"""What stands for no answer where answers are typed in a row."""


@dataclass(frozen=True, slots=True)
class SentSheet(SentFile):
    """A sheet of results from paper that a teacher sent where it was asked for; None when it could not be fetched
    or is too large.
    """

    content: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A question that is counted: its number on the paper (from 1), its card, and which letter stands for what."""

    number: int
    card: Card
    question: Question
    own: dict[str, str]
    """The options' own letters by the letters that the paper shows."""

    @property
    def head(self) -> str:
        """What stands above the column: the number, the title, and a mark of the wording."""
        return f"{self.number}. {self.card.title} #{self.question.meaning[:6]}"


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that cannot be read: line and column from 1, what it is and how to mend it."""

    line: int
    column: int
    what: str
    fix: str
    words: str = ""
    """What stands in the sheet there: the alias and the question's heading."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet that was read: for each alias number the marks by question (place of the column from 0)."""

    marks: dict[int, dict[int, str]]
    slips: tuple[Slip, ...] = ()


def letters(reader: Reader, item: Item, question: Question) -> dict[str, str]:
    """Return the letters that paper shows, in the order it shows the options, each with the option's own."""
    return {letter(reader, place): own for place, own in enumerate(question.paper_order(str(item.ref)))}


def columns(reader: Reader, item: Item) -> list[Column]:
    """Return the columns of a set: its questions without those that are not counted."""
    asked = [card for card in item.cards if card.question]
    return [
        Column(number, card, card.question, letters(reader, item, card.question))
        for number, card in enumerate(asked, 1)
        if card.question and card.question.counted
    ]


def blank(reader: Reader, item: Item, aliases: Sequence[str]) -> bytes:
    """Return the sheet to fill in, as the spreadsheets of the reader's language read it."""
    heads = [column.head for column in columns(reader, item)]
    return csv_file(reader, ([reader.say("Alias"), *heads], *([alias, *[""] * len(heads)] for alias in aliases)))


def blank_xlsx(reader: Reader, item: Item, aliases: Sequence[str]) -> bytes:
    """Return the same sheet as a workbook: every spreadsheet saves it as it was, no letter is guessed."""
    from openpyxl import Workbook  # noqa: PLC0415 - a start does not pay for what few ask for
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    page = book.active or book.create_sheet()
    heads = [column.head for column in columns(reader, item)]
    page.append([reader.say("Alias"), *map(as_words, heads)])
    for alias in aliases:
        page.append([as_words(alias)])
    for cell in page[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for place in range(1, len(heads) + 2):
        page.column_dimensions[get_column_letter(place)].width = 18
    page.freeze_panes = "B2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(reader: Reader, item: Item, content: bytes, most: int) -> Filled:
    """Read a sheet that was filled in, CSV or XLSX; `most` is the highest alias number. With a slip nothing of it
    counts.
    """
    there = columns(reader, item)
    if content.startswith(b"PK"):
        lines, slips = _workbook(reader, there, content)
    else:
        words, slip = _decoded(reader, content)
        lines, slips = ([], [slip]) if slip else _lines(reader, there, words)
    return Filled({}, tuple(slips)) if slips else _filled(reader, there, lines, most)


def read_typed(reader: Reader, item: Item, typed: str, most: int) -> Filled:
    """Read what was typed: a line or a stretch up to a semicolon is a pupil, a number and the letters of each
    question with spaces between, a dash where nothing is crossed.
    """
    there = columns(reader, item)
    pupils = [one.split() for line in typed.splitlines() for one in line.split(";") if one.strip()]
    cells = [[pupil[0].rstrip(":.,"), *(_answered(one) for one in pupil[1:])] for pupil in pupils]
    return _filled(reader, there, [[], *cells], most)


def _answered(typed: str) -> str:
    return "" if typed in DASHES else typed


def _filled(reader: Reader, there: Sequence[Column], lines: Sequence[Sequence[str]], most: int) -> Filled:
    """Return the marks of all lines below the first, or what in them cannot be read."""
    slips: list[Slip] = []
    marks: dict[int, dict[int, str]] = {}
    for line, cells in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in cells[1:]):
            number = _alias_number(cells[0])
            slip = _wrong_line(reader, line, cells, number if number <= most else 0, marks, len(there))
            marks[number], wrong = ({}, [slip]) if slip else _row(reader, there, line, cells)
            slips += wrong
    if not marks and not slips:
        fix = reader.say("Write the crossed letters beside each alias.")
        slips.append(Slip(2, 2, reader.say("No answer is filled in."), fix))
    return Filled({} if slips else marks, tuple(slips))


def _workbook(reader: Reader, there: Sequence[Column], content: bytes) -> tuple[list[list[str]], list[Slip]]:
    """Return the cells of a workbook by line."""
    from bot.packs.sheets import Unreadable, xlsx_rows  # noqa: PLC0415 - a start does not pay for what few send

    try:
        lines = xlsx_rows(content)
    except Unreadable:
        fix = reader.say("In your spreadsheet choose “Save as”, CSV or XLSX, and send that file.")
        return [], [Slip(1, 1, reader.say("This is no CSV or XLSX file."), fix)]
    return lines, _heads(reader, there, lines[0] if lines else [])


def _decoded(reader: Reader, content: bytes) -> tuple[str, Slip | None]:
    """Return the words of a file in UTF-8 (with a byte order mark or without) or in Windows' Cyrillic."""
    fix = reader.say("In your spreadsheet choose “Save as”, CSV or XLSX, and send that file.")
    if len(content) > MOST_BYTES:
        return "", Slip(1, 1, reader.say("The file is too large for a sheet."), fix)
    if b"\0" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", Slip(1, 1, reader.say("This is no CSV or XLSX file."), fix)
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding), None
        except UnicodeDecodeError:
            continue
    return "", Slip(1, 1, reader.say("This is no CSV or XLSX file."), fix)


def _lines(reader: Reader, there: Sequence[Column], words: str) -> tuple[list[list[str]], list[Slip]]:
    """Return the cells by line, parted by whichever sign makes the first line what it should be."""
    lines: list[list[str]] = []
    slips: list[Slip] = []
    for parting in SEPARATORS:
        try:
            lines = [*csv.reader(io.StringIO(words, newline=""), delimiter=parting, strict=True)]
        except csv.Error:
            fix = reader.say("Save the sheet as CSV once more, and send that file.")
            return [], [Slip(1, 1, reader.say("The quotation marks do not pair up."), fix)]
        slips = _heads(reader, there, lines[0] if lines else [])
        if not slips:
            break
    return lines, slips


def _heads(reader: Reader, there: Sequence[Column], found: Sequence[str]) -> list[Slip]:
    """Return what is wrong with the first line: it must be that of this very set in its present wording."""
    fix = reader.say("Take the sheet from here once more, and leave its first line as it is.")
    wanted = [column.head for column in there]
    for place, head in enumerate(wanted, 2):
        if place > len(found) or _spaced(found[place - 1]) not in {_spaced(head), _spaced(str(as_words(head)))}:
            what = reader.say("“{head}” should stand here.", head=head)
            return [Slip(1, place, what, fix)]
    return []


def _spaced(head: str) -> str:
    return " ".join(head.split())


def _alias_number(cell: str) -> int:
    """Return the number of an alias (`Blue Fox 12` or `12`), 0 when there is none."""
    last = cell.rsplit(maxsplit=1)[-1] if cell.strip() else ""
    return int(last) if last.isascii() and last.isdecimal() and len(last) < 4 else 0  # noqa: PLR2004 - three digits


def _wrong_line(  # noqa: PLR0913, PLR0917 - a line is all of these
    reader: Reader,
    line: int,
    cells: Sequence[str],
    number: int,
    known: Container[int],
    questions: int,
) -> Slip | None:
    """Return what is wrong with a line as a whole, None when nothing is."""
    if not number:
        fix = reader.say("Begin the line with the alias or its number, as in the sheet.")
        return Slip(line, 1, reader.say("“{cell}” is no alias.", cell=_short(cells[0])), fix)
    if number in known:
        fix = reader.say("Leave one line for each pupil.")
        return Slip(line, 1, reader.say("Number {number} comes up twice.", number=number), fix)
    if any(cell.strip() for cell in cells[questions + 1 :]):
        fix = reader.count("This set counts {number} answer.", "This set counts {number} answers.", questions)
        return Slip(line, questions + 2, reader.say("There is one answer too many."), fix)
    return None


def _row(
    reader: Reader, there: Sequence[Column], line: int, cells: Sequence[str]
) -> tuple[dict[int, str], list[Slip]]:
    """Return the marks of one line and what in it cannot be read."""
    marks: dict[int, str] = {}
    slips: list[Slip] = []
    for place, column in enumerate(there):
        cell = cells[place + 1] if place + 1 < len(cells) else ""
        typed = [sign for sign in cell.upper() if not sign.isspace() and sign not in ",;/"]
        if not typed:
            continue
        given = column.question.from_paper(typed, column.own)
        if not given:
            what = reader.say("“{cell}” is no answer to this question.", cell=_short(cell))
            fix = column.question.cell_help(reader, ", ".join(column.own))
            if _of_another_alphabet(typed, column.own):
                other = reader.say("These letters are of another alphabet: switch the keyboard.")
                fix = f"{other} {fix}"
            words = f"{_short(cells[0], 30)} · {column.number}. {column.card.title}"
            slips.append(Slip(line, place + 2, what, fix, words))
        else:
            marks[place] = given
    return marks, slips


def _of_another_alphabet(typed: Sequence[str], own: Iterable[str]) -> bool:
    """Whether Latin letters were typed where the paper has Cyrillic ones, or the other way round."""
    latin = all(sign.isascii() for sign in own)
    return any(sign.isalpha() and sign.isascii() is not latin for sign in typed)


def _short(cell: str, most: int = SHOWN_CHARACTERS) -> str:
    return cell.strip()[:most]
