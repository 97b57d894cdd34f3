"""Order: steps to be put in order; the author's order is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.arranging import Arranging
from bot.packs.option import BoardOption, OnPaper
from bot.packs.question import kind
from bot.values.screen import Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.packs.option import Asking
    from bot.values.phrases import Translator
    from bot.values.screen import Row


@kind("order")
class Order(Arranging):
    """A numbered list without boxes. The marks are the letters in the order in which they were tapped."""

    sheet_word = "order"
    moodle = "ordering"
    no_gift = "an order"

    @classmethod
    def takes(cls, lines: Sequence[str], *, numbered: bool, otherwise: bool) -> bool:
        """Whether the list is numbered."""
        del lines, otherwise
        return numbered

    @classmethod
    def written(cls, place: int, words: str, *, right: bool) -> str:
        """Return the step with its number."""
        del right
        return f"{place}. {words}"

    def toggle(self, marks: str, own: str) -> str:
        """Return the marks with this step added at the end, or removed."""
        return marks.replace(own, "") if own in marks else marks + own

    def said(self) -> tuple[Text, ...]:
        """Return the steps shuffled: in their own order they would be the answer."""
        return tuple(self.option(own).text for own in self.display_order(self.meaning, shuffle=True))

    def display_order(self, seed: str, *, shuffle: bool) -> str:
        """Return the steps shuffled, whatever the author says, but never already solved."""
        del shuffle
        mixed = self.shuffled(seed)
        return mixed[1:] + mixed[:1] if mixed == self.letters else mixed

    def ask(self, reader: Translator, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
        """Return the steps ordered so far, and buttons for the remaining ones."""
        placed = [bold(f"{place}. ") + self.option(own).text for place, own in enumerate(marks, 1)]
        left = [(name, own, option) for name, own, option in self.shown(reader, asking) if own not in marks]
        after = {own: self.page_after(asking, marks + own) for _, own, _ in left}
        rows: list[Row]
        parts: list[Text | str] = [join(placed, "\n")]
        if self.on_buttons:
            rows = [(Link(label, after[own]),) for label, own in self.labels(reader, asking) if own in after]
        else:
            parts.append(join([bold(f"{name}. ") + option.text for name, _, option in left], "\n"))
            rows = [tuple(Link(name, after[own]) for name, own, _ in left)]
        parts.append(reader.say("What comes first?") if not marks else reader.say("And then?"))
        if marks:
            rows.append((Link(reader.say("Start the order again"), asking.mark("")),))
        return join(parts), tuple(rows)

    def choices(self, asking: Asking, marks: str) -> tuple[Link, ...]:
        """Return the page of each step, which adds it at the end or removes it."""
        return tuple(
            Link(self.option(own).text.plain, self.page_after(asking, self.toggle(marks, own)))
            for own in asking.order
        )

    def feedback(self, reader: Translator, marks: str, note: Text) -> Text:
        """Say whether the order is right, and show the author's."""
        right = self.right(marks)
        verdict = (
            reader.say("Yes, in this order.") if right else reader.say("Let's look. This order works better:")
        )
        return join([bold(verdict), self.solution(), note])

    def solution(self) -> Text:
        """Return the steps numbered in the author's order."""
        return join([bold(f"{place}. ") + option.text for place, option in enumerate(self.options, 1)], "\n")

    def on_board(self, reader: Translator, order: str, *, told: bool) -> tuple[BoardOption, ...]:
        """Return the steps as shown; with the right answer, numbered in the right order."""
        if told:
            options = enumerate(self.options, 1)
            return tuple(BoardOption(f"{place}", option.text.plain, right=True) for place, option in options)
        return super().on_board(reader, order, told=False)

    def on_paper(self, reader: Translator, shown: Mapping[str, str]) -> OnPaper:
        """Return a slot for each letter."""
        how = reader.say("Write the letters in their order: what comes first?")
        key = " → ".join(shown[own] for own in self.letters)
        return OnPaper(how, key, self.paper_options(shown), slots=len(self.options))

    def cell_help(self, reader: Translator, letters: str) -> str:
        """Say that a cell takes all letters."""
        return reader.say("All of {letters}, in the order that was chosen, or nothing.", letters=letters)
