"""Reads and writes questions in XLSX or CSV, a row each, also as Kahoot and Quizizz have them, and plain pairs."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from bot.packs.exchange.exchange_question import OWN_WORDS, Answer, ExchangeQuestion, ParsedQuestions, flattened
from bot.packs.exchange.sheet_head import COLUMNS, KIND, LEFT_BEHIND, LETTERS, called, head_of, plain, words
from bot.packs.exchange.wording import from_plain, to_plain
from bot.packs.kinds import KINDS
from bot.packs.parser.source import did_you_mean
from bot.packs.question import Question
from bot.packs.sheets import Unreadable
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrase, phrases_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.packs.exchange.sheet_head import SheetHead

PAIRS = 5
"""Most pairs of one question that is made of a table: more than a screen shows without scrolling tire."""

TWO = 2

_PLACES = re.compile(r"[1-9](?:\.0)?(?:\s*[,;. ]\s*[1-9](?:\.0)?)*")
_TYPED = "typed"
"""What a kind of Quizizz is called that a chat cannot ask: a gap to be filled."""


def read_table(rows: Sequence[Sequence[str]], locale: str = SOURCE_LOCALE) -> ParsedQuestions:
    """Read the rows of a sheet; `locale`: the language of the question that a table of pairs becomes.

    Errors: Unreadable if no row names a column `question`, unless it is a table of two columns.
    """
    taken = ParsedQuestions()
    head = head_of(rows)
    if head is None:
        _pairs(taken, rows, locale)
        return taken
    for name, said in zip(head.names, head.said, strict=True):
        if name and name not in {*COLUMNS, *LEFT_BEHIND, KIND}:
            fix = did_you_mean(name, COLUMNS) or phrase("these are known: {names}", names=", ".join(COLUMNS))
            taken.note(head.line, phrase("the column '{name}' is not read", name=said[:40]), fix)
    for line, row in enumerate(rows[head.first :], start=head.first + 1):
        cells = {name: from_plain(cell) for name, cell in zip(head.names, row, strict=False) if name}
        if any(cells.get(name) for name in COLUMNS):
            _row(taken, line, cells, head)
    return taken


def _row(taken: ParsedQuestions, line: int, cells: dict[str, str], head: SheetHead) -> None:
    told = to_plain(cells.get("right", "")).strip()
    note = cells.get("note", "")
    filled = [letter for letter in LETTERS if cells.get(letter)]
    kind, right = Question, frozenset[str]()
    named = plain(cells.get(KIND, ""))
    if named == _TYPED:
        taken.leave(
            line,
            phrase("an answer to be typed"),
            phrase("write it as one of several options, in columns `a`, `b` …"),
        )
        return
    if not head.options:  # a question and its answer: people think first, and read it then
        kind, note = OWN_WORDS, "\n\n".join(filter(None, (from_plain(told), note)))
    elif named in KINDS:
        kind = KINDS[named]
    else:
        kind, told = _kind(told.lower(), told) if told or filled else (OWN_WORDS, "")
    filled = [] if kind.own_words else filled
    if kind.arranged:
        right = frozenset(filled)
    elif kind.counted:
        right = frozenset(_right(told, cells, filled, numbered=head.numbered))
        strange = right - set(filled)
        if strange or not right:
            what = (
                phrase("'{told}' names no filled option", told=told[:20])
                if strange or told
                else phrase("no right option is named")
            )
            taken.leave(
                line, what, phrase("write letters in `right`, such as {names}", names=" ".join(filled[:1]) or "a")
            )
            return
    for name in LEFT_BEHIND:
        if cells.get(name):
            taken.note(line, *_LEFT_BEHIND[name])
    answers = tuple(
        Answer(cells[letter], letter in right, cells.get(f"feedback {letter}", "")) for letter in filled
    )
    question = ExchangeQuestion(
        line,
        cells["question"],
        answers,
        cells.get("title", ""),
        note,
        kind=kind,
        hint=cells.get("hint", ""),
    )
    taken.take(flattened(question))


_LEFT_BEHIND = {
    "time": (phrase("its time limit stays behind"), phrase("nothing to do: nobody is hurried here")),
    "picture": (
        phrase("its picture stays behind"),
        phrase("send the picture by itself, with its place as caption, such as phishing/9-11"),
    ),
}


def _right(told: str, cells: Mapping[str, str], filled: Sequence[str], *, numbered: bool) -> set[str]:
    """Return the letters of the right options: by their places, their letters in any language, or their words."""
    said = {to_plain(cells[letter]).strip().casefold(): letter for letter in filled}
    if told.casefold() in said and not numbered:
        return {said[told.casefold()]}
    if _PLACES.fullmatch(told):
        places = [int(sign) for sign in re.findall(r"[1-9]", told)]
        return {LETTERS[place - 1] if place <= len(LETTERS) else "?" for place in places}
    if told.casefold() in said:
        return {said[told.casefold()]}
    signs = [sign for sign in re.split(r"[^\w]+", told.lower()) if sign]
    if all(len(sign) == 1 for sign in signs) or plain(told) in COLUMNS:
        return {plain(sign) for sign in signs}
    parts = [part.strip().casefold() for part in re.split(r"[;,\n]", told)]
    if all(part in said for part in parts if part):
        return {said[part] for part in parts if part}
    return {plain(sign) for sign in told.lower() if sign.isalpha()}


def _kind(small: str, told: str) -> tuple[type[Question], str]:
    """Return the kind named in `right` (a plain `Question` if it has only letters), and what else is told."""
    known = {kind.sheet_word: kind for kind in KINDS.values() if kind.sheet_word}
    known |= {word: known[name] for word, name in words().items() if name in known}
    word = next((word for word in known if f"{small} ".startswith(f"{word} ")), "")
    return known.get(word, Question), told[len(word) :].strip()


def _pairs(taken: ParsedQuestions, rows: Sequence[Sequence[str]], locale: str) -> None:
    """Read a table of two columns: questions with their answers, else pairs that belong together.

    Errors: Unreadable if it is something else.
    """
    full = [(line, [cell for cell in row if cell]) for line, row in enumerate(rows, start=1) if any(row)]
    named = bool(full) and any(plain(cell) in COLUMNS for cell in full[0][1])
    if len(full) < TWO or named or any(len(cells) > TWO for _, cells in full):
        raise Unreadable(phrase("the first row must name the columns: {names}", names=", ".join(COLUMNS)))
    found: list[tuple[int, str, str]] = []
    for line, cells in full:
        if len(cells) < TWO:
            fix = phrase("write both sides, or delete the pair")
            taken.leave(line, phrase("a pair of which one side is missing"), fix)
            continue
        left, right = map(from_plain, cells)
        if any(left == one or right == other for _, one, other in found):
            taken.leave(line, phrase("a pair with words that stand there already"), phrase("change or drop one"))
            continue
        found.append((line, left, right))
    asked = [left.endswith("?") for _, left, _ in found]
    if sum(asked) * TWO > len(asked):
        for line, left, right in found:
            taken.take(flattened(ExchangeQuestion(line, left, note=right, kind=OWN_WORDS)))
        return
    _match(taken, found, phrases_of(locale).say("What belongs together?"))


def _match(taken: ParsedQuestions, found: Sequence[tuple[int, str, str]], title: str) -> None:
    """Take pairs as questions of about the same number of pairs each."""
    kind = next(kind for kind in KINDS.values() if kind.gift_between)
    groups = ceil(len(found) / PAIRS)
    size = ceil(len(found) / max(1, groups))
    for number in range(groups):
        part = found[number * size : (number + 1) * size]
        answers = tuple(Answer(kind.joined((left, right)), right=True) for _, left, right in part)
        named = title if groups == 1 else f"{title} {number + 1}"
        taken.take(flattened(ExchangeQuestion(part[0][0], "", answers, named, kind=kind)))


def write_table(
    file: Path,
    asked: Sequence[ExchangeQuestion],
    locale: str = SOURCE_LOCALE,
    columns: Sequence[str] = COLUMNS,
) -> None:
    """Write questions as XLSX, the names of its columns in a language; without questions, the empty template with
    some of the columns.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a start does not pay for what few ask for
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101 - a new workbook has a sheet
    page.title = "questions"
    page.freeze_panes = "B2"
    rows = [[called(name, locale) for name in columns], *(_cells(question, locale) for question in asked)]
    for line, row in enumerate(rows, start=1):
        for column, said in enumerate(row, start=1):
            cell = page.cell(row=line, column=column, value=to_plain(said) or None)
            if said:
                cell.data_type = "s"  # a sentence that begins with "=" is text, not a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if line == 1:
                cell.font = Font(bold=True)
    for number in range(1, len(columns) + 1):
        page.column_dimensions[get_column_letter(number)].width = 28
    book.save(file)


def _cells(question: ExchangeQuestion, locale: str) -> list[str]:
    letters = [letter for letter, answer in zip(LETTERS, question.answers, strict=False) if answer.right]
    marks = [question.kind.sheet_word, *([] if question.kind.arranged else letters)]
    right = " ".join(called(mark, locale) for mark in marks if mark)
    options = [words for answer in question.answers for words in (answer.words, answer.feedback)]
    options += [""] * (2 * len(LETTERS) - len(options))
    return [question.stem, question.title, right, *options, question.note, question.hint]
