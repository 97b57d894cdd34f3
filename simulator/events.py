"""The stream of events, for pages and for waiting tests."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Event = dict[str, Any]


class Bus:
    """Passes every event to all listeners; costs nothing without listeners."""

    def __init__(self) -> None:
        self._listeners: list[asyncio.Queue[Event]] = []

    def __bool__(self) -> bool:
        return bool(self._listeners)

    def publish(self, event: Event) -> None:
        """Put an event into every listener's queue."""
        for queue in self._listeners:
            queue.put_nowait(event)

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Event]]:
        """Give a queue that receives all events from now until the block ends."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._listeners.append(queue)
        try:
            yield queue
        finally:
            self._listeners.remove(queue)
