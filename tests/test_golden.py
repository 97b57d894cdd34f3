"""Golden transcripts: whole journeys as a person reads them.

`REWRITE_GOLDEN=1 pytest tests/test_golden.py` rewrites them from what the bot says now; read the difference
before you commit it. `> words` are typed, `> [label]` is tapped, `> (label)` is a key of the bottom keyboard,
after `> … 1` a day has passed, `> 📎 1 B A, 2 C` sends the sheet that is on the screen, with these letters beside
these aliases, column after column; the first line says who it is.
"""

from __future__ import annotations

import csv
import io
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.workshop.transcripts import plays, read
from tests.talk import House, Person

if TYPE_CHECKING:
    from bot.values.screen import Screen

JOURNEYS = sorted((Path(__file__).parent / "golden").glob("*.chat.md"))
SHEET = "📎 "


class Reader(Person):
    """Somebody who also fills in the sheet of results that a teacher is given."""

    def types(self, words: str) -> Screen:
        return (
            self.sends_sheet(self._filled(words[len(SHEET) :]))
            if words.startswith(SHEET)
            else super().types(words)
        )

    def _filled(self, words: str) -> bytes:
        (blank,) = self.see().documents
        content = blank.content if isinstance(blank.content, bytes) else blank.content()
        separator = ";" if self.language == "ru" else ","
        cells = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator)]
        for line in words.split(", "):
            alias, *letters = line.split()
            cells[int(alias)][1 : 1 + len(letters)] = letters
        written = io.StringIO()
        csv.writer(written, delimiter=separator).writerows(cells)
        return written.getvalue().encode()


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda path: path.name)
def test_a_journey_reads_as_it_was_written(house: House, journey: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lot = random.Random(7)  # noqa: S311 - a class draws its name and code by lot
    for name, drawn in (("choice", lot.choice), ("randbelow", lot.randrange), ("randbits", lot.getrandbits)):
        monkeypatch.setattr(f"secrets.{name}", drawn)
    head, told = read(journey.read_text("utf-8"))
    language = "ru" if "(ru)" in head else "en"
    steps = [step.act for step in told]
    happened = f"{head}\n\n{plays(Reader(house, language=language), steps)}"
    if os.environ.get("REWRITE_GOLDEN"):
        journey.write_text(happened, "utf-8")
    assert happened == journey.read_text("utf-8")


def test_there_is_a_journey_for_each_kind_of_person_in_each_language() -> None:
    names = {path.name.removesuffix(".chat.md") for path in JOURNEYS}
    people = ("child", "parent", "educator", "teacher", "visitor")
    assert {f"{who}.{locale}" for who in people for locale in ("ru", "en")} <= names
