"""Reads the rows of a stranger's XLSX or CSV file as plain words."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from itertools import islice
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException

from bot.values.phrases import phrase

if TYPE_CHECKING:
    from pathlib import Path

FILE_BYTES = 10 * 1024 * 1024
UNPACKED_BYTES = 10 * 1024 * 1024
"""Largest file, and its largest unpacked size: an XLSX is a zip, and a small one can hold gigabytes. The largest
shipped pack, exported for translators, unpacks to 1.4 MB.
"""

PARTS, TAGS, OTHER_TAGS = 500, 160_000, 20_000
"""Most files inside an XLSX; most XML tags in its cells and words (the largest shipped pack has 79,000; this many
are read in less than a second), and in the rest (styles, merged ranges, which cost more each).
"""

ROWS, COLUMNS = 20_000, 40


class Unreadable(Exception):
    """A file that cannot be read at all; `why` gives the reason and advice."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_rows(file: Path) -> list[list[str]]:
    """Return the rows of the first sheet, each cell as its displayed words.

    Errors: Unreadable if the file is not XLSX or CSV, or is too large.
    """
    if file.stat().st_size > FILE_BYTES:
        raise Unreadable(
            phrase("{file}: larger than {most} MiB: split it", file=file, most=FILE_BYTES // 1024 // 1024)
        )
    rows = _csv(file) if file.suffix.lower() in {".csv", ".tsv"} else _xlsx(file)
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > ROWS:
        raise Unreadable(phrase("{file}: more than {rows} rows: split it", file=file, rows=ROWS))
    return rows


def xlsx_rows(content: bytes) -> list[list[str]]:
    """Return the rows of the first sheet of a stranger's workbook. Errors: Unreadable."""
    return _xlsx(io.BytesIO(content))


def _csv(file: Path) -> list[list[str]]:
    try:
        words = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(phrase("{file}: not in UTF-8: save it as “CSV UTF-8”", file=file)) from None
    first = words.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    try:
        lines = islice(csv.reader(io.StringIO(words), delimiter=sign), ROWS + 1)
        return [[cell.strip() for cell in row[:COLUMNS]] for row in lines]
    except csv.Error as error:
        raise Unreadable(phrase("{file}: not a CSV file: {error}", file=file, error=error)) from error


def _xlsx(file: Path | io.BytesIO) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - a start does not pay for what few send
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        _measure(file)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        page = book.worksheets[0]
        rows = [
            [_words(value) for value in row]
            for row in page.iter_rows(max_row=ROWS + 1, max_col=COLUMNS, values_only=True)
        ]
        book.close()
    except (*_DAMAGED, InvalidFileException, DefusedXmlException) as error:
        raise Unreadable(
            phrase("{file}: not an XLSX file, or a damaged one: {error}", file=file, error=error)
        ) from error
    return rows


_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError, OverflowError),
)
"""Errors of zipfile and openpyxl for a file that is damaged, locked, or only looks like a workbook."""


def _measure(file: Path | io.BytesIO) -> None:
    """Measure an XLSX before it is parsed.

    Errors: Unreadable if it holds more than a sheet of words would, or a document type, by which XML can grow.
    """
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        if len(parts) > PARTS or len({part.filename for part in parts}) < len(parts):
            raise Unreadable(
                phrase(
                    "{file}: more than {parts} files inside, or one twice: save it anew", file=file, parts=PARTS
                )
            )
        if sum(part.file_size for part in parts) > UNPACKED_BYTES:
            raise Unreadable(
                phrase(
                    "{file}: unpacks to more than {most} MiB: split it",
                    file=file,
                    most=UNPACKED_BYTES // 1024 // 1024,
                )
            )
        tags = other = 0
        for part in parts:
            # In UTF-16 the same characters are separated by zeros.
            content = packed.read(part).replace(b"\0", b"")
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise Unreadable(phrase("{file}: a document type, which no sheet needs: save it anew", file=file))
            words = part.filename.endswith("sharedStrings.xml")
            inside = len(content) if words else content.rfind(b"sheetData") + 1
            tags += content.count(b"<", 0, inside)
            other += content.count(b"<", inside)
        if tags > TAGS or other > OTHER_TAGS:
            raise Unreadable(
                phrase(
                    "{file}: too many cells, styles or merged ranges: keep one sheet of words, or split it",
                    file=file,
                )
            )


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
