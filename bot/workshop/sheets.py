"""Sheets: the rows of an XLSX or CSV file as plain words, read as a stranger's file is."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

if TYPE_CHECKING:
    from pathlib import Path

FILE_BYTES = 10 * 1024 * 1024
UNPACKED_BYTES = 100 * 1024 * 1024
"""Largest file, and the most that it may unpack to: an XLSX is a zip, and a small one can hold gigabytes."""

ROWS, COLUMNS = 20_000, 40


class Unreadable(Exception):
    """A file that cannot be read at all; the words say why and how to mend it."""


def read_rows(file: Path) -> list[list[str]]:
    """Return the rows of the first sheet, each cell as the words that it shows.

    Errors: Unreadable when the file is no XLSX or CSV, or too large.
    """
    if file.stat().st_size > FILE_BYTES:
        raise Unreadable(f"{file}: larger than {FILE_BYTES // 1024 // 1024} MiB: split it")
    rows = _csv(file) if file.suffix.lower() in {".csv", ".tsv"} else _xlsx(file)
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > ROWS:
        raise Unreadable(f"{file}: more than {ROWS} rows: split it")
    return rows


def _csv(file: Path) -> list[list[str]]:
    try:
        words = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{file}: not in UTF-8: save it as “CSV UTF-8”") from None
    first = words.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    try:
        return [[cell.strip() for cell in row[:COLUMNS]] for row in csv.reader(io.StringIO(words), delimiter=sign)]
    except csv.Error as error:
        raise Unreadable(f"{file}: not a CSV file: {error}") from error


def _xlsx(file: Path) -> list[list[str]]:
    try:
        with zipfile.ZipFile(file) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > UNPACKED_BYTES:
                raise Unreadable(f"{file}: unpacks to more than {UNPACKED_BYTES // 1024 // 1024} MiB")
        book = load_workbook(file, read_only=True, data_only=True)
        page = book.worksheets[0]
        rows = [
            [_words(value) for value in row]
            for row in page.iter_rows(max_row=ROWS + 1, max_col=COLUMNS, values_only=True)
        ]
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError) as error:
        raise Unreadable(f"{file}: not an XLSX file: {error}") from error
    return rows


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
