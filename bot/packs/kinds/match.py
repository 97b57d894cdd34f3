"""Match: each left side belongs to a right side; the author's pairs are the answer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.packs.arranging import Arranging
from bot.packs.option import BoardOption, OnPaper
from bot.packs.question import kind
from bot.values.limits import SHORT_LABEL
from bot.values.phrases import letter, phrase
from bot.values.screen import Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.packs.option import Asking, Option
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report
    from bot.values.page import Page
    from bot.values.phrases import Translator
    from bot.values.screen import Paired, Row

_BETWEEN = " = "
_PAIR = re.compile(r"\S.* = .*\S", re.DOTALL)
_PAIRED_CELL = re.compile(r"(?:[1-9]\D)+")


@kind("match")
class Match(Arranging):
    """A list of pairs, `- left = right`. The marks are the letters of the right sides chosen for the first left
    side, the second and so on: `ba` pairs the first left side with the second right side.
    """

    sheet_word = "match"
    moodle = "matching"
    moodle_option = "subquestion"
    gift_between = "->"

    # --- In a pack and in files of other programs

    @classmethod
    def takes(cls, lines: Sequence[str], *, numbered: bool, otherwise: bool) -> bool:
        """Whether a line of the list is a pair, if nothing else is asked."""
        return not numbered and not otherwise and any(map(_PAIR.match, lines))

    def check(self, parts: Parts, report: Report) -> None:
        """Report lines that are not pairs."""
        for step in parts.steps:
            if not _PAIR.fullmatch(step.text.plain):
                fix = phrase("write `- left = right`, with a space on both sides of the sign")
                report.add("E220", step.line, phrase("a line that is no pair"), fix)

    @classmethod
    def written(cls, place: int, words: str, *, right: bool) -> str:
        """Return the pair as an item of a list."""
        del place, right
        return f"- {words}"

    @classmethod
    def joined(cls, sides: Sequence[str]) -> str:
        """Return a pair in the form of a pack."""
        return _BETWEEN.join(side.replace(_BETWEEN, "=") for side in sides)

    @classmethod
    def parted(cls, words: str) -> tuple[str, ...]:
        """Return both sides of a pair, without the sign that would split them again."""
        left, _, right = words.partition(_BETWEEN)
        return left.replace(cls.gift_between, "→"), right

    @classmethod
    def flaw(cls, words: str) -> tuple[str, str] | None:
        """Return what is wrong with words that are not a pair."""
        if _PAIR.fullmatch(words):
            return None
        return phrase("a pair of which one side is missing"), phrase("write both sides, or delete the pair")

    def columns(self) -> tuple[tuple[Text, ...], ...]:
        """Return the left sides and the right sides."""
        return self._lefts, self._rights

    @property
    def _lefts(self) -> tuple[Text, ...]:
        return tuple(_sides(option.text)[0] for option in self.options)

    @property
    def _rights(self) -> tuple[Text, ...]:
        return tuple(_sides(option.text)[1] for option in self.options)

    def _right(self, own: str) -> Text:
        return _sides(self.option(own).text)[1]

    # --- On a screen

    def said(self) -> tuple[Text, ...]:
        """Return the left sides, then the right sides sorted by their words, so that their order tells nothing."""
        return (*self._lefts, *sorted(self._rights, key=lambda side: side.plain))

    def given(self, marks: str) -> tuple[Text, ...]:
        """Return the pairs that the person made."""
        pairs = zip(self._lefts, self.fitting(marks), strict=False)
        return tuple(left + _BETWEEN + self._right(own) for left, own in pairs)

    def display_order(self, seed: str, *, shuffle: bool) -> str:
        """Return the right sides shuffled, whatever the author says. They may end up in the author's order by
        chance: with two pairs, an order that is never the author's would be the answer.
        """
        del shuffle
        return self.shuffled(seed)

    @property
    def on_buttons(self) -> bool:
        """Whether every right side fits on its button."""
        return all(len(side) <= SHORT_LABEL for side in self._rights)

    def shown(self, reader: Translator, asking: Asking) -> list[tuple[str, str, Option]]:
        """Return (shown letter, own letter, right side) in the order shown."""
        found = super().shown(reader, asking)
        return [(name, own, replace(option, text=self._right(own))) for name, own, option in found]

    def ask(self, reader: Translator, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
        """Ask for one left side after another; the remaining right sides are the buttons."""
        made, at = self.given(marks), len(marks)
        lines = [bold(f"{place}. ") + pair for place, pair in enumerate((*made, *self._lefts[at:]), 1)]
        left = [(name, own, side) for name, own, side in self.shown(reader, asking) if own not in marks]
        links = {own: self.page_after(asking, marks + own) for _, own, _ in left}
        rows: list[Row]
        parts: list[Text | str] = [join(lines, "\n")]
        if self.on_buttons:
            labels = self.labels(reader, replace(asking, lettered=True))
            rows = [(Link(label, links[own]),) for label, own in labels if own in links]
        else:
            parts.append(join([bold(f"{name}. ") + side.text for name, _, side in left], "\n"))
            rows = [tuple(Link(name, links[own]) for name, own, _ in left)]
        for side in self._lefts[at : at + 1]:
            asked = reader.say("{number}. {left}: what belongs to it?", number=at + 1, left=side.plain)
            parts.append(bold(asked))
        if marks:
            rows.append((Link(reader.say("Start the pairs again"), asking.mark("")),))
        return join(parts), tuple(rows)

    def choices(self, asking: Asking, marks: str) -> tuple[Link, ...]:
        """Return the page of each right side: it is given to the current left side; a right side in use leads to
        the same page.
        """
        after = {own: self.page_after(asking, marks + own) for own in self.letters if own not in marks}
        same = asking.mark(marks)
        return tuple(Link(self._right(own).plain, after.get(own, same)) for own in asking.order)

    def paired(self, asking: Asking, marks: str) -> Paired:
        """Return a function for typed pairs. A pair replaces earlier pairs with one of its sides."""

        def take(pairs: Sequence[tuple[int | None, int]]) -> Page | None:
            made, left = dict(enumerate(marks)), len(marks)
            for number, place in pairs:
                left = left if number is None else number - 1
                own = asking.order[place]
                made = {at: other for at, other in made.items() if other != own} | {left: own}
                left += 1
            if sorted(made) != [*range(len(made))]:
                return None  # an earlier left side has no pair yet, and marks have no gaps
            return self.page_after(asking, "".join(made[at] for at in sorted(made)))

        return take

    def feedback(self, reader: Translator, marks: str, note: Text) -> Text:
        """Say how many pairs fit, which were made, and the right pairs for the others."""
        fits = [one == own for one, own in zip(marks, self.letters, strict=True)]
        if all(fits):
            verdict = reader.say("Yes, all pairs fit.")
        else:
            verdict = reader.say("{found} of {total} pairs fit.", found=sum(fits), total=len(fits))
        made = [Text("✓ " if fit else "✗ ") + pair for fit, pair in zip(fits, self.given(marks), strict=True)]
        others = [option.text for option, fit in zip(self.options, fits, strict=True) if not fit]
        belong = join([reader.say("These belong together:"), *others], "\n") if others else ""
        return join([bold(verdict), join(made, "\n"), belong, note])

    # --- In a class

    def on_board(self, reader: Translator, order: str, *, told: bool) -> tuple[BoardOption, ...]:
        """Return the numbered left sides and the lettered right sides; with the right answer, the pairs."""
        if told:
            pairs = enumerate(self.options, 1)
            return tuple(BoardOption(f"{place}", option.text.plain, right=True) for place, option in pairs)
        lefts = (BoardOption(f"{place}", side.plain, None) for place, side in enumerate(self._lefts, 1))
        rights = (
            BoardOption(letter(reader, place), self._right(own).plain, None) for place, own in enumerate(order)
        )
        return (*lefts, *rights)

    def paper_order(self, seed: str) -> str:
        """Return the right sides shuffled for this question, so that each question of a set has another key."""
        return self.shuffled(f"{seed}:{self.meaning}")

    def on_paper(self, reader: Translator, shown: Mapping[str, str]) -> OnPaper:
        """Return two columns: left sides, each with a box for a letter, and right sides."""
        how = reader.say("Write into each box the letter of what belongs there.")
        key = ", ".join(f"{place} {shown[own]}" for place, own in enumerate(self.letters, 1))
        options = tuple((on_paper, self._right(own).plain) for own, on_paper in shown.items())
        lefts = tuple(f"{place}. {side.plain}" for place, side in enumerate(self._lefts, 1))
        return OnPaper(how, key, options, lefts=lefts)

    def from_paper(self, signs: Sequence[str], own: Mapping[str, str]) -> str:
        """Return the marks for letters in the order of the left sides (B A C), or for pairs (`1B 2A 3C`)."""
        if not _PAIRED_CELL.fullmatch("".join(signs)):
            return super().from_paper(signs, own)
        pairs = sorted(zip(signs[::2], signs[1::2], strict=True))
        numbers = [*map(str, range(1, len(self.options) + 1))]
        if [number for number, _ in pairs] != numbers:
            return ""
        return super().from_paper([sign for _, sign in pairs], own)

    def cell_help(self, reader: Translator, letters: str) -> str:
        """Say that each box takes one letter."""
        return reader.say(
            "The letters in the boxes from top to bottom, each of {letters} once, or nothing.", letters=letters
        )


def _sides(pair: Text) -> tuple[Text, Text]:
    """Return the left and the right side of a pair; words that are not a pair (E220) stand on both sides."""
    left, between, _ = pair.plain.partition(_BETWEEN)
    return (pair[: len(left)].strip(), pair[len(left) + len(between) :].strip()) if between else (pair, pair)
