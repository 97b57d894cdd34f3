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
    from bot.chat.file_uses import FileUse
    from bot.chat.incoming import SentFile, What
    from bot.values.audience import Role


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a view shows (a screen, or the page to lead on to) and what else it decided. A view that decided
    nothing else returns just the Screen or Page.
    """

    shown: Screen | Page
    turn: Turn | None = None
    """The turn from here on, if the view changed who the person is or which reader they play."""
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
Receiver = Callable[[Turn, Page | None], Page | None]
"""Returns the page that takes a file at the person's place; None where it was not asked for."""
ReceiverOf = TypeVar("ReceiverOf", bound=Receiver)
EarOf = TypeVar("EarOf", bound=Ear)
TurnView = TypeVar("TurnView", bound=Draw)
ReaderView = TypeVar("ReaderView", bound=DrawForReader)


class Stage(IntEnum):
    """The order in which features try to understand typed words that mean nothing on the screen."""

    FORWARDED = 0
    """Of somebody else's message, and of no other: what is to be seen in it."""
    QUOTED = 1
    """Of somebody else's message that was typed or pasted: what is to be seen in it. Asked wherever people are."""
    TOLD = 2
    """That something has happened of which there is a help page."""
    PASTED = 3
    """Somebody else's message, with an address in it."""
    SAID = 4
    """The bot's own places by name, and small talk."""
    MEANT = 5
    """What it most likely means: a sure guess, what the library has on it, or a few guesses to choose from."""


@dataclass(frozen=True, slots=True)
class View:
    """A drawing function, and the rules for its pages."""

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
    """Whether they carry a code, right or wrong. If the person only looks round, the code is kept in memory until
    they agree, and not longer (`visitors.keep_link`): the button then carries it."""
    dialogue: bool = False
    """Whether the person is in the middle of something: for half an hour nothing unasked is sent
    (docs/design.md §3)."""
    pause: bool = False
    """Whether something has come to its end there: the bot may suggest a rest, never in the middle."""
    aside: bool = False
    """Whether they answer beside an unfinished dialogue: an open question comes again below them."""
    takes: type[What] | None = None
    """What they need of the input that led to them (`Turn.given`), such as typed words; others that words are
    understood to mean never see them."""


class Views:
    """The views of one module of a feature; `find_views` merges all of them into one."""

    def __init__(self) -> None:
        self.by_page: dict[type[Page], View] = {}
        self.without_store: dict[type[Page], DrawForReader] = {}
        self.ears: list[tuple[Stage, Ear]] = []
        """What understands typed words, in the order in which it is asked."""
        self.receivers: dict[type[SentFile], Receiver] = {}
        self.files: list[FileUse[Any]] = []
        """Uses of files, in the order in which they are asked."""

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
        takes: type[What] | None = None,
    ) -> Callable[[TurnView], TurnView]:
        """Register a function as the view of these pages; `View` tells what the switches mean.

        Errors: ValueError when a page has a view already.
        """

        def register(draw: TurnView) -> TurnView:
            for page in pages:
                self._free(page)
                self.by_page[page] = View(draw, role, newcomer, kept, own, coded, dialogue, pause, aside, takes)
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
        """Register a function that understands typed words with no meaning on the screen where they were typed."""

        def register(ear: EarOf) -> EarOf:
            self.ears.append((stage, ear))
            return ear

        return register

    def receives(self, kind: type[SentFile]) -> Callable[[ReceiverOf], ReceiverOf]:
        """Register a function that names the page for such a file."""

        def register(receiver: ReceiverOf) -> ReceiverOf:
            self.receivers[kind] = receiver
            return receiver

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
            merged.receivers.update(feature.receivers)
            merged.files += feature.files
        merged.ears.sort(key=itemgetter(0))
        merged.files.sort(key=lambda use: use.anywhere)
        return merged


def find_views(package: str = FEATURES) -> Views:
    """Return the views of every feature: of each module in the package, or in a folder of it, that has `views`.

    Errors: ValueError when two features draw the same page.
    """
    found = [vars(module).get("views") for module in modules_below(package)]
    return Views.merge(*(views for views in found if isinstance(views, Views)))
