"""Lanes: what one person does is handled in order, many people at once; a lane is gone when it is empty."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass(slots=True)
class Step:
    """One update within a person's lane. `answered`: whether a new message has answered it; true from the
    beginning when another process has done so, and set by whoever does.
    """

    answered: bool = False


class Lanes:
    """A lock a person, dropped with its last user (a lock for everyone for ever is a leak: docs/design.md M5)."""

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def lane(self, person: int, update_id: int = 0) -> AsyncIterator[Step]:
        """Hold a person's lane for an update; who comes later waits, in the order of coming."""
        del update_id  # one process knows from its store what it has answered
        lock, users = self._locks.get(person, (asyncio.Lock(), 0))
        self._locks[person] = (lock, users + 1)
        try:
            async with lock:
                yield Step()
        finally:
            lock, users = self._locks[person]
            if users == 1:
                del self._locks[person]
            else:
                self._locks[person] = (lock, users - 1)

    def __len__(self) -> int:
        return len(self._locks)
