"""Zones of people of the tests, so that what comes by itself may come whatever time it is where the tests run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

AFTERNOON = 14


def afternoon(now: datetime) -> str:
    """Return a zone (IANA) in which it is between two and three in the afternoon at `now` (UTC)."""
    return f"Etc/GMT{now.hour - AFTERNOON:+d}"
