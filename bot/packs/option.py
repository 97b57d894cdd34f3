"""Option: one option of a question, and how options are asked, shown on a board and printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.values.page import Page
    from bot.values.screen import Link, Paired, Row


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a question: its words, whether it is right, its feedback, and the id of the misconception
    behind it (empty: none).
    """

    text: Text
    right: bool = False
    feedback: Text = field(default_factory=Text)
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """How one person is asked. `order`: the options' letters in the order shown; `mark` and `answer` make the
    pages for marks being set and for submitted marks; `lettered`: buttons show an option's letter with its words,
    like the board in the class.
    """

    order: str
    mark: Callable[[str], Page]
    answer: Callable[[str], Page]
    lettered: bool = False


@dataclass(frozen=True, slots=True)
class OnPaper:
    """How a question is printed: instructions, the right answer for the key, the options as (letter, words).
    `lines`: empty lines to write on; `slots`: boxes in a row for letters, in place of a box beside each option;
    `lefts`: words in a column of their own, each with a box for the letter of its option.
    """

    how: str
    key: str
    options: tuple[tuple[str, str], ...] = ()
    lines: int = 0
    slots: int = 0
    lefts: tuple[str, ...] = ()


class Asked(NamedTuple):
    """A question on a screen: the text below its stem, its buttons, and possible typed answers: `choices` and
    `paired` as in the screen.
    """

    text: Text
    rows: tuple[Row, ...]
    choices: tuple[Link, ...]
    paired: Paired | None


class BoardOption(NamedTuple):
    """An option as a class sees it: its letter or number, its words, whether it is right (None: not shown yet)."""

    letter: str
    words: str
    right: bool | None
