"""Screen: what a person sees at a page. A value that knows nothing of Telegram's protocol."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.values.means import Means
    from bot.values.page import Page
    from bot.values.screen_block import ScreenBlock
    from bot.values.table import Table

    Paired = Callable[[Sequence[tuple[int | None, int]]], Page | None]


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leads to a page. `means`: what it does for somebody who types "next" or "back" in place of a
    tap, or uses a browser; None for nothing of this. A page may say it for all buttons that lead to it.
    """

    label: str
    page: Page
    means: Means | None = None

    def __post_init__(self) -> None:
        """Take the meaning of the page where none is given."""
        if self.means is None and self.page.means is not None:
            object.__setattr__(self, "means", self.page.means)


@dataclass(frozen=True, slots=True)
class Address:
    """A button that opens an https address; never `tel:`, because Telegram then refuses the whole message."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A button that copies a text of at most 256 characters, such as a phone number."""

    label: str
    words: str


Button = Link | Address | Copy
Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: a file of a pack or of the package, its description for people who cannot see it, and a key that
    changes with its content (the edge caches Telegram's file id under it).
    """

    file: Path
    alt: str
    key: str
    block: ScreenBlock | None = None
    """A phone's screen, drawn when it is sent; then `file` is only a name."""
    draw: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)
    """Draws the picture when it is sent; then `file` is only a name."""

    @property
    def in_words(self) -> Text:
        """Its text, for readers who cannot be shown the picture."""
        return self.block.in_words() if self.block else Text(f"[{self.alt}]")


@dataclass(frozen=True, slots=True)
class Voice:
    """A card read aloud: a file in mono Opus, a key that changes with its content (the edge caches Telegram's file
    id under it), its length, whether a machine read it. `caption`: the text below it.
    """

    file: Path
    key: str
    seconds: int
    synthetic: bool = False
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file made for the person. `content` may be a function that makes it when the file is sent, after the
    commit, because drawing takes long. With a `caption` the chat shows the file as a picture above these words; it
    is not cached for sending again.
    """

    name: str
    content: bytes | Callable[[], bytes] = field(repr=False)
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Greeting:
    """A message of its own with the persistent bottom keyboard. Such a message can never be edited and cannot hold
    buttons (values/limits), so the screen follows as a second message.
    """

    text: Text
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextField:
    """One of many texts that a person edits together, on doors that have room for a form. `name`: its key;
    `about`: the text beside it (changed words are marked); `state`: its progress. `confirms`: words beside a tick
    box that stands in place of a text; `most`: the most characters, 0 for no limit.
    """

    name: str
    about: Text
    words: str
    state: str = ""
    confirms: str = ""
    most: int = 0
    notes: tuple[str, ...] = ()
    """Lines below what it is about, such as the terms in it."""
    offers: str = ""
    """Words that a tick takes for a text left empty; they stand beside the tick after `offered`."""
    offered: str = ""


@dataclass(frozen=True, slots=True)
class TextForm:
    """A form of texts: the headings of its two columns, the fields, the label of its button; `save`: the label of
    a button that keeps what is there so far.
    """

    heading: str
    columns: tuple[str, str]
    fields: tuple[TextField, ...]
    send: str
    save: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees: text, perhaps a picture or documents, rows of buttons, perhaps a short alert.

    `asks`: the page that the next typed message visits (the turn holds its words; they are not stored).
    `choices`: the possible answers, in the order and full words in which they are shown. Typing one of them, its
    letter or its number counts as a tap on it; other words do not bury the question.
    `together`: if several choices may be named at once, returns the page for their places (from 0), or None if
    they do not fit.
    `paired`: if choices are matched with numbers in the text, returns the page for typed pairs (`1B 2A`), or None
    if they do not fit. Each pair is a number (from 1; None if not named) and the choice's place (from 0).
    `reads`: what the screen itself makes of typed words that name no choice: the page that they lead to, or
    what is said above the same screen; None for words that mean nothing there.
    `greeting`: sent before it, with the bottom keyboard.
    """

    text: Text
    rows: tuple[Row, ...] = ()
    picture: Picture | None = None
    voice: Voice | None = None
    """Sent above the screen; the screen counts as shown without it."""
    documents: tuple[Document, ...] = ()
    tables: tuple[Table, ...] = ()
    """Tables, in the order in which their words stand in the text (`in_words`)."""
    form: TextForm | None = None
    """A form that a web page shows in place of the equivalent words (`in_words`); the chat has no room for it."""
    alert: str = ""
    asks: Page | None = None
    again: str = field(default="", repr=False)
    """Typed words that need correction: a web page shows them in its field again; they are not stored."""
    choices: tuple[Link, ...] = ()
    together: Callable[[tuple[int, ...]], Page | None] | None = None
    paired: Paired | None = None
    reads: Callable[[str], Page | str | None] | None = None
    greeting: Greeting | None = None
    apart: bool = False
    """Sent as a new message; the message with the pressed button stays as it is."""
    picture_of: str = ""
    """The picture of its person on a shared phone (`values.profile_picture`); buttons carry it."""
    wipes: int = 0
    """Before it is sent, everything in the chat from this message on is deleted (0: nothing)."""
