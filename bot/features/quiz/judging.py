"""How somebody tells traps from honest cases: hits and false alarms of one attempt, told in words. Pure.

By signal detection theory, how well the two are told apart (d′) is independent of being too trusting or too
suspicious (bias). Both are estimates from a few answers, so they choose words and are never shown as numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.chat.turn import Reader
    from bot.values.audience import Audience

FEWEST = 2
"""Cases of each sort below which nothing is said of how they are told apart."""

APART = 1.0
"""d′ from which on the two are told apart well: 0 is guessing, 1.9 all right in two traps and two honest cases."""

LEANS = 0.3
"""Bias from which on it is told. One slip in three traps, the honest cases all right, is 0.32."""

OLD_ENOUGH = 12
"""Years of the youngest readers of quizzes that ask how sure somebody is."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one attempt shows: `seen` of the `traps` were taken for traps, `trusted` of the `honest` for honest."""

    seen: int
    traps: int
    trusted: int
    honest: int

    @property
    def enough(self) -> bool:
        """Whether there are enough cases of both sorts to compare them."""
        return min(self.traps, self.honest) >= FEWEST

    @property
    def apart(self) -> float:
        """How well traps and honest cases are told apart: d′, their distance in standard deviations."""
        hits, alarms = self._scores()
        return hits - alarms

    @property
    def bias(self) -> float:
        """The criterion c: above 0 somebody rather trusts, below 0 they rather suspect, 0 is even."""
        hits, alarms = self._scores()
        return -(hits + alarms) / 2

    def _scores(self) -> tuple[float, float]:
        """Return the z-scores of the rates of hits and of false alarms, with the log-linear correction (Hautus
        1995): half an answer more of each, so that "all" and "none" of a few stay finite.
        """
        normal = NormalDist()
        hits = (self.seen + 0.5) / (self.traps + 1)
        alarms = (self.honest - self.trusted + 0.5) / (self.honest + 1)
        return normal.inv_cdf(hits), normal.inv_cdf(alarms)


def judged(answers: Iterable[tuple[str, bool]]) -> Judged:
    """Return what answers show, each as the case of its question (`trap` or `honest`) and whether it was right."""
    given = [*answers]
    traps = [right for case, right in given if case == "trap"]
    honest = [right for case, right in given if case == "honest"]
    return Judged(sum(traps), len(traps), sum(honest), len(honest))


def in_words(reader: Reader, found: Judged) -> list[str]:
    """Return it in words: what was seen, what was trusted, and, given enough cases, which way somebody leans."""
    told = []
    if found.traps:
        told.append(reader.say("Traps seen: {number} of {total}.", number=found.seen, total=found.traps))
    if found.honest:
        told.append(
            reader.say("Honest ones trusted: {number} of {total}.", number=found.trusted, total=found.honest)
        )
    if not found.enough:
        return told
    if found.bias >= LEANS:
        told.append(reader.say("This time you trusted more easily than needed."))
    elif found.bias <= -LEANS:
        told.append(reader.say("This time you suspected more than needed."))
    elif found.apart >= APART:
        told.append(reader.say("You tell the two apart well."))
    return told


def asks_how_sure(case: str, audiences: Iterable[Audience]) -> bool:
    """Whether a question asks how sure somebody is: one that judges a case, for readers who are old enough."""
    ages = [audience.youngest for audience in audiences]
    return bool(case and ages) and min(ages) >= OLD_ENOUGH


def sureness_in_words(reader: Reader, *, sure: bool, right: bool) -> str:
    """Return what an answer says about having been sure of it. It is told once and stored nowhere."""
    if right:
        if sure:
            return reader.say("You were sure, and rightly.")
        return reader.say("You were not sure, yet your look was right.")
    if sure:
        # What one was sure of and is set right is remembered best (Butterfield and Metcalfe 2001).
        return reader.say("You were sure, and it was otherwise: such surprises are remembered best.")
    return reader.say("You were not sure: a good moment to check before doing anything.")
