"""Choose-all: several options are right; they are marked, then submitted together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.option import OnPaper
from bot.packs.question import OPTIONS, Question, kind
from bot.values.screen import Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.option import Asking
    from bot.packs.parser.cards.parts import Parts
    from bot.values.phrases import Translator
    from bot.values.screen import Row


@kind("choose-all")
class ChooseAll(Question):
    """Boxes with several checked."""

    preferred = OPTIONS[1]

    @classmethod
    def claims(cls, parts: Parts) -> bool:
        """Whether more than one box is checked."""
        return sum(box.checked for box in parts.boxes) > 1

    def toggle(self, marks: str, own: str) -> str:
        """Return the marks with this option added or removed."""
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
        """Return the page of each option, which marks or unmarks it."""
        return tuple(
            Link(self.option(own).text.plain, asking.mark(self.toggle(marks, own))) for own in asking.order
        )

    def feedback(self, reader: Translator, marks: str, note: Text) -> Text:
        """Say how many right options were found, which marked ones fit, and what is wrong with the others."""
        chosen = self.chosen(marks)
        verdict = reader.say("Yes, that is all of them.") if self.right(marks) else self._noticed(reader, marks)
        told = [
            Text(("☑ " if option in chosen else "☐ ") + ("✓ " if option.right else "✗ ")) + option.text
            for option in self.options
            if option.right or option in chosen
        ]
        legend = reader.say("☑ is what you marked, ✓ is what fits.")
        return join([bold(verdict), join([*told, legend], "\n"), *self._why_not(marks), note])

    def look_again(self, reader: Translator, marks: str) -> Text:
        """Say how many right options were found, and what is wrong with the others; not which are missing."""
        if self.right(marks):
            return Text()
        return join([bold(self._noticed(reader, marks)), *self._why_not(marks)])

    def _noticed(self, reader: Translator, marks: str) -> str:
        found = sum(option.right for option in self.chosen(marks))
        wanted = sum(option.right for option in self.options)
        return reader.say("You noticed {found} of {total}.", found=found, total=wanted)

    def _why_not(self, marks: str) -> list[Text]:
        return [option.text + ". " + option.feedback for option in self.chosen(marks) if not option.right]

    def examples(self) -> list[tuple[str, str]]:
        """Return the right answer and, if different, all options marked."""
        return [(self.key, "✓"), *([(self.letters, "✗")] if self.key != self.letters else [])]

    def on_paper(self, reader: Translator, shown: Mapping[str, str]) -> OnPaper:
        """Say that several boxes may be crossed."""
        return OnPaper(reader.say("Cross all that fit."), self.paper_key(shown), self.paper_options(shown))

    def cell_help(self, reader: Translator, letters: str) -> str:
        """Say that a cell may have several letters."""
        return reader.say("One or more of {letters}, or nothing.", letters=letters)
