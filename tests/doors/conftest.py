"""The bot and the local Telegram; and the door without HTTP, for tests that want thousands of updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.doors.telegram.edge import Edge
from tests.doors.telegram.servers import _no_bot_is_left_running, bot, limited, paced, telegram

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["_no_bot_is_left_running", "bot", "limited", "paced", "telegram"]


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[Edge]:
    edge = Edge(tmp_path)
    yield edge
    edge.close()


@pytest.fixture
def any_edge(tmp_path: Path, migrated_url: str) -> Iterator[Edge]:
    """An edge on each kind of database in turn."""
    edge = Edge(tmp_path, url=migrated_url)
    yield edge
    edge.close()
