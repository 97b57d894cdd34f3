"""Steps of a language: how far it has come, from lessons alone to a model that knows it, and what it promises."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.values import locales
from bot.values.phrases import phrases_of

if TYPE_CHECKING:
    from bot.help.help_book import HelpBook

LISTS = Path(__file__).parent / "distress"
"""The phrase lists of distress, a folder a language, and the weights of the model beside them."""

FILES, LINES = 12, 300
"""Lists, and lines in them, from which cries for help that are typed in a language are heard."""

PAGES = 10
"""Help pages in a language from which it is offered; the others come in the language that stands in."""

ENOUGH = 0.95
"""The share of the first hour's phrases that a language has to have."""

_HEAD = 4000
"""Characters of the file of weights in which its languages are named."""


class Step(IntEnum):
    """What a language has; each step needs the ones before it."""

    PACKS = 0
    """Lessons at most: it is not offered."""
    PHRASES = 1
    """The phrases of the first hour, and Help in words: by buttons all works, what is typed is not read."""
    LISTS = 2
    """Lists of distress: what tells of trouble is heard, with more false offers than a model makes."""
    MODELS = 3
    """A model has learned it, and its figures are published."""


class Standing(NamedTuple):
    """What there is of a language: its step, how many of the first hour's phrases (`of` so many), help pages,
    lists of distress and lines in them, and whether the model knows it.
    """

    step: Step
    phrases: int
    of: int
    pages: int
    files: int
    lines: int
    learned: bool


def standing_of(code: str, book: HelpBook) -> Standing:
    """Return what there is of a language; `book`: the help pages that are served."""
    said, of = _first_hour(code)
    pages = sum(locale == code for locale, _, _, _ in book.every_page())
    files, lines = _lists(code)
    steps = (said >= of * ENOUGH and pages >= PAGES, files >= FILES and lines >= LINES, code in _learned())
    reached = next((number for number, has in enumerate(steps) if not has), len(steps))
    return Standing(Step(reached), said, of, pages, files, lines, code in _learned())


def step_of(code: str, book: HelpBook) -> Step:
    """Return the step of a language."""
    return standing_of(code, book).step


@cache
def first_hour() -> tuple[str, ...]:
    """Return the phrases of a reader's first hour (`locales/first.txt`)."""
    lines = (locales.FIRST).read_text("utf-8").splitlines()
    return tuple(line.replace("\\n", "\n") for line in lines if not line.startswith("# "))


def _first_hour(code: str) -> tuple[int, int]:
    phrases, first = phrases_of(code), first_hour()
    if phrases.locale != code or code == locales.SOURCE_LOCALE:
        return (len(first) if code == locales.SOURCE_LOCALE else 0), len(first)
    return sum(phrases.catalogue.gettext(msgid) != msgid for msgid in first), len(first)


@cache
def _lists(code: str) -> tuple[int, int]:
    files = [*(LISTS / code).glob("*.txt")] if (LISTS / code).is_dir() else []
    lines = (line.partition("#")[0].strip() for file in files for line in file.read_text("utf-8").splitlines())
    return len(files), sum(map(bool, lines))


@cache
def _learned() -> frozenset[str]:
    """Return the languages that the weights name in their head."""
    named = "# languages: "
    with (LISTS / "weights.tsv").open(encoding="utf-8") as file:
        head = file.read(_HEAD).splitlines()
    return frozenset(next((line.removeprefix(named) for line in head if line.startswith(named)), "").split())
