"""Repetition: by which rule missed questions come back, as the operator has set it."""

from __future__ import annotations

from enum import StrEnum


class Repetition(StrEnum):
    """`SPACED`: after days that grow; `MASSED`: just as often, without waiting; `TRIAL`: either of the two, drawn
    for each person, and compared four weeks later.
    """

    SPACED = "spaced"
    MASSED = "massed"
    TRIAL = "trial"
