"""Golden transcripts: whole journeys as a person reads them.

`REWRITE_GOLDEN=1 pytest tests/test_golden.py` rewrites them from what the bot says now; read the difference
before you commit it. `> words` are typed, `> [label]` is tapped, `> (label)` is a key of the bottom keyboard,
after `> … 1` a day has passed; the first line says who it is.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.workshop.transcripts import plays, read
from tests.talk import House, Person

JOURNEYS = sorted((Path(__file__).parent / "golden").glob("*.chat.md"))


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda path: path.name)
def test_a_journey_reads_as_it_was_written(house: House, journey: Path) -> None:
    head, told = read(journey.read_text("utf-8"))
    language = "ru" if "(ru)" in head else "en"
    steps = [step.act for step in told]
    happened = f"{head}\n\n{plays(Person(house, language=language), steps)}"
    if os.environ.get("REWRITE_GOLDEN"):
        journey.write_text(happened, "utf-8")
    assert happened == journey.read_text("utf-8")


def test_there_is_a_journey_for_each_kind_of_person_in_each_language() -> None:
    names = {path.name.removesuffix(".chat.md") for path in JOURNEYS}
    people = ("child", "parent", "educator", "visitor")
    assert {f"{who}.{locale}" for who in people for locale in ("ru", "en")} <= names
