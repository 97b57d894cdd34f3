"""Weighing: how much the pieces of a message's words speak for each meaning, by a fitted model.

The phrase lists know listed phrases; the model also knows what such phrases have in common, and so hears
unlisted ones. It is a multinomial logistic regression on runs of letters, fitted by `tools/learn_distress.py`
and kept as whole numbers beside each run (docs/decisions/0021-a-fitted-model.md, docs/distress-model.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, sqrt
from typing import TYPE_CHECKING, NamedTuple

from bot.chat import linear
from bot.chat.linear import SIZE_STEP, STEP, ZERO, added, columns, lanes
from bot.features.help.distress.slips import FOLDS
from bot.features.help.distress.urgency import LEVELS, NOTHING, SOFTER, TOPICS, urgency_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FEW = 6
"""Words below which a message counts as short."""

FEWEST = 4
"""Words below which the model alone tells nothing: of so few ("me", "my dad") each weighs too much."""


class Needed(NamedTuple):
    """The chance of any trouble from which help is offered: where the lists have heard a crisis, where they have
    heard less, and where they are silent.
    """

    listed: float
    listed_sorrow: float
    alone: float


WHOLE, SENTENCE = Needed(0.06, 0.15, 0.78), Needed(0.1, 0.2, 0.8)
"""What a message needs, and a sentence of one that is heard alone."""

SHORT = Needed(0, 0, WHOLE.alone)
"""What a short message needs: the result of the lists stands."""

STRAY = 0.1
"""The chance of any trouble from which the lists are asked again without the words that no list has."""

CARD, CARD_LISTED = 0.40, 0.50
"""The chance of a crisis from which what is heard brings the help card: where the lists are silent, and where they
have heard something below a crisis.

