"""Shown help: counts in memory the people who were shown a help page; ten people become a number without
persons. Nobody's help pages are stored. A person is known here as a hash, under a key that this process made
and never tells, until ten different people become one number; /forget takes the person out (decision 0042).
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING

from bot.values.few import FEW

if TYPE_CHECKING:
    from bot.db.help_totals import Where


class ShownHelp:
    """People who were shown help, by situation and country; a person counts once in each ten."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(16)
        self._waiting: dict[Where, set[bytes]] = defaultdict(set)
        self._full: Counter[Where] = Counter()
        self._lock = Lock()

    def note(self, sender: int, where: Where) -> bool:
        """Note that a person was shown help; return whether a number waits to be stored."""
        with self._lock:
            self._waiting[where].add(self._hash(sender))
            if len(self._waiting[where]) == FEW:
                del self._waiting[where]
                self._full[where] += FEW
            return bool(self._full)

    def take(self) -> Counter[Where]:
        """Return the numbers that wait to be stored, whole tens; afterwards they wait no more."""
        with self._lock:
            taken, self._full = self._full, Counter()
            return taken

    def give_back(self, taken: Counter[Where]) -> None:
        """Let numbers wait again that could not be stored."""
        with self._lock:
            self._full += taken

    def forget(self, sender: int) -> None:
        """Remove a person from everything that still waits for ten."""
        gone = self._hash(sender)
        with self._lock:
            for people in self._waiting.values():
                people.discard(gone)

    def _hash(self, sender: int) -> bytes:
        return blake2b(str(sender).encode(), key=self._key, digest_size=8).digest()
