"""The edge without HTTP, for tests that want thousands of updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.edges.telegram.edge import Edge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[Edge]:
    edge = Edge(tmp_path)
    yield edge
    edge.close()
