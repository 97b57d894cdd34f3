"""Means: what a button means, whatever its label says: "next", when it is typed, taps the button that means it."""

from __future__ import annotations

from enum import StrEnum


class Means(StrEnum):
    """What a button does for somebody who reads on, answers or leaves. Most buttons mean nothing of this."""

    NEXT = "next"
    """Goes on: to the next card, to the result, to the end."""
    MORE = "more"
    """Shows more of the same: the next page of a list."""
    BACK = "back"
    """Goes back a step, or up to where this was chosen."""
    STOP = "stop"
    """Leaves in the middle."""
    LATER = "later"
    """Puts off what is offered."""
    HINT = "hint"
    """Helps with the answer."""
    SURE = "sure"
    UNSURE = "unsure"
    """How sure somebody is of an answer."""
    NOTHING = "nothing"
    """The answer that nothing is odd."""
    HELP = "help"
    """Opens Help."""
