"""Guesses answers from options alone: a linear model that learns from the options of all other topics.

It is a logistic regression (scikit-learn) on the differences between a right option and a wrong one of the same
question, so that it learns which of two siblings sounds right. The same packs give the same guesses.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.commands.blind.cues import cues, shapes, wording, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.commands.blind.asked import Blindfolded

STRENGTH = 1.0
"""The inverse of the regularisation, as scikit-learn's `C`."""

DRAWS = 9
"""Models that must all guess a question before it is reported; each learns another half of the other topics."""

LEAST = 20
"""Fewest questions of other topics from which a model can learn."""

TOLD, WORTH = 3, 0.1
"""Most cues that are named, and the least share of the total that a named cue must have."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The result of guessing a question. `right`: whether the model of all other topics guessed it (for several
    right options, the share of pairs of a right and a wrong option that it told apart); `always`: whether every
    model that learned from a half of them did; `giveaways`: the strongest cues, worst first, such as `«never» in
    the right option`.
    """

    question: Blindfolded
    right: float
    always: bool
    giveaways: tuple[str, ...] = ()


class Options:
    """The cues of the options of questions in one language, read once: a row of numbers per option."""

    def __init__(self, questions: Sequence[Blindfolded]) -> None:
        self.reader = DictVectorizer()
        self.rows: Any = self.reader.fit_transform([row for question in questions for row in cues(question)])
        starts = accumulate((len(question.options) for question in questions), initial=0)
        self.places = {
            question: range(start, end) for question, (start, end) in zip(questions, pairwise(starts), strict=True)
        }

    def pairs(self, questions: Iterable[Blindfolded]) -> list[tuple[int, int]]:
        """Return the rows of each right option paired with each wrong option of the same question."""
        return [
            (right, wrong)
            for question in questions
            for right, is_right in zip(self.places[question], question.right, strict=True)
            for wrong, too in zip(self.places[question], question.right, strict=True)
            if is_right and not too
        ]


class Guesser:
    """A model that has learned from these questions which of two options sounds right."""

    def __init__(self, options: Options, learned: Iterable[Blindfolded]) -> None:
        self.options = options
        pairs = options.pairs(learned)
        # The order of subtraction does not matter; a fit only needs to see both outcomes.
        first = [pair[number % 2] for number, pair in enumerate(pairs)]
        second = [pair[1 - number % 2] for number, pair in enumerate(pairs)]
        outcomes = [1 - number % 2 for number in range(len(pairs))]
        self.model = LogisticRegression(
            C=STRENGTH, fit_intercept=False, solver="liblinear", dual=True, max_iter=2000, random_state=0
        )
        self.model.fit(options.rows[first] - options.rows[second], outcomes)

    def scores(self, question: Blindfolded) -> list[float]:
        """Return how right each option of a question sounds: higher means more."""
        scored: list[float] = self.model.decision_function(
            self.options.rows[[*self.options.places[question]]]
        ).tolist()
        return scored

    def weights(self) -> dict[str, float]:
        """Return the weight of each cue by its name."""
        return dict(zip(self.options.reader.get_feature_names_out(), self.model.coef_[0].tolist(), strict=True))


def guesses(asked: Sequence[Blindfolded], known: Sequence[Blindfolded]) -> Iterator[Guess]:
    """Guess the questions `asked`, by topic and language, after learning from the questions `known` of other
    topics in the same language. Yields nothing if there are too few.
    """
    for locale in sorted({question.locale for question in asked}):
        of_locale, here = ([one for one in of if one.locale == locale] for of in (known, asked))
        groups: defaultdict[tuple[str, ...], list[Blindfolded]] = defaultdict(list)
        for question in here:
            groups[question.topics].append(question)
        options = Options(list(dict.fromkeys([*of_locale, *here])))
        for topics, group in sorted(groups.items()):
            others = [other for other in of_locale if not {*other.topics} & {*topics}]
            if len(others) >= LEAST:
                yield from _of_group(group, others, options)


def _of_group(group: Sequence[Blindfolded], others: Sequence[Blindfolded], options: Options) -> Iterator[Guess]:
    whole = Guesser(options, others)
    halves = [random.Random(seed).sample(others, len(others) // 2) for seed in range(DRAWS)]  # noqa: S311 - a draw, not a secret
    drawn = [Guesser(options, half) for half in halves]
    weights = whole.weights()
    for question in group:
        right = told_apart(question, whole.scores(question))
        always = right == 1 and all(told_apart(question, guesser.scores(question)) == 1 for guesser in drawn)
        yield Guess(question, right, always, giveaways(question, weights) if always else ())


def told_apart(question: Blindfolded, scores: Sequence[float]) -> float:
    """Return 1 if the only right option has the highest score, else 0; for several right options, the share of
    pairs of a right and a wrong option in the right order.
    """
    of = {
        answer: [score for score, right in zip(scores, question.right, strict=True) if right is answer]
        for answer in (True, False)
    }
    if question.single:
        return float(of[True][0] > max(of[False]))
    pairs = [right > wrong for right in of[True] for wrong in of[False]]
    return sum(pairs) / len(pairs)


def giveaways(question: Blindfolded, weights: Mapping[str, float]) -> tuple[str, ...]:
    """Return the cues that distinguish the right options most: words that sound right in a right option, words
    that sound wrong in another, and other cues (length, place, signs).
    """
    told: defaultdict[str, float] = defaultdict(float)
    for option, shape, right in zip(question.options, shapes(question), question.right, strict=True):
        sign = (1 if right else -1) / question.right.count(right)
        place = "the right" if right else "a wrong"
        for word, effect in _by_word(option, weights).items():
            told[f"«{word}» in {place} option"] += sign * effect
        for cue, value in shape.items():
            told[f"the {cue.partition(':')[0]} of the options"] += sign * weights.get(cue, 0.0) * value
    least = max(0.0, WORTH * sum(told.values()))
    worst = sorted(told, key=lambda cue: (-told[cue], cue))[:TOLD]
    return tuple(cue for cue in worst if told[cue] > least)


def _by_word(option: str, weights: Mapping[str, float]) -> dict[str, float]:
    """Return how right each word of an option sounds: its own weight, half of each of its pairs, and its share of
    each run of letters.
    """
    words = list(dict.fromkeys(words_of(option)))
    found = dict.fromkeys(words, 0.0)
    for cue, value in wording(option).items():
        family, _, name = cue.partition(":")
        parts = {*name.split()}
        named = [word for word in words if (name in f"_{word}_" if family == "letters" else word in parts)]
        for word in named:
            found[word] += weights.get(cue, 0.0) * value / len(named)
    return found
