"""Choose-all: several options are right; they are marked and then submitted together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.question import OPTIONS, OnPaper, Question, kind
from bot.values.screen import Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.parser.cards.parts import Parts
    from bot.packs.question import Asking
    from bot.values.phrases import Translator
    from bot.values.screen import Row


@kind("choose-all")
class ChooseAll(Question):
    """Boxes of which several are checked."""

    preferred = OPTIONS[1]

    @classmethod
    def claims(cls, parts: Parts) -> bool:
        """Whether more than one box is checked."""
        return sum(box.checked for box in parts.boxes) > 1

    def toggle(self, marks: str, own: str) -> str:
        """Return the marks with this option marked, or not any more."""
        return self.fitting(marks.replace(own, "") if own in marks else marks + own)

    def complete(self, marks: str) -> bool:
        """Whether at least one option is marked, and only options of this question, each once, in order."""
        return bool(marks) and marks == self.fitting(marks)

    def ask(self, reader: Translator, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
        """Return the options with a box each, and "Done" once something is marked."""
        links = [
            Link(("☑ " if own in marks else "☐ ") + label, asking.mark(self.toggle(marks, own)))
            for label, own in self.labels(reader, asking)
        ]
        rows: list[Row] = [(link,) for link in links] if self.on_buttons else [tuple(links)]
        if marks:
            rows.append((Link(reader.say("Done"), asking.answer(marks)),))
        text = Text() if self.on_buttons else self.lettered(reader, asking)
        return join([text, reader.say("Mark all that fit, then tap “Done”.")]), tuple(rows)

    def choices(self, asking: Asking, marks: str) -> tuple[Link, ...]:
        """Return where each option leads: marked, or not any more."""
        return tuple(
            Link(self.option(own).text.plain, asking.mark(self.toggle(marks, own))) for own in asking.order
        )

    def feedback(self, reader: Translator, marks: str, note: Text) -> Text:
        """Say how many were found, which were marked and which fit, and what is wrong with the others."""
        chosen = self.chosen(marks)
        wanted = [option for option in self.options if option.right]
        found = sum(option.right for option in chosen)
        if self.right(marks):
            verdict = reader.say("Yes, that is all of them.")
        else:
            verdict = reader.say("You noticed {found} of {total}.", found=found, total=len(wanted))
        told = [
            Text(("☑ " if option in chosen else "☐ ") + ("✓ " if option.right else "✗ ")) + option.text
            for option in self.options
            if option.right or option in chosen
        ]
        legend = reader.say("☑ is what you marked, ✓ is what fits.")
        why = [option.text + ". " + option.feedback for option in chosen if not option.right]
        return join([bold(verdict), join([*told, legend], "\n"), *why, note])

    def examples(self) -> list[tuple[str, str]]:
        """Return the right answer and, when that is another, all options marked."""
        return [(self.key, "✓"), *([(self.letters, "✗")] if self.key != self.letters else [])]

    def on_paper(self, reader: Translator, shown: Mapping[str, str]) -> OnPaper:
        """Return that several boxes may be crossed."""
        return OnPaper(reader.say("Cross all that fit."), self.paper_key(shown))

    def cell_help(self, reader: Translator, letters: str) -> str:
        """Return that several letters may stand in a cell."""
        return reader.say("One or more of {letters}, or nothing.", letters=letters)
