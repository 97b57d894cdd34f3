"""Fit the models of what is a sign of a trap anew and write `locales/*/signs.tsv`.

    python tools/learn_signs.py [LOCALE …] [--real FOLDER] [--check] [--to FOLDER]

Learns from `tests/features/check/learn/LOCALE-*.tsv`, `tests/features/check/dev/LOCALE.tsv` and, as honest ones,
what people type to the bot, `tests/features/check/said/LOCALE.tsv` (honest or scam, its signs, the message);
never from what stands beside them in `tune`, by which lists and rules were looked at, or in `kept`, which is
what is reported.
`--real`: real messages besides, which are not in the repository: `LOCALE.tsv` of source, label (ham, scam or
spam), text, with `⏎` for a line break. They and what people type to the bot teach only whether a message is a
trap: a sign is looked for in traps alone.
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
from bot.values.signs import BY_RULE, SIGNS  # noqa: E402 - as above
from tests.talk import our_library  # noqa: E402 - as above

ROWS = ROOT / "tests" / "features" / "check"
LABELS = (TRAP, *(sign for sign in SIGNS if sign not in BY_RULE))
RARE = 2
"""Messages that a piece must be in to get a weight."""
KEPT, MORE = 12_000, {"ru": 14_000}
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
FALSE, MORE_FALSE = 0.05, {"en": 0.065}
"""Share of left-out honest messages in which lists see something that may be taken for traps."""
REAL, HONEST, NOTICE = 0.5, 2, 4
"""What a real message counts, an honest one that was written for this, and one of these in which lists see
something: real ones are chats, and notices are more like traps. A trap that was written counts 1.
"""
SEEN = 2
"""Points of certainty from which on lists see something."""
LEFT_OUT = {("en", "spam")}
"""Kinds of real messages that teach nothing: in English these are adverts, notices of banks among them."""
MASKS = {
    "[CURRENCY]": ("$", "€", "₽", "USDT"),
    "[LINK]": ("https://t.me/+a1b2c3d4", "https://site.example/a"),
    "[URL]": ("https://site.example/a",),
    "[USERNAME]": ("@name_1",),
    "[PHONE]": ("5000-7000",),
    "[TIME]": ("12:00",),
}
"""What a source has put in place of parts of messages, and what may have stood there."""
SIGN_FROM = -2.5
"""Log odds from which a sign is seen: lower than even, as most of its rivals were honest messages, and those have
been sorted out before.
"""


class Message(NamedTuple):
    """What is learned from: whether it is a trap, its signs, its words as they were written."""

    is_trap: bool
    signs: frozenset[str]
    words: str
    told: bool = True
    """Whether its signs are known."""
    counts: float = 1
    """What it counts for the question whether a message is a trap."""


def messages(locale: str) -> list[Message]:
    """Return what teaches in a language, each once, in a fixed order."""
    apart = {one.words for part in ("kept", "tune") for one in _read(ROWS / part / f"{locale}.tsv")}
    files = [*sorted((ROWS / "learn").glob(f"{locale}-*.tsv")), ROWS / "dev" / f"{locale}.tsv"]
    found = {one for file in files for one in _read(file) if one.words not in apart} | said_to_us(locale)
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


def said_to_us(locale: str) -> set[Message]:
    """Return what people type to the bot: honest messages that are no notices, easier than those."""
    return {*_read(ROWS / "said" / f"{locale}.tsv")}


def real(folder: Path, locale: str) -> list[Message]:
    """Return the real messages of a folder in a language: as they are and, where a source has masked parts of one,
    also with something in their place.
    """
    found = set()
    for line in (folder / f"{locale}.tsv").read_text("utf-8").splitlines():
        _, label, said = line.split("\t", 2)
        if (locale, label) not in LEFT_OUT:
            words_ = said.replace("⏎", "\n")
            for one in {words_, _unmasked(words_)}:
                found.add(Message(label != "ham", frozenset(), one, told=False, counts=REAL))
    return sorted(found, key=lambda one: one.words)


def _unmasked(said: str) -> str:
    for mask, instead in MASKS.items():
        said = said.replace(mask, instead[len(said) % len(instead)])
    return said


def digest(some: list[Message]) -> str:
    """Return what changes whenever what is learned from does."""
    told = ("\t".join((str(one.is_trap), ",".join(sorted(one.signs)), one.words)) for one in some)
    return sha256("\0".join(told).encode()).hexdigest()


def learned(
    some: list[Message],
    kept: int = KEPT,
    trap_from: float = 0.0,
    told_by_signs: float = 0,
    labels: tuple[str, ...] = LABELS,
) -> LinearModel:
    """Return the model that tells traps and their signs in these messages; `trap_from`: log odds of a trap,
    `told_by_signs`: what the likeliest signs add to them.
    """
    looked_at = [pieces(_words(one)) for one in some]
    kinds = np.array([min(one.signs, default=TRAP if one.is_trap else "") for one in some])
    known = np.array([one.told for one in some])
    counts = np.array([one.counts for one in some])
    found = scaled(looked_at, kinds, RARE, kept)
    weights, start = [], []
    for label in labels:
        told = np.array([one.is_trap if label == TRAP else label in one.signs for one in some])
        rows = known | (label == TRAP)
        with threadpool_limits(limits=1):
            fit = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
            fit.fit(found.rows[rows], told[rows], sample_weight=counts[rows] if label == TRAP else None)
        weights.append(fit.coef_[0])
        start.append(round(float(fit.intercept_[0]) - (trap_from if label == TRAP else SIGN_FROM), 2))
    if told_by_signs:
        labels = (*labels, TOLD)
        weights.append(np.zeros(len(found.names)))
        start.append(told_by_signs)
    return LinearModel(labels, tuple(start), packed(np.array(weights), found, FAINT))


def trap_from(  # noqa: PLR0913, PLR0917 - what it is fitted to, and how
    some: list[Message],
    others: list[Message],
    lists: Checker,
    kept: int = KEPT,
    told_by_signs: float = 0,
    share: float = FALSE,
) -> float:
    """Return the log odds from which no more than this share of left-out honest messages are taken for traps.
    `others`: what is learned besides and not looked at here.
    """
    honest = []
    for part in range(PARTS):
        held = [one for one in some[part::PARTS] if not one.is_trap and one.counts == NOTICE]
        rest = [one for at, one in enumerate(some) if at % PARTS != part]
        labels = LABELS if told_by_signs else (TRAP,)
        model = learned([*rest, *others], kept, 0.0, told_by_signs, labels)
        for one in held:
            seen = lists.read(one.words)
            told = model.scores(pieces(_words(one)))
            scores = dict(zip(model.labels, told, strict=True)) if told else {}
            length = len(tokens(cleaned(one.words)))
            honest.append(trap_odds(scores, seen.points, length, is_spoken_for=seen.is_spoken_for))
    return round(float(np.quantile(honest, 1 - share)), 2)


def _words(one: Message) -> list[str]:
    return words(tokens(cleaned(one.words)))


def _counts(one: Message, lists: Checker) -> float:
    if one.is_trap:
        return 1
    seen = lists.read(one.words)
    return NOTICE if seen.points >= SEEN or seen.is_spoken_for else HONEST


def main() -> int:
    """Run. Return 1 when a check finds another file."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("locales", nargs="*", default=[*languages()], metavar="LOCALE")
    asked.add_argument("--real", type=Path, metavar="FOLDER", help="real messages besides")
    asked.add_argument("--check", action="store_true", help="compare, write nothing")
    asked.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER")
    options = asked.parse_args()
    lists = Checker(our_library())
    other = 0
    for locale in options.locales:
        teaching = messages(locale)
        kept, told_by_signs = MORE.get(locale, KEPT), TOLD_BY_SIGNS.get(locale, 0)
        others = real(options.real, locale) if options.real else []
        said = said_to_us(locale)
        others += [one._replace(told=False) for one in teaching if one in said]
        hard = [one._replace(counts=_counts(one, lists)) for one in teaching if one not in said]
        share = MORE_FALSE.get(locale, FALSE)
        threshold = trap_from(hard, others, lists, kept, told_by_signs, share)
        model = learned([*hard, *others], kept, threshold, told_by_signs)
        source = f"{len(teaching)} messages, sha256 {digest(teaching)}"
        real_ones = f"{len(others) - len(said)} real messages that are not in the repository"
        besides = f"and to {real_ones} (docs/check-method.md)"
        made = written(model, ["fitted by tools/learn_signs.py; nobody edits this by hand", source, besides])
        print(f"{locale}: {len(teaching)} messages, {len(model.pieces)} pieces, a trap from {threshold:.2f}")
        other |= keep(options.to / locale / FILE, made, check=options.check)
    return other


if __name__ == "__main__":
    sys.exit(main())
