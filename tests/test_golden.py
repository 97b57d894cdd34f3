"""Golden transcripts: whole journeys as a person reads them.

`REWRITE_GOLDEN=1 pytest tests/test_golden.py` rewrites them from what the bot says now; read the difference
before you commit it. `> words` are typed, `> [label]` is tapped, `> (label)` is a key of the bottom keyboard,
after `> … 1` a day has passed, `> 📎 1 B A, 2 C` sends the sheet that is on the screen, with these letters beside
these aliases, column after column; the first line says who it is.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from bot.commands.preview.transcripts import plays, read
from bot.help.help_book import package_book
from bot.help.situations import Situation, group_of
from bot.values.audience import Audience
from tests.kit.golden import JOURNEYS, Reader
from tests.talk import House, our_library

FIRST_MINUTES = sorted((Path(__file__).parent / "golden" / "first_minute").glob("*.chat.md"))
"""Of somebody of each audience, with the packs that the bot brings along."""

ASKED_ON = sorted((Path(__file__).parent / "golden" / "help").glob("*.chat.md"))
"""Every help page as a reader of each group meets it, and what they are told who ask on."""


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


@pytest.mark.parametrize("journey", ASKED_ON, ids=lambda path: path.name)
def test_help_that_is_asked_on_reads_as_it_was_written(tmp_path: Path, journey: Path) -> None:
    who, language, *_ = journey.name.split(".")
    house = House(tmp_path, our_library())
    reader = Reader(house, language=language)
    reader.settles_in(who)
    _reads_as_written(reader, journey)
    house.close()


def test_help_that_is_asked_on_is_told_of_every_page_in_each_language() -> None:
    readers = ("6-8", "12-15", "parent", "educator")
    assert {path.name for path in ASKED_ON} == {
        f"{who}.{locale}.chat.md" for who in readers for locale in ("ru", "en")
    }
    for journey in ASKED_ON:
        who, language, *_ = journey.name.split(".")
        audience = Audience(who)
        pages = (package_book().page(language, group_of(audience), about, audience) for about in Situation)
        typed = journey.read_text("utf-8")
        assert [page.title for page in pages if page and f"\n> {page.title}\n" not in typed] == []


def test_there_is_a_first_minute_for_each_audience_in_each_language() -> None:
    there = {path.name for path in FIRST_MINUTES}
    assert there == {f"{audience.value}.{locale}.chat.md" for audience in Audience for locale in ("ru", "en")}


def test_there_is_a_journey_for_each_kind_of_person_in_each_language() -> None:
    names = {path.name.removesuffix(".chat.md") for path in JOURNEYS}
    people = ("child", "parent", "educator", "teacher", "visitor")
    assert {f"{who}.{locale}" for who in people for locale in ("ru", "en")} <= names
