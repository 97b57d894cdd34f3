"""Sheets of a quiz on paper: filled in, sent, counted."""

from __future__ import annotations

import csv
import io

from tests.kit.assignments import counted
from tests.talk import House, Person


def sheet_of(person: Person) -> list[list[str]]:
    """The sheet that is on the screen, as cells."""
    document, _ = person.see().documents
    assert document.name == "mayak-paper-results.csv"
    content = document.content if isinstance(document.content, bytes) else document.content()
    words = content.decode("utf-8-sig")
    return [*csv.reader(io.StringIO(words, newline=""), delimiter=";" if person.language == "ru" else ",")]


def packed(cells: list[list[str]], separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows(cells)
    return written.getvalue().encode(encoding)


def filled(cells: list[list[str]], pupils: int, answer: str = "B", column: int = 1) -> list[list[str]]:
    """The sheet with one question answered by the first pupils on it."""
    return [
        [*row[:column], answer, *row[column + 1 :]] if 1 <= number <= pupils else row
        for number, row in enumerate(cells)
    ]


def counts(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return sum(counted(db).values())
