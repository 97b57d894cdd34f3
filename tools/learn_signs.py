"""Fit the models of what is a sign of a trap anew and write `locales/*/signs.tsv`.

    python tools/learn_signs.py [LOCALE …] [--check] [--to FOLDER]

Learns from `tests/features/check/learn/LOCALE-*.tsv` and `tests/features/check/dev/LOCALE.tsv` (honest or scam,
its signs, the message); never from what stands beside them in `tune`, by which lists and rules were looked at, or
in `kept`, which is what is reported.
`--check`: compare with the files that are there and write nothing.

For "is it a trap" and for each sign that is seen in words, a logistic regression (scikit-learn, liblinear, one
thread) on runs of letters weighted by inverse document frequency, in a fixed order: the same messages make the
same weights. From how many log odds a message is a trap is chosen on left-out fifths, with what the lists of our
packs see, and written into the model's start, as is from how many a sign is seen. The head of a file carries a
digest of what it was made of.
"""

from __future__ import annotations

import argparse
import sys
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from fitting import keep, packed, scaled  # noqa: E402 - as above

from bot.chat.linear import LinearModel, pieces, written  # noqa: E402 - as above
from bot.features.check.domain import Checker  # noqa: E402 - as above
from bot.features.check.learned import FILE, TOLD, TRAP, trap_odds, words  # noqa: E402 - as above
from bot.features.check.tokens import cleaned, tokens  # noqa: E402 - as above
from bot.values.locales import FOLDER, languages  # noqa: E402 - as above
from bot.values.signs import OF_LINKS, SIGNS  # noqa: E402 - as above
from tests.talk import our_library  # noqa: E402 - as above

ROWS = ROOT / "tests" / "features" / "check"
LABELS = (TRAP, *(sign for sign in SIGNS if sign not in OF_LINKS))
RARE = 2
"""Messages that a piece must be in to get a weight."""
KEPT, MORE = 8_000, {"ru": 14_000}
"""Pieces that get one. It bounds the file. In Russian 8,000 lost three to five in a hundred traps by another hand
than those that taught.
"""
TOLD_BY_SIGNS = {"ru": 0.5}
"""What the likeliest signs tell of a trap (`learned.TOLD`), where that was seen to help (docs/check-method.md)."""
STRENGTH = 10.0
"""The inverse of the regularisation, as scikit-learn's `C`."""
FAINT = 2
"""Steps of weight up to which a weight is left out."""
PARTS = 5
"""Parts of the messages, each left out once to choose thresholds."""
FALSE = 0.06
"""Share of left-out honest messages that may be taken for traps: below the goal, as others write otherwise."""
SIGN_FROM = -1.9
"""Log odds from which a sign is seen: lower than even, as most of its rivals were honest messages, and those have
been sorted out before. Chosen on left-out fifths, so that of the signs seen in traps about six in ten stand there.
"""


class Message(NamedTuple):
    """What is learned from: whether it is a trap, its signs, its words as they were written."""

    is_trap: bool
    signs: frozenset[str]
    words: str


def messages(locale: str) -> list[Message]:
    """Return what teaches in a language, each once, in a fixed order."""
    apart = {one.words for part in ("kept", "tune") for one in _read(ROWS / part / f"{locale}.tsv")}
    files = [*sorted((ROWS / "learn").glob(f"{locale}-*.tsv")), ROWS / "dev" / f"{locale}.tsv"]
    found = {one for file in files for one in _read(file) if one.words not in apart}
    return sorted(found, key=lambda one: (one.words, one.is_trap, sorted(one.signs)))


def _read(file: Path) -> list[Message]:
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    told = [line.split("\t", 2) for line in lines if line]
    return [
        Message(
            kind == "scam", frozenset(filter(None, signs.replace(" ", "").split(","))), said.replace("\\n", "\n")
        )
        for kind, signs, said in told
    ]


def digest(some: list[Message]) -> str:
    """Return what changes whenever what is learned from does."""
    told = ("\t".join((str(one.is_trap), ",".join(sorted(one.signs)), one.words)) for one in some)
    return sha256("\0".join(told).encode()).hexdigest()


def learned(
    some: list[Message], kept: int = KEPT, trap_from: float = 0.0, told_by_signs: float = 0
) -> LinearModel:
    """Return the model that tells traps and their signs in these messages; `trap_from`: log odds of a trap,
    `told_by_signs`: what the likeliest signs add to them.
    """
    looked_at = [pieces(_words(one)) for one in some]
    kinds = np.array([min(one.signs, default=TRAP if one.is_trap else "") for one in some])
    found = scaled(looked_at, kinds, RARE, kept)
    weights, start = [], []
    for label in LABELS:
        told = np.array([one.is_trap if label == TRAP else label in one.signs for one in some])
        with threadpool_limits(limits=1):
            fit = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(found.rows, told)
        weights.append(fit.coef_[0])
        start.append(round(float(fit.intercept_[0]) - (trap_from if label == TRAP else SIGN_FROM), 2))
    labels = LABELS
    if told_by_signs:
        labels = (*LABELS, TOLD)
        weights.append(np.zeros(len(found.names)))
        start.append(told_by_signs)
    return LinearModel(labels, tuple(start), packed(np.array(weights), found, FAINT))


def trap_from(some: list[Message], lists: Checker, kept: int = KEPT, told_by_signs: float = 0) -> float:
    """Return the log odds from which no more than `FALSE` of left-out honest messages are taken for traps."""
    honest = []
    for part in range(PARTS):
        held = [one for one in some[part::PARTS] if not one.is_trap]
        model = learned([one for at, one in enumerate(some) if at % PARTS != part], kept, 0.0, told_by_signs)
        for one in held:
            seen = lists.read(one.words)
            told = model.scores(pieces(_words(one)))
            scores = dict(zip(model.labels, told, strict=True)) if told else {}
            honest.append(trap_odds(scores, seen.points, is_spoken_for=seen.is_spoken_for))
    return round(float(np.quantile(honest, 1 - FALSE)), 2)


def _words(one: Message) -> list[str]:
    return words(tokens(cleaned(one.words)))


def main() -> int:
    """Run. Return 1 when a check finds another file."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("locales", nargs="*", default=[*languages()], metavar="LOCALE")
    asked.add_argument("--check", action="store_true", help="compare, write nothing")
    asked.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER")
    options = asked.parse_args()
    lists = Checker(our_library())
    other = 0
    for locale in options.locales:
        teaching = messages(locale)
        kept, told_by_signs = MORE.get(locale, KEPT), TOLD_BY_SIGNS.get(locale, 0)
        threshold = trap_from(teaching, lists, kept, told_by_signs)
        model = learned(teaching, kept, threshold, told_by_signs)
        source = f"{len(teaching)} messages, sha256 {digest(teaching)}"
        made = written(model, ["fitted by tools/learn_signs.py; nobody edits this by hand", source])
        print(f"{locale}: {len(teaching)} messages, {len(model.pieces)} pieces, a trap from {threshold:.2f}")
        other |= keep(options.to / locale / FILE, made, check=options.check)
    return other


if __name__ == "__main__":
    sys.exit(main())
