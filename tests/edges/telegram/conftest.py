"""The edge without HTTP, for tests that want thousands of updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.edges.telegram.edge import Edge
from tests.store.conftest import postgres_url, scratch, sqlite_url, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


__all__ = ["postgres_url", "scratch", "sqlite_url", "url"]


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[Edge]:
    edge = Edge(tmp_path)
    yield edge
    edge.close()


@pytest.fixture
def any_edge(tmp_path: Path, url: str) -> Iterator[Edge]:
    """An edge on each kind of database in turn."""
    edge = Edge(tmp_path, url=url)
    yield edge
    edge.close()
