"""A quiz of the fixtures: it is played, and its pack changes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.chat import textmode
from tests.packs.pack_kit import edit
from tests.talk import FIXTURES, House, Person, library

if TYPE_CHECKING:
    from pathlib import Path

QUIZ = "quiz/lamp-sets/light/9-11"


RIGHT = {"choice": "b", "all": "ab", "truth": "b", "order": "abc", "open": "", "poll": "a", "key": "c"}


WRONG = {"choice": "a", "all": "c", "truth": "a", "order": "cba", "open": "", "poll": "b", "key": "a"}


def asked(house: House) -> list[str]:
    """The cards that the newest attempt asks, in order."""
    with house.stores.durable.transaction() as db:
        newest = "SELECT card FROM asked WHERE attempt = (SELECT max(attempt) FROM asked) ORDER BY number"
        return [row[0] for row in db.execute(text(newest))]


def plays(house: House, person: Person, answers: dict[str, str]) -> None:
    """Begin and answer every question."""
    person.visits(QUIZ)
    person.visits(person.button("Begin" if "▶ Begin" in person.labels else "Once more").page.path)
    attempt = next(link.page.path.split("/")[1] for link in textmode.links(person.see()) if "Stop" in link.label)
    for number, card in enumerate(asked(house), 1):
        person.visits(f"answer/{attempt}/{number}/{answers[card]}")
    person.taps("See how it went")


def change_packs(house: House, folder: Path, old: str, new: str) -> None:
    """An editor changes the question sets while people are inside; what was changed before stays changed."""
    packs = folder / "packs"
    if not packs.exists():
        shutil.copytree(FIXTURES, packs)
    files = [*(packs / "lamp-sets" / "light" / "9-11").glob("quiz.*.md")]
    changed = [file for file in files if old in file.read_text("utf-8")]
    assert changed, f"no set says {old!r}"
    for file in changed:
        edit(file, old, new)
    house.conversation.services.take(library(packs))
