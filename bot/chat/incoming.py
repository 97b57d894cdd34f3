"""What comes in from a person, freed of Telegram's wire: a tap, words, a command, a thing, a departure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.packs.own_words import BroughtQuestions
    from bot.packs.upload.upload import PackUpload


@dataclass(frozen=True, slots=True)
class Tap:
    """A button was pressed; the path can be forged and proves nothing."""

    path: str


@dataclass(frozen=True, slots=True)
class Words:
    """A typed message, a caption, or (`edited`) a message typed again. Never stored, never logged. `forwarded`:
    somebody else wrote it, and nobody asks who; `links`: addresses that stand behind its words.
    """

    words: str = field(repr=False)
    edited: bool = False
    forwarded: bool = False
    links: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Command:
    """A command such as `/start`, with what followed it."""

    name: str
    payload: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is not words: `photo`, `voice`, `sticker`, `contact` … It is neither fetched nor kept.
    `words`: what a person wrote in it all the same (a poll's question), only to be heard, never shown. `edited`:
    it was changed, and is answered only when a call for help is heard in its words.
    """

    kind: str
    words: str = field(default="", repr=False)
    edited: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A document, not fetched: Telegram's id of it, its name and size as the sender's client says, the words
    below it. Only what an editor sends to their studio, and a teacher where a sheet is asked for, is ever fetched;
    for everybody else it is a Thing.
    """

    id: str = field(repr=False)
    name: str = field(repr=False)
    size: int
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """A pack that an editor sent, fetched, opened and checked; None when it could not be fetched."""

    upload: PackUpload | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class InCheck:
    """A file that an editor sent; it is fetched and checked while they are answered, and then it is `Sent`."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of results from paper that a teacher sent where it was asked for; None when it could not be fetched
    or is too large.
    """

    content: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions from a file that a teacher sent where it was asked for, read in a process of its own; None when it
    could not be fetched or is too large.
    """

    brought: BroughtQuestions | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Departure:
    """The person blocked the bot (`gone`) or let it in again."""

    gone: bool


What = Tap | Words | Command | Thing | File | InCheck | Sent | Sheet | Questions | Departure


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of one person in a private chat. `sender` is the Telegram id: it lives in memory only."""

    update_id: int
    """Telegram's number; negative for what becomes of the upload of that number (see `result_of`)."""
    sender: int = field(repr=False)
    language: str
    """The language code of the Telegram client, such as `ru` or `pt-br`; empty when unknown."""
    what: What
    message: int = 0
    """The message that was sent or whose button was pressed; 0 when it is not known. It lives in memory only."""
    picture: str | None = None
    """Of a button: for whom on a shared phone its screen was drawn, empty where nobody shares it; None for what
    is of whoever is there just now, such as typed words."""
    person: bytes | None = field(default=None, repr=False)
    """The key of whose it is, where that is known beforehand (an open browser, a file in check); else None."""


def result_of(incoming: Incoming, upload: PackUpload | None) -> Incoming:
    """Return what an upload has become, as a step of its own, which counts once as any update does."""
    return replace(incoming, update_id=-incoming.update_id, what=Sent(upload))
