"""Open: an answer in own words, which is neither judged nor stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.question import OnPaper, Question, kind
from bot.values.phrases import phrase
from bot.values.screen import Link
from bot.values.text import Text, join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report
    from bot.packs.question import Asking, Option
    from bot.values.phrases import Translator
    from bot.values.screen import Row

LINES_TO_WRITE = 3


@kind("open")
class Open(Question):
    """A card with the marker `<!-- open -->`: no options; whatever is typed completes it."""

    marker = "open"
    counted = False
    own_words = True
    sheet_word = "open"
    moodle = "essay"

    @classmethod
    def options_of(cls, parts: Parts) -> tuple[Option, ...]:
        """Return no option."""
        del parts
        return ()

    def check(self, parts: Parts, report: Report) -> None:
        """Report options beside the marker."""
        if parts.boxes or parts.steps:
            line = (parts.boxes or parts.steps)[0].line
            report.add(
                "E213",
                line,
                phrase("options in a question for own words"),
                phrase("delete <!-- open --> or the options"),
            )

    def complete(self, marks: str) -> bool:
        """Return whether nothing is marked: there is nothing to mark."""
        return not marks

    def ask(self, reader: Translator, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
        """Ask for own words, with a button for people who prefer to read an idea."""
        del marks
        words = reader.say("Write it in your own words, just for yourself: I do not keep it and do not mark it.")
        return Text(words), ((Link(reader.say("Show me an idea"), asking.answer("")),),)

    def feedback(self, reader: Translator, marks: str, note: Text) -> Text:
        """Show the idea, to who wrote and to who only wants to see it: no thanks for what was not done."""
        del marks
        return join([reader.say("Here is one idea; yours may be another."), note])

    def examples(self) -> list[tuple[str, str]]:
        """Return the one answer there is."""
        return [("", "…")]

    def on_paper(self, reader: Translator, shown: Mapping[str, str]) -> OnPaper:
        """Return lines to write on."""
        del shown
        return OnPaper(reader.say("Write in your own words."), reader.say("own words"), lines=LINES_TO_WRITE)
