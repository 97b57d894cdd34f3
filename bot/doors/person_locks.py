"""A lock for each person: their updates are handled in order, while many people are served at once."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class PersonLocks:
    """One lock a person, dropped when nobody uses it (a lock kept for everyone is a leak: docs/design.md M5)."""

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def hold(self, person: int) -> AsyncIterator[None]:
        """Lock a person for an update; later updates wait in the order in which they came."""
        lock, users = self._locks.get(person, (asyncio.Lock(), 0))
        self._locks[person] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks[person]
            if users == 1:
                del self._locks[person]
            else:
                self._locks[person] = (lock, users - 1)

    def __len__(self) -> int:
        return len(self._locks)
