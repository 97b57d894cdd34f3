"""Open: an answer in the person's own words, which are neither judged nor stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.option import OnPaper
from bot.packs.question import Question, kind
from bot.values.means import Means
from bot.values.phrases import phrase
from bot.values.screen import Link
from bot.values.text import Text, join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.option import Asking, Option
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report
    from bot.values.phrases import Translator
    from bot.values.screen import Row

LINES_TO_WRITE = 3


@kind("open")
class Open(Question):
    """A card with the marker `<!-- open -->`: no options; any typed words complete it."""

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
        """Whether there are no marks: an open question has none."""
        return not marks

    def ask(self, reader: Translator, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
        """Ask for own words, with a button for people who prefer to read an idea."""
        del marks
        words = reader.say("Write it in your own words, just for yourself: I do not keep it and do not mark it.")
        return Text(words), ((Link(reader.say("Show me an idea"), asking.answer(""), Means.HINT),),)

    def feedback(self, reader: Translator, marks: str, note: Text) -> Text:
        """Show the idea. People who only wanted to see it are not thanked for an answer."""
        del marks
        return join([reader.say("Here is one idea; yours may be another."), note])

    def examples(self) -> list[tuple[str, str]]:
        """Return the only answer there is."""
        return [("", "…")]

    def on_paper(self, reader: Translator, shown: Mapping[str, str]) -> OnPaper:
        """Return lines to write on."""
        del shown
        return OnPaper(reader.say("Write in your own words."), reader.say("own words"), lines=LINES_TO_WRITE)
