"""The totals of a class as a table: a row a question, CSV, and XLSX with a sheet a set and one about columns."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.csv_files import csv_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.chat.turn import Reader
    from bot.features.quiz.analysis import Finding
    from bot.features.quiz.totals import Total
    from bot.packs.model import Item
    from bot.values.cells import Cell

COLUMNS = (
    *("number", "question", "asked", "answers", "right_least", "right_most", "share_low", "share_high"),
    *("again", "misled_1", "misled_2", "hardly_chosen"),
    *("everywhere_answers", "everywhere_low", "everywhere_high", "everywhere_tells", "everywhere_hardly_chosen"),
)
"""Names of the columns in code; files have their words in the reader's language."""

WIDE = {"question", "asked", "misled_1", "misled_2", "hardly_chosen", "everywhere_hardly_chosen"}
_NO_NAME = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
"""What a spreadsheet does not take in the name of a sheet."""

LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class Sheet:
    """The results of one set: its title, its rows by `COLUMNS`."""

    title: str
    rows: Sequence[Mapping[str, Cell]]


@dataclass(frozen=True, slots=True)
class Front:
    """The first sheet of a workbook with several sets: its name, its heads, a row a set."""

    name: str
    rows: Sequence[Sequence[Cell]]


def rows_of(
    reader: Reader, item: Item, totals: Sequence[Total], findings: Mapping[str, Finding]
) -> list[dict[str, Cell]]:
    """Return one row a question of the item, by `COLUMNS`. Numbers are numbers; what is not shown is None, not 0.

    `findings`: how the questions work everywhere, by meaning.
    """
    rows: list[dict[str, Cell]] = []
    cards = {card.id: card for card in item.cards}
    for total in totals:
        share, card = total.share, cards[total.card]
        misled = [*(stumble.words for stumble in total.stumbles[:2]), None, None]
        again = reader.say("yes") if total.again else reader.say("no")
        finding = findings.get(total.meaning)
        idle = [card.question.option(own).text.plain for own in finding.idle] if finding and card.question else []
        values = (
            *(total.number, total.title, " ".join(card.body.plain.split())),
            *((share.answers, share.least, share.most, share.low, share.high) if share else (None,) * 5),
            again if share else None,
            *misled[:2],
            "; ".join(total.idle) or None,
            *_everywhere(finding),
            "; ".join(idle) or None,
        )
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


def _everywhere(finding: Finding | None) -> tuple[Cell, ...]:
    share = finding.share if finding else None
    if finding is None or share is None:
        return (None,) * 4
    return share.answers, share.low, share.high, None if finding.tells is None else round(finding.tells, 1)


def as_csv(reader: Reader, rows: Sequence[Mapping[str, Cell]]) -> bytes:
    """Return the rows as CSV, below heads in the reader's language."""
    return csv_file(reader, (heads(reader).values(), *(row.values() for row in rows)))


def as_xlsx(reader: Reader, sheets: Sequence[Sheet], note: str, front: Front | None = None) -> bytes:
    """Return a workbook: perhaps a sheet about all sets, one a set, and what each column means."""
    from openpyxl import Workbook  # noqa: PLC0415 - a start does not pay for what few ask for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)

    def add(name: str, rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
        """Add a sheet whose first row is bold and stays in sight; `widths` in characters."""
        page = book.create_sheet(name)
        page.freeze_panes = "A2"
        for number, width in enumerate(widths, 1):
            page.column_dimensions[get_column_letter(number)].width = width
        for place, row in enumerate(rows):
            cells = [WriteOnlyCell(page, value) for value in row]
            for cell in cells:
                if cell.data_type == "f":
                    cell.data_type = "s"  # a title that begins with "=" is words, not a formula
                cell.font = Font(bold=place == 0)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            page.append(cells)

    if front:
        add(front.name, front.rows, (40, *[16] * 5))
    for number, sheet in enumerate(sheets, 1):
        results: list[Sequence[Cell]] = [[*heads(reader).values()], *([*row.values()] for row in sheet.rows)]
        widths = [40 if column in WIDE else 14 for column in COLUMNS]
        add(_name(f"{number} {sheet.title}"), results, widths)
    head = (reader.say("Column"), reader.say("What it means"))
    told = [*zip(heads(reader).values(), dictionary(reader).values(), strict=True)]
    add(reader.say("Columns"), [head, *told, (), (note,)], (34, 80))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _name(title: str) -> str:
    """Return a title as the name of a sheet."""
    return " ".join(_NO_NAME.sub(" ", title).split())[:LONGEST_NAME].rstrip(" '")


def heads(reader: Reader) -> dict[str, str]:
    """Return what stands above each column, in its order."""
    return {
        "number": reader.say("No."),
        "question": reader.say("Question"),
        "asked": reader.say("What is asked"),
        "answers": reader.say("Answers"),
        "right_least": reader.say("Right, at least"),
        "right_most": reader.say("Right, at most"),
        "share_low": reader.say("Right, at least, %"),
        "share_high": reader.say("Right, at most, %"),
        "again": reader.say("Worth another look?"),
        "misled_1": reader.say("Misled most often"),
        "misled_2": reader.say("Misled next"),
        "hardly_chosen": reader.say("Hardly chosen here"),
        "everywhere_answers": reader.say("Everywhere: answers"),
        "everywhere_low": reader.say("Everywhere: right, at least, %"),
        "everywhere_high": reader.say("Everywhere: right, at most, %"),
        "everywhere_tells": reader.say("Everywhere: how well it tells who knows more"),
        "everywhere_hardly_chosen": reader.say("Everywhere: hardly chosen"),
    }


def dictionary(reader: Reader) -> dict[str, str]:
    """Return what each column means, in its order."""
    return {
        "number": reader.say("Place of the question in the set, from 1"),
        "question": reader.say("Title of the question"),
        "asked": reader.say("The words of the question, without its options"),
        "answers": reader.say("Answers that are counted, a multiple of five; empty below five"),
        "right_least": reader.say("At least so many of them were right"),
        "right_most": reader.say("At most so many of them were right"),
        "share_low": reader.say("The same in percent, at least"),
        "share_high": reader.say("The same in percent, at most"),
        "again": reader.say("Whether it is worth another look: the middle is below 60 percent"),
        "misled_1": reader.say("What misled most often"),
        "misled_2": reader.say("What misled next"),
        "hardly_chosen": reader.say("Wrong options that hardly anybody chooses; told from 30 answers on"),
        "everywhere_answers": reader.say("First answers of everybody whom the set is for, from 30 on"),
        "everywhere_low": reader.say("Of those right in percent, at least"),
        "everywhere_high": reader.say("Of those right in percent, at most"),
        "everywhere_tells": reader.say(
            "Correlation with the rest of the attempt, from 100 on: from 0.3 it tells well who knows more, "
            "below 0.1 read it once more"
        ),
        "everywhere_hardly_chosen": reader.say("Wrong options that hardly anybody chooses everywhere"),
    }
