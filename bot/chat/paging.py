"""Long lists come in pages: the part that is shown, and the buttons that turn pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.values.means import Means
from bot.values.screen import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.chat.turn import Reader
    from bot.values.page import Page
    from bot.values.screen import Row

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list: its entries, its number from 0, how many pages there are."""

    entries: tuple[T, ...]
    number: int
    pages: int

    def page_row(self, reader: Reader, page: Callable[[int], Page]) -> tuple[Row, ...]:
        """Return the row that turns to the previous and the next page; empty for a list of one page."""
        row: list[Link] = []
        if self.number > 0:
            row.append(Link(reader.say("◀ Back a page"), page(self.number - 1), Means.BACK))
        if self.number + 1 < self.pages:
            row.append(Link(reader.say("Next page ▶"), page(self.number + 1), Means.MORE))
        return (tuple(row),) if row else ()

    def heading(self, reader: Reader, words: str) -> str:
        """Return the heading of the list, with "2 of 5" when it has several pages."""
        if self.pages == 1:
            return words
        return f"{words} · " + reader.say("{number} of {total}", number=self.number + 1, total=self.pages)


def part(entries: Sequence[T], number: int, size: int) -> Part[T]:
    """Return page `number` (from 0) of a list. A number past the end (forged, or the list shrank) gives the
    last page.
    """
    pages = max(1, -(-len(entries) // size))
    number = min(number, pages - 1)
    return Part(tuple(entries[number * size : (number + 1) * size]), number, pages)
