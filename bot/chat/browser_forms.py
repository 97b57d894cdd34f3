"""Browser forms: what a feature offers only in a browser; the web door draws and guards it. The module `web` of
a feature holds `forms`. It knows no server: a request comes as an `Asked`, and the answer is a value.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from bot.chat.conversation import Reply
from bot.values.folders import FEATURES, modules_below
from bot.values.screen import Document, Screen

if TYPE_CHECKING:
    from datetime import datetime
    from subprocess import Popen

    from bot.chat.browser_people import Who
    from bot.chat.incoming import What
    from bot.chat.services import Services
    from bot.chat.turn import Reader, Turn
    from bot.packs.upload.sandbox import Limits
    from bot.values.page import Page

Opened = TypeVar("Opened")
T = TypeVar("T")

FORM_BYTES = 40 * 1024
"""Longest form unless one declares another: 4096 letters, nine bytes each at most as browsers write them, and what
the door puts into it."""

FIELD_BYTES = 1024
"""Longest field beside a file, unless its form declares another."""

FORM_FIELDS, FORM_SECONDS = 20, 5.0
"""Most fields of such a form, and the seconds that it may take to arrive."""


class Refused(Exception):
    """A request that is not let in, with the status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class AtOnce:
    """How often an expensive action may run at once: in all, and for one visit."""

    in_all: int
    of_a_visit: int


FILES = AtOnce(8, 2)
"""Files that may be on their way at once; a file is ten MiB of memory at most."""


@dataclass(frozen=True, slots=True)
class Way:
    """A button that leads to an address of the site itself; `acts`: it changes something."""

    label: str
    target: str
    acts: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn below the words of a screen: a template of the feature, such as `own_questions/own.html`,
    and its values. The template also gets `forms`, the proof that its forms are ours.
    """

    template: str
    values: Mapping[str, object] = field(repr=False)
    script: str = ""
    """A script of the site by which it lives: such a part has the whole width, and no field for words below."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A screen, and the words of the answer or choice that led to it (empty: a page of its own)."""

    screen: Screen
    tapped: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: a screen, the path of the page of the house that it belongs to, buttons of the site above those
    of the screen, and `part`, drawn below its words.
    """

    screen: Screen
    path: str
    status: int = HTTPStatus.OK
    ways: tuple[Way, ...] = ()
    part: Part | None = None
    code: str = ""
    """The address to which a code is typed on this page, in place of words."""


@dataclass(frozen=True, slots=True)
class Seated:
    """The browser is from now on that of somebody without a chat; it begins with a screen or at an address.
    `secret`: of their browser (`bot.db.desks`); `sender`: the number that stands where others have their Telegram
    id.
    """

    secret: str = field(repr=False)
    sender: int = field(repr=False)
    begins: Screen | str


@dataclass(frozen=True, slots=True)
class LedTo:
    """The browser goes on to this address of the site, or to a page of the house."""

    address: str | Page


@dataclass(frozen=True, slots=True)
class TooLate:
    """The form is not on a page that was drawn for this visit, or it was open for too long."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, by its name; None for one that is not there."""

    name: str
    content: bytes | None = field(repr=False)


Answer = Shown | Seated | Part | LedTo | Document | Image | TooLate | Reply


class InTurn(Protocol):
    """Runs something in a turn of the person with this browser, in the store's thread."""

    async def __call__(self, act: Callable[[Turn], T]) -> T | None:
        """Return its result; None if nobody is remembered.

        Errors: StoreAway; another one, which the door answers, if somebody else has their phone by now.
        """


class InHouse(Protocol):
    """Runs something in the store's thread, for people whom nobody knows yet."""

    async def __call__(self, act: Callable[[Services, datetime], T]) -> T:
        """Call it with the services and the time, and return its result. Errors: StoreAway."""


@dataclass(frozen=True, slots=True)
class Client:
    """The browser that asks. `token`: its cookie; `secret`: the part of it that opens the screens of somebody who
    is remembered, empty for visitors; `address`: its network; `unknown`: nobody knows its cookie.
    """

    token: str = field(repr=False)
    secret: str = field(repr=False)
    sender: int = field(repr=False)
    """The number that stands where others have their Telegram id."""
    address: str = field(repr=False)
    unknown: bool
    may_try: Callable[[], bool] = field(repr=False)
    """Counts one try of a code, and tells whether it may be looked up."""


class ReadFile(Protocol):
    """Reads the uploaded file of a form, which is not read before this call."""

    async def __call__(self, most: int) -> bytes | None:
        """Return its bytes, or None if there are more than `most`."""


class Answers(Protocol):
    """Answers a person as the pages of the house do."""

    async def __call__(self, what: What) -> Reply:
        """Return what they see next. Errors: StoreAway."""


DrawScreens = Callable[[Sequence[Seen], str, str, Path], str]
"""Returns screens one below the other as HTML; given too: the locale, what stands before the words that were
tapped, and the folder of the pack whose pictures are shown."""

Drawing = Callable[[Mapping[str, Any], bytes, DrawScreens], dict[str, Any]]
"""A function of a module that draws what is told (plain data, and bytes) and returns plain data."""


