"""A Telegram door whose database hangs."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

from bot.db.away import StoreAway
from bot.doors.telegram.patience import Patience
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.raw import press

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path


if TYPE_CHECKING:
    State = Callable[[Edge], AbstractContextManager[None]]


CHILD, OTHER, STRANGER = 90_001, 90_002, 90_003


SOON = Patience(reply=0.08, store=0.25, again=0.02, crowd=80, crowded=0.1)


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Edge]:
    """An edge with little patience, and two children that have settled in."""
    edge = Edge(tmp_path, patience=SOON)
    for child in (CHILD, OTHER):
        for path in ("who", "who/9-11", "where/settings/DE", "where/settings/DE/sure", "consent/on", "menu"):
            await edge.takes(press(child, path))
    edge.wire.sent.clear()
    yield edge
    edge.close()


@contextmanager
def away(edge: Edge, meanwhile: Callable[[], object] | None = None) -> Iterator[None]:
    """The database is away while the block lasts; `meanwhile` may hang first."""
    durable = edge.house.stores.durable
    real = durable.transaction

    def gone(**_: bool) -> NoReturn:
        if meanwhile:
            meanwhile()
        raise StoreAway("OperationalError")

    durable.transaction = gone  # type: ignore[method-assign]
    try:
        yield
    finally:
        durable.transaction = real  # type: ignore[method-assign]


@contextmanager
def hanging(edge: Edge) -> Iterator[None]:
    """The database hangs while the block lasts: whoever asks gets no answer at all."""
    over = threading.Event()
    with away(edge, over.wait):
        try:
            yield
        finally:
            over.set()
