"""Aftercare: who was shown help in the last half hour, and from which message on. Memory only, never stored.

While it lasts nothing counts, cheers or reminds (requirement 23), and "delete this" knows where to begin (22).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

LASTS = timedelta(minutes=30)
"""How long a conversation counts as the same one after help was shown."""

MOST = 20_000
"""How many people are remembered at once; the longest ago give way."""


class Asked(Enum):
    """What the help screen that was shown last lets a person type."""

    NOTHING = 0
    COUNTRY_TOO = 1
    """It knows no country: the name of one is taken as that, and anything else as ever."""
    COUNTRY = 2
    """It asks for the country: whatever is typed is looked up."""
    COUNTRY_AGAIN = 3
    """It did not know a place: what is typed is looked up, and is taken as ever when it is no place either."""


@dataclass(frozen=True, slots=True)
class _Shown:
    first: int
    last_at: datetime
    offered: tuple[str, ...] = ()
    """In text mode, the paths that the numbers on the help screen lead to; else nothing of what was shown."""
    asked: Asked = Asked.NOTHING


class Aftercare:
    """Remembers by Telegram id; but for who types numbers in text mode, nothing of it says what it was about."""

    def __init__(self) -> None:
        self._shown: dict[int, _Shown] = {}

    def begin(self, sender: int, message: int, now: datetime) -> int:
        """Note that help is shown in answer to this message; return the first message of the conversation about it
        (0 when the message is not known).
        """
        before = self._shown.pop(sender, None)
        lasting = before is not None and now - before.last_at < LASTS
        first = before.first if before is not None and lasting and before.first else message
        self._shown[sender] = _Shown(first, now)
        if len(self._shown) > MOST:
            del self._shown[next(iter(self._shown))]
        return first

    def lasts(self, sender: int, now: datetime) -> bool:
        """Whether help was shown to this person within the last half hour."""
        shown = self._shown.get(sender)
        if shown is None:
            return False
        if now - shown.last_at < LASTS:
            return True
        del self._shown[sender]
        return False

    def offer(self, sender: int, paths: tuple[str, ...], asked: Asked = Asked.NOTHING) -> None:
        """Note where the numbers on the help screen lead that was just shown, and what it lets a person type."""
        shown = self._shown.get(sender)
        if shown is not None:
            self._shown[sender] = replace(shown, offered=paths, asked=asked)

    def asked(self, sender: int) -> Asked:
        """Return what the last screen lets a person type; nothing when it was none of help."""
        shown = self._shown.get(sender)
        return shown.asked if shown else Asked.NOTHING

    def offered(self, sender: int) -> tuple[str, ...]:
        """Return where the numbers lead; empty when the last screen was none of help, or not in text mode."""
        shown = self._shown.get(sender)
        return shown.offered if shown else ()

    def end(self, sender: int) -> None:
        """Forget it at once: the person has wiped it away."""
        self._shown.pop(sender, None)

    def sweep(self, now: datetime) -> None:
        """Forget what is over."""
        for sender in list(self._shown):
            self.lasts(sender, now)

    def __len__(self) -> int:
        return len(self._shown)
