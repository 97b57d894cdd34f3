"""Fit the models of what people mean anew and write `locales/*/intents.tsv`.

    python tools/learn_intents.py [LOCALE …] --everyday FOLDER [--check] [--hold PARTS] [--to FOLDER]

Learns from `tests/understanding/learn/LOCALE-*.tsv` (a label, then what somebody may type to say it), from the
ways of saying that the packs of talk list, and, as what the bot knows nothing of, from a half of the harmless
lines of an everyday text that is not in this repository (docs/distress-model.md says where it comes from);
never what stands in `kept` or `trial` beside it, which is what is reported.
`--check`: compare with the files that are there and write nothing. `--hold 5`: leave every fifth phrase out and
tell how many of those are understood.

A multinomial logistic regression (scikit-learn, L-BFGS, one thread) on runs of letters weighted by inverse
document frequency, in a fixed order: the same phrases make the same file. Its head carries a digest of what it was
made of.
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
from learn_distress import everyday  # noqa: E402 - as above

from bot.chat.intents import FILE, NOTHING, guess  # noqa: E402 - as above
from bot.chat.keywords import has_keywords  # noqa: E402 - the path comes first
from bot.chat.linear import LinearModel, pieces, read_model, written  # noqa: E402 - as above
from bot.chat.matching import SLOT  # noqa: E402 - as above
from bot.chat.typed import canonical  # noqa: E402 - as above
from bot.packs.model import Kind  # noqa: E402 - as above
from bot.packs.talk import read_intent  # noqa: E402 - as above
from bot.values.locales import FOLDER, languages  # noqa: E402 - as above
from tests.talk import our_library  # noqa: E402 - as above

PHRASES = ROOT / "tests" / "understanding" / "learn"
RARE = 3
"""Phrases that a piece must be in to get a weight."""
KEPT = 20_000
"""Pieces that get one, in each language. It bounds memory."""
STRENGTH = 10.0
"""The inverse of the regularisation, as scikit-learn's `C`."""
STEPS, NEAR = 200, 1e-3
"""When the fit ends: after so many steps, or when the largest slope is below this."""
FAINT = 4
"""Steps of weight up to which a weight is left out: they add up to nothing and more than double the file."""


class Phrase(NamedTuple):
    """What is learned from: the words in the form in which they are compared, and their label."""

    words: str
    label: str


def phrases(locale: str) -> list[Phrase]:
    """Return what teaches in a language, each once, in a fixed order. What was given two labels keeps both."""
    found = {
        Phrase(canonical(words), label)
        for file in sorted(PHRASES.glob(f"{locale}-*.tsv"))
        for label, words in (line.split("\t") for line in file.read_text("utf-8").splitlines() if line[:1] != "#")
    }
    apart = kept(locale)
    return sorted(one for one in found | listed(locale) if one.words and one.words not in apart)


def kept(locale: str) -> set[str]:
    """Return the messages that are kept for measuring."""
    files = (file for part in ("kept", "trial") for file in (PHRASES.parent / part).glob(f"{locale}*.tsv"))
    lines = (line for file in files for line in file.read_text("utf-8").splitlines())
    return {canonical(line.split("\t")[-1]) for line in lines if line and not line.startswith("#")}


def listed(locale: str) -> set[Phrase]:
    """Return the ways of saying that the packs of talk list."""
    return {
        Phrase(canonical(words), f"{item.ref.item}:{card.id}")
        for item in our_library().in_all_locales(Kind.TALK)
        if item.locale == locale
        for card in item.cards
        for words in read_intent(card.body).utterances
        if _is_said(words)
    }


def outside(folder: Path, locale: str, part: str = "learn") -> list[Phrase]:
    """Return lines of everyday text, in a fixed order: what the bot knows nothing of."""
    found = {canonical(line) for line in everyday(folder, locale, part)}
    return [Phrase(words, NOTHING) for words in sorted(found) if words]


def _is_said(words: str) -> bool:
    """Whether somebody says these very words: no keywords, no slots, no signs."""
    return not has_keywords(words) and not set(words) & {*SLOT, "{"} and "..." not in words


def digest(some: list[Phrase]) -> str:
    """Return what changes whenever what is learned from does."""
    return sha256("\n".join("\t".join(one) for one in some).encode()).hexdigest()


def learned(some: list[Phrase], kept: int = KEPT) -> LinearModel:
    """Return the model that tells the labels of these phrases apart."""
    told = np.array([one.label for one in some])
    found = scaled([pieces(one.words.split()) for one in some], told, RARE, kept)
    with threadpool_limits(limits=1):
        fit = LogisticRegression(C=STRENGTH, max_iter=STEPS, tol=NEAR).fit(found.rows, told)
    start = tuple(round(float(each), 2) for each in fit.intercept_)
    return LinearModel(tuple(map(str, fit.classes_)), start, packed(fit.coef_, found, FAINT))


def tell(model: LinearModel, held: list[Phrase]) -> str:
    """Return how many phrases that did not teach are understood, first and among the first three."""
    found = [(one.label, [each.label for each in guess(model, pieces(one.words.split()))[:3]]) for one in held]
    known = [(label, three) for label, three in found if label != NOTHING]
    first = sum(three[:1] == [label] for label, three in known) / len(known)
    among = sum(label in three for label, three in known) / len(known)
    none = [three[:1] == [NOTHING] for label, three in found if label == NOTHING]
    return f"first {first:.3f}, among three {among:.3f} of {len(known)}; nothing {sum(none)} of {len(none)}"


def main() -> int:
    """Run. Return 1 when a check finds another file."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("locales", nargs="*", default=[*languages()], metavar="LOCALE")
    asked.add_argument("--everyday", type=Path, required=True, metavar="FOLDER", help="everyday text")
    asked.add_argument("--check", action="store_true", help="compare, write nothing")
    asked.add_argument("--hold", type=int, default=0, metavar="PARTS", help="leave every so manieth phrase out")
    asked.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER")
    options = asked.parse_args()
    other = 0
    for locale in options.locales:
        teaching = phrases(locale)
        held = teaching[:: options.hold] if options.hold else []
        theirs = outside(options.everyday, locale)
        model = learned([*(one for one in teaching if one not in set(held)), *theirs])
        sources = [
            f"{len(teaching)} phrases, sha256 {digest(teaching)}",
            f"of everyday text: {len(theirs)} lines, sha256 {digest(theirs)}",
        ]
        made = written(model, ["fitted by tools/learn_intents.py; nobody edits this by hand", *sources])
        print(f"{locale}: {len(teaching)} phrases, {len(model.pieces)} pieces, {len(model.labels)} labels")
        if held:
            print(tell(read_model(made.splitlines()), held))
        other |= keep(options.to / locale / FILE, made, check=options.check)
    return other


if __name__ == "__main__":
    sys.exit(main())
