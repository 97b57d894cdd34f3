"""Arranging: the base class of kinds of questions in which every option must be put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.option import Option
from bot.packs.question import OPTIONS, Question

if TYPE_CHECKING:
    from bot.packs.option import Asking
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report
    from bot.values.page import Page


class Arranging(Question):
    """Options without boxes, each right in its place: the author's order is the answer. The marks are the letters
    of the options in order of place.
    """

    __slots__ = ()

    arranged = True
    preferred = OPTIONS[1]

    @classmethod
    def options_of(cls, parts: Parts) -> tuple[Option, ...]:
        """Read the items of the list as options, each right in its place."""
        return tuple(Option(step.text, right=True) for step in parts.steps)

    def check(self, parts: Parts, report: Report) -> None:
        """Report nothing: any list is valid."""

    def fitting(self, marks: str) -> str:
        """Return the marks that are options, each once, in the given order."""
        return "".join(own for own in dict.fromkeys(marks) if own in self.letters)

    def complete(self, marks: str) -> bool:
        """Whether every option has its place."""
        return sorted(marks) == [*self.letters]

    def page_after(self, asking: Asking, marks: str) -> Page:
        """Return the page for these marks; the answer is submitted once all options have their place. The last
        remaining option goes there by itself.
        """
        left = [own for own in self.letters if own not in marks]
        whole = marks + left[0] if len(left) == 1 else marks
        return asking.answer(whole) if self.complete(whole) else asking.mark(whole)

    def examples(self) -> list[tuple[str, str]]:
        """Return the right answer and its reverse."""
        return [(self.letters, "✓"), (self.letters[::-1], "✗")]
