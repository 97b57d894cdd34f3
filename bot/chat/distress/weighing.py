"""Weighing: how much the pieces of a message's words speak for each thing that it may tell, by learned weights.

The phrase lists know what people say; the weights also know what such words have in common, and so hear what
nobody has listed. They are numbers beside pieces of words, learned by `tools/learn_distress.py` from the labelled
messages of `tests/distress/dev`: a softmax over sums, nothing that writes or remembers
(docs/decisions/0018-weights.md).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, sqrt
from operator import attrgetter
from struct import pack, unpack
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.distress.normalise import windows
from bot.chat.distress.slips import FOLDS
from bot.chat.distress.urgency import LEVELS, NOTHING, SOFTER, TOPICS, urgency_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STEM = 4
"""Letters of a word that are looked at: what they begin with tells more than how they end."""

ZERO = 128
"""The byte that stands for no weight."""

STEP = 16
"""Bytes to one unit of weight: weights from -8 to +7.9 in steps of a sixteenth."""

_CARD = 0.55
_OFFER = 0.6
"""The chance of a crisis from which the weights alone bring the help card, the chance of anything from which they
bring the soft offer …"""

_HARDLY = 0.25
"""… and the chance of anything below which the lists are not asked. All three were chosen on messages from which
neither lists nor weights had learned (docs/help-protocol.md, detection)."""

_FEW = 4
"""Words below which the lists alone decide: of two or three words each weighs too much."""

_TOLD = 6
"""Pieces that are named to who asks why."""

_START, _HARMLESS = "*", "harmless"
"""The row of what speaks before a word is read, and the column of what tells nothing."""


class Weighed(NamedTuple):
    """What words weigh: the chances (0 to 1) of a crisis and of anything at all, and the urgency of the likeliest
    crisis and of the likeliest sorrow (see `urgency_of`).
    """

    crisis: float
    anything: float
    likeliest_crisis: int
    likeliest_sorrow: int

    @property
    def likeliest(self) -> int:
        """The urgency of what the words most likely tell, if anything."""
        return self.likeliest_crisis if self.crisis > self.anything / 2 else self.likeliest_sorrow

    @property
    def hardly(self) -> bool:
        """Whether words weigh so little that a phrase of the lists in them is a saying, a game or a lesson."""
        return self.anything < _HARDLY


_CRISIS, _ANYTHING = attrgetter("crisis"), attrgetter("anything")


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights: `tells` names what each column speaks for, as an urgency, the most urgent first and `NOTHING`,
    what is harmless, last; `start` is what speaks before a word is read, `pieces` what each piece adds, a byte a
    column (see `ZERO`, `STEP`), side by side in one number (see `lanes`).
    """

    tells: tuple[int, ...] = ()
    start: bytes = b""
    pieces: dict[str, int] = field(default_factory=dict)

    def weigh(self, words: Sequence[str]) -> Weighed | None:
        """Return what words weigh; None when no piece of them is known: nothing speaks then."""
        rows = [row for piece in pieces(words) if (row := self.pieces.get(piece))]
        if not rows:
            return None
        share = 1 / (STEP * sqrt(len(rows)))
        bare = ZERO * (share * len(rows) + 1 / STEP)
        totals = columns(sum(rows), len(self.tells))
        odds = [exp(begun / STEP + total * share - bare) for begun, total in zip(self.start, totals, strict=True)]
        harmless, crises = odds.pop(), bisect_left(self.tells, SOFTER)
        crisis, sorrow = odds[:crises], odds[crises:]
        urgent, sad = sum(crisis), sum(sorrow)
        whole = urgent + sad + harmless
        return Weighed(
            urgent / whole,
            (urgent + sad) / whole,
            self.tells[crisis.index(max(crisis))],
            self.tells[crises + sorrow.index(max(sorrow))],
        )


def lanes(row: bytes) -> int:
    """Return a row as one number with two bytes a column, so that rows are added by adding numbers, not column by
    column. A window has less than a hundred pieces; no column overflows.
    """
    return int.from_bytes(pack(f"<{len(row)}H", *row), "little")


def columns(number: int, count: int) -> tuple[int, ...]:
    """Return the columns of a row, or of a sum of rows."""
    return unpack(f"<{count}H", number.to_bytes(2 * count, "little"))


def pieces(words: Sequence[str]) -> set[str]:
    """Return the pieces of words in a row: how each begins, and how neighbours begin."""
    stems = [word.translate(FOLDS)[:STEM] for word in words]
    return {*stems, *map(" ".join, pairwise(stems))}


