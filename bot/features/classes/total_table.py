"""The totals of a class as a table: the rows, CSV, and XLSX with a sheet that says what each column means."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from bot.features.classes.paper_sheet import separator
from bot.values.cells import Cell, as_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.turn import Reader
    from bot.features.quiz.analysis import Finding
    from bot.features.quiz.totals import Total

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
    """Return the rows as CSV, parted as the reader's spreadsheets part columns, in UTF-8 with a byte order mark,
    which they need to read Russian.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator(reader))
    writer.writerow(COLUMNS)
    writer.writerows([as_words(value) for value in row.values()] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(reader: Reader, rows: Sequence[dict[str, Cell]], note: str) -> bytes:
    """Return a workbook: the results, typed, and the dictionary of columns in the reader's language."""
    import xlsxwriter  # noqa: PLC0415 - a start does not pay for what few ask for

    file = io.BytesIO()
    # Words stay words: a title is no formula, no link and no path of another computer (`external:\\\\…`).
    words_only = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, {"in_memory": True, **words_only}) as book:
        bold = book.add_format({"bold": True})
        results = book.add_worksheet(reader.say("Results"))
        results.write_row(0, 0, COLUMNS, bold)
        for place, row in enumerate(rows, 1):
            results.write_row(place, 0, list(row.values()))
        results.set_column(0, len(COLUMNS) - 1, 14)
        results.set_column(1, 1, 40)
        results.set_column(COLUMNS.index("misled_1"), COLUMNS.index("hardly_chosen"), 40)
        results.freeze_panes(1, 0)
        words = book.add_worksheet(reader.say("Columns"))
        words.write_row(0, 0, (reader.say("Column"), reader.say("What it means")), bold)
        for place, (column, meaning) in enumerate(dictionary(reader).items(), 1):
            words.write_row(place, 0, (column, meaning))
        words.write_string(len(COLUMNS) + 2, 0, note)
        words.set_column(0, 0, 24)
        words.set_column(1, 1, 80)
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
