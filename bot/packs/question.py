"""Options, and the base class of all kinds of questions: what a kind answers for, with common defaults."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar, final

from bot.values.limits import SHORT_LABEL
from bot.values.phrases import letter, phrase
from bot.values.screen import Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report
    from bot.values.page import Page
    from bot.values.phrases import Translator
    from bot.values.screen import Row

OPTIONS = (2, 6)
"""Fewest and most options of a question (docs/editors/rules.en.md)."""

PREFERRED = 4
"""More options than this tire a reader and measure nothing more: three are enough (Rodriguez 2005)."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a question: its words, whether it is right, what is said to somebody who chose it, and the
    id of the misconception behind it (empty: none).
    """

    text: Text
    right: bool = False
    feedback: Text = field(default_factory=Text)
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """How one person is asked. `order`: the options' letters in the order shown; `mark` and `answer` make the
    pages for marks that are being set and for marks that are submitted; `lettered`: buttons with an option's words
    bear its letter, too, as the board before the class does.
    """

    order: str
    mark: Callable[[str], Page]
    answer: Callable[[str], Page]
    lettered: bool = False


@dataclass(frozen=True, slots=True)
class OnPaper:
    """How a question is printed: how to answer it, and the right answer for the key. `lines`: empty lines to write
    on; `slots`: boxes in a row for letters, in place of a box beside each option.
    """

    how: str
    key: str
    lines: int = 0
    slots: int = 0


class BoardOption(NamedTuple):
    """An option as a class sees it: its letter or number, its words, whether it is right (None: not told yet)."""

    letter: str
    words: str
    right: bool | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question without its stem (the card's body is the stem). Each kind is a subclass, in a module of `kinds/`.

    `options` stand in the author's order and are named by the letters a, b, c … in that order; `marks`, a person's
    answer, are such letters. `meaning` is a hash over stem, options and key in the words of this language: a new
    meaning is a new question (docs/design.md §3).

    The defaults are those of a question that one tap on an option answers.
    """

    options: tuple[Option, ...]
    meaning: str
    meanings: frozenset[str] = frozenset()
    """The meanings of this question in all languages that its item has now."""

    name: ClassVar[str]
    """The kind's name in caches, hashes and lists of changes: `choose-all`."""
    counted: ClassVar[bool] = True
    """Whether an answer is right or wrong. A question that is not counted is in no score, total or sheet of
    results, is not asked live, and is not repeated."""
    marker: ClassVar[str] = ""
    """The word of the comment that makes a card this kind: `poll` for `<!-- poll -->`; empty: its options do."""
    catch_all: ClassVar[bool] = False
    """Whether it takes the cards that no other kind claims."""
    own_words: ClassVar[bool] = False
    """Whether it is answered by typing. Such an answer has no marks, and its words are not stored."""
    ordered: ClassVar[bool] = False
    """Whether the options are steps: written as a numbered list, the author's order is the answer, and no poll of
    Telegram can ask it.
    """
    preferred: ClassVar[int] = PREFERRED
    """Most options before `check` warns that they tire."""
    cues: ClassVar[bool] = False
    """Whether length, place or words of the right option can give it away (W613, W616, W617)."""
    sheet_word: ClassVar[str] = ""
    """What stands under `right` in a sheet of questions (XLSX, CSV), before the letters of the right options."""
    moodle: ClassVar[str] = ""
    """The type of Moodle XML that becomes this kind; empty: none."""
    no_gift: ClassVar[str] = ""
    """What GIFT cannot write, for the person who exports (`an order`); empty: GIFT can write it."""

    # --- In a pack

    @classmethod
    def claims(cls, parts: Parts) -> bool:
        """Whether these parts of a card are a question of this kind: here, whether its marker stands there."""
        return cls.marker in parts.markers

    @classmethod
    def options_of(cls, parts: Parts) -> tuple[Option, ...]:
        """Read the options of a card."""
        return tuple(Option(box.text, box.checked, box.feedback, box.misconception) for box in parts.boxes)

    def check(self, parts: Parts, report: Report) -> None:
        """Report what keeps an answer from being judged or explained."""
        checked = [box for box in parts.boxes if box.checked]
        if not self.counted:
            for box in checked:
                fix = phrase("write `- [ ] …`, or delete <!-- {marker} -->", marker=self.marker)
                report.add(
                    "E205", box.line, phrase("a right option in a {name}, which has none", name=self.name), fix
                )
            return
        line = parts.boxes[0].line if parts.boxes else parts.line
        if not checked:
            fix = phrase("write [x] for the right one; a question without one has <!-- poll --> above it")
            report.add("E201", line, phrase("no right option"), fix)
        if len(checked) == len(parts.boxes) > 1:
            report.add("W201", line, phrase("every option is right"), phrase("add one that is wrong"))
        for box in parts.boxes:
            if not box.checked and not box.feedback and "NOTE" not in parts.callouts:
                fix = phrase("write `> …` below it, moved in by two spaces, or a > [!NOTE] for the whole question")
                report.add("E202", box.line, phrase("a wrong option without feedback"), fix)

    @classmethod
    def exported(cls) -> bool:
        """Whether a file of questions can say what the answer is."""
        return cls.counted or bool(cls.sheet_word)

    def has(self, meaning: str) -> bool:
        """Whether an answer with this meaning was given to the question as it is now, in any of its languages."""
        return meaning == self.meaning or meaning in self.meanings

    # --- Judging

    @property
    def letters(self) -> str:
        """The letters of the options, in the author's order: `abc`."""
        return ascii_lowercase[: len(self.options)]

    @property
    def key(self) -> str:
        """The letters of the right options, in the author's order."""
        return "".join(own for own in self.letters if self.option(own).right)

    @property
    def wrong(self) -> str:
        """The letters of the wrong options, in the author's order."""
        return "".join(own for own in self.letters if not self.option(own).right)

    def option(self, own: str) -> Option:
        """Return the option with this letter."""
        return self.options[ord(own) - ord("a")]

    def chosen(self, marks: str) -> list[Option]:
        """Return the options that are marked, in the order of the marks; letters of no option are left out."""
        return [self.option(own) for own in marks if own in self.letters]

    def fitting(self, marks: str) -> str:
        """Return the marks of a path without letters that the question lacks: a path can be forged or of an
        older pack.
        """
        return "".join(own for own in self.letters if own in marks)

    def complete(self, marks: str) -> bool:
        """Whether these marks can be submitted as an answer."""
        return len(marks) == 1 and marks in self.letters

    def fits(self, marks: str) -> bool:
        """Whether a complete answer to a counted question is right."""
        return marks == self.key

    @final
    def right(self, marks: str) -> bool | None:
        """Whether an answer is right; None where nothing is counted."""
        return self.fits(marks) if self.counted else None

    # --- On a screen

    def display_order(self, seed: str, *, shuffle: bool) -> str:
        """Return the letters of the options in the order to show: the author's, or shuffled the same way each time
        for the same seed. Options that name the numbers of a picture (`1: door`) stand as the picture has them.
        """
        return self.shuffled(seed) if shuffle and not self._numbered() else self.letters

    def _numbered(self) -> bool:
        """Whether each option begins with its own number and a colon."""
        return all(one.text.plain.startswith(f"{number}:") for number, one in enumerate(self.options, 1))

    def shuffled(self, seed: str) -> str:
        """Return the letters of the options shuffled, the same way each time for the same seed."""
        mixed = list(self.letters)
        random.Random(seed).shuffle(mixed)  # noqa: S311 - order on a screen, not a secret
        return "".join(mixed)

    def ask(self, reader: Translator, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
        """Return the options as text (when they are too long for buttons) and the rows of buttons. `marks` are set
        already.
        """
        del marks
        if self.on_buttons:
            return Text(), tuple((Link(label, asking.answer(own)),) for label, own in self.labels(reader, asking))
        row = tuple(Link(label, asking.answer(own)) for label, own in self.labels(reader, asking))
        return self.lettered(reader, asking), (row,)

    def choices(self, asking: Asking, marks: str) -> tuple[Link, ...]:
        """Return where each option leads, in full words and in the order shown, for those who type."""
        del marks
        return tuple(Link(self.option(own).text.plain, asking.answer(own)) for own in asking.order)

    @property
    def on_buttons(self) -> bool:
        """Whether every option is short enough to stand on its button."""
        return all(len(option.text) <= SHORT_LABEL for option in self.options)

    def shown(self, reader: Translator, asking: Asking) -> list[tuple[str, str, Option]]:
        """Return (shown letter, own letter, option) in the order shown: `("A", "c", …)`."""
        return [(letter(reader, place), own, self.option(own)) for place, own in enumerate(asking.order)]

    def labels(self, reader: Translator, asking: Asking) -> list[tuple[str, str]]:
        """Return (label of its button, own letter) of each option in the order shown: its words where all are
        short enough, else its letter.
        """
        before = "{letter}. {words}" if asking.lettered else "{words}"
        label = before if self.on_buttons else "{letter}"
        return [
            (label.format(letter=shown, words=option.text.plain), own)
            for shown, own, option in self.shown(reader, asking)
        ]

    def lettered(self, reader: Translator, asking: Asking) -> Text:
        """Return the options as lines of text, each with the letter that its button bears."""
        return join([bold(f"{shown}. ") + option.text for shown, _, option in self.shown(reader, asking)], "\n")

    def feedback(self, reader: Translator, marks: str, note: Text) -> Text:
        """Return the feedback on an answer: first kindly whether it is right, then why, then the card's `note`."""
        chosen = self.chosen(marks)
        if not self.counted:
            thanks = reader.say("Thank you. There is no right answer here.")
            return join([thanks, *(option.feedback for option in chosen), note])
        right = self.right(marks)
        parts: list[Text | str] = []
        if right and all(option.feedback for option in chosen):  # authors say their own "yes": two read oddly
            parts += [bold("✓ ") + option.text + "\n" + option.feedback for option in chosen]
        else:
            parts.append(bold(reader.say("Yes!") if right else reader.say("Let's look.")))
            parts += [
                join([Text(reader.say("You chose: ")) + option.text, option.feedback], "\n") for option in chosen
            ]
        if not right:
            parts.append(join([bold("✓ ") + option.text for option in self.options if option.right], "\n"))
        return join([*parts, note])

    def solution(self) -> Text:
        """Return the options as the author wrote them, right ones ticked, for people who pick questions."""
        if not self.counted:
            return join([Text("• ") + option.text for option in self.options], "\n")
        return join([bold("✓ " if option.right else "✗ ") + option.text for option in self.options], "\n")

    def examples(self) -> list[tuple[str, str]]:
        """Return the answers whose feedback an editor wants to see, as (marks, words): here every option."""
        return [(own, self.option(own).text.plain) for own in self.letters]

    # --- In a class

    def on_board(self, reader: Translator, order: str, *, told: bool) -> tuple[BoardOption, ...]:
        """Return the options as a class sees them in a live quiz; `told`: with the right answer."""
        return tuple(
            BoardOption(
                letter(reader, place), self.option(own).text.plain, self.option(own).right if told else None
            )
            for place, own in enumerate(order)
        )

    def on_paper(self, reader: Translator, shown: Mapping[str, str]) -> OnPaper:
        """Return how it is printed. `shown`: the letter on paper for each own letter, in printed order."""
        if not self.counted:
            return OnPaper(reader.say("Cross one. There is no right answer."), reader.say("no right answer"))
        return OnPaper(reader.say("Cross one."), self.paper_key(shown))

    def paper_key(self, shown: Mapping[str, str]) -> str:
        """Return the right options by the letters that stand on paper."""
        return ", ".join(on_paper for own, on_paper in shown.items() if self.option(own).right)

    def cell_help(self, reader: Translator, letters: str) -> str:
        """Return what a cell of the sheet of results may hold; `letters` are those on paper: `A, B, C`."""
        return reader.say("One of {letters}, or nothing.", letters=letters)


AnyKind = TypeVar("AnyKind", bound=type[Question])


def kind(name: str) -> Callable[[AnyKind], AnyKind]:
    """Name a class that is a kind of question: `@kind("choose-all")` (see `Question.name`)."""

    def named(kind: AnyKind) -> AnyKind:
        kind.name = name
        return kind

    return named
