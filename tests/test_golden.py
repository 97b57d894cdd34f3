"""Golden transcripts: whole journeys as a person reads them.

`REWRITE_GOLDEN=1 pytest tests/test_golden.py` rewrites them from what the bot says now; read the difference
before you commit it. `> words` are typed, `> [label]` is tapped, `> (label)` is a key of the bottom keyboard,
after `> … 1` a day has passed; the first line says who it is.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.values.screen import Screen
from tests.talk import House, Person

JOURNEYS = sorted((Path(__file__).parent / "golden").glob("*.chat.md"))


def told(screen: Screen) -> str:
    """A screen as lines of a transcript."""
    lines: list[str] = []
    if screen.greeting is not None:
        lines += [f"bot: {screen.greeting.text.plain}"]
        lines += ["     " + " ".join(f"({key})" for key in screen.greeting.keys)]
    picture = f"[picture: {screen.picture.alt}]\n" if screen.picture else ""
    words = (picture + screen.text.plain).split("\n")
    lines += [f"bot: {words[0]}", *(f"     {line}".rstrip() for line in words[1:])]
    lines += [f"     [file {document.name}]" for document in screen.documents]
    lines += ["     " + " ".join(f"[{button.label}]" for button in row) for row in screen.rows]
    return "\n".join(lines)


def plays(person: Person, steps: list[str]) -> str:
    """Act the steps and return the whole transcript."""
    parts = []
    for step in steps:
        if step.startswith("…"):
            person.house.later(days=int(step.strip("… ")))
            parts.append(f"> {step}")
            continue
        if step.startswith("["):
            label = step.strip("[]")
            screen = person.visits(person.button(label).page.path)
        else:
            screen = person.types(step.strip("()"))
        parts.append(f"> {step}\n{told(screen)}")
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda path: path.name)
def test_a_journey_reads_as_it_was_written(house: House, journey: Path) -> None:
    head, _, rest = journey.read_text("utf-8").partition("\n\n")
    language = "ru" if "(ru)" in head else "en"
    steps = [line[2:] for line in rest.splitlines() if line.startswith("> ")]
    happened = f"{head}\n\n{plays(Person(house, language=language), steps)}"
    if os.environ.get("REWRITE_GOLDEN"):
        journey.write_text(happened, "utf-8")
    assert happened == journey.read_text("utf-8")


def test_there_is_a_journey_for_each_kind_of_person_in_each_language() -> None:
    names = {path.name.removesuffix(".chat.md") for path in JOURNEYS}
    people = ("child", "parent", "educator", "visitor")
    assert {f"{who}.{locale}" for who in people for locale in ("ru", "en")} <= names
