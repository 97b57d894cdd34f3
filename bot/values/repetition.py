"""Repetition: the operator's choice of how missed questions come back."""

from __future__ import annotations

from enum import StrEnum


class Repetition(StrEnum):
    """`SPACED`: after growing numbers of days; `MASSED`: equally often, without waiting; `TRIAL`: one of the two
    at random for each person, compared four weeks later.
    """

    SPACED = "spaced"
    MASSED = "massed"
    TRIAL = "trial"
