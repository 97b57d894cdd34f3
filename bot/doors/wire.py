"""Wire: what a messenger's own folder gives to the doors: the calls that show a screen, and how a call fails."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.values.screen import Screen


class Refused(Exception):
    """The messenger refused a call. `code` is its HTTP code, `retry_after` the seconds to wait (0: none named),
    `moved_to` the id of the chat that a group has become (0: it has not).
    """

    def __init__(self, code: int, description: str, retry_after: int = 0, moved_to: int = 0) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.moved_to = moved_to

    @property
    def blocked(self) -> bool:
        """Whether this chat takes no messages from us: blocked, never started, deleted."""
        return self.code == HTTPStatus.FORBIDDEN or "chat not found" in self.description


class Unreached(Exception):
    """The messenger gave no usable answer: a network error, a time-out, a broken server. The call may have had its
    effect or not.
    """


class Call(Protocol):
    """One call to the messenger, ready to be made."""

    @property
    def name(self) -> str:
        """What the messenger calls it, for the log."""

    @property
    def chat(self) -> int:
        """The chat that it is for; 0 for none."""

    @property
    def counts(self) -> bool:
        """Whether it counts against the sending rate."""

    @property
    def is_new(self) -> bool:
        """Whether it sends a new message."""

    @property
    def is_spinner(self) -> bool:
        """Whether it stops the spinner of a pressed button."""

    @property
    def optional(self) -> bool:
        """Whether the screen counts as shown without it."""

    @property
    def harmless(self) -> tuple[str, ...]:
        """Texts of errors that are ignored."""

    @property
    def instead(self) -> Sequence[Call]:
        """The calls to make when the messenger refuses this one."""

    @property
    def on_result(self) -> Callable[[Any], None] | None:
        """Called with the messenger's answer."""

    @property
    def on_moved(self) -> Callable[[int], None] | None:
        """Called with the new id of a chat that has moved."""

    def as_paid(self) -> Call:
        """Return the same call as one that the operator pays for."""


class Wire(Protocol):
    """A messenger."""

    async def do(self, call: Any, /) -> Any:
        """Make a call of this messenger and return its result. Errors: Refused, Unreached."""

    def calls(self, screen: Screen, chat: int, /) -> Sequence[Call]:
        """Return the calls that show a screen in a chat as a new message."""

    async def download(self, file_id: str, most: int, /) -> bytes:
        """Download a file that a person sent, at most `most` + 1 bytes of it. Errors: Refused, Unreached."""
