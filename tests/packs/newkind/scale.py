"""Scale: how strongly somebody feels, from little to much: a kind of question that only the tests know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.question import Question, kind
from bot.values.screen import Link
from bot.values.text import Text, join

if TYPE_CHECKING:
    from bot.packs.option import Asking
    from bot.values.phrases import Translator
    from bot.values.screen import Row


@kind("scale")
class Scale(Question):
    """A card with the marker `<!-- scale -->`; its boxes name the steps. Nothing is right about an answer."""

    marker = "scale"
    counted = False
    sheet_word = "scale"
    no_gift = "a scale"

    def display_order(self, seed: str, *, shuffle: bool) -> str:
        """Return the author's order: a scale that is shuffled is none."""
        del seed, shuffle
        return self.letters

    def ask(self, reader: Translator, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
        """Return the steps as text and a row of numbers."""
        del marks
        row = tuple(Link(str(place), asking.answer(own)) for place, own in enumerate(asking.order, 1))
        return self.lettered(reader, asking), (row,)

    def feedback(self, reader: Translator, marks: str, note: Text) -> Text:
        """Say where on the scale that is."""
        chosen = [Text(reader.say("You chose: ")) + option.text for option in self.chosen(marks)]
        return join([*chosen, f"{self.letters.index(marks) + 1} / {len(self.options)}", note])