def heaviest(weights: Weights, words: Sequence[str]) -> Weighed | None:
    """Return the most that any stretch of words weighs; None when they are too few or no piece is known."""
    if len(words) < _FEW:
        return None
    found = [one for part in windows(len(words)) if (one := weights.weigh(words[part]))]
    if len(found) < 2:  # noqa: PLR2004 - one stretch is its own heaviest
        return found[0] if found else None
    urgent, most = max(found, key=_CRISIS), max(found, key=_ANYTHING)
    return Weighed(urgent.crisis, most.anything, urgent.likeliest_crisis, most.likeliest_sorrow)


def reasons(weights: Weights, words: Sequence[str]) -> list[str]:
    """Return what words weigh, then the pieces of them that speak most for it, for who looks after the weights."""
    weighed = weights.weigh(words)
    if weighed is None:
        return []
    column = weights.tells.index(weighed.likeliest)
    known = [
        (row[column] - row[-1], piece)
        for piece in pieces(words)
        if piece in weights.pieces and (row := columns(weights.pieces[piece], len(weights.tells)))
    ]
    return [
        f"weights: crisis {weighed.crisis:.2f}, anything {weighed.anything:.2f}: {_named(weighed.likeliest)}",
        *(f"weights: {more / STEP:+.1f} {piece}" for more, piece in sorted(known, reverse=True)[:_TOLD]),
    ]


def settled(heard: int, weighed: Weighed | None, guarded: Callable[[], bool]) -> int:
    """Return the urgency of what a message tells, from what the lists have heard, what its words weigh and whether
    it is a joke, a quote, a saying or about a film, a lesson or a game (`guarded`, asked only when it matters).

    The weights add what the lists do not know. What the lists say it is about stands.
    """
    if weighed is None:
        return heard
    if heard >= SOFTER and weighed.crisis >= _CARD:
        return weighed.likeliest_crisis + SOFTER * guarded()
    if heard == NOTHING and weighed.anything >= _OFFER and not guarded():
        return weighed.likeliest + SOFTER if weighed.likeliest < SOFTER else weighed.likeliest
    return heard


def read_weights(text: str) -> Weights:
    """Read weights as `written` writes them. Errors: ValueError that names the line and what is wrong in it."""
    lines = text.splitlines()
    tells = tuple(_column(name) for name in (lines[0].split("\t")[1:] if lines else ()))
    rows: dict[str, bytes] = {}
    for number, line in enumerate(lines[1:], 2):
        piece, *numbers = line.split("\t")
        try:
            rows[piece] = bytes(int(each) + ZERO for each in numbers)
        except ValueError:
            raise ValueError(f"line {number}: a weight is a whole number from -128 to 127") from None
        if len(numbers) != len(tells):
            raise ValueError(
                f"line {number}: {len(numbers)} weights, and the first line names {len(tells)} columns"
            )
    start = rows.pop(_START, None)
    crises = bisect_left(tells, SOFTER)
    if start is None or not 0 < crises < len(tells) - 1 or tells[-1] != NOTHING or list(tells) != sorted(tells):
        raise ValueError("columns go from crises to what is harmless, and one row, *, is what speaks at the start")
    return Weights(tells, start, {piece: lanes(row) for piece, row in rows.items()})


def written(weights: Weights) -> str:
    """Return weights as text: a line that names the columns, then a line for each piece, numbers between tabs."""
    known = ((piece, columns(row, len(weights.tells))) for piece, row in sorted(weights.pieces.items()))
    rows = {_START: tuple(weights.start), **dict(known)}
    lines = ["\t".join(["piece", *map(_named, weights.tells)])]
    lines += ["\t".join([piece, *(str(each - ZERO) for each in row)]) for piece, row in rows.items()]
    return "\n".join(lines) + "\n"


def _named(told: int) -> str:
    """Return the name of a column: level and topic, and `friend` where it is about somebody else."""
    if told == NOTHING:
        return _HARMLESS
    topic, other = divmod(told % SOFTER, 2)
    return f"{LEVELS[told // SOFTER]} {TOPICS[topic]}{' friend' * other}"


def _column(name: str) -> int:
    """Return the urgency of a named column. Errors: ValueError."""
    if name == _HARMLESS:
        return NOTHING
    level, topic, *other = name.split(" ")
    if level not in LEVELS or topic not in TOPICS or other not in ([], ["friend"]):
        raise ValueError(f"line 1: no column is called {name}")
    return urgency_of(level, topic, other=bool(other))
