"""Sheets on screen: a table in a browser, words and buttons in the chat, and the same as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.paging import part
from bot.chat.pickers import menu_row
from bot.features.organiser.sheet import ROWS, as_csv, rows_in_words, table_of
from bot.values.limits import SHORT_LABEL
from bot.values.means import Means
from bot.values.screen import Document, Link, Screen
from bot.values.table import in_words
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.turn import Reader, Turn
    from bot.features.organiser.sheet import Sheet
    from bot.values.page import Page
    from bot.values.screen import Row


def sheet_screen(
    turn: Turn, sheet: Sheet, number: int, page: Callable[[int], Page], rows_below: tuple[Row, ...]
) -> Screen:
    """Draw a part of a sheet: a table in a browser, words and buttons in the chat."""
    shown = part(range(len(sheet.rows)), number, ROWS)
    heading = shown.heading(turn, sheet.title)
    if not sheet.rows:
        return Screen(join([bold(heading), sheet.empty]), rows_below)
    links = [Link(_short(str(sheet.rows[at][0])), sheet.pages[at]) for at in shown.entries] if sheet.pages else []
    text = join([bold(heading), in_words(rows_in_words(sheet, shown.entries)), sheet.note])
    rows = (*((link,) for link in links), *shown.page_row(turn, page), *rows_below)
    return Screen(text, rows, tables=(table_of(sheet, heading, shown.entries),))


def _short(label: str) -> str:
    return label if len(label) <= SHORT_LABEL else label[: SHORT_LABEL - 1] + "…"


def files_label(reader: Reader, sheet: Sheet) -> str:
    """Return what the button to a sheet's files says."""
    return reader.say("⬇ CSV and picture") if sheet.picture else reader.say("⬇ CSV")


def files_screen(turn: Turn, sheet: Sheet, name: str, back: Page) -> Screen:
    """Give a sheet as CSV, and as a picture where it has one."""
    documents = [Document(f"mayak-{name}.csv", as_csv(turn, sheet))]
    if sheet.picture:
        documents.append(Document(f"mayak-{name}.png", sheet.picture))
    text = join([bold(sheet.title), sheet.note if sheet.rows else sheet.empty])
    return Screen(
        text, ((Link(turn.say("⬆ Back"), back, Means.BACK),), menu_row(turn)), documents=tuple(documents)
    )
