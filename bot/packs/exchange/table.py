"""Reads and writes questions in an XLSX or CSV sheet, a row each; the first row names the columns, in any
language.
"""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

from bot.packs.exchange.exchange_question import OWN_WORDS, Answer, ExchangeQuestion, ParsedQuestions, flattened
from bot.packs.exchange.wording import from_plain, to_plain
from bot.packs.kinds import KINDS
from bot.packs.parser.source import did_you_mean
from bot.packs.question import Question
from bot.packs.sheets import Unreadable
from bot.values.locales import languages
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LETTERS = ascii_lowercase[:6]
COLUMNS = (
    "question",
    "title",
    "right",
    *(name for at in LETTERS for name in (at, f"feedback {at}")),
    "note",
    "hint",
)
"""The template: `right` holds letters (`b`, `a c`), `order` or `open`."""


def _plain(called: str) -> str:
    """Return a column or mark by its English name, given its name in any language."""
    name = called.strip().lower()
    return next((found for one in languages().values() if (found := one.columns.get(name))), name)


def read_table(rows: Sequence[Sequence[str]]) -> ParsedQuestions:
    """Read the rows of a sheet.

    Errors: Unreadable when the first row names no column `question`.
    """
    taken = ParsedQuestions()
    names = [_plain(name) for name in (rows[0] if rows else [])]
    if "question" not in names:
        raise Unreadable(phrase("the first row must name the columns: {names}", names=", ".join(COLUMNS)))
    for name in names:
        if name and name not in COLUMNS:
            fix = did_you_mean(name, COLUMNS) or phrase("these are known: {names}", names=", ".join(COLUMNS))
            taken.note(1, phrase("the column '{name}' is not read", name=name[:40]), fix)
    for line, row in enumerate(rows[1:], start=2):
        cells = {name: from_plain(cell) for name, cell in zip(names, row, strict=False) if name}
        if any(cells.values()):
            _row(taken, line, cells)
    return taken


def _row(taken: ParsedQuestions, line: int, cells: dict[str, str]) -> None:
    told = cells.get("right", "").lower().strip()
    filled = [letter for letter in LETTERS if cells.get(letter)]
    kind, told = _kind(told) if told or filled else (OWN_WORDS, "")
    if kind.own_words:
        filled = []
    right = set(filled) if kind.ordered else set()
    if kind.counted and not kind.ordered:
        right = {_plain(sign) for sign in told if sign.isalpha()}
        strange = right - set(filled)
        if strange or not right:
            what = (
                phrase("'{told}' names no filled option", told=told[:20])
                if strange
                else phrase("no right option is named")
            )
            taken.leave(
                line, what, phrase("write letters in `right`, such as {names}", names=" ".join(filled[:1]) or "a")
            )
            return
    answers = tuple(
        Answer(cells[letter], letter in right, cells.get(f"feedback {letter}", "")) for letter in filled
    )
    question = ExchangeQuestion(
        line,
        cells["question"],
        answers,
        cells.get("title", ""),
        cells.get("note", ""),
        kind=kind,
        hint=cells.get("hint", ""),
    )
    taken.take(flattened(question))


def _kind(told: str) -> tuple[type[Question], str]:
    """Return the kind that `right` names (a plain `Question` when it holds letters alone), and the letters."""
    words = {kind.sheet_word: kind for kind in KINDS.values() if kind.sheet_word}
    for language in languages().values():
        words |= {word: words[name] for word, name in language.columns.items() if name in words}
    word = next((word for word in words if f"{told} ".startswith(f"{word} ")), "")
    return words.get(word, Question), told.removeprefix(word)


def write_table(file: Path, asked: Sequence[ExchangeQuestion]) -> None:
    """Write questions as XLSX; without any it is the empty template."""
    from openpyxl import Workbook  # noqa: PLC0415 - a start does not pay for what few ask for
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

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


def _cells(question: ExchangeQuestion) -> list[str]:
    letters = [letter for letter, answer in zip(LETTERS, question.answers, strict=False) if answer.right]
    right = " ".join([question.kind.sheet_word, *([] if question.kind.ordered else letters)]).strip()
    options = [words for answer in question.answers for words in (answer.words, answer.feedback)]
    options += [""] * (2 * len(LETTERS) - len(options))
    return [question.stem, question.title, right, *options, question.note, question.hint]