class DrawsApart(Protocol):
    """Draws unchecked content in a process of its own."""

    async def __call__(
        self, drawing: Drawing, told: Mapping[str, Any], content: bytes, limits: Limits
    ) -> dict[str, Any] | None:
        """Return what the function returned; None if it was stopped at its limits."""


@dataclass(frozen=True, slots=True)
class Asked(Generic[Opened]):
    """A request from a browser. `opened`: what the feature has opened to this person; `children`: processes
    that end when the site is closed.
    """

    opened: Opened
    reader: Reader
    now: datetime
    who: Who
    parts: Mapping[str, str]
    """The parts of the address that have a name."""
    query: Mapping[str, str]
    form: Mapping[str, str] = field(repr=False)
    file_name: str = field(repr=False)
    read_file: ReadFile
    client: Client
    in_turn: InTurn
    in_house: InHouse
    becomes: Answers
    """Answers once what the form has become, also when the form comes again."""
    sees: Answers
    """Answers what changes nothing."""
    draw_apart: DrawsApart
    children: set[Popen[bytes]]


@dataclass(frozen=True, slots=True)
class FormLimits:
    """What a form may hold: its bytes (except those of a `file`, which its handler reads), its fields, and the
    seconds that it may take; `few`: how often its action may run at once, None for any number.
    """

    most: int = FORM_BYTES
    fields: int = FORM_FIELDS
    seconds: float = FORM_SECONDS
    file: bool = False
    few: AtOnce | None = None
    field: int = FIELD_BYTES
    """The bytes of the longest field beside a `file`."""
    unknown: bool = False
    """Whether the form is read from a browser that nobody knows, too: nothing can be forged in its name."""

    @property
    def costly(self) -> bool:
        """Whether the form is read only from people who are remembered."""
        return self.file or self.most > FORM_BYTES


Handler = Callable[[Asked[Opened]], Awaitable[Answer]]
HandlerOf = TypeVar("HandlerOf", bound=Callable[..., Awaitable[Answer]])
Offer = Callable[["Reader", "Page", Screen], tuple[Way, ...]]
OfferOf = TypeVar("OfferOf", bound=Callable[..., tuple[Way, ...]])


@dataclass(frozen=True, slots=True)
class Address(Generic[Opened]):
    """An address of the site and its handler; `limits`: those of its form, None for a page that is only looked
    at.
    """

    path: str
    answer: Handler[Opened]
    limits: FormLimits | None


@dataclass(frozen=True, slots=True)
class Heard:
    """Words that a visitor may type anywhere, and the address that takes them."""

    path: str
    understands: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Offered:
    """A way that is offered on some pages of the house, and the people who see it; `below`: it is seldom
    needed.
    """

    pages: tuple[type[Page], ...]
    who: Who
    ways: Offer
    below: bool


class BrowserForms(Generic[Opened]):
    """The addresses of one feature, and the ways to them from pages of the house. `opens` returns what they
    need of the person, in that person's turn, or None if the person may not use them; then `otherwise` is the
    answer. Without `opens` they are for everybody, also for visitors, and `Asked.opened` is None.
    """

    def __init__(
        self,
        opens: Callable[[Turn, Mapping[str, str]], Opened | None] | None = None,
        otherwise: Callable[[Asked[None]], Answer] = lambda _: TooLate(),
    ) -> None:
        self.opens = opens
        self.otherwise = otherwise
        self.heard: list[Heard] = []
        self.endings: tuple[type[Page], ...] = ()
        """Pages after which there may be nothing of a person without a chat any more."""
        self.addresses: list[Address[Opened]] = []
        self.offered: list[Offered] = []

    def page(self, path: str) -> Callable[[HandlerOf], HandlerOf]:
        """Register the handler for this address."""
        return self._at(path, None)

    def form(self, path: str, limits: FormLimits | None = None) -> Callable[[HandlerOf], HandlerOf]:
        """Register the handler for a form that is sent to this address."""
        return self._at(path, limits or FormLimits())

    def hears(self, path: str, understands: Callable[[str], bool]) -> None:
        """Take these words of a visitor, wherever they are typed, as if they were sent to this address."""
        self.heard.append(Heard(path, understands))

    def offers(self, *pages: type[Page], who: Who, below: bool = False) -> Callable[[OfferOf], OfferOf]:
        """Register what is offered on these pages."""

        def register(offer: OfferOf) -> OfferOf:
            self.offered.append(Offered(pages, who, offer, below))
            return offer

        return register

    def _at(self, path: str, limits: FormLimits | None) -> Callable[[HandlerOf], HandlerOf]:
        def register(answer: HandlerOf) -> HandlerOf:
            self.addresses.append(Address(path, answer, limits))
            return answer

        return register


def find_forms(package: str = FEATURES) -> tuple[BrowserForms[Any], ...]:
    """Return what each feature offers only in a browser: the `forms` of its modules."""
    found = (vars(module).get("forms") for module in modules_below(package))
    return tuple(forms for forms in found if isinstance(forms, BrowserForms))


def templates() -> Path:
    """Return the folder in which templates are found by feature and name."""
    return Path(import_module(FEATURES).__path__[0])
