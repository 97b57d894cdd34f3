"""A question set on paper: the sheet for pupils, and the key for the teacher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.pictures.pen import font, wrapped
from bot.pictures.plan import INK, NIGHT
from bot.pictures.sheet import A4, MARGIN, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGE, EASY, SMALLEST = 30, 26, 16
"""Letter sizes in pixels of a page (150 per inch): 14, 12 and 8 points."""

MOST_PAGES = 2
INDENT, BOX = 44, 26


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question: its title and words, how to answer it, its options as (letter, words), empty lines to write
    on, and for the key the right answer with its explanation. `slots`: boxes in a row for letters in an order, in
    place of a box beside each option; `lefts`: words in a left column, each with a box for the letter of its
    option.
    """

    title: str
    body: str
    how: str
    options: tuple[tuple[str, str], ...]
    lines: int
    key: str
    why: str
    slots: int = 0
    lefts: tuple[str, ...] = ()


def draw_sheets(title: str, head: str, questions: Sequence[PaperQuestion], *, rtl: bool = False) -> list[Sheet]:
    """Draw the sheet for pupilsin letters as large as possible: on one page if 12 points fit, else on two."""
    most = min(len(_lay_out(title, head, questions, EASY, rtl=rtl)), MOST_PAGES)
    for size in range(LARGE, SMALLEST, -1):
        pages = _lay_out(title, head, questions, size, rtl=rtl)
        if len(pages) <= most:
            return pages
    return _lay_out(title, head, questions, SMALLEST, rtl=rtl)


def draw_key(title: str, questions: Sequence[PaperQuestion], *, rtl: bool = False) -> Sheet:
    """Draw the key on one page: the right answers with reasons."""
    for size in range(LARGE - 4, SMALLEST, -1):
        sheet = _key(title, questions, size, rtl=rtl)
        if sheet.top <= A4[1] - MARGIN:
            return sheet
    return _key(title, questions, SMALLEST, rtl=rtl)


def _key(title: str, questions: Sequence[PaperQuestion], size: int, *, rtl: bool) -> Sheet:
    sheet = Sheet(rtl=rtl)
    sheet.write(title, size + 12, bold=True, colour=NIGHT, gap=10)
    for number, question in enumerate(questions, 1):
        sheet.write(f"{number}. {question.title} — {question.key}", size, bold=True)
        if question.why:
            sheet.write(question.why, size, gap=size // 2)
    return sheet


def _lay_out(title: str, head: str, questions: Sequence[PaperQuestion], size: int, *, rtl: bool) -> list[Sheet]:
    pages = [Sheet(rtl=rtl)]
    pages[0].write(title, size + 14, bold=True, colour=NIGHT, gap=6)
    pages[0].write(head, size, gap=size // 2)
    for number, question in enumerate(questions, 1):
        if pages[-1].top + _height(question, size, rtl=rtl) > A4[1] - MARGIN:
            pages.append(Sheet(rtl=rtl))
        _question(pages[-1], number, question, size)
    return pages


def _height(question: PaperQuestion, size: int, *, rtl: bool) -> int:
    """Return the height of a question in pixels, by drawing it on a page that is thrown away."""
    sheet = Sheet(rtl=rtl)
    _question(sheet, 99, question, size)
    return sheet.top - MARGIN


def _question(sheet: Sheet, number: int, question: PaperQuestion, size: int) -> None:
    sheet.write(f"{number}. {question.title}", size, bold=True)
    if question.body:
        sheet.write(question.body, size)
    sheet.write(question.how, size - 4, colour="#555555")
    options = [f"{letter}. {words}" for letter, words in question.options]
    if question.lefts:
        top, middle = sheet.top, A4[0] // 2
        _column(sheet, MARGIN, question.lefts, middle - MARGIN, size, boxed=True)
        below, sheet.top = sheet.top, top
        _column(sheet, middle, options, middle - MARGIN, size, boxed=False)
        sheet.top = max(below, sheet.top)
    else:
        _column(sheet, MARGIN, options, A4[0] - 2 * MARGIN, size, boxed=not question.slots)
    for place in range(question.slots):
        _box(sheet, MARGIN + place * (BOX + INDENT))
    sheet.top += round(size * 1.35) + 4 if question.slots else 0
    for _ in range(question.lines):
        sheet.top += round(size * 1.9)
        sheet.draw.line((MARGIN, sheet.top, A4[0] - MARGIN, sheet.top), fill=INK, width=2)
    sheet.top += size


def _column(  # noqa: PLR0913 - where it stands, what it says, how
    sheet: Sheet, left: int, said: Sequence[str], width: int, size: int, *, boxed: bool
) -> None:
    """Write lines below each other from `left` on, each with room for a box before it, `width` pixels in total."""
    shape = font(size)
    for words in said:
        if boxed:
            _box(sheet, left)
        for line in wrapped(words, shape, width - INDENT):
            sheet.draw.text((left + INDENT, sheet.top), line, INK, shape)
            sheet.top += round(size * 1.35)
        sheet.top += 4


def _box(sheet: Sheet, left: int) -> None:
    sheet.draw.rectangle((left, sheet.top + 4, left + BOX, sheet.top + 4 + BOX), outline=INK, width=2)
