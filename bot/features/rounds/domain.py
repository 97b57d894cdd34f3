"""Where somebody is in a round and how it went so far: all of it travels in the address, nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from string import ascii_lowercase
from typing import TYPE_CHECKING

from bot.packs.rounds import read_verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.packs.model import Card
    from bot.packs.rounds import Verdict

NOTHING = "n"
"""What stands in an address for "nothing is odd"."""


@dataclass(frozen=True, slots=True)
class RoundState:
    """A place in a round: the month whose ten it draws, the screen (from 0), the one that this sitting began with,
    how many traps were seen through, in how many more a spot that is in order was tapped, how many honest
    screens were trusted.
    """

    month: date
    number: int = 0
    start: int = 0
    seen: int = 0
    felt: int = 0
    trusted: int = 0

    @staticmethod
    def begun(today: date, number: int = 0) -> RoundState:
        """Return where a sitting begins."""
        return RoundState(today.replace(day=1), number, number)

    @staticmethod
    def read(told: str, today: date) -> RoundState:
        """Read what `written` wrote; the month is the latest of its name."""
        month, number, start = (ascii_lowercase.index(sign) for sign in told[:3])
        year = today.year if month < today.month else today.year - 1
        return RoundState(date(year, month + 1, 1), number, start, *map(int, told[3:]))

    @property
    def written(self) -> str:
        """How it stands in an address (`fields.RoundState`): three letters and three digits."""
        letters = "".join(ascii_lowercase[n] for n in (self.month.month - 1, self.number, self.start))
        return f"{letters}{self.seen}{self.felt}{self.trusted}"

    def after(self, verdict: Verdict, given: str) -> RoundState:
        """Return the place after an answer: one odd spot of several is enough to see a trap."""
        found = replace(self, number=self.number + 1)
        if verdict.honest:
            return replace(found, trusted=self.trusted + (given == NOTHING))
        if not set(given).isdisjoint(verdict.odd):
            return replace(found, seen=self.seen + 1)
        return replace(found, felt=self.felt + (given != NOTHING))


@dataclass(frozen=True, slots=True)
class Tally:
    """How a sitting went: traps and honest screens that were shown, what `RoundState` counts of them."""

    traps: int
    honest: int
    seen: int
    felt: int
    trusted: int

    @property
    def sharp(self) -> bool:
        """Whether half of the traps, or more, were noticed."""
        return 2 * (self.seen + self.felt) >= self.traps

    @property
    def trusting(self) -> bool:
        """Whether half of the honest screens, or more, were trusted."""
        return 2 * self.trusted >= self.honest


def tally(cards: Sequence[Card], at: RoundState) -> Tally:
    """Return how the sitting went that has come to `at`. A forged address counts no more than there was."""
    verdicts = [verdict for card in cards[at.start : at.number] if (verdict := read_verdict(card.body))]
    honest = sum(verdict.honest for verdict in verdicts)
    traps = len(verdicts) - honest
    seen = min(at.seen, traps)
    return Tally(traps, honest, seen, min(at.felt, traps - seen), min(at.trusted, honest))
