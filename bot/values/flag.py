"""Flag: the reasons why a reader may report a card, by a tap."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a card was flagged; the values stand in paths and in the store."""

    WRONG = "w"
    UNCLEAR = "u"
    HURTS = "h"
    BROKEN = "b"
    """A link or a phone number does not work."""
    TYPO = "t"
