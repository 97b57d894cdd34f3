"""Fit the model of distress anew and write `bot/help/distress/weights.tsv`.

    python tools/learn_distress.py --everyday FOLDER [--real] [--check] [--without NAME …] [--to FILE]

Learns from the labelled messages and explicit statements of `tests/features/help/distress` (`dev`, `must`),
the answers of our own questions, which are harmless, and three quarters of the harmless lines of an everyday
text that is not in this repository (`FOLDER/ru.tsv`, `en.tsv`: source, label, text; docs/distress-model.md
says where it comes from); never from `held`, `plainest` and `scenes`, which are what is reported. `--check`:
compare with the file that is there and write nothing. `--without`: leave files of `dev` out, to see what the
model makes of messages that it has not seen. `--real`: first write `real.txt` of each language anew, the
harmless words that lie one slip from a listed one.

A multinomial logistic regression (scikit-learn, L-BFGS, one thread) on runs of letters weighted by inverse
document frequency, in a fixed order: the same text makes the same file. Its head carries digests of what it
was made of.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from fitting import keep, packed, scaled  # noqa: E402 - the path comes first

from bot.features.help.distress.judging import Stretch, judged  # noqa: E402 - the path comes first
from bot.features.help.distress.normalise import clean, read  # noqa: E402 - as above
from bot.features.help.distress.phrasebook import read_phrase_book  # noqa: E402 - as above
from bot.features.help.distress.proofs import PACKAGE_LISTS  # noqa: E402 - as above
from bot.features.help.distress.slips import is_cyrillic, is_latin  # noqa: E402 - as above
from bot.features.help.distress.urgency import LEVELS, NOTHING, SOFTER, TOPICS, urgency_of  # noqa: E402 - as above
from bot.features.help.distress.weighing import WORRYING, Weights, pieces, written  # noqa: E402 - as above
from tests.features.help.distress.labelled import LANGUAGES, MEASURING, answers, rows, statements  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.features.help.distress.phrasebook import PhraseBook

RARE = 4
"""Messages that a piece must be in to get a weight."""
KEPT = 24_000
"""Pieces that get one: those that tell the kinds apart best, by the chi-squared statistic. It bounds memory."""
SPARSE = 20
"""Messages of a kind below which it gets no column of its own, and teaches nothing."""
STRENGTH, STRENGTH_FRIEND = 10.0, 3.0
"""The inverse of the regularisation, as scikit-learn's `C`."""
STEPS, NEAR = 400, 1e-3
"""When the fit ends: after so many steps, or when the largest slope is below this."""
PARTS = 8
"""Everyday text is cut into so many parts by hash: the last two measure, the others teach."""
TAUGHT_TWICE = 2
"""How often everyday text counts: it is what most people send."""
PACKS = ("content", "quizzes")
"""Folders of packs, the words of which are real."""
WORD = re.compile(r"[^\W\d_]+")
REAL, A_LINE = "# Real words that lie one slip from a listed one; written by tools/learn_distress.py", 24
"""The first line of `real.txt`, and how many words each other line has."""


class Message(NamedTuple):
    """What is learned from: the words in their plain form, and what they tell, as an urgency."""

    words: tuple[str, ...]
    told: int


def everyday(folder: Path, language: str, part: str) -> list[str]:
    """Return the harmless lines of everyday text that teach (`learn`) or `measure`."""
    with (folder / f"{language}.tsv").open(encoding="utf-8") as file:
        _, *rows = (line.rstrip("\n").split("\t", 2) for line in file)
    lines = [_unquoted(text) for _, label, text in rows if label == "none"]
    return [line for line in lines if part_of(line) == part]


def _unquoted(text: str) -> str:
    """Return text as it was before a writer of CSV quoted it. A single mark at the start is the text's own, so no
    reader of CSV is asked: it would take what follows, up to the next mark, for one line.
    """
    quoted = len(text) > 1 and text[0] == text[-1] == '"' and '""' in text[1:-1]
    return text[1:-1].replace('""', '"') if quoted else text


def part_of(line: str) -> str:
    """Return the part that a line of everyday text belongs to."""
    number = int.from_bytes(sha256(line.encode()).digest()[:4], "big") % PARTS
    return "learn" if number < PARTS * 3 // 4 else "measure"


def committed(book: PhraseBook, without: Iterable[str] = ()) -> list[Message]:
    """Return what this repository teaches.

    Words that a kept message has too are left out. Whether a message is about somebody else no label says,
    nor what an explicit statement is about; the phrase lists do, and a statement that they do not hear
    as a crisis is left out.
    """
    kept = {
        heard(book, row.words).words
        for part in MEASURING
        for language in LANGUAGES
        for row in rows(part, language)
    }
    found = []
    for row in (row for language in sorted(LANGUAGES) for row in rows("dev", language, set(without))):
        message = heard(book, row.words)
        if message.words in kept:
            continue
        other = row.topic in WORRYING and message.told != NOTHING and message.told % 2 == 1
        told = urgency_of(row.level, row.topic, other=other) if row.level in LEVELS else NOTHING
        found.append(message._replace(told=told))
    explicit = (heard(book, words) for language in sorted(LANGUAGES) for words in statements(language))
    found += [message for message in explicit if message.told < SOFTER and message.words not in kept]
    return found + [heard(book, words)._replace(told=NOTHING) for words in answers()]


