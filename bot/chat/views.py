"""Views: which function draws which Page, and the role that may see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from bot.chat.turn import Reader, Turn
from bot.values.folders import FEATURES, modules_below
from bot.values.page import Page
from bot.values.screen import Screen

if TYPE_CHECKING:
    from bot.values.audience import Role


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a view shows (a screen, or the page to lead on to) and what it decided beside. A view that decided
    nothing returns just the Screen or Page.
    """

    shown: Screen | Page
    turn: Turn | None = None
    """The turn from here on, when the view changed who the person is or as whom they see the bot."""
    stands_for: Page | None = None
    """Of the doorway of a planned visit: the page whose content it shows, for the ledger."""
    step: str = ""
    """Of the doorway of a campaign's day: the name of the step that it shows."""
    told: str = ""
    """What was just decided, in a sentence that stands above the page that is led on to."""
    forgotten: bool = False
    """The person was forgotten: nothing more is written in this turn."""


Draw = Callable[[Turn, Any], Screen | Page | Outcome]
DrawForReader = Callable[[Reader, Any], Screen]
Ear = Callable[[Turn, str], Page | None]
"""Returns the page that typed words lead to; None when it does not understand them."""
EarOf = TypeVar("EarOf", bound=Ear)
TurnView = TypeVar("TurnView", bound=Draw)
ReaderView = TypeVar("ReaderView", bound=DrawForReader)


class Stage(IntEnum):
    """In which order typed words are tried to be understood, once they mean nothing on the screen."""

    TOLD = 1
    """That something has happened of which there is a help page."""
    PASTED = 2
    """Somebody else's message, with an address in it."""
    SAID = 3
    """The bot's own places by name, and small talk."""
    MEANT = 4
    """What it most likely means: a sure guess, what the library has on it, or a few guesses to choose from."""


@dataclass(frozen=True, slots=True)
class View:
    """A drawing function, and what holds for its pages."""

    draw: Draw
    role: Role | None = None
    """Who may see them; None: everyone."""
    newcomer: bool = False
    """Whether somebody may see them who has not yet said who they are."""
    kept: bool = True
    """Whether they are kept as the person's place."""
    own: bool = False
    """Whether they are about the person's own self (settings, own data): an editor who tries an edition out sees
    them as themselves."""
    coded: bool = False
    """Whether they carry a code, right or wrong. Of who only looks round it is kept in memory until they agree,
    and no further (`visitors.keep_link`): the button then carries it."""
    dialogue: bool = False
    """Whether the person is in the middle of something: for half an hour nothing unasked is sent
    (docs/design.md §3)."""
    pause: bool = False
    """Whether something has come to its end there: the bot may suggest a rest, never in the middle."""
    aside: bool = False
    """Whether they answer beside what is going on: a question that is open comes again below them."""
    typed: bool = False
    """Whether they need the words that led to them; others that words are understood to mean never see them."""


class Views:
    """The views of one module of a feature; `find_views` merges all of them into one."""

    def __init__(self) -> None:
        self.by_page: dict[type[Page], View] = {}
        self.without_store: dict[type[Page], DrawForReader] = {}
        self.ears: list[tuple[Stage, Ear]] = []
        """What understands typed words, in the order in which it is asked."""

    def __call__(  # noqa: PLR0913 - what holds for a page
        self,
        *pages: type[Page],
        role: Role | None = None,
        newcomer: bool = False,
        kept: bool = True,
        own: bool = False,
        coded: bool = False,
        dialogue: bool = False,
        pause: bool = False,
        aside: bool = False,
        typed: bool = False,
    ) -> Callable[[TurnView], TurnView]:
        """Register a function as the view of these pages; `View` tells what the switches mean.

        Errors: ValueError when a page has a view already.
        """

        def register(draw: TurnView) -> TurnView:
            for page in pages:
                self._free(page)
                self.by_page[page] = View(draw, role, newcomer, kept, own, coded, dialogue, pause, aside, typed)
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

    def hears(self, stage: Stage) -> Callable[[EarOf], EarOf]:
        """Register what understands typed words that mean nothing on the screen where they were typed."""

        def register(ear: EarOf) -> EarOf:
            self.ears.append((stage, ear))
            return ear

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
            merged.ears += feature.ears
        merged.ears.sort(key=itemgetter(0))
        return merged


def find_views(package: str = FEATURES) -> Views:
    """Return the views of every feature: of each module in the package, or in a folder of it, that has `views`.

    Errors: ValueError when two features draw the same page.
    """
    found = [vars(module).get("views") for module in modules_below(package)]
    return Views.merge(*(views for views in found if isinstance(views, Views)))
