"""Listening: how much of a message is searched for distress, so that no single person takes all the time."""

from __future__ import annotations

import time as machine
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.incoming import Command, File, Thing, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.incoming import Incoming

LETTERS_AT_ONCE, LETTERS_A_SECOND = 20_000, 2_000
"""Letters of one person that are all heard: five of the longest messages, and then one every two seconds. Such a
message takes 0.05 s: who sends fifty a second would leave no time for anybody else."""

PART = 200
"""Letters at the beginning and at the end of a message that are always searched, in a message of any length."""

REMEMBERED = 1_000
"""People whose recent amount of text is remembered."""


class Listening:
    """How much each person has sent lately. `time` is a monotonic clock in seconds."""

    def __init__(self, time: Callable[[], float] = machine.monotonic) -> None:
        self._time = time
        self._left: OrderedDict[object, tuple[float, float]] = OrderedDict()
        """How many letters each has left, and when that was."""

    def heard_of(self, incoming: Incoming, whose: object) -> Incoming:
        """Return the update with the words to search: all of them, or a part if this person sends too many."""
        letters = len(_words(incoming))
        return incoming if letters <= 2 * PART or self._takes(whose, letters) else part_of(incoming)

    def _takes(self, whose: object, letters: int) -> bool:
        now = self._time()
        left, at = self._left.pop(whose, (float(LETTERS_AT_ONCE), now))
        left = min(float(LETTERS_AT_ONCE), left + (now - at) * LETTERS_A_SECOND)
        takes = left >= letters
        self._left[whose] = (left - letters if takes else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return takes


def part_of(incoming: Incoming) -> Incoming:
    """Return the update with only the beginning and the end of its words, if there are many."""
    words, what = _words(incoming), incoming.what
    if len(words) <= 2 * PART:
        return incoming
    part = f"{words[:PART]}\n{words[-PART:]}"
    if isinstance(what, Command):
        return replace(incoming, what=replace(what, payload=part))
    return (
        replace(incoming, what=replace(what, words=part)) if isinstance(what, Words | File | Thing) else incoming
    )


def _words(incoming: Incoming) -> str:
    match incoming.what:
        case Words(words) | File(words=words) | Thing(words=words) | Command(payload=words):
            return words
    return ""
