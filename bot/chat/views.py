"""Views: which function draws which Page, and the role that may see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from bot.chat.turn import Reader, Turn
from bot.values.page import Page
from bot.values.screen import Screen

if TYPE_CHECKING:
    from bot.values.audience import Role

Draw = Callable[[Turn, Any], Screen | Page]
DrawForReader = Callable[[Reader, Any], Screen]
TurnView = TypeVar("TurnView", bound=Draw)
ReaderView = TypeVar("ReaderView", bound=DrawForReader)


@dataclass(frozen=True, slots=True)
class View:
    """A drawing function and what it needs: a role (None = everyone), whether somebody who has not yet said who
    they are may see it, whether the page is kept as the person's place.
    """

    draw: Draw
    role: Role | None = None
    newcomer: bool = False
    kept: bool = True


class Views:
    """The views of one feature; `app` merges those of all features into one."""

    def __init__(self) -> None:
        self.by_page: dict[type[Page], View] = {}
        self.without_store: dict[type[Page], DrawForReader] = {}

    def __call__(
        self, *pages: type[Page], role: Role | None = None, newcomer: bool = False, kept: bool = True
    ) -> Callable[[TurnView], TurnView]:
        """Register a function as the view of these pages.

        Errors: ValueError when a page has a view already.
        """

        def register(draw: TurnView) -> TurnView:
            for page in pages:
                self._free(page)
                self.by_page[page] = View(draw, role, newcomer, kept)
            return draw

        return register

    def help(self, *pages: type[Page]) -> Callable[[ReaderView], ReaderView]:
        """Register a view that needs no store, no consent and no role, and is never kept as the last page."""

        def register(draw: ReaderView) -> ReaderView:
            for page in pages:
                self._free(page)
                self.without_store[page] = draw
            return draw

        return register

    def _free(self, page: type[Page]) -> None:
        if page in self.by_page or page in self.without_store:
            raise ValueError(f"{page.__name__} has a view already")

    @classmethod
    def merge(cls, *features: Views) -> Views:
        """Return the views of all these features.

        Errors: ValueError when two features draw the same page.
        """
        merged = cls()
        for feature in features:
            for page in (*feature.by_page, *feature.without_store):
                merged._free(page)
            merged.by_page.update(feature.by_page)
            merged.without_store.update(feature.without_store)
        return merged