All were chosen on messages of `tests/features/help/distress/dev` and on everyday text from which the model
that weighed them had not learned (docs/distress-model.md)."""

_TOLD = 6
"""Pieces that are named as reasons."""

_START, _FRIEND, _SIZE = "*", "friend", "size"
"""The row of the scores before a word is read; the columns that tell whether it is about somebody else, and how
much a piece counts for the length of a message.
"""

_LANGUAGES = "# languages: "
"""Begins the line that names them in a file of weights."""

WORRYING = frozenset({"suicide", "self-harm", "abuse", "mood", "eating"})
"""Topics for which a worried friend, parent or teacher has a page; other pages help both."""


class Weighed(NamedTuple):
    """The weights of words: the chances (0 to 1) of a crisis and of any trouble, and the urgency of the
    likeliest crisis and of the likeliest lesser trouble (see `urgency_of`).
    """

    crisis: float
    anything: float
    likeliest_crisis: int
    likeliest_sorrow: int

    @property
    def urgency(self) -> int:
        """The urgency of what the words most likely tell, if anything."""
        return self.likeliest_crisis if self.crisis >= CARD else self.likeliest_sorrow


@dataclass(frozen=True, slots=True)
class Weights:
    """The model. `tells` names the urgency that each column speaks for, against harmless messages, the most
    urgent first. `start` holds the scores before a word is read, for those columns and for "about somebody
    else". `pieces` holds what each piece adds to these, and its size, a byte a column, side by side in one
    number (see `lanes`). `learned`: the languages of the messages from which it was fitted; of others it says
    nothing that counts.
    """

    tells: tuple[int, ...] = ()
    start: tuple[float, ...] = ()
    pieces: dict[str, int] = field(default_factory=dict)
    learned: frozenset[str] = frozenset()

    def weigh(self, words: Sequence[str]) -> Weighed | None:
        """Return the weights of words; None if no piece of them is known."""
        rows = list(filter(None, map(self.pieces.get, pieces(words))))
        if not rows:
            return None
        *totals, size = added(rows, len(self.tells) + 2)
        share = 1 / (STEP * sqrt(size / SIZE_STEP))
        bare = ZERO * len(rows)
        *logits, friend = [begun + (total - bare) * share for begun, total in zip(self.start, totals, strict=True)]
        odds = [exp(min(logit, 50.0)) for logit in logits]
        crises = sum(told < SOFTER for told in self.tells)
        crisis, sorrow = odds[:crises], odds[crises:]
        urgent, sad = sum(crisis), sum(sorrow)
        whole = urgent + sad + 1
        likeliest = (self.tells[crisis.index(max(crisis))], self.tells[crises + sorrow.index(max(sorrow))])
        return Weighed(urgent / whole, (urgent + sad) / whole, *(_of_whom(told, friend) for told in likeliest))


def _of_whom(told: int, friend: float) -> int:
    """Return an urgency, that of somebody else's trouble where it matters and the words speak for it."""
    return told + (friend > 0 and TOPICS[told % SOFTER // 2] in WORRYING)


def pieces(words: Iterable[str]) -> set[str]:
    """Return the pieces of words in a row, letters that are mistaken for each other as one."""
    return linear.pieces(word.translate(FOLDS) for word in words)


def reasons(weights: Weights, words: Sequence[str]) -> list[str]:
    """Return the weights of words, then the pieces that speak most for the result, for people who maintain the
    model.
    """
    weighed = weights.weigh(words)
    if weighed is None:
        return []
    column = weights.tells.index(weighed.urgency - weighed.urgency % 2)
    known = [
        (columns(weights.pieces[piece], len(weights.tells) + 2)[column] - ZERO, piece)
        for piece in pieces(words)
        if piece in weights.pieces
    ]
    return [
        f"weights: crisis {weighed.crisis:.2f}, anything {weighed.anything:.2f}: {_named(weighed.urgency)}",
        *(f"weights: {more / STEP:+.2f} «{piece}»" for more, piece in sorted(known, reverse=True)[:_TOLD]),
    ]


def may_tell(weighed: Weighed | None, needed: Needed) -> bool:
    """Whether words may tell anything at all: if not, the lists need not be asked."""
    return weighed is None or weighed.anything >= min(needed)


def settled(heard: int, weighed: Weighed | None, words: int, guarded: Callable[[], bool], needed: Needed) -> int:
    """Return the urgency of what so many words tell, from what the lists have heard, what the words weigh and
    whether they are a joke, a quote, a saying or about a film, a lesson or a game (`guarded`, asked only when it
    matters).

    The model adds what the lists do not know. What the lists say it is about stands.
    """
    if weighed is None:
        return heard
    if heard < SOFTER:
        return heard if weighed.anything >= needed.listed else NOTHING
    if heard != NOTHING and weighed.anything < needed.listed_sorrow:
        return NOTHING
    if heard != NOTHING:
        graver = words >= FEWEST and weighed.crisis >= CARD_LISTED
        return weighed.likeliest_crisis if graver and not guarded() else heard
    if words < FEWEST or weighed.anything < needed.alone or guarded():
        return NOTHING
    return weighed.urgency


def read_weights(text: str) -> Weights:
    """Read weights as `written` writes them. Errors: ValueError that names the line and what is wrong in it."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if not line.startswith("#")]
    names = lines[0][1].split("\t")[1:] if lines else []
    if names[-2:] != [_FRIEND, _SIZE]:
        raise ValueError(f"line 1: columns end with {_FRIEND} and {_SIZE}")
    tells = tuple(_column(name) for name in names[:-2])
    rows: dict[str, int] = {}
    start: tuple[float, ...] = ()
    for number, line in lines[1:]:
        piece, *numbers = line.split("\t")
        try:
            if piece == _START:
                start = tuple(float(each) for each in numbers)
            else:
                rows[piece] = lanes(bytes([*(int(each) + ZERO for each in numbers[:-1]), int(numbers[-1])]))
        except ValueError:
            raise ValueError(f"line {number}: a weight is a whole number from -128 to 127") from None
        if len(numbers) != len(names) - (piece == _START):
            raise ValueError(f"line {number}: {len(numbers)} weights, and {len(names)} columns are named")
    if not start or not tells or list(tells) != sorted(tells) or not tells[0] < SOFTER <= tells[-1]:
        raise ValueError(f"columns go from crises to sorrows, and one row, {_START}, is what speaks at the start")
    return Weights(tells, start, rows, languages_of(text))


def languages_of(text: str) -> frozenset[str]:
    """Return the languages that weights have learned, from the line of their head that names them."""
    told = next((line for line in text.splitlines() if line.startswith(_LANGUAGES)), "")
    return frozenset(told.removeprefix(_LANGUAGES).split())


def written(weights: Weights, remarks: Sequence[str] = ()) -> str:
    """Return weights as text: remarks, a line that names the columns, then a line for each piece, tabs between."""
    count = len(weights.tells) + 2
    lines = [f"# {remark}" for remark in remarks]
    if weights.learned:
        lines.append(_LANGUAGES + " ".join(sorted(weights.learned)))
    lines.append("\t".join(["piece", *map(_named, weights.tells), _FRIEND, _SIZE]))
    lines.append("\t".join([_START, *(f"{each:.2f}" for each in weights.start)]))
    for piece, row in sorted(weights.pieces.items()):
        *spoken, size = columns(row, count)
        lines.append("\t".join([piece, *(str(each - ZERO) for each in spoken), str(size)]))
    return "\n".join(lines) + "\n"


def _named(told: int) -> str:
    """Return the name of a column: level and topic, and `friend` where it is about somebody else."""
    topic, other = divmod(told % SOFTER, 2)
    return f"{LEVELS[told // SOFTER]} {TOPICS[topic]}{' friend' * other}"


def _column(name: str) -> int:
    """Return the urgency of a named column. Errors: ValueError."""
    level, _, topic = name.partition(" ")
    if level not in LEVELS or topic not in TOPICS:
        raise ValueError(f"line 1: no column is called {name}")
    return urgency_of(level, topic, other=False)
