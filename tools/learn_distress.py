"""Learn the weights of distress anew from the labelled messages, and write `bot/help/distress/weights.tsv`.

    python tools/learn_distress.py [--without NAME …] [--to FILE]

Learns from `tests/distress/dev`, the explicit statements of `tests/distress/must` and the answers of our own
questions, which are harmless; never from `held`, which is what is reported. `--without`: leave files of `dev` out,
to see what the weights make of messages that they have not seen. The same words make the same file. A softmax
regression with AdaGrad's steps (Duchi, Hazan and Singer, 2011), in plain Python: it runs once in a while, takes a
minute or two, and needs no library.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot.chat.distress.judging import judged  # noqa: E402 - the path comes first
from bot.chat.distress.normalise import clean, read  # noqa: E402 - as above
from bot.chat.distress.phrasebook import read_phrase_book  # noqa: E402 - as above
from bot.chat.distress.proofs import PACKAGE_LISTS  # noqa: E402 - as above
from bot.chat.distress.urgency import LEVELS, NOTHING, SOFTER, urgency_of  # noqa: E402 - as above
from bot.chat.distress.weighing import STEP, ZERO, Weights, lanes, pieces, written  # noqa: E402 - as above
from tests.distress.labelled import LANGUAGES, answers, rows, statements  # noqa: E402 - as above

if TYPE_CHECKING:
    from bot.chat.distress.phrasebook import PhraseBook

ROUNDS = 12
"""How often each message is learned from."""
STRIDE, DECAY, CALM = 0.3, 3e-4, 1e-3
"""How far a step goes, how much of a weight is lost on the way so that rare pieces do not shout, and what keeps
the first steps from being endless."""
RARE = 2
"""Messages that a piece must be in to get a weight; a pair must be in one more."""
ABOUT_FRIENDS = frozenset({"suicide", "self-harm", "abuse", "mood", "eating"})
"""Topics in which it makes a difference whether it is about somebody else: they have a page for who worries."""


def labelled(without: list[str]) -> list[tuple[set[str], int]]:
    """Return the pieces of every message to learn from, and what it tells, as an urgency.

    Whether a message is about somebody else no label says, nor what an explicit statement is about; the phrase
    lists do, and a statement that they do not hear as a crisis is left out.
    """
    book, languages = read_phrase_book(PACKAGE_LISTS), sorted(LANGUAGES)
    found = []
    for row in (row for language in languages for row in rows("dev", language, without)):
        some, heard = _heard(book, row.words)
        other = row.topic in ABOUT_FRIENDS and heard % 2 == 1
        found.append((some, urgency_of(row.level, row.topic, other=other) if row.level in LEVELS else NOTHING))
    explicit = (_heard(book, words) for language in languages for words in statements(language))
    found += [(some, heard - heard % 2) for some, heard in explicit if heard < SOFTER]
    return found + [(_heard(book, words)[0], NOTHING) for words in answers()]


def _heard(book: PhraseBook, words: str) -> tuple[set[str], int]:
    """Return the pieces of a message, and what the lists hear in it."""
    said = read(clean(words, book.vocabulary), book.vocabulary)
    return pieces(said.words), judged(book, said, book.vocabulary.places)


def learned(messages: list[tuple[set[str], int]]) -> Weights:
    """Return the weights that tell these messages apart."""
    counted = Counter(piece for some, _ in messages for piece in some)
    tells = sorted({told for _, told in messages})
    columns = range(len(tells))
    often = {piece for piece, count in counted.items() if count >= RARE + (" " in piece)}
    known = [(sorted(some & often), tells.index(told)) for some, told in messages]
    names = sorted({piece for some, _ in known for piece in some})
    weights = {name: [0.0] * len(tells) for name in ("", *names)}
    slopes = {name: [CALM] * len(tells) for name in weights}
    chance = random.Random(1)  # noqa: S311 - the same order in every run, no secret
    for _ in range(ROUNDS):
        chance.shuffle(known)
        for some, told in known:
            share = 1 / math.sqrt(len(some)) if some else 0.0
            sums = [
                start + share * each
                for start, each in zip(weights[""], _added(weights, some, len(tells)), strict=True)
            ]
            most = max(sums)
            odds = [math.exp(each - most) for each in sums]
            wrong = [odd / sum(odds) - (column == told) for column, odd in zip(columns, odds, strict=True)]
            for name, part in (("", 1.0), *((name, share) for name in some)):
                weight, slope = weights[name], slopes[name]
                for column in columns:
                    step = wrong[column] * part + (DECAY * weight[column] if name else 0.0)
                    slope[column] += step * step
                    weight[column] -= STRIDE * step / math.sqrt(slope[column])
    rows = {name: bytes(_rounded(each) for each in weight) for name, weight in weights.items()}
    return Weights(tuple(tells), rows.pop(""), {name: lanes(row) for name, row in rows.items()})


def _added(weights: dict[str, list[float]], some: list[str], columns: int) -> list[float]:
    """Return the sum of the weights of some pieces, a column each."""
    return (
        [sum(column) for column in zip(*(weights[name] for name in some), strict=True)]
        if some
        else [0.0] * columns
    )


def _rounded(weight: float) -> int:
    """Return the byte of a weight."""
    return min(255, max(0, round(weight * STEP) + ZERO))


def main() -> None:
    """Run."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--without", nargs="*", default=[], metavar="NAME", help="files of dev to leave out, such as ru-16"
    )
    asked.add_argument("--to", type=Path, default=PACKAGE_LISTS / "weights.tsv", metavar="FILE")
    options = asked.parse_args()
    messages = labelled(options.without)
    weights = learned(messages)
    options.to.write_text(written(weights), "utf-8")
    print(f"{len(messages)} messages, {len(weights.pieces)} pieces, {len(weights.tells)} columns -> {options.to}")


if __name__ == "__main__":
    main()
