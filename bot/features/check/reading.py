"""Reading: what was seen in a message, each sign with the words that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from bot.values.signs import SHOWN, WEIGHTIEST


class Found(NamedTuple):
    """A sign and the words of the message that show it."""

    sign: str
    quote: str
    score: float = 0
    """How likely it is beside the other signs of the message."""
    host: str = ""
    """Of an address: whose it is by the public suffix list, or the number that stands in place of a name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was seen in a message: its signs, the likeliest first, what speaks for it, and whether the message
    was long enough to see anything.
    """

    signs: tuple[Found, ...]
    speaks_for: tuple[Found, ...] = ()
    enough: bool = True
    points: int = 0
    """How certain lists and rules are that it is a trap (see `CERTAIN` in the domain)."""
    is_spoken_for: bool = False
    """Whether lists have words in it that speak for it."""
    odds: float = 0.0
    """The log odds of a trap: from 0 on it is taken for one."""
    hosts: tuple[str, ...] = ()
    """Whose its unknown addresses are, by the public suffix list."""

    @property
    def shown(self) -> tuple[Found, ...]:
        """The signs that are shown: the likeliest, in the order of their weight; one for each address is
        enough.
        """
        seen: list[Found] = []
        for found in self.signs:
            if all(found.quote != other.quote for other in seen):
                seen.append(found)
        return tuple(sorted(seen[:SHOWN], key=lambda one: WEIGHTIEST.index(one.sign)))
