"""File uses: which file a feature takes, where, how large, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from datetime import date
    from subprocess import Popen

    from bot.chat.incoming import SentFile
    from bot.chat.turn import Turn
    from bot.values.page import Page

Opened = TypeVar("Opened")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that has arrived: its name, its bytes (None where it could not be fetched, or is `too_large`), the
    words beside it, the day; `children`: processes that end with the door.
    """

    name: str = field(repr=False)
    content: bytes | None = field(repr=False)
    words: str = field(repr=False)
    today: date
    children: set[Popen[bytes]]
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class FileUse(Generic[Opened]):
    """A use of a file, which a feature declares beside its views. A place is the page where somebody was last."""

    most: int
    """Bytes of the largest file."""
    is_for: Callable[[Turn, Page | None], bool]
    """Whether a file that is sent at this place is for it."""
    opens: Callable[[Turn, Page | None], Opened | None]
    """Returns what reading the file needs, once it has arrived; None where it is for nothing any more."""
    read: Callable[[Opened | None, Arrived], Coroutine[Any, Any, SentFile]]
    """Reads it, outside of any turn."""
    asked_on: tuple[type[Page], ...]
    """Pages at which a browser shows a field for it."""
    named_on: tuple[type[Page], ...] = ()
    """Those of them at which the folder to which it belongs may be named, too."""
    meanwhile: SentFile | None = None
    """What it is to a chat while it is fetched and read, where that takes long; what it becomes is a step of
    its own."""
    anywhere: bool = False
    """Whether it is taken at any place, where nothing else is asked for."""
