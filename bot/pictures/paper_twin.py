"""A question set on paper: the sheet that pupils fill in, and the key for the teacher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.pictures.plan import INK, NIGHT, font, wrapped
from bot.pictures.sheet import A4, MARGIN, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGE, EASY, SMALLEST = 30, 26, 16
"""Sizes of letters in pixels of a page (150 to the inch): from 14 points, by 12, to 8."""

MOST_PAGES = 2
INDENT, BOX = 44, 26


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question: its title and words, how to answer it, its options as (letter, words), empty lines to write
    on, and for the key the right answer with its explanation. `slots`: boxes in a row for letters in an order, in
    place of a box beside each option.
    """

    title: str
    body: str
    how: str
    options: tuple[tuple[str, str], ...]
    lines: int
    key: str
    why: str
    slots: int = 0


def draw_sheets(title: str, head: str, questions: Sequence[PaperQuestion]) -> list[Sheet]:
    """Draw the sheet for pupils on one page if letters of 12 points do for that, else on two: they are as large as
    they can be.
    """
    most = min(len(_lay_out(title, head, questions, EASY)), MOST_PAGES)
    for size in range(LARGE, SMALLEST, -1):
        pages = _lay_out(title, head, questions, size)
        if len(pages) <= most:
            return pages
    return _lay_out(title, head, questions, SMALLEST)


def draw_key(title: str, questions: Sequence[PaperQuestion]) -> Sheet:
    """Draw the key on one page: the right answers and why."""
    for size in range(LARGE - 4, SMALLEST, -1):
        sheet = _key(title, questions, size)
        if sheet.top <= A4[1] - MARGIN:
            return sheet
    return _key(title, questions, SMALLEST)


def _key(title: str, questions: Sequence[PaperQuestion], size: int) -> Sheet:
    sheet = Sheet()
    sheet.write(title, size + 12, bold=True, colour=NIGHT, gap=10)
    for number, question in enumerate(questions, 1):
        sheet.write(f"{number}. {question.title} — {question.key}", size, bold=True)
        if question.why:
            sheet.write(question.why, size, gap=size // 2)
    return sheet


def _lay_out(title: str, head: str, questions: Sequence[PaperQuestion], size: int) -> list[Sheet]:
    pages = [Sheet()]
    pages[0].write(title, size + 14, bold=True, colour=NIGHT, gap=6)
    pages[0].write(head, size, gap=size // 2)
    for number, question in enumerate(questions, 1):
        if pages[-1].top + _height(question, size) > A4[1] - MARGIN:
            pages.append(Sheet())
        _question(pages[-1], number, question, size)
    return pages


def _height(question: PaperQuestion, size: int) -> int:
    """Return how many pixels a question takes: drawn on a page of its own, which is thrown away."""
    sheet = Sheet()
    _question(sheet, 99, question, size)
    return sheet.top - MARGIN


def _question(sheet: Sheet, number: int, question: PaperQuestion, size: int) -> None:
    sheet.write(f"{number}. {question.title}", size, bold=True)
    if question.body:
        sheet.write(question.body, size)
    sheet.write(question.how, size - 4, colour="#555555")
    shape = font(size)
    for letter, words in question.options:
        if not question.slots:
            _box(sheet, MARGIN)
        for line in wrapped(f"{letter}. {words}", shape, A4[0] - 2 * MARGIN - INDENT):
            sheet.draw.text((MARGIN + INDENT, sheet.top), line, INK, shape)
            sheet.top += round(size * 1.35)
        sheet.top += 4
    for place in range(question.slots):
        _box(sheet, MARGIN + place * (BOX + INDENT))
    sheet.top += round(size * 1.35) + 4 if question.slots else 0
    for _ in range(question.lines):
        sheet.top += round(size * 1.9)
        sheet.draw.line((MARGIN, sheet.top, A4[0] - MARGIN, sheet.top), fill=INK, width=2)
    sheet.top += size


def _box(sheet: Sheet, left: int) -> None:
    sheet.draw.rectangle((left, sheet.top + 4, left + BOX, sheet.top + 4 + BOX), outline=INK, width=2)