def real_words(book: PhraseBook, folder: Path) -> dict[str, list[str]]:
    """Return by language the words of harmless text that would be taken for a slip of a listed one."""
    harmless = [path.read_text("utf-8") for place in PACKS for path in sorted((ROOT / place).rglob("*.md"))]
    harmless += answers()
    for language in LANGUAGES:
        harmless += everyday(folder, language, "learn")
        harmless += [row.words for row in rows("dev", language) if row.level not in LEVELS and row.topic != "typo"]
    vocabulary = book.vocabulary
    vocabulary.real.clear()
    words = {word for text in harmless for word in WORD.findall(clean(text, vocabulary).replace("'", ""))}
    near = sorted(word for word in words if vocabulary.mended(word) != word)
    return {"ru": [word for word in near if is_cyrillic(word)], "en": [word for word in near if is_latin(word)]}


def outside(book: PhraseBook, folder: Path) -> list[Message]:
    """Return what everyday text teaches."""
    return TAUGHT_TWICE * [
        heard(book, line)._replace(told=NOTHING)
        for language in sorted(LANGUAGES)
        for line in everyday(folder, language, "learn")
    ]


def heard(book: PhraseBook, words: str) -> Message:
    """Return a message in plain form, and what the lists hear in it."""
    said = read(clean(words, book.vocabulary), book.vocabulary)
    plain = tuple(said.words[: book.before_laughter(said.words, book.vocabulary.places)[0]])
    return Message(plain, judged(book, Stretch(book, said, book.vocabulary.places)))


def digest(messages: Iterable[Message]) -> str:
    """Return what changes whenever what is learned from does: text, labels, or how words are made plain."""
    made = sha256()
    for message in messages:
        made.update(f"{' '.join(message.words)}\t{message.told}\n".encode())
    return made.hexdigest()


def learned(messages: Iterable[Message], kept: int = KEPT) -> Weights:
    """Return the model that tells these messages apart."""
    told_of = [(pieces(message.words), message.told) for message in messages if message.words]
    often = Counter(told - told % 2 for _, told in told_of)
    told_of = [(some, told) for some, told in told_of if often[told - told % 2] >= SPARSE]
    told = np.array([told - told % 2 for _, told in told_of])
    found = scaled([some for some, _ in told_of], told, RARE, kept)
    with threadpool_limits(limits=1):
        fit = LogisticRegression(C=STRENGTH, max_iter=STEPS, tol=NEAR).fit(found.rows, told)
        about = np.array([told != NOTHING and TOPICS[told % SOFTER // 2] in WORRYING for _, told in told_of])
        friends = np.array([told % 2 for _, told in told_of])
        friend = LogisticRegression(C=STRENGTH_FRIEND, max_iter=STEPS, tol=NEAR).fit(
            found.rows[about], friends[about]
        )
    kinds = [int(kind) for kind in fit.classes_]
    if kinds[-1] != NOTHING:
        raise ValueError("nothing harmless to learn from")
    against = np.vstack([fit.coef_[:-1] - fit.coef_[-1], friend.coef_])
    start = [*(fit.intercept_[:-1] - fit.intercept_[-1]), *friend.intercept_]
    return Weights(tuple(kinds[:-1]), tuple(round(float(each), 2) for each in start), packed(against, found))


def main() -> int:
    """Run. Return 1 when a check finds another file."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--everyday", type=Path, required=True, metavar="FOLDER", help="everyday text")
    asked.add_argument("--real", action="store_true", help="write the real words anew")
    asked.add_argument("--check", action="store_true", help="compare, write nothing")
    asked.add_argument("--without", nargs="*", default=[], metavar="NAME", help="files of dev to leave out")
    asked.add_argument("--to", type=Path, default=PACKAGE_LISTS / "weights.tsv", metavar="FILE")
    options = asked.parse_args()
    book = read_phrase_book(PACKAGE_LISTS)
    if options.real:
        for language, words in real_words(book, options.everyday).items():
            lines = [", ".join(words[at : at + A_LINE]) for at in range(0, len(words), A_LINE)]
            (PACKAGE_LISTS / language / "real.txt").write_text("\n".join([REAL, *lines]) + "\n", "utf-8")
            book.vocabulary.real.update(words)
    ours, theirs = committed(book, options.without), outside(book, options.everyday)
    weights = replace(learned([*ours, *theirs]), learned=frozenset(LANGUAGES))
    made = written(
        weights,
        [
            "fitted by tools/learn_distress.py; nobody edits this by hand",
            f"of this repository: {len(ours)} messages, sha256 {digest(ours)}",
            f"of everyday text: {len(theirs)} messages, sha256 {digest(theirs)}",
        ],
    )
    print(f"{len(ours)} + {len(theirs)} messages, {len(weights.pieces)} pieces, {len(weights.tells)} kinds")
    return int(keep(options.to, made, check=options.check))


if __name__ == "__main__":
    sys.exit(main())
