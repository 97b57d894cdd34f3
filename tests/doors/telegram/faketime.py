"""A loop whose time passes at once: what waits an hour is over in a moment, and in order."""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

R = TypeVar("R")


class _Selector(selectors.DefaultSelector):
    """Never waits: it moves the clock on by what it was asked to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        found = super().select(0)
        if not found and timeout:
            self.now += timeout
        return found


class FakeLoop(asyncio.SelectorEventLoop):
    """An event loop with a time of its own, from 0."""

    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.now


def run(main: Coroutine[Any, Any, R]) -> R:
    """Run a coroutine in fake time. It must wait for nothing but time."""
    with asyncio.Runner(loop_factory=FakeLoop) as runner:
        return runner.run(main)


def now() -> float:
    return asyncio.get_running_loop().time()
