"""A bot that serves searches for garbage seldom, but it does, or it would grow for ever."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from bot.memory import leave_out_of_garbage

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def garbage_as_before() -> Iterator[None]:
    """Let this process search as it did before the test."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


class Ring:
    """Something that only a search for garbage frees."""

    def __init__(self) -> None:
        self.self = self


@pytest.mark.usefixtures("garbage_as_before")
def test_rings_go_later() -> None:
    leave_out_of_garbage()
    later = weakref.ref(Ring())
    kept: list[list[int]] = [[] for _ in range(gc.get_threshold()[0] + 1000)]
    assert later() is None
    assert kept
