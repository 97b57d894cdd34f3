"""Table: questions in an XLSX or CSV sheet, a row each; the first row names the columns in English or Russian."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bot.packs.source import nearest
from bot.workshop.questions.asked import Answer, Asked, Taken, flattened
from bot.workshop.questions.wording import from_plain, to_plain
from bot.workshop.sheets import Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LETTERS = ascii_lowercase[:6]
COLUMNS = ("question", "title", "right", *(name for at in LETTERS for name in (at, f"feedback {at}")), "note")
"""The template: `right` holds letters (`b`, `a c`), `order` or `open`."""

_RUSSIAN = {"вопрос": "question", "заголовок": "title", "верно": "right", "пояснение": "note"}
_RUSSIAN |= dict(zip("абвгде", LETTERS, strict=True))
_RUSSIAN |= {f"отклик {cyrillic}": f"feedback {latin}" for cyrillic, latin in zip("абвгде", LETTERS, strict=True)}
_ORDER, _OPEN = {"order", "порядок"}, {"open", "своими словами"}


def read_table(rows: Sequence[Sequence[str]]) -> Taken:
    """Read the rows of a sheet.

    Errors: Unreadable when the first row names no column `question`.
    """
    taken = Taken()
    names = [_RUSSIAN.get(name.strip().lower(), name.strip().lower()) for name in (rows[0] if rows else [])]
    if "question" not in names:
        raise Unreadable(f"the first row must name the columns: {', '.join(COLUMNS)}")
    for name in names:
        if name and name not in COLUMNS:
            fix = nearest(name, COLUMNS) or f"these are known: {', '.join(COLUMNS)}"
            taken.note(1, f"the column '{name[:40]}' is not read", fix)
    for line, row in enumerate(rows[1:], start=2):
        cells = {name: from_plain(cell) for name, cell in zip(names, row, strict=False) if name}
        if any(cells.values()):
            _row(taken, line, cells)
    return taken


def _row(taken: Taken, line: int, cells: dict[str, str]) -> None:
    told = cells.get("right", "").lower().strip()
    filled = [letter for letter in LETTERS if cells.get(letter)]
    if told in _OPEN or (not told and not filled):
        right: set[str] = set()
        filled = []
    elif told in _ORDER:
        right = set(filled)
    else:
        right = {_RUSSIAN.get(sign, sign) for sign in told if sign.isalpha()}
        strange = right - set(filled)
        if strange or not right:
            what = f"'{told[:20]}' names no filled option" if strange else "no right option is named"
            taken.leave(line, what, f"write letters in `right`, such as {' '.join(filled[:1]) or 'a'}")
            return
    answers = tuple(
        Answer(cells[letter], letter in right, cells.get(f"feedback {letter}", "")) for letter in filled
    )
    question = Asked(
        line,
        cells["question"],
        answers,
        cells.get("title", ""),
        cells.get("note", ""),
        ordered=told in _ORDER,
    )
    taken.take(flattened(question))


def write_table(file: Path, asked: Sequence[Asked]) -> None:
    """Write questions as XLSX; without any it is the empty template."""
    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101 - a new workbook has a sheet
    page.title = "questions"
    page.freeze_panes = "B2"
    rows = [COLUMNS, *(_cells(question) for question in asked)]
    for line, row in enumerate(rows, start=1):
        for column, words in enumerate(row, start=1):
            cell = page.cell(row=line, column=column, value=to_plain(words) or None)
            if words:
                cell.data_type = "s"  # a sentence that begins with "=" is words, not a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if line == 1:
                cell.font = Font(bold=True)
    for number in range(1, len(COLUMNS) + 1):
        page.column_dimensions[get_column_letter(number)].width = 28
    book.save(file)


def _cells(question: Asked) -> list[str]:
    letters = [letter for letter, answer in zip(LETTERS, question.answers, strict=False) if answer.right]
    right = "order" if question.ordered else " ".join(letters) or "open"
    options = [words for answer in question.answers for words in (answer.words, answer.feedback)]
    options += [""] * (2 * len(LETTERS) - len(options))
    return [question.stem, question.title, right, *options, question.note]
