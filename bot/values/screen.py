"""Screen: what a person sees at a page. A value; nothing in it knows Telegram's wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.values.page import Page
    from bot.values.screen_block import ScreenBlock
    from bot.values.table import Table


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leads to a page."""

    label: str
    page: Page


@dataclass(frozen=True, slots=True)
class Address:
    """A button that opens an https address; never `tel:`, with which Telegram refuses the whole message."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A button that copies a text of at most 256 characters, such as a telephone number."""

    label: str
    words: str


Button = Link | Address | Copy
Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: a file of a pack or of the package, its words for those who cannot see it, and a key that
    changes with its content (the edge caches Telegram's file id under it).
    """

    file: Path
    alt: str
    key: str
    block: ScreenBlock | None = None
    """A phone's screen, which is drawn when it is sent; `file` is only its name then."""
    draw: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)
    """Draws it when it is sent; `file` is only its name then."""

    @property
    def in_words(self) -> Text:
        """What is said in its place where it cannot be shown."""
        return self.block.in_words() if self.block else Text(f"[{self.alt}]")


@dataclass(frozen=True, slots=True)
class Voice:
    """A card read aloud: a file in mono Opus, a key that changes with its content (the edge caches Telegram's file
    id under it), how long it lasts, whether a machine read it. `caption`: what is said below it.
    """

    file: Path
    key: str
    seconds: int
    synthetic: bool = False
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file made for the person. `content` may be a function that makes it: drawing takes long, and so happens
    after the commit, where the file is sent. `caption`: where there is one, the chat shows it at once as a picture
    with these words below it, in place of a file to be opened; nothing keeps it to be sent again.
    """

    name: str
    content: bytes | Callable[[], bytes] = field(repr=False)
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Greeting:
    """A message of its own that carries the persistent bottom keyboard: such a message can never be edited nor
    hold buttons (values/limits), so the screen follows it as a second message.
    """

    text: Text
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextField:
    """One of many texts that are written over together, where a page has room for a form. `name` says which,
    `about` stands beside it (words that changed are marked), `state` tells how it stands. `confirms`: words beside
    a box to tick, in place of writing it anew; `most`: characters at most, 0 for no limit.
    """

    name: str
    about: Text
    words: str
    state: str = ""
    confirms: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True)
class TextForm:
    """A form of texts: headings of its two columns, the fields, what its button says."""

    heading: str
    columns: tuple[str, str]
    fields: tuple[TextField, ...]
    send: str


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees: text, perhaps a picture or documents, rows of buttons, perhaps a short alert.

    `asks`: the next typed message visits that page (its words are in the turn, and stored nowhere).
    `choices`: what can be answered here, in the order and the full words in which they are shown: who types one of
    them, its letter or its number has tapped it, and other words do not bury the question.
    `together`: where several choices may be named at once, the page for their places (from 0); None for these.
    `greeting`: sent before it, with the bottom keyboard.
    """

    text: Text
    rows: tuple[Row, ...] = ()
    picture: Picture | None = None
    voice: Voice | None = None
    """Sent above the screen; the screen counts as shown without it."""
    documents: tuple[Document, ...] = ()
    tables: tuple[Table, ...] = ()
    """In the order in which their words stand in the text (`in_words`)."""
    form: TextForm | None = None
    """Shown by a page in the place of the words that say the same (`in_words`); the chat has no room for it."""
    alert: str = ""
    asks: Page | None = None
    again: str = field(default="", repr=False)
    """What was typed, where it has to be mended: a page has it in its field once more, and nothing keeps it."""
    choices: tuple[Link, ...] = ()
    together: Callable[[tuple[int, ...]], Page | None] | None = None
    greeting: Greeting | None = None
    apart: bool = False
    """Sent as a message of its own: the one whose button was pressed stays as it is."""
    picture_of: str = ""
    """For whom on a shared phone it was drawn (`values.profile_picture`); its buttons carry it."""
    wipes: int = 0
    """Before it is sent, everything in the chat from this message on is deleted (0: nothing)."""
