"""Incoming updates of a person, free of Telegram's wire format: a tap, words, a command, a thing, a departure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tap:
    """A button was pressed; the path can be forged and proves nothing."""

    path: str


@dataclass(frozen=True, slots=True)
class Words:
    """A typed message, a caption, or (`edited`) a message that was changed. Never stored, never logged.
    `forwarded`: somebody else wrote it, and nobody asks who; `links`: addresses behind its words.
    """

    words: str = field(repr=False)
    edited: bool = False
    forwarded: bool = False
    links: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Command:
    """A command such as `/start`, with the text after it."""

    name: str
    payload: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Thing:
    """A message without text: `photo`, `voice`, `sticker`, `contact` … It is neither fetched nor kept. `words`:
    what a person wrote in it (such as a poll's question), only listened to for distress, never shown. `edited`:
    it was changed; it is answered only if its words call for help.
    """

    kind: str
    words: str = field(default="", repr=False)
    edited: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A document, not fetched: its Telegram id, its name and size as the sender's client says, and its caption.
    Only files that an editor sends to their studio, and that a teacher sends where a sheet is asked for, are
    ever fetched; for everybody else a document is a Thing.
    """

    id: str = field(repr=False)
    name: str = field(repr=False)
    size: int
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that a feature takes, as that feature read it: each feature makes its own subclass
    (`Views.receives`).
    """


@dataclass(frozen=True, slots=True)
class Departure:
    """The person blocked the bot (`gone`) or let it in again."""

    gone: bool


What = Tap | Words | Command | Thing | File | SentFile | Departure


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of one person in a private chat. `sender` is the Telegram id: it lives in memory only."""

    update_id: int
    """Telegram's number; negative for the result of that update's file, which is a step of its own."""
    sender: int = field(repr=False)
    language: str
    """The language code of the Telegram client, such as `ru` or `pt-br`; empty when unknown."""
    what: What
    message: int = 0
    """The message that was sent or whose button was pressed; 0 when it is not known. It lives in memory only."""
    picture: str | None = None
    """Of a button: the picture of the person on a shared phone whose screen it is, empty if nobody shares the
    phone. None for a step of the person who is there now, such as typed words.
    """
    person: bytes | None = field(default=None, repr=False)
    """The key of the person, where it is known beforehand (an open browser, a file in check); else None."""

    @property
    def in_browser(self) -> bool:
        """Whether it comes from a browser: of somebody who has no chat, or of one that was opened from it. The
        result of a file (`update_id` below 0) comes to the chat.
        """
        return self.sender < 0 or (self.person is not None and self.update_id >= 0)
