"""Question: the base class of all kinds of questions: the duties of a kind, with common defaults."""

from __future__ import annotations

import random
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar, TypeVar, final

from bot.packs.option import Asked, BoardOption, OnPaper, Option
from bot.values.limits import ROW_BUTTONS, SHORT_LABEL
from bot.values.phrases import letter, phrase
from bot.values.screen import Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.packs.option import Asking
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report
    from bot.values.phrases import Translator
    from bot.values.screen import Paired, Row

OPTIONS = (2, ROW_BUTTONS)
"""Fewest and most options of a question (docs/editors/rules.en.md): a letter each in one row of buttons."""

FEWEST_TO_LOOK_AGAIN = 3
"""Options from which a wrong answer leaves something to look for."""

PREFERRED = 4
"""More options than this tire a reader without measuring more: three are enough (Rodriguez 2005)."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question without its stem (the card's body is the stem). Each kind is a subclass, in a module of `kinds/`.

    `options` are in the author's order and are named by the letters a, b, c … in that order; `marks`, a person's
    answer, are such letters. `meaning` is a hash over stem, options and key in the words of this language: a new
    meaning is a new question (docs/design.md §3).

    The defaults fit a question that one tap on an option answers.
    """

    options: tuple[Option, ...]
    meaning: str
    meanings: frozenset[str] = frozenset()
    """The meanings of this question in all present languages of its item."""

    name: ClassVar[str]
    """The kind's name in caches, hashes and lists of changes: `choose-all`."""
    counted: ClassVar[bool] = True
    """Whether an answer is right or wrong. A question that is not counted is left out of scores, totals and sheets
    of results, is not asked live, and is not repeated.
    """
    marker: ClassVar[str] = ""
    """The comment that makes a card this kind: `poll` for `<!-- poll -->`;
    empty: the options decide.
    """
    catch_all: ClassVar[bool] = False
    """Whether it takes the cards that no other kind claims."""
    own_words: ClassVar[bool] = False
    """Whether it is answered by typing. Such an answer has no marks, and its words are not stored."""
    arranged: ClassVar[bool] = False
    """Whether an answer puts all options in their places, so that no single option is right or wrong (see
    `judged`). Such options are written as a list without boxes, and no poll of Telegram can ask them.
    """
    preferred: ClassVar[int] = PREFERRED
    """Most options before `check` warns that they tire readers."""
    cues: ClassVar[bool] = False
    """Whether length, place or words of the right option can give it away (W613, W616, W617)."""
    sheet_word: ClassVar[str] = ""
    """The word under `right` in a sheet of questions (XLSX, CSV), before the letters of the right options."""
    moodle: ClassVar[str] = ""
    """The type of Moodle XML that becomes this kind; empty: none."""
    moodle_option: ClassVar[str] = "answer"
    """The element of Moodle XML that holds an option."""
    gift_between: ClassVar[str] = ""
    """The sign that GIFT writes between the two parts of an option; empty: options of this kind have one part."""
    no_gift: ClassVar[str] = ""
    """The element that GIFT cannot express, for exporting people (`an order`);
    empty: GIFT can express it.
    """

    # --- In a pack

    @classmethod
    def claims(cls, parts: Parts) -> bool:
        """Whether these parts of a card are a question of this kind: they contain its marker, or it takes the list
        of the card.
        """
        return cls.marker in parts.markers or (parts.listed == cls.name and not parts.boxes)

    @classmethod
    def takes(cls, lines: Sequence[str], *, numbered: bool, otherwise: bool) -> bool:
        """Whether a list without boxes in a quiz contains the options of this kind. `lines`: its items in
        Markdown; `otherwise`: the card has boxes or a marker, which determine the question.
        """
        del lines, numbered, otherwise
        return False

    @classmethod
    def written(cls, place: int, words: str, *, right: bool) -> str:
        """Return the line of a pack for the option at this place, from 1."""
        del place
        return f"- [{'x' if right else ' '}] {words}"

    @classmethod
    def options_of(cls, parts: Parts) -> tuple[Option, ...]:
        """Read the options of a card."""
        return tuple(Option(box.text, box.checked, box.feedback, box.misconception) for box in parts.boxes)

    def check(self, parts: Parts, report: Report) -> None:
        """Report obstacles to judging or explaining an answer."""
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

    def columns(self) -> tuple[tuple[Text, ...], ...]:
        """Return the words of the options in the author's order; no words may occur twice in a column."""
        return (tuple(option.text for option in self.options),)

    # --- In files of other programs

    @classmethod
    def joined(cls, sides: Sequence[str]) -> str:
        """Return the words of an option that another program stores in several parts."""
        return " ".join(sides)

    @classmethod
    def parted(cls, words: str) -> tuple[str, ...]:
        """Return the parts of an option as another program stores them; `joined` joins them again."""
        return (words,)

    @classmethod
    def flaw(cls, words: str) -> tuple[str, str] | None:
        """Return what is wrong with the words of an option in a file, and what to do; None if they are valid."""
        return None if words else (phrase("an option without words"), phrase("write it, or delete it"))

    @classmethod
    def exported(cls) -> bool:
        """Whether a file of questions can express the answer."""
        return cls.counted or bool(cls.sheet_word)

    def has(self, meaning: str) -> bool:
        """Whether an answer with this meaning belongs to the question as it is now, in any of its languages."""
        return meaning == self.meaning or meaning in self.meanings

    # --- Judging

    @property
    def judged(self) -> tuple[Option, ...]:
        """The options, for kinds in which each is chosen and judged by itself; empty for other kinds."""
        return () if self.arranged else self.options

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
        """Return the marked options, in the order of the marks; letters without an option are left out."""
        return [self.option(own) for own in marks if own in self.letters]

    def fitting(self, marks: str) -> str:
        """Return the marks of a path without unknown letters: a path can be forged or belong to an older pack."""
        return "".join(own for own in self.letters if own in marks)

    def complete(self, marks: str) -> bool:
        """Whether these marks can be submitted as an answer."""
        return len(marks) == 1 and marks in self.letters

    def fits(self, marks: str) -> bool:
        """Whether a complete answer to a counted question is right."""
        return marks == self.key

    @final
    def right(self, marks: str) -> bool | None:
        """Whether an answer is right; None if the question is not counted."""
        return self.fits(marks) if self.counted else None

    # --- On a screen

    def said(self) -> tuple[Text, ...]:
        """Return the words of the options for everybody to read or hear before the answer."""
        return tuple(option.text for option in self.options)

    def given(self, marks: str) -> tuple[Text, ...]:
        """Return the answer, for reading after "You chose: "."""
        return tuple(option.text for option in self.chosen(marks))

    def display_order(self, seed: str, *, shuffle: bool) -> str:
        """Return the letters of the options in the order to show: the author's, or shuffled, the same way each
        time for the same seed. Options that name the numbers of a picture (`1: door`) keep the picture's order.
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

    @final
    def asked(self, reader: Translator, asking: Asking, marks: str) -> Asked:
        """Return the question as asked with these marks already set; invalid marks are left out."""
        own = self.fitting(marks)
        text, rows = self.ask(reader, asking, own)
        return Asked(text, rows, self.choices(asking, own), self.paired(asking, own))

    def ask(self, reader: Translator, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
        """Return the options as text (if they are too long for buttons) and the rows of buttons."""
        del marks
        if self.on_buttons:
            return Text(), tuple((Link(label, asking.answer(own)),) for label, own in self.labels(reader, asking))
        row = tuple(Link(label, asking.answer(own)) for label, own in self.labels(reader, asking))
        return self.lettered(reader, asking), (row,)

    def choices(self, asking: Asking, marks: str) -> tuple[Link, ...]:
        """Return the page of each option, in full words and in the order shown, for people who type."""
        del marks
        return tuple(Link(self.option(own).text.plain, asking.answer(own)) for own in asking.order)

    def paired(self, asking: Asking, marks: str) -> Paired | None:
        """Return a function for typed pairs; None for kinds without pairs."""
        del asking, marks
        return None

    @property
    def on_buttons(self) -> bool:
        """Whether every option fits on its button."""
        return all(len(option.text) <= SHORT_LABEL for option in self.options)

    def shown(self, reader: Translator, asking: Asking) -> list[tuple[str, str, Option]]:
        """Return (shown letter, own letter, option) in the order shown: `("A", "c", …)`."""
        return [(letter(reader, place), own, self.option(own)) for place, own in enumerate(asking.order)]

    def labels(self, reader: Translator, asking: Asking) -> list[tuple[str, str]]:
        """Return (label of its button, own letter) of each option in the order shown: its words if all are short
        enough, else its letter.
        """
        before = "{letter}. {words}" if asking.lettered else "{words}"
        label = before if self.on_buttons else "{letter}"
        return [
            (label.format(letter=shown, words=option.text.plain), own)
            for shown, own, option in self.shown(reader, asking)
        ]

    def lettered(self, reader: Translator, asking: Asking) -> Text:
        """Return the options as lines of text, each with the letter on its button."""
        return join([bold(f"{shown}. ") + option.text for shown, _, option in self.shown(reader, asking)], "\n")

    def feedback(self, reader: Translator, marks: str, note: Text) -> Text:
        """Return the feedback on an answer: first kindly whether it is right, then why, then the card's `note`."""
        chosen = self.chosen(marks)
        if not self.counted:
            thanks = reader.say("Thank you. There is no right answer here.")
            return join([thanks, *(option.feedback for option in chosen), note])
        right = self.right(marks)
        parts: list[Text | str] = []
        if right and all(option.feedback for option in chosen):  # the author's own "yes" would repeat ours
            parts += [bold("✓ ") + option.text + "\n" + option.feedback for option in chosen]
        else:
            parts.append(bold(reader.say("Yes!") if right else reader.say("Let's look.")))
            parts += [
                join([Text(reader.say("You chose: ")) + option.text, option.feedback], "\n") for option in chosen
            ]
        if not right:
            parts.append(self.ticked())
        return join([*parts, note])

    def look_again(self, reader: Translator, marks: str) -> Text:
        """Return the feedback on a wrong answer without the right one, for people who may try again. Empty where
        there is nothing to look for: the answer is right or not counted, or only one option is left.
        """
        if self.arranged or self.right(marks) is not False or len(self.options) < FEWEST_TO_LOOK_AGAIN:
            return Text()
        told = [
            join([Text(reader.say("You chose: ")) + one.text, one.feedback], "\n") for one in self.chosen(marks)
        ]
        return join([bold(reader.say("Let's look.")), *told])

    def solution(self) -> Text:
        """Return the options as written by the author, right ones ticked, for people who pick questions."""
        if not self.counted:
            return join([Text("• ") + option.text for option in self.options], "\n")
        return join([bold("✓ " if option.right else "✗ ") + option.text for option in self.options], "\n")

    def ticked(self) -> Text:
        """Return the right options, ticked, for people who have answered or can no longer answer."""
        return join([bold("✓ ") + option.text for option in self.options if option.right], "\n")

    def examples(self) -> list[tuple[str, str]]:
        """Return the answers with feedback for an editor's preview, as (marks, words): here every option."""
        return [(own, self.option(own).text.plain) for own in self.letters]

    # --- In a class

    def on_board(self, reader: Translator, order: str, *, told: bool) -> tuple[BoardOption, ...]:
        """Return the options for a class in a live quiz; `told`: with the right answer."""
        return tuple(
            BoardOption(
                letter(reader, place), self.option(own).text.plain, self.option(own).right if told else None
            )
            for place, own in enumerate(order)
        )

    def on_paper(self, reader: Translator, shown: Mapping[str, str]) -> OnPaper:
        """Return the printed form. `shown`: the letter on paper for each own letter, in printed order."""
        if not self.counted:
            how, key = reader.say("Cross one. There is no right answer."), reader.say("no right answer")
        else:
            how, key = reader.say("Cross one."), self.paper_key(shown)
        return OnPaper(how, key, self.paper_options(shown))

    def paper_order(self, seed: str) -> str:
        """Return the letters of the options in printed order."""
        return self.display_order(seed, shuffle=False)

    def paper_options(self, shown: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Return the options as (letter on paper, words)."""
        return tuple((on_paper, self.option(own).text.plain) for own, on_paper in shown.items())

    def paper_key(self, shown: Mapping[str, str]) -> str:
        """Return the right options by their letters on paper."""
        return ", ".join(on_paper for own, on_paper in shown.items() if self.option(own).right)

    def from_paper(self, signs: Sequence[str], own: Mapping[str, str]) -> str:
        """Return the marks for the signs of a cell; empty if they are not an answer. `own`: the options' own
        letters by the letters on paper.
        """
        found = "".join(own.get(sign, "") for sign in signs)
        given = self.fitting(found)
        return given if len(set(found)) == len(signs) and self.complete(given) else ""

    def cell_example(self, letters: Sequence[str]) -> str:
        """Return an example of a filled cell, with these letters on paper."""
        return "".join(letters) if self.arranged else letters[0]

    def cell_help(self, reader: Translator, letters: str) -> str:
        """Return the instructions for a cell of the sheet of results; `letters`: those on paper: `A, B, C`."""
        return reader.say("One of {letters}, or nothing.", letters=letters)


AnyKind = TypeVar("AnyKind", bound=type[Question])


def kind(name: str) -> Callable[[AnyKind], AnyKind]:
    """Name a class as a kind of question: `@kind("choose-all")` (see `Question.name`)."""

    def named(kind: AnyKind) -> AnyKind:
        kind.name = name
        return kind

    return named
