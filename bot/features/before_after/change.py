"""Before and after: how much better a class answered the same questions, and how sure that is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.features.quiz.totals import Total

NORMAL_95 = 1.96
"""Width of a 95 % interval in standard errors (normal approximation of a share)."""


@dataclass(frozen=True, slots=True)
class Change:
    """The change of the share right in percent points: best guess, and the bounds within which it lies in 95 of
    100 such classes. `questions` were answered both times, by at least `pupils`.
    """

    points: int
    low: int
    high: int
    questions: int
    pupils: int

    @property
    def sure(self) -> bool:
        """Whether chance alone would hardly explain it: the bounds lie on one side of nothing."""
        return self.low > 0 or self.high < 0


def compare(before: Sequence[Total], after: Sequence[Total]) -> Change | None:
    """Compare the questions that have the same meaning and at least five answers both times; None without any.

    The answers of one pupil hang together, so pupils are counted, not answers (the smallest number of any
    question): the interval is rather too wide than too narrow. The width of the shown shares is added to it.
    """
    earlier = {total.meaning: total.share for total in before if total.share}
    pairs = [(earlier[one.meaning], one.share) for one in after if one.share and one.meaning in earlier]
    if not pairs:
        return None
    shares, spread = [], 0.0
    for side in (0, 1):
        sides = [pair[side] for pair in pairs]
        answers = sum(share.answers for share in sides)
        least, most = sum(share.least for share in sides), sum(share.most for share in sides)
        shares.append((least + most) / 2 / answers)
        spread += (most - least) / 2 / answers
    pupils = [min(pair[side].answers for pair in pairs) for side in (0, 1)]
    error = sqrt(sum(share * (1 - share) / number for share, number in zip(shares, pupils, strict=True)))
    guess = shares[1] - shares[0]
    margin = NORMAL_95 * error + spread
    low, high = max(guess - margin, -1), min(guess + margin, 1)
    return Change(round(100 * guess), round(100 * low), round(100 * high), len(pairs), min(pupils))
