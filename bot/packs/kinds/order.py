"""Order: steps to be put in order; the author's order is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.question import OPTIONS, BoardOption, OnPaper, Option, Question, kind
from bot.values.screen import Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report
    from bot.packs.question import Asking
    from bot.values.page import Page
    from bot.values.phrases import Translator
    from bot.values.screen import Row


@kind("order")
class Order(Question):
    """A numbered list without boxes. The marks are the letters in the order in which they were tapped."""

    ordered = True
    preferred = OPTIONS[1]
    sheet_word = "order"
    moodle = "ordering"
    no_gift = "an order"

    @classmethod
    def claims(cls, parts: Parts) -> bool:
        """Whether there are steps and no boxes."""
        return bool(parts.steps) and not parts.boxes

    @classmethod
    def options_of(cls, parts: Parts) -> tuple[Option, ...]:
        """Read the steps as options, each right in its place."""
        return tuple(Option(step.text, right=True) for step in parts.steps)

    def check(self, parts: Parts, report: Report) -> None:
        """Report nothing: any list is an order."""

    def toggle(self, marks: str, own: str) -> str:
        """Return the marks with this step put last, or taken out again."""
        return marks.replace(own, "") if own in marks else marks + own

    def fitting(self, marks: str) -> str:
        """Return the marks that are steps, each once, in the order in which they were set."""
        return "".join(own for own in dict.fromkeys(marks) if own in self.letters)

    def complete(self, marks: str) -> bool:
        """Whether every step has its place."""
        return sorted(marks) == [*self.letters]

    def display_order(self, seed: str, *, shuffle: bool) -> str:
        """Return the steps shuffled, whatever the author says, and never solved already."""
        del shuffle
        mixed = self.shuffled(seed)
        return mixed[1:] + mixed[:1] if mixed == self.letters else mixed

    def ask(self, reader: Translator, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
        """Return the steps put in order so far, and buttons for those that are left."""
        placed = [bold(f"{place}. ") + self.option(own).text for place, own in enumerate(marks, 1)]
        left = [(name, own, option) for name, own, option in self.shown(reader, asking) if own not in marks]

        def after(own: str) -> Page:
            return self._after(asking, marks, own)

        rows: list[Row]
        parts: list[Text | str] = [join(placed, "\n")]
        if self.on_buttons:
            rows = [(Link(label, after(own)),) for label, own in self.labels(reader, asking) if own not in marks]
        else:
            parts.append(join([bold(f"{name}. ") + option.text for name, _, option in left], "\n"))
            rows = [tuple(Link(name, after(own)) for name, own, _ in left)]
        parts.append(reader.say("What comes first?") if not marks else reader.say("And then?"))
        if marks:
            rows.append((Link(reader.say("Start the order again"), asking.mark("")),))
        return join(parts), tuple(rows)

    def choices(self, asking: Asking, marks: str) -> tuple[Link, ...]:
        """Return where each step leads: put next, or taken out again."""
        return tuple(Link(self.option(own).text.plain, self._after(asking, marks, own)) for own in asking.order)

    def _after(self, asking: Asking, marks: str, own: str) -> Page:
        """Return the page after this step is put next; the last one that is left has only one place."""
        chosen = self.toggle(marks, own)
        left = [other for other in self.letters if other not in chosen]
        if len(left) == 1 and own in chosen:
            chosen += left[0]
        return asking.answer(chosen) if self.complete(chosen) else asking.mark(chosen)

    def feedback(self, reader: Translator, marks: str, note: Text) -> Text:
        """Say whether the order fits, and show the author's."""
        right = self.right(marks)
        verdict = (
            reader.say("Yes, in this order.") if right else reader.say("Let's look. This order works better:")
        )
        return join([bold(verdict), self.solution(), note])

    def solution(self) -> Text:
        """Return the steps numbered in the author's order."""
        return join([bold(f"{place}. ") + option.text for place, option in enumerate(self.options, 1)], "\n")

    def examples(self) -> list[tuple[str, str]]:
        """Return the right order and its reverse."""
        return [(self.letters, "✓"), (self.letters[::-1], "✗")]

    def on_board(self, reader: Translator, order: str, *, told: bool) -> tuple[BoardOption, ...]:
        """Return the steps as they are shown; with the right answer, numbered in the right order."""
        if told:
            options = enumerate(self.options, 1)
            return tuple(BoardOption(f"{place}", option.text.plain, right=True) for place, option in options)
        return super().on_board(reader, order, told=False)

    def on_paper(self, reader: Translator, shown: Mapping[str, str]) -> OnPaper:
        """Return a slot for each letter."""
        how = reader.say("Write the letters in their order: what comes first?")
        return OnPaper(how, " → ".join(shown[own] for own in self.letters), slots=len(self.options))

    def cell_help(self, reader: Translator, letters: str) -> str:
        """Return that all letters stand in a cell."""
        return reader.say("All of {letters}, in the order that was chosen, or nothing.", letters=letters)
