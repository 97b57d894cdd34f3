"""Catalogues: entries from and to translators' files, PO (for Weblate, Crowdin and Poedit) and XLSX."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from bot.packs.sheets import Unreadable, read_rows
from bot.packs.translate.translation import Entry, word_diff
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = ("context", "source", "translation", "state", "changed", "comment")
STATES = ("missing", "look again", "done")
WIDTHS = (34, 60, 60, 12, 40, 28)


def write_catalogue(file: Path, entries: Sequence[Entry], locale: str) -> None:
    """Write entries into a `.po` or `.xlsx` file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".xlsx":
        _write_xlsx(file, entries)
    else:
        _write_po(file, entries, locale)


def read_catalogue(file: Path) -> dict[str, Entry]:
    """Read a `.po` or `.xlsx` file; entries by context.

    Errors: Unreadable for other files.
    """
    return _read_xlsx(file) if file.suffix == ".xlsx" else _read_po(file)


def _write_po(file: Path, entries: Sequence[Entry], locale: str) -> None:
    catalog = Catalog(
        locale=locale,
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        project=file.name.partition(".")[0],
        version="1",
        header_comment="# Words of a pack. Keep each [^name] and (address); the answer key is not in here.",
        fuzzy=False,
    )
    for entry in entries:
        comments = [entry.comment]
        if entry.before:
            comments.append(f"changed: {word_diff(entry.before, entry.words)}")
        catalog.add(
            entry.words,
            entry.said,
            locations=[(entry.path, entry.line)],
            flags=["fuzzy"] if entry.fuzzy else [],
            auto_comments=comments,
            previous_id=[entry.before] if entry.before else [],
            context=entry.context,
        )
    with file.open("wb") as target:
        write_po(target, catalog, width=0, include_previous=True)


def _read_po(file: Path) -> dict[str, Entry]:
    try:
        with file.open("rb") as source:
            catalog = read_po(source, abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        raise Unreadable(phrase("{file}: not a PO file: {error}", file=file, error=error)) from error
    found = {}
    for message in catalog:
        if not message.id or not message.context:
            continue
        before = message.previous_id[0] if message.previous_id else ""
        found[str(message.context)] = Entry(
            str(message.context), str(message.id), str(message.string or ""), bool(message.fuzzy), str(before)
        )
    return found


def _write_xlsx(file: Path, entries: Sequence[Entry]) -> None:
    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101 - a new workbook has a sheet
    page.title = "translation"
    page.append(COLUMNS)
    page.freeze_panes = "A2"
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    for entry in entries:
        state = STATES[0] if not entry.said else STATES[1] if entry.fuzzy else STATES[2]
        diff = word_diff(entry.before, entry.words) if entry.before else ""
        page.append(("", "", "", "", "", ""))
        row = page.max_row
        values = (entry.context, entry.words, entry.said, state, diff, entry.comment)
        for column, value in enumerate(values, start=1):
            cell = page.cell(row=row, column=column, value=value)
            # A sentence that begins with "=" is text, not a formula.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if state != STATES[2]:
            page.cell(row=row, column=3).fill = PatternFill("solid", fgColor="FFF4CC")
    for column in range(1, len(COLUMNS) + 1):
        page.cell(row=1, column=column).font = Font(bold=True)
    book.save(file)


def _read_xlsx(file: Path) -> dict[str, Entry]:
    rows = read_rows(file)
    if not rows or [*rows[0][: len(COLUMNS) - 3]] != [*COLUMNS[:3]]:
        raise Unreadable(phrase("{file}: the first row must be: {names}", file=file, names=", ".join(COLUMNS)))
    found = {}
    for row in rows[1:]:
        context, words, said, state = [*row, "", "", "", ""][:4]
        if context:
            entry = Entry(context, words, said)
            found[context] = replace(entry, fuzzy=bool(said) and state.strip() == STATES[1])
    return found
