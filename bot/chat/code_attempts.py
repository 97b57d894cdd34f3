"""Code attempts: five wrong class codes an hour for each Telegram account, in memory only. Nothing is stored,
because /forget erases all stored data and so would give five more tries. A person is known by a keyed hash;
every process draws a new key. One hour after the first try it is forgotten.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

TRIES = 5
"""Wrong codes that one person may try in an hour (reliability 22)."""

HOUR = timedelta(hours=1)

MOST = 50_000
"""How many people are remembered at once; the longest ago give way."""


class Shared(Protocol):
    """Counts tries for all processes of the bot."""

    def __call__(self, sender: int, by: int = 1) -> int | None:
        """Count so many tries. Returns how many there were within the hour, or None if the shared counter is
        not available.
        """


class CodeAttempts:
    """Counts tries. `shared` counts for all processes of the bot (scaled mode); while it is not available, this
    process counts alone.
    """

    def __init__(self) -> None:
        self.shared: Shared | None = None
        self._key = secrets.token_bytes(32)
        self._tried: dict[bytes, tuple[datetime, int]] = {}

    def may_try(self, sender: int, now: datetime) -> bool:
        """Count one try of a code before it is looked up; False if there were five within the hour already."""
        everywhere = self.shared(sender) if self.shared is not None else None
        return max(self._count(sender, now), everywhere or 0) <= TRIES

    def was_right(self, sender: int, now: datetime) -> None:
        """Take back the try of a code that was right: people who wait for a class to open may try again and
        again.
        """
        if self.shared is not None:
            self.shared(sender, -1)
        self._count(sender, now, -1)

    def is_over(self, sender: int, now: datetime) -> bool:
        """Whether there were five tries within the hour. Counts none."""
        since, number = self._tried.get(self._name(sender), (now, 0))
        return abs(now - since) < HOUR and number >= TRIES

    def _name(self, sender: int) -> bytes:
        return hmac.digest(self._key, str(sender).encode(), "sha256")

    def _count(self, sender: int, now: datetime, by: int = 1) -> int:
        name = self._name(sender)
        since, number = self._tried.pop(name, (now, 0))
        if abs(now - since) >= HOUR:
            since, number = now, 0
        if number + by <= 0:
            return 0
        self._tried[name] = (since, number + by)
        if len(self._tried) > MOST:
            del self._tried[next(iter(self._tried))]
        return number + by

    def sweep(self, now: datetime) -> None:
        """Forget the tries that are over an hour old."""
        for name, (since, _) in list(self._tried.items()):
            if abs(now - since) >= HOUR:
                self._tried.pop(name, None)

    def __len__(self) -> int:
        return len(self._tried)


@dataclass(frozen=True, slots=True)
class OwnAttempts:
    """The tries of the person in the chat."""

    attempts: CodeAttempts = field(repr=False)
    sender: int = field(repr=False)
    now: datetime

    def may_try(self) -> bool:
        """Count one try (`CodeAttempts.may_try`)."""
        return self.attempts.may_try(self.sender, self.now)

    def was_right(self) -> None:
        """Take it back (`CodeAttempts.was_right`)."""
        self.attempts.was_right(self.sender, self.now)
