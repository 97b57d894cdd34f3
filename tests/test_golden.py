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

from bot.commands.preview.transcripts import plays, read
from bot.values.audience import Audience
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from bot.values.screen import Screen

JOURNEYS = sorted((Path(__file__).parent / "golden").glob("*.chat.md"))
FIRST_MINUTES = sorted((Path(__file__).parent / "golden" / "first_minute").glob("*.chat.md"))
"""Of somebody of each audience, with the packs that the bot brings along."""

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
        blank, *_ = self.see().documents
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
    language = "ru" if "(ru)" in journey.read_text("utf-8") else "en"
    _reads_as_written(Reader(house, language=language), journey)


def _reads_as_written(reader: Reader, journey: Path) -> None:
    head, told = read(journey.read_text("utf-8"))
    happened = f"{head}\n\n{plays(reader, [step.act for step in told])}"
    if os.environ.get("REWRITE_GOLDEN"):
        journey.write_text(happened, "utf-8")
    assert happened == journey.read_text("utf-8")


@pytest.mark.parametrize("journey", FIRST_MINUTES, ids=lambda path: path.name)
def test_a_first_minute_reads_as_it_was_written(tmp_path: Path, journey: Path) -> None:
    house = House(tmp_path, our_library())
    _reads_as_written(Reader(house, language="ru" if "(ru)" in journey.read_text("utf-8") else "en"), journey)
    house.close()


def test_there_is_a_first_minute_for_each_audience_in_each_language() -> None:
    there = {path.name for path in FIRST_MINUTES}
    assert there == {f"{audience.value}.{locale}.chat.md" for audience in Audience for locale in ("ru", "en")}


def test_there_is_a_journey_for_each_kind_of_person_in_each_language() -> None:
    names = {path.name.removesuffix(".chat.md") for path in JOURNEYS}
    people = ("child", "parent", "educator", "teacher", "visitor")
    assert {f"{who}.{locale}" for who in people for locale in ("ru", "en")} <= names
