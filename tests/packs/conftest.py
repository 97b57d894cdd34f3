"""Packs to break: a copy of the fixture packs, and where what was read of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.packs.pack_kit import copied

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path / "packs")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "data" / "packs.cache"
