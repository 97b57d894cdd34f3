"""The totals of a class as a table: the rows, CSV, and XLSX with a sheet that says what each column means."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from bot.chat.csv_files import csv_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.chat.turn import Reader
    from bot.features.quiz.analysis import Finding
    from bot.features.quiz.totals import Total
    from bot.values.cells import Cell

COLUMNS = (
    *("number", "question", "card", "wording", "answers", "right_least", "right_most", "share_low", "share_high"),
    *("again", "misled_1", "misled_2", "hardly_chosen"),
    *("everywhere_answers", "everywhere_low", "everywhere_high", "everywhere_tells", "everywhere_hardly_chosen"),
)


def rows_of(totals: Sequence[Total], findings: Mapping[str, Finding]) -> list[dict[str, Cell]]:
    """Return one row a question, by `COLUMNS`. Numbers are numbers; what is not shown is None, never 0.

    `findings`: how the questions work everywhere, by meaning.
    """
    rows: list[dict[str, Cell]] = []
    for total in totals:
        share = total.share
        misled = [*(stumble.words for stumble in total.stumbles[:2]), None, None]
        values = (
            *(total.number, total.title, total.card, total.meaning),
            *((share.answers, share.least, share.most, share.low, share.high) if share else (None,) * 5),
            total.again if share else None,
            *misled[:2],
            "; ".join(total.idle) or None,
            *_everywhere(findings.get(total.meaning)),
        )
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


def _everywhere(finding: Finding | None) -> tuple[Cell, ...]:
    share = finding.share if finding else None
    if finding is None or share is None:
        return (None,) * 5
    tells = None if finding.tells is None else round(finding.tells, 1)
    return share.answers, share.low, share.high, tells, ", ".join(finding.idle.upper()) or None


def as_csv(reader: Reader, rows: Sequence[dict[str, Cell]]) -> bytes:
    """Return the rows as CSV."""
    return csv_file(reader, (COLUMNS, *(row.values() for row in rows)))


def as_xlsx(reader: Reader, rows: Sequence[dict[str, Cell]], note: str) -> bytes:
    """Return a workbook: the results, typed, and the dictionary of columns in the reader's language."""
    from openpyxl import Workbook  # noqa: PLC0415 - a start does not pay for what few ask for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)

    def sheet(name: str, rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
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
            page.append(cells)

    wide = {"question", "misled_1", "misled_2", "hardly_chosen"}
    results = [COLUMNS, *(list(row.values()) for row in rows)]
    sheet(reader.say("Results"), results, [40 if column in wide else 14 for column in COLUMNS])
    head = (reader.say("Column"), reader.say("What it means"))
    sheet(reader.say("Columns"), [head, *dictionary(reader).items(), (), (note,)], (24, 80))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def dictionary(reader: Reader) -> dict[str, str]:
    """Return what each column means."""
    return {
        "number": reader.say("Place of the question in the set, from 1"),
        "question": reader.say("Title of the question"),
        "card": reader.say("The question's id in its pack"),
        "wording": reader.say("Mark of the wording; a changed question has another one"),
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
        "everywhere_hardly_chosen": reader.say(
            "Letters of wrong options that hardly anybody chooses, in the pack's order"
        ),
    }
