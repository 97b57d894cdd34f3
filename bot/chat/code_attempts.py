"""Code attempts: five codes of classes an hour for each Telegram account, in memory alone.

Nothing of it is stored: /forget erases everything that is stored, and would give five more. A person is known by a
keyed hash whose key is drawn anew by every process; an hour after the first try it is forgotten.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = 5
"""Codes that one person may try in an hour (reliability 22)."""

HOUR = timedelta(hours=1)

MOST = 50_000
"""How many people are remembered at once; the longest ago give way."""


class CodeAttempts:
    """Counts tries. `shared` counts one for all processes of the bot (scaled mode) and returns the person's number
    of tries within the hour, or None when it cannot be asked: then this process counts alone.
    """

    def __init__(self) -> None:
        self.shared: Callable[[int], int | None] | None = None
        self._key = secrets.token_bytes(32)
        self._tried: dict[bytes, tuple[datetime, int]] = {}

    def may_try(self, sender: int, now: datetime) -> bool:
        """Count one try of a code; False when there were five within the hour already. Right codes count too, so
        that nothing can be told from it.
        """
        everywhere = self.shared(sender) if self.shared is not None else None
        return max(self._count(sender, now), everywhere or 0) <= TRIES

    def is_over(self, sender: int, now: datetime) -> bool:
        """Whether there were five tries within the hour; counts none."""
        since, number = self._tried.get(self._name(sender), (now, 0))
        return abs(now - since) < HOUR and number >= TRIES

    def _name(self, sender: int) -> bytes:
        return hmac.digest(self._key, str(sender).encode(), "sha256")

    def _count(self, sender: int, now: datetime) -> int:
        name = self._name(sender)
        since, number = self._tried.pop(name, (now, 0))
        if abs(now - since) >= HOUR:
            since, number = now, 0
        self._tried[name] = (since, number + 1)
        if len(self._tried) > MOST:
            del self._tried[next(iter(self._tried))]
        return number + 1

    def sweep(self, now: datetime) -> None:
        """Forget what is over."""
        for name, (since, _) in list(self._tried.items()):
            if abs(now - since) >= HOUR:
                self._tried.pop(name, None)

    def __len__(self) -> int:
        return len(self._tried)
